import { sentence, type Text } from '../../language/sentence.ts';
import { BlockList, isIP } from 'node:net';
import { usageError } from '../../errors.ts';

/** Where a run learns of a proxy, and whether it may use one. */
export interface ProxySource {
  env: Readonly<Record<string, string | undefined>>;
  /** A URL without credentials, from `--proxy` or the config; it goes before the environment's. */
  url?: { text: string; source: string };
  /** `user:password`, where neither the URL nor the environment's variable holds it. */
  credentials?: string;
  /** False with `--no-proxy`. */
  allowed?: boolean;
}

/** A proxy that requests to an https URL go through, by CONNECT (RFC 9110, 9.3.6). */
export interface Proxy {
  /** Without credentials. */
  url: URL;
  /** `user:password`, decoded. Secret. */
  credentials?: string;
  /** For people: `HTTPS_PROXY`, `--proxy`. */
  source: string;
}

/** Lower case goes first, as in curl; a variable that is empty counts as not set. */
const variables = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];

/**
 * The proxy that a request to this URL goes through; undefined when it goes to the server directly.
 * Plain http goes to this machine only, and this machine needs no proxy. Throws a usage error, without
 * a word of the credentials, for what is no URL of an http proxy.
 */
export function proxyFor(target: URL, source: ProxySource): Proxy | undefined {
  if (source.allowed === false || target.protocol !== 'https:' || isLoopback(target.hostname)) {
    return undefined;
  }
  if (source.url !== undefined) {
    const { url } = parseProxyUrl(source.url.text, source.url.source, { isArgument: true });
    return withCredentials({ url, source: source.url.source }, source.credentials);
  }
  if (isExempt(target, valueOf(source.env, ['no_proxy', 'NO_PROXY'])?.text ?? '')) return undefined;
  const variable = valueOf(source.env, variables);
  if (variable === undefined) return undefined;
  const { url, credentials } = parseProxyUrl(variable.text, variable.name);
  return withCredentials({ url, source: variable.name }, credentials ?? source.credentials);
}

const withCredentials = (proxy: Proxy, credentials: string | undefined): Proxy =>
  credentials === undefined ? proxy : { ...proxy, credentials };

/** Whether a host is this machine, as far as its name tells. */
const isLoopback = (hostname: string): boolean =>
  /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

function valueOf(
  env: ProxySource['env'],
  names: readonly string[],
): { name: string; text: string } | undefined {
  for (const name of names) {
    const text = env[name]?.trim() ?? '';
    if (text !== '') return { name, text };
  }
  return undefined;
}

interface ProxyUrl {
  url: URL;
  credentials?: string;
}

/**
 * Reads the URL of a proxy; `proxy.example:3128` is short for `http://proxy.example:3128`, as
 * everywhere. Throws a usage error that repeats nothing of it; an argument may hold no credentials.
 */
export function parseProxyUrl(text: string, source: Text, { isArgument = false } = {}): ProxyUrl {
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (url === undefined || url.hostname === '') {
    throw usageError(sentence('{source} is not the URL of a proxy.', { source }), {
      code: 'invalid_proxy',
      next: ['mp-orders help proxies'],
      hint: sentence('Write one like http://proxy.example:3128.'),
    });
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw usageError(
      sentence('{source} names a proxy of the kind {protocol}.', {
        source,
        protocol: url.protocol.slice(0, -1),
      }),
      {
        code: 'invalid_proxy',
        next: ['mp-orders help proxies'],
        hint: sentence(
          'Only http proxies are used here: name one like http://proxy.example:3128, or add --no-proxy.',
        ),
      },
    );
  }
  if (/\.(pac|dat)$/i.test(url.pathname)) {
    throw usageError(sentence('{source} names a PAC file, and no proxy.', { source }), {
      code: 'invalid_proxy',
      next: ['mp-orders help proxies'],
      hint: sentence('Write one like http://proxy.example:3128.'),
    });
  }
  const credentials = credentialsOf(url, source);
  if (isArgument && credentials !== undefined) throw credentialsInArgument(source);
  const bare = new URL(`${url.protocol}//${url.host}`);
  return { url: bare, ...(credentials !== undefined && { credentials }) };
}

function credentialsOf({ username, password }: URL, source: Text): string | undefined {
  if (username === '' && password === '') return undefined;
  try {
    return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  } catch {
    throw usageError(
      sentence('{source} holds a user name or a password with a wrong % in it.', { source }),
      {
        code: 'invalid_proxy',
        next: ['mp-orders help proxies'],
        hint: sentence('Write a % as %25.'),
      },
    );
  }
}

const credentialsInArgument = (source: Text) =>
  usageError(sentence('{source} must not hold a user name or a password.', { source }), {
    code: 'invalid_proxy',
    next: ['mp-orders help proxies'],
    hint: sentence(
      'Arguments show in the list of processes: set HTTPS_PROXY, or MP_ORDERS_PROXY_AUTH=user:password.',
    ),
  });

/**
 * Whether `NO_PROXY` names the host: a name, which stands for its subdomains too, with or without a dot
 * or `*.` in front; a pattern with `*` for any characters; an address or a range (CIDR); each with a port
 * where it counts for that alone. Windows writes `;` between them, and some write whole URLs.
 */
export function isExempt(target: URL, list: string): boolean {
  const host = target.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = target.port === '' ? '443' : target.port;
  return list.split(/[\s,;]+/).some((entry) => {
    const bare = entry.toLowerCase().replace(/^https?:\/\//, '');
    const { name, port: only } = splitPort(bare.replace(/\/$/, ''));
    if (name === '' || (only !== undefined && only !== port)) return false;
    if (name.includes('/')) return isInRange(host, name);
    if (isIP(name) !== 0) return isInRange(host, `${name}/${isIP(name) === 4 ? 32 : 128}`);
    const suffix = name.replace(/^\*?\./, '').replace(/\.$/, '');
    if (suffix.includes('*')) return isLike(host, suffix);
    return suffix !== '' && (host === suffix || host.endsWith(`.${suffix}`));
  });
}

/** Whether the parts between the `*` of a pattern stand in the host, in this order. */
function isLike(host: string, pattern: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop() ?? '';
  let at = first.length;
  if (!host.startsWith(first) || host.length < at + last.length) return false;
  for (const part of others) {
    const found = host.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return host.endsWith(last) && host.length - last.length >= at;
}

/** An IPv6 address has colons of its own: a port stands behind its brackets. */
function splitPort(entry: string): { name: string; port?: string } {
  const [, bracketed, behind] = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry) ?? [];
  if (bracketed !== undefined) return { name: bracketed, ...(behind && { port: behind }) };
  if (isIP(entry.split('/')[0] ?? '') === 6) return { name: entry };
  const [, name = entry, port] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  return { name, ...(port && { port }) };
}

function isInRange(host: string, range: string): boolean {
  const [network = '', bits = ''] = range.split('/');
  const family = isIP(network);
  if (family === 0 || isIP(host) !== family || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const ranges = new BlockList();
  ranges.addSubnet(network, Number(bits), type);
  return ranges.check(host, type);
}
