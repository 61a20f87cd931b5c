import { namesHost, systemHosts } from '../hosts.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface GatewayFacts {
  /** Where the sandbox is served in clear. */
  url: string;
  proxyUrl: string;
  /** Where TLS is ended without a proxy: `127.0.0.1:…`. */
  address: string;
  /** Files: the authority alone; it and those that Node does not know; it and the system's. */
  files: Readonly<Record<'authority' | 'extra' | 'bundle', string>>;
  /** The folder of mp-orders. */
  home: string;
  /** The preload for Node (bin/sandbox-hook.cjs). */
  hook: string;
  /** The keys of the sandbox's accounts, by the names of their variables. */
  keys: Readonly<Record<string, string>>;
}

/** What programs call a key, beside what mp-orders calls it. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  MP_ACCESS_TOKEN: ['MERCADOPAGO_ACCESS_TOKEN', 'MERCADO_PAGO_ACCESS_TOKEN'],
};

/** What would lead mp-orders elsewhere than into the sandbox: it goes. */
const leftOut = [
  'MP_ORDERS_PROFILE',
  'MP_ORDERS_PROXY',
  'MP_ORDERS_PROXY_AUTH',
  'MP_ORDERS_CA_FILE',
  'MOLLIE_PROFILE_ID',
];

/**
 * What is different in the environment of a program that is to reach the sandbox and nothing else of
 * the order systems; undefined for what must not be set. `before` is the environment that it is laid
 * over.
 */
export function sandboxVariables(
  before: Env,
  facts: GatewayFacts,
): Record<string, string | undefined> {
  const { url, proxyUrl, address, files, home, hook, keys } = facts;
  const noProxy = exemptions(before);
  const both = (name: string, value: string) => ({ [name]: value, [name.toLowerCase()]: value });
  return {
    ...Object.fromEntries(leftOut.map((name) => [name, undefined])),
    ...underAllNames(keys),
    MP_ORDERS_HOME: home,
    MP_ORDERS_BASE_URL: url,
    MP_ORDERS_SANDBOX: '1',
    MP_ORDERS_SANDBOX_GATEWAY: address,
    MP_ORDERS_SANDBOX_HOSTS: systemHosts.join(','),
    MP_ORDERS_SANDBOX_AUTHORITY: files.authority,
    ...both('HTTPS_PROXY', proxyUrl),
    ...both('HTTP_PROXY', proxyUrl),
    ...both('ALL_PROXY', proxyUrl),
    ...both('NO_PROXY', noProxy),
    SSL_CERT_FILE: files.bundle,
    REQUESTS_CA_BUNDLE: files.bundle,
    CURL_CA_BUNDLE: files.bundle,
    NODE_EXTRA_CA_CERTS: files.extra,
    NODE_USE_ENV_PROXY: '1',
    NODE_OPTIONS: withHook(before.NODE_OPTIONS ?? '', hook),
  };
}

const underAllNames = (keys: GatewayFacts['keys']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(keys).flatMap(([name, key]) =>
      [name, ...(otherNames[name] ?? [])].map((one) => [one, key]),
    ),
  );

/** Servers of one's own on this machine are asked directly. */
const ownNames = ['localhost', '127.0.0.1', '::1'];

/**
 * NO_PROXY without what would take the systems' hosts past the proxy: a name that is one of theirs or
 * above or below one, and `*`.
 */
function exemptions(env: Env): string {
  const noProxy = [env.no_proxy, env.NO_PROXY]
    .flatMap((list) => list?.split(/[\s,]+/) ?? [])
    .filter((entry) => entry !== '' && !coversSystem(entry));
  return [...new Set([...ownNames, ...noProxy])].join(',');
}

function coversSystem(entry: string): boolean {
  if (entry === '*') return true;
  const name = entry
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^\*?\./, '')
    .replace(/\.$/, '');
  return systemHosts.some((pattern) => {
    const host = pattern.replace(/^\*\./, '');
    return host === name || host.endsWith(`.${name}`) || namesHost(pattern, name);
  });
}

/** NODE_OPTIONS takes blanks and backslashes in double quotes only, and there behind a backslash. */
function withHook(options: string, hook: string): string {
  const quoted = `"${hook.replace(/[\\"]/g, '\\$&')}"`;
  const required = `--require ${quoted}`;
  if (options.includes(required)) return options;
  return [options, required].filter((part) => part !== '').join(' ');
}
