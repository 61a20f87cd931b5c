import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import * as der from './der.ts';

/** A server's certificate and its private key, both PEM. */
interface ServerCertificate {
  cert: string;
  key: string;
}

interface Authority {
  /** Its own certificate, PEM: what clients are told to trust. */
  readonly certificate: string;
  /** A certificate for one host name, which has to be one of the authority's names. */
  certificateFor(host: string): ServerCertificate;
}

/** What `O` is in the name of every sandbox's authority; mp-orders itself knows one by it. */
export const organization = 'mp-orders sandbox';

const dayMs = 86_400_000;

/**
 * A certificate authority (RFC 5280) of one run. Its key is in this process only; its certificate says
 * that it counts for `names` and what is below them, for no IP address, for servers only, and for
 * seven days.
 */
export function createAuthority({
  names,
  now,
}: {
  names: readonly string[];
  now: Date;
}): Authority {
  const { publicKey, privateKey } = newKeys();
  const subject = nameOf(randomBytes(4).toString('hex'));
  const id = keyId(publicKey);
  // A client's clock may be a little behind this one.
  const validity = {
    from: new Date(now.getTime() - dayMs),
    to: new Date(now.getTime() + 7 * dayMs),
  };
  const issue = (fields: Omit<Fields, 'issuer' | 'validity'>) =>
    signed(privateKey, { ...fields, issuer: subject, validity });
  const certificate = issue({
    subject,
    publicKey,
    extensions: [
      extension(oids.basicConstraints, [der.truth(), der.integer(Buffer.of(0))], 'critical'),
      extension(oids.keyUsage, bit(5), 'critical'), // keyCertSign
      extension(oids.nameConstraints, constraintsOf(names), 'critical'),
      extension(oids.extKeyUsage, [der.oid(oids.serverAuth)]),
      extension(oids.subjectKeyIdentifier, der.octets(id)),
      extension(oids.authorityKeyIdentifier, [der.tagged(0, id)]),
    ],
  });
  const server = newKeys();
  const key = server.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const known = new Map<string, ServerCertificate>();
  const make = (host: string): ServerCertificate => ({
    key,
    cert: issue({
      subject: nameOf(host.slice(0, 64)), // the longest a CN may be; clients go by the list below
      publicKey: server.publicKey,
      extensions: [
        extension(oids.basicConstraints, []),
        extension(oids.keyUsage, bit(0), 'critical'), // digitalSignature
        extension(oids.extKeyUsage, [der.oid(oids.serverAuth)]),
        extension(oids.subjectAltName, [dnsName(host)]),
        extension(oids.subjectKeyIdentifier, der.octets(keyId(server.publicKey))),
        extension(oids.authorityKeyIdentifier, [der.tagged(0, id)]),
      ],
    }),
  });
  return {
    certificate,
    certificateFor(host) {
      const leaf = known.get(host) ?? make(host);
      known.set(host, leaf);
      return leaf;
    },
  };
}

const oids = {
  commonName: '2.5.4.3',
  organizationName: '2.5.4.10',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  authorityKeyIdentifier: '2.5.29.35',
  extKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
};

/** P-256: every client knows it, and a key is made in a millisecond. */
const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });

/** RFC 5280, 4.2.1.2: any text that is the key's own. */
const keyId = (key: KeyObject): Buffer =>
  createHash('sha256').update(spki(key)).digest().subarray(0, 20);

const dnsName = (name: string) => der.tagged(2, Buffer.from(name, 'ascii'));

/** A BIT STRING in which one bit is set (DER: without the zeros behind it). */
const bit = (set: number) => der.bits(Buffer.of(0x80 >> set), 7 - set);

const nameOf = (commonName: string) => {
  const part = (type: string, value: string) =>
    der.set(der.sequence(der.oid(type), der.utf8(value)));
  return der.sequence(part(oids.organizationName, organization), part(oids.commonName, commonName));
};

function extension(id: string, value: Buffer | Buffer[], critical?: 'critical'): Buffer {
  const content = Array.isArray(value) ? der.sequence(...value) : value;
  const mark = critical === undefined ? [] : [der.truth()];
  return der.sequence(der.oid(id), ...mark, der.octets(content));
}

/** Only these names and those below them (RFC 5280, 4.2.1.10), and no address of either kind. */
function constraintsOf(names: readonly string[]): Buffer[] {
  const list = (number: number, trees: Buffer[]) =>
    der.taggedValues(number, ...trees.map((base) => der.sequence(base)));
  const everyAddress = [8, 32].map((size) => der.tagged(7, Buffer.alloc(size)));
  return [list(0, names.map(dnsName)), list(1, everyAddress)];
}

interface Fields {
  subject: Buffer;
  issuer: Buffer;
  validity: { from: Date; to: Date };
  publicKey: KeyObject;
  extensions: Buffer[];
}

function signed(key: KeyObject, { subject, issuer, validity, publicKey, extensions }: Fields) {
  const algorithm = der.sequence(der.oid(oids.ecdsaWithSha256));
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40; // positive, and never shorter
  const content = der.sequence(
    der.taggedValues(0, der.integer(Buffer.of(2))), // v3
    der.integer(serial),
    algorithm,
    issuer,
    der.sequence(der.utcTime(validity.from), der.utcTime(validity.to)),
    subject,
    spki(publicKey),
    der.taggedValues(3, der.sequence(...extensions)),
  );
  const signature = der.bits(sign('sha256', content, key));
  return pem(der.sequence(content, algorithm, signature));
}

const pem = (der: Buffer): string => {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
};
