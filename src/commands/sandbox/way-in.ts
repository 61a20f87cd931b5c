import { sentence, type Text } from '../../language/sentence.ts';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../session/context.ts';
import { usageError } from '../../errors.ts';
import { makeFolder } from '../../make-folder.ts';
import type { GatewayFacts } from '../../sandbox/gateway/child-env.ts';
import type { ServedSandbox } from '../../sandbox/serve.ts';
import type { Cleanup } from './cleanup.ts';
import { sandboxKeys } from './sandbox-keys.ts';

/** Where systems keep the authorities that OpenSSL trusts; the first that is there counts. */
const systemRoots = [
  '/etc/ssl/certs/ca-certificates.crt', // Debian, Arch, Gentoo
  '/etc/pki/tls/certs/ca-bundle.crt', // Fedora, RHEL
  '/etc/ssl/ca-bundle.pem', // openSUSE
  '/etc/ssl/cert.pem', // Alpine, macOS, the BSDs
];

/** A folder for what is there while a sandbox runs. Throws a usage error where none can be made. */
export async function temporaryFolder(closing: Cleanup): Promise<string> {
  const place = tmpdir();
  const folder = await mkdtemp(join(place, 'mp-orders-run-')).catch((cause: Error) => {
    throw unwritable(place, cause);
  });
  closing.add(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const unwritable = (place: string, cause: Error) =>
  usageError(sentence('Nothing can be written in {place}.', { place }), {
    code: 'cannot_write',
    details: [cause.message],
    cause,
    hint: sentence('Name a folder that you can write in, and whose disk has room.'),
  });

interface Places {
  /** Holds the certificates. */
  folder: string;
  /** Is the MP_ORDERS_HOME of programs; made when missing. */
  home: string;
  allowed: readonly string[];
  /** Where the proxy listens, and what it asks of its clients. */
  proxy?: { host: string; port: number; token?: string };
}

/**
 * Opens the way of any client into a served sandbox: the proxy, and the files that its certificate is
 * read from. Throws a usage error for folders that cannot be written.
 */
export async function openWayIn(
  context: Context,
  served: ServedSandbox,
  { folder, home, allowed, proxy }: Places,
  closing: Cleanup,
): Promise<GatewayFacts> {
  const { host, io } = context;
  const { openGateway } = await import('../../sandbox/gateway/gateway.ts');
  const notes = new Set<string>();
  const onNote = (text: Text) => {
    const words = io.say([text]);
    if (context.options.quiet === true || notes.has(words)) return;
    notes.add(words);
    io.warn(`Sandbox: ${words}`);
  };
  const { networkSettings } = await import('../../session/network.ts');
  const { proxyFor } = allowed.length === 0 ? {} : await networkSettings(context);
  const gateway = await openGateway({
    accept: served.accept,
    now: host.now(),
    allowed,
    ...proxy,
    // TLS in a tunnel is the client's own affair: the proxy is asked for as one of https.
    upstream: ({ host: name, port }) => {
      const authority = name.includes(':') ? `[${name}]` : name;
      return proxyFor?.(new URL(`https://${authority}:${port}`));
    },
    onNote,
  });
  closing.add(() => gateway.close());
  const { certificate, address, proxyPort } = gateway;
  served.showAuthority(certificate);
  const proxyUrl = urlOfProxy(proxyPort, proxy);
  const texts = {
    authority: certificate,
    extra: joined([...(await ownLists(host.env, ['NODE_EXTRA_CA_CERTS'])), certificate]),
    bundle: joined([...(await trusted(host.env)), certificate]),
  };
  const file = async (name: keyof typeof texts) => {
    const path = join(folder, `${name}.pem`);
    await writeFile(path, texts[name], { mode: 0o600 }).catch((cause: Error) => {
      throw unwritable(folder, cause);
    });
    return path;
  };
  const files = {
    authority: await file('authority'),
    extra: await file('extra'),
    bundle: await file('bundle'),
  };
  const hook = join(host.packageFolder, 'bin', 'sandbox-hook.cjs');
  const keys = await sandboxKeys();
  await makeFolder(home).catch((cause: Error) => {
    throw unwritable(home, cause);
  });
  return { url: served.url, proxyUrl, address, files, home, hook, keys };
}

/** Of the proxy, as programs on this machine or others by that name reach it. */
export function urlOfProxy(
  port: number,
  { token, host }: { token?: string; host?: string } = {},
): string {
  const isEvery = host === undefined || host === '0.0.0.0' || host === '::';
  const name = isEvery ? '127.0.0.1' : host;
  const credentials = token === undefined ? '' : `sandbox:${encodeURIComponent(token)}@`;
  return `http://${credentials}${name.includes(':') ? `[${name}]` : name}:${port}`;
}

const joined = (texts: readonly string[]): string =>
  [...new Set(texts)].map((text) => (text.endsWith('\n') ? text : `${text}\n`)).join('');

type Env = Readonly<Record<string, string | undefined>>;

/** The lists of authorities that the user's variables name, as far as they can be read. */
const ownLists = (env: Env, names: readonly string[]): Promise<string[]> =>
  readAll(names.map((name) => env[name] ?? '').filter((path) => path !== ''));

async function readAll(paths: readonly string[]): Promise<string[]> {
  const texts = paths.map((path) => readFile(path, 'utf8').catch(() => ''));
  return (await Promise.all(texts)).filter((text) => text.includes('-----BEGIN'));
}

/** What programs here trust now: the user's list or else the system's, and what the user adds. */
async function trusted(env: Env): Promise<string[]> {
  const [own] = await ownLists(env, ['SSL_CERT_FILE']);
  const [ofSystem] = own === undefined ? await readAll(systemRoots) : [own];
  const { rootCertificates } = await import('node:tls');
  return [
    ofSystem ?? rootCertificates.join('\n'),
    ...(await ownLists(env, ['REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'])),
  ];
}

/**
 * The hosts of `--allow`. Throws a usage error for what is no host, and for one that the sandbox
 * answers for.
 */
export async function parseAllowed(allowed: readonly string[] = []): Promise<readonly string[]> {
  const { systemOfHost } = await import('../../sandbox/hosts.ts');
  return allowed.map((text) => {
    const entry = text.toLowerCase();
    const [, name = ''] = /^((?:\*\.)?[a-z\d_.-]+|\[[a-f\d:.]+\])(?::\d{1,5})?$/.exec(entry) ?? [];
    if (name === '') {
      throw usageError(sentence('--allow: "{text}" is not a host.', { text }), {
        hint: sentence('Write a name such as example.com, example.com:8443 or *.example.com.'),
      });
    }
    if (
      systemOfHost(name.replace(/^\*\./, 'any.')) !== undefined ||
      systemOfHost(name) !== undefined
    ) {
      throw usageError(sentence('--allow: the sandbox itself answers for {name}.', { name }), {
        hint: sentence('Leave it out: requests to the order systems never leave the sandbox.'),
      });
    }
    return entry;
  });
}
