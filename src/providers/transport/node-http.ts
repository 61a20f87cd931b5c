import http, { type Agent, type ClientRequest, type IncomingMessage } from 'node:http';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { urlToHttpOptions } from 'node:url';
import type { CliError } from '../../errors.ts';
import { NoConnection, InProcessError } from './failure.ts';
import type { Abortable, HttpAnswer, Send, WireRequest } from './types.ts';
import { LightHeaders } from './fetch-classes.ts';
import type { Proxy } from './proxy.ts';
import type { TunnelRequestOptions } from './tunnel.ts';

export interface TransportOptions {
  /** The proxy that a request to this URL goes through. Throws a usage error. */
  proxyFor?: (target: URL) => Proxy | undefined;
  /** Certificates of authorities (PEM) that count beside Node's own. */
  ca?: readonly string[];
  /** Why a server with this certificate is not talked to; undefined where it is. */
  refuses?: (certificate: PeerCertificate) => CliError | undefined;
}

type Whole = Pick<HttpAnswer, 'status' | 'headers' | 'text'>;

/** In bytes, packed and unpacked. */
const longestAnswer = 64 * 1024 * 1024;

/** What all requests to an origin have in common. */
interface Way {
  /** With the scheme and the port: `https://api.mercadopago.com`. */
  origin: string;
  /** Whether connections are not kept. */
  isFresh: boolean;
  host: string;
  /** Whether a proxy is asked for each connection. */
  isTunnel: boolean;
  begin: (options: http.RequestOptions) => ClientRequest;
  options: http.RequestOptions;
}

/**
 * The one way to a network: node:http and node:https, over connections that are kept. For a single
 * request its first use costs a third of that of the platform's fetch, and each one after it a fourth.
 * It tells a connection that never was from an answer that was lost, bounds an answer's size, and
 * takes proxies. It follows no redirect.
 */
export function createTransport({ proxyFor, ca, refuses }: TransportOptions = {}): Send {
  const agents = new Map<string, Promise<Agent>>();
  /** One for each way out, made when it is first taken. It keeps its connections, or none of them. */
  const agentFor = (target: URL, keepAlive: boolean): Promise<Agent> => {
    const proxy = proxyFor?.(target);
    const way = `${keepAlive} ${proxy?.url.href ?? target.protocol}`;
    const agent = agents.get(way) ?? makeAgent(target, proxy, { keepAlive, ca });
    agents.set(way, agent);
    return agent;
  };
  const open = async (target: URL, isFresh: boolean): Promise<Way> => {
    const agent = await agentFor(target, !isFresh);
    const isSecure = target.protocol === 'https:';
    const { protocol, hostname, port } = urlToHttpOptions(target);
    return {
      origin: target.origin,
      isFresh,
      host: target.host,
      isTunnel: isSecure && proxyFor?.(target) !== undefined,
      begin: isSecure ? (await import('node:https')).request : http.request,
      options: {
        protocol,
        hostname,
        port,
        agent,
        ...(isSecure && (await trustOptions({ ca, refuses }))),
      },
    };
  };
  /** The last one: the requests of a batch differ in their paths alone, and their URLs are not read. */
  let last: Way | undefined;
  const first = async (request: WireRequest, signal: Abortable) => {
    const target = new URL(request.url);
    last = await open(target, request.fresh === true);
    return sendOn(last, `${target.pathname}${target.search}`, request, signal);
  };
  return (request, signal) => {
    const isFresh = request.fresh === true;
    const path = last?.isFresh === isFresh ? plainPath(request.url, last.origin) : undefined;
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

async function makeAgent(
  target: URL,
  proxy: Proxy | undefined,
  { keepAlive, ca }: { keepAlive: boolean } & Pick<TransportOptions, 'ca'>,
): Promise<Agent> {
  if (target.protocol !== 'https:') return new http.Agent({ keepAlive });
  if (proxy === undefined) return new (await import('node:https')).Agent({ keepAlive });
  const { TunnelAgent } = await import('./tunnel.ts');
  return new TunnelAgent(proxy, { keepAlive, ca });
}

/** Names and values by turns: as an object, node:http would look at each, and keep it, by itself. */
function headersOf({ method, headers, body }: WireRequest, host: string): string[] {
  const list = ['host', host, 'accept-encoding', 'identity'];
  for (const name in headers) list.push(name, headers[name] ?? '');
  const hasBody = body !== undefined || method === 'POST' || method === 'PUT';
  if (hasBody) list.push('content-length', String(Buffer.byteLength(body ?? '')));
  return list;
}

function sendOn(
  { begin, options, host, isTunnel }: Way,
  path: string,
  request: WireRequest,
  signal: Abortable,
): ReturnType<Send> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) throw new NoConnection('aborted');
    const own: TunnelRequestOptions = { ...options, path, method: request.method };
    own.headers = headersOf(request, host);
    if (isTunnel) own.tunnelSignal = signal;
    const sent = begin(own);
    let isConnected = false;
    onceConnected(sent, () => (isConnected = true));
    const fail = (error: Error) => {
      signal.removeEventListener('abort', stop);
      reject(error);
    };
    const stop = () => {
      sent.destroy(new Error('aborted'));
      // Without a socket, which a proxy may keep it waiting for, node says nothing of its end.
      if (!isConnected) fail(new NoConnection('aborted'));
    };
    signal.addEventListener('abort', stop);
    sent.on('response', (answer) => {
      readBody(answer, fail, (body) => {
        signal.removeEventListener('abort', stop);
        resolve(wholeAnswer(answer, body));
      });
    });
    // No other protocol was asked for; without a listener node would end without a word.
    sent.on('upgrade', (_answer, socket) => {
      socket.destroy();
      fail(new Error('the server changed the protocol'));
    });
    sent.on('error', (cause) => {
      const isOwn = isConnected || cause instanceof InProcessError;
      fail(isOwn ? cause : new NoConnection(cause.message, { cause }));
    });
    sent.end(request.body);
  });
}

/** With TLS there is a connection once the server's certificate has been looked at. */
function onceConnected(sent: ClientRequest, isConnected: () => void): void {
  sent.on('socket', (socket) => {
    if (sent.reusedSocket) return isConnected();
    const isSecure = 'encrypted' in socket && (socket as TLSSocket).encrypted;
    if (!(isSecure || socket.connecting)) isConnected();
    else socket.once(isSecure ? 'secureConnect' : 'connect', isConnected);
  });
}

function wholeAnswer(answer: IncomingMessage, body: Buffer): Whole | Promise<Whole> {
  const headers = LightHeaders.of(answer.rawHeaders);
  const status = answer.statusCode ?? 0;
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
  // JSON is UTF-8 (RFC 8259, 8.1), whatever else a header says of it; a gateway's page need not be.
  const named = text.includes('\ufffd') || text.includes('\0') ? charsetOf(headers) : undefined;
  const read = named?.decode(bytes) ?? text;
  return read.startsWith('\ufeff') ? read.slice(1) : read;
}

/** The decoder of the charset that is named; undefined where none is, or one that nobody knows. */
function charsetOf(headers: LightHeaders) {
  const [, name] = /charset\s*=\s*"?([\w.:-]+)/i.exec(headers.get('content-type') ?? '') ?? [];
  try {
    return name === undefined ? undefined : new TextDecoder(name);
  } catch {
    return undefined;
  }
}

/** Tells the whole body, or what came instead of it, once. */
function readBody(
  answer: IncomingMessage,
  fail: (error: Error) => void,
  tell: (body: Buffer) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let isOver = false;
  answer.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > longestAnswer) answer.destroy(new Error('the answer is longer than 64 MiB'));
  });
  answer.on('error', (error) => {
    isOver = true;
    fail(error);
  });
  answer.on('end', () => {
    isOver = true;
    const [first] = chunks;
    tell(first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks));
  });
  answer.on('close', () => {
    if (!isOver) fail(new Error('aborted'));
  });
}
