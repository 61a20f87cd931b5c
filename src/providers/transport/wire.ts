import { connect, isIP, type Socket } from 'node:net';
import type { ConnectionOptions, PeerCertificate } from 'node:tls';
import { urlToHttpOptions } from 'node:url';
import type { CliError } from '../../errors.ts';
import type { WireAnswer } from './answer-reader.ts';
import { Connection, longestAnswer, patience } from './connection.ts';
import { InProcessError, KeptConnectionClosed, NoConnection } from './failure.ts';
import type { Abortable, HttpAnswer, Send, WireRequest } from './types.ts';
import { LightHeaders } from './fetch-classes.ts';
import type { Proxy } from './proxy.ts';

export interface TransportOptions {
  /** The proxy that a request to this URL goes through. Throws a usage error. */
  proxyFor?: (target: URL) => Proxy | undefined;
  /** Certificates of authorities (PEM) that count beside Node's own. */
  ca?: readonly string[];
  /** Why a server with this certificate is not talked to; undefined where it is. */
  refuses?: (certificate: PeerCertificate) => CliError | undefined;
}

type Whole = Pick<HttpAnswer, 'status' | 'headers' | 'text'>;

/** The way to an origin, and the connections on it that have nothing to do. */
interface Way {
  /** With the scheme and the port: `https://api.mercadopago.com`. */
  origin: string;
  /** The first lines of every request there, after its own: the host and the like. */
  head: string;
  idle: Connection[];
  /**
   * Whether the server keeps connections, as was seen: one has answered twice, or one was closed as it
   * was asked for the second time, and none was seen to answer twice. Some say that they keep them and do not.
   */
  keeps: boolean | undefined;
  /** A new connection. It resolves later by a proxy only; rejects when the signal aborts before. */
  open: (signal: Abortable) => Connection | Promise<Connection>;
}

/**
 * The one way to a network: HTTP/1.1 over connections that are kept (decision 42). It tells a
 * connection that never was from an answer that was lost, bounds an answer's size, and takes
 * proxies. It follows no redirect.
 */
export function createTransport(options: TransportOptions = {}): Send {
  const ways = new Map<string, Promise<Way>>();
  const wayTo = (target: URL): Promise<Way> => {
    const way = ways.get(target.origin) ?? openWay(target, options);
    ways.set(target.origin, way);
    return way;
  };
  /** The last one: the requests of a batch differ in their paths alone, and their URLs are not read. */
  let last: Way | undefined;
  const first = async (request: WireRequest, signal: Abortable) => {
    const target = new URL(request.url);
    last = await wayTo(target);
    return sendOn(last, `${target.pathname}${target.search}`, request, signal);
  };
  return (request, signal) => {
    request.onWay?.('unsent');
    const path = last && plainPath(request.url, last.origin);
    return last === undefined || path === undefined
      ? first(request, signal)
      : sendOn(last, path, request, signal);
  };
}

/** The path of a URL of this origin, where it stands there as it is sent. */
function plainPath(url: string, origin: string): string | undefined {
  if (!url.startsWith(origin)) return undefined;
  const path = url.slice(origin.length);
  return /^(\/[\w-]+)+$/.test(path) ? path : undefined;
}

async function openWay(target: URL, options: TransportOptions): Promise<Way> {
  const { hostname, port } = urlToHttpOptions(target);
  const host = hostname ?? '';
  const isSecure = target.protocol === 'https:';
  const at = { host, port: Number(port ?? (isSecure ? 443 : 80)) };
  const idle: Connection[] = [];
  const pool = {
    add: (connection: Connection) => void idle.push(connection),
    delete: (connection: Connection) => {
      const at = idle.indexOf(connection);
      if (at >= 0) idle.splice(at, 1);
    },
  };
  const way: Way = {
    origin: target.origin,
    head: `host: ${target.host}\r\naccept-encoding: identity\r\n`,
    idle,
    keeps: undefined,
    open: () => new Connection(connect({ ...at, ...patience }), 'connect', pool),
  };
  if (!isSecure) return way;
  const tls = await import('node:tls');
  const trust: ConnectionOptions = {
    ...(await trustOptions(options)),
    servername: isIP(host) === 0 ? host : '',
    ALPNProtocols: ['http/1.1'],
  };
  /** What a server gave to begin the next connection by without another look at its certificate. */
  let session: Buffer | undefined;
  const secure = (by: { socket: Socket } | typeof at) => {
    const socket = tls.connect({ ...by, ...patience, ...trust, ...(session && { session }) });
    // Node gives it once the certificate was looked at: never of one that was refused.
    socket.on('session', (one: Buffer) => (session = one));
    socket.on('error', () => (session = undefined));
    return new Connection(socket, 'secureConnect', pool);
  };
  const proxy = options.proxyFor?.(target);
  way.open = () => secure(at);
  if (proxy === undefined) return way;
  const { openTunnel } = await import('./tunnel.ts');
  way.open = async (signal) =>
    secure({ socket: await openTunnel(at, { proxy, ca: options.ca, signal }) });
  return way;
}

/** Which certificates are believed. */
async function trustOptions({ ca, refuses }: Pick<TransportOptions, 'ca' | 'refuses'>) {
  if (refuses === undefined) return ca && { ca: [...ca] };
  const { checkServerIdentity } = await import('node:tls');
  const check = (host: string, certificate: PeerCertificate): Error | undefined => {
    const refusal = refuses(certificate);
    if (refusal !== undefined) return new InProcessError(refusal, false);
    return checkServerIdentity(host, certificate);
  };
  return { ...(ca && { ca: [...ca] }), checkServerIdentity: check };
}

/** A request to the byte (RFC 9112, 3). The path comes out of a URL, and has nothing that ends a line. */
function bytesOf(
  request: WireRequest,
  path: string,
  { common, isLast }: { common: string; isLast: boolean },
): string | Buffer {
  const { method, headers, body = '' } = request;
  let head = `${method} ${path} HTTP/1.1\r\n${common}`;
  for (const name in headers) head += headerLine(name, headers[name] ?? '');
  const hasBody = request.body !== undefined || method === 'POST' || method === 'PUT';
  if (hasBody) head += `content-length: ${Buffer.byteLength(body)}\r\n`;
  head += isLast ? 'connection: close\r\n\r\n' : 'connection: keep-alive\r\n\r\n';
  // A header is sent as Latin-1, the body as UTF-8: of ASCII alone both are one text.
  return /^[\0-\x7f]*$/.test(head)
    ? `${head}${body}`
    : Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}

/** Throws for what would end the line, and begin another (RFC 9110, 5.5), as node:http does. */
function headerLine(name: string, value: string): string {
  if (!/^[\w-]+$/.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(value)) {
    throw new TypeError(`Invalid character in header content ["${name}"]`);
  }
  return `${name}: ${value}\r\n`;
}

function sendOn(way: Way, path: string, request: WireRequest, signal: Abortable): ReturnType<Send> {
  return new Promise<WireAnswer>((resolve, reject) => {
    if (signal.aborted) throw new NoConnection('aborted');
    const isLast = request.fresh === true || way.keeps === false;
    const bytes = bytesOf(request, path, { common: way.head, isLast });
    const carryBy = (connection: Connection) => {
      const stop = () => connection.abort();
      signal.addEventListener('abort', stop);
      connection.carry({
        bytes,
        isLast,
        sent: () => request.onWay?.('sent'),
        answered: (answer) => {
          signal.removeEventListener('abort', stop);
          if (connection === kept) way.keeps = true;
          resolve(answer);
        },
        failed: (error) => {
          signal.removeEventListener('abort', stop);
          if (connection !== kept || !connection.isSilent || signal.aborted) return reject(error);
          noteClosed(way, connection);
          // The server may have closed it as the request went out: to ask again does no harm
          // where nothing is changed (RFC 9110, 9.2.2).
          if (request.method === 'GET') carryAnew();
          else reject(new KeptConnectionClosed(error.message, { cause: error }));
        },
      });
      if (signal.aborted) stop();
    };
    const carryAnew = () => {
      const connection = way.open(signal);
      if (connection instanceof Connection) carryBy(connection);
      else connection.then(carryBy, reject);
    };
    const kept = isLast ? undefined : way.idle.pop();
    if (kept === undefined) carryAnew();
    else carryBy(kept);
  }).then(wholeAnswer);
}

/**
 * A kept connection ended with a request on it: the others that wait may be closed too. Learns of a
 * server that closes each after its answer.
 */
function noteClosed(way: Way, connection: Connection): void {
  for (const other of way.idle.splice(0)) other.abort();
  if (connection.answers === 1) way.keeps ??= false;
}

function wholeAnswer({ status, rawHeaders, body }: WireAnswer): Whole | Promise<Whole> {
  const headers = LightHeaders.of(rawHeaders);
  const encoding = headers.get('content-encoding') ?? '';
  if (encoding === '') return { status, headers, text: textOf(body, headers) };
  return import('./unpack.ts').then(({ unpack }) => ({
    status,
    headers,
    text: textOf(unpack(body, encoding, longestAnswer), headers),
  }));
}

/** Without the mark that some begin a text with. */
function textOf(bytes: Buffer, headers: LightHeaders): string {
  const text = bytes.toString('utf8');
  const isUtf8 = !text.includes('\ufffd') && !text.includes('\0');
  const read = isUtf8 ? text : (decoderOf(bytes, text, headers)?.decode(bytes) ?? text);
  return read.startsWith('\ufeff') ? read.slice(1) : read;
}

/**
 * JSON is UTF-8 (RFC 8259, 8.1), whatever else a header says of it; a gateway's page need not be. The
 * charset that is named, or that the bytes show: a mark, the zeros of UTF-16 (RFC 4627, 3), or bytes of
 * which none is UTF-8. Undefined where nothing tells.
 */
function decoderOf(bytes: Buffer, text: string, headers: LightHeaders) {
  const begin = bytes.toString('latin1', 0, 4);
  if (/^(\xfe\xff|\0[^\0]\0[^\0])/.test(begin)) return new TextDecoder('utf-16be');
  if (/^(\xff\xfe|[^\0]\0[^\0]\0)/.test(begin)) return new TextDecoder('utf-16le');
  const [, name = 'utf-8'] =
    /charset\s*=\s*"?([\w.:-]+)/i.exec(headers.get('content-type') ?? '') ?? [];
  const isLatin = /^[\0-\x7f\ufffd]*$/.test(text) && !bytes.includes('\ufffd');
  try {
    return new TextDecoder(isLatin && /^(utf-?8|us-ascii)$/i.test(name) ? 'latin1' : name);
  } catch {
    return undefined; // nobody knows it
  }
}
