import { sentence } from '../language/sentence.ts';
import type { PeerCertificate } from 'node:tls';
import { usageError, type CliError } from '../errors.ts';
import type { TransportOptions } from '../providers/transport/wire.ts';
import { parseProxyUrl, proxyFor } from '../providers/transport/proxy.ts';
import type { Run } from './run.ts';

/**
 * How this run reaches the network: by which proxy, and whose certificates it trusts. Flags go before
 * the environment, that before the config. Throws a usage error for what can be none of it.
 */
export async function networkSettings(run: Run): Promise<TransportOptions> {
  const { host, io, options } = run;
  const allowed = options.proxy !== false;
  const flag = options.proxy === false ? undefined : options.proxy;
  const named = flag === undefined ? run.settings.find('proxy') : { text: flag, source: '--proxy' };
  const credentials = run.setting('proxy-auth', undefined, parseProxyAuth);
  const source = { env: host.env, url: allowed ? named : undefined, credentials, allowed };
  const ca = await readAuthorities(run);
  return {
    proxyFor: (target) => {
      const proxy = proxyFor(target, source);
      secretsOf(proxy?.credentials).forEach((secret) => io.addSecret(secret));
      return proxy;
    },
    ...(ca !== undefined && { ca }),
    ...(!run.isSandbox && { refuses: refuseSandbox }),
  };
}

/** What `O` is in the name of each sandbox's authority (`sandbox run`, `sandbox serve --with-proxy`). */
const sandboxAuthority = 'mp-orders sandbox';

/**
 * A sandbox that stands for the real host is for the sandbox's profiles: any other's keys would be
 * shown to it, and its answers taken for money.
 */
function refuseSandbox({ issuer }: Pick<PeerCertificate, 'issuer'>): CliError | undefined {
  if ([issuer.O].flat().includes(sandboxAuthority)) {
    return usageError(
      sentence(
        'A sandbox of mp-orders answers instead of the server, and this profile is not one of its own.',
      ),
      {
        code: 'sandbox_authority',
        hint: sentence(
          'Nothing was sent. Add --sandbox, or take this shell out of the sandbox: `mp-orders sandbox env --undo`.',
        ),
      },
    );
  }
  return undefined;
}

/** Credentials as they stand in a URL, in a header, and by themselves. */
function secretsOf(credentials: string | undefined): string[] {
  if (credentials === undefined) return [];
  const password = credentials.slice(credentials.indexOf(':') + 1);
  const base64 = Buffer.from(credentials).toString('base64');
  return [credentials, password, encodeURIComponent(password), base64];
}

/** Throws a usage error unless this is `user:password`; what it holds is never repeated. */
export function parseProxyAuth(text: string): string {
  if (/^[^:\s][^:]*:./.test(text)) return text;
  throw usageError(sentence('This is not a user name and a password.'), {
    hint: sentence('Write them as user:password.'),
  });
}

/** Throws a usage error unless this is the URL of a proxy, without credentials. */
export function checkProxyUrl(text: string): void {
  parseProxyUrl(text, sentence('The proxy'), { isArgument: true });
}

/**
 * `--ca-file` beside the authorities that Node trusts anyway. A list of one's own takes the place of
 * all others in Node, those of NODE_EXTRA_CA_CERTS too: so they are read here as well.
 */
async function readAuthorities(run: Run): Promise<readonly string[] | undefined> {
  const file = run.options.caFile ?? run.settings.find('ca-file')?.text;
  if (file === undefined) return undefined;
  const { rootCertificates } = await import('node:tls');
  const extra = run.settings.fromEnv('NODE_EXTRA_CA_CERTS');
  const { readFile } = await import('node:fs/promises'); // loaded where it is needed only
  const others = extra === undefined ? [] : [await readFile(extra, 'utf8').catch(() => '')];
  return [...rootCertificates, ...others.filter((text) => text !== ''), await readPem(file)];
}

async function readPem(file: string): Promise<string> {
  const hint = sentence('Name a file with certificates in PEM form (-----BEGIN CERTIFICATE-----).');
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw usageError(sentence('{option}: {file} cannot be read.', { option: '--ca-file', file }), {
      code: 'invalid_ca_file',
      hint,
      details: [cause.message],
      cause,
    });
  });
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw usageError(sentence('--ca-file: {file} holds no certificate.', { file }), {
    code: 'invalid_ca_file',
    hint,
  });
}
