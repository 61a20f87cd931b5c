import http, { type Agent, type ClientRequest, type IncomingMessage } from 'node:http';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { urlToHttpOptions } from 'node:url';
import type { CliError } from '../../errors.ts';
import { NoConnection, InProcessError } from './failure.ts';
import type { Send, WireRequest } from './types.ts';
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

/** In bytes, packed and unpacked. */
const longestAnswer = 64 * 1024 * 1024;

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
  const targetOf = lastTarget();
  return async (request, signal) => {
    const { target, address } = targetOf(request.url);
    const isSecure = target.protocol === 'https:';
    const agent = await agentFor(target, request.fresh !== true);
    const begin = isSecure ? (await import('node:https')).request : http.request;
    const options: TunnelRequestOptions = { ...address, method: request.method, agent };
    options.tunnelSignal = signal;
    options.headers = headersOf(request, target.host);
    if (isSecure) Object.assign(options, await trustOptions({ ca, refuses }));
    if (signal.aborted) throw new NoConnection('aborted');
    return sendOn(begin(options), request.body, signal);
  };
}

/** What a URL says. Those of a batch differ in their paths alone, and are not read anew each. */
function lastTarget() {
  let last: { target: URL; address: http.RequestOptions } | undefined;
  return (url: string): { target: URL; address: http.RequestOptions } => {
    const path = last && plainPath(url, last.target.origin);
    if (last !== undefined && path !== undefined) {
      return { target: last.target, address: { ...last.address, path } };
    }
    const target = new URL(url);
    const { protocol, hostname, port, path: whole } = urlToHttpOptions(target);
    last = { target, address: { protocol, hostname, port, path: whole } };
    return last;
  };
}

/** The path of a URL of this origin, where it stands there as it is sent. */
function plainPath(url: string, origin: string): string | undefined {
  if (!url.startsWith(`${origin}/`)) return undefined;
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
  for (const [name, value] of Object.entries(headers)) list.push(name, value);
  const hasBody = body !== undefined || method === 'POST' || method === 'PUT';
  if (hasBody) list.push('content-length', String(Buffer.byteLength(body ?? '')));
  return list;
}

function sendOn(
  sent: ClientRequest,
  body: string | undefined,
  signal: AbortSignal,
): ReturnType<Send> {
  return new Promise((resolve, reject) => {
    let isConnected = false;
    onceConnected(sent, () => (isConnected = true));
    const stop = () => {
      sent.destroy(new Error('aborted'));
      // Without a socket, which a proxy may keep it waiting for, node says nothing of its end.
      if (!isConnected) reject(new NoConnection('aborted'));
    };
    signal.addEventListener('abort', stop, { once: true });
    sent.on('response', (answer) => void wholeAnswer(answer).then(resolve, reject));
    // Nobody asked for another protocol; without a listener node would end without a word.
    sent.on('upgrade', (_answer, socket) => {
      socket.destroy();
      reject(new Error('the server changed the protocol'));
    });
    sent.on('error', (cause) => {
      const isOwn = isConnected || cause instanceof InProcessError;
      reject(isOwn ? cause : new NoConnection(cause.message, { cause }));
    });
    sent.on('close', () => signal.removeEventListener('abort', stop));
    sent.end(body);
  });
}

/** With TLS there is a connection once the server's certificate has been looked at. */
function onceConnected(sent: ClientRequest, isConnected: () => void): void {
  sent.once('socket', (socket) => {
    const isSecure = 'encrypted' in socket && (socket as TLSSocket).encrypted;
    if (sent.reusedSocket || !(isSecure || socket.connecting)) isConnected();
    else socket.once(isSecure ? 'secureConnect' : 'connect', isConnected);
  });
}

async function wholeAnswer(answer: IncomingMessage): ReturnType<Send> {
  const body = await readBody(answer);
  const headers = new LightHeaders();
  const { rawHeaders } = answer;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    headers.append(rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '');
  }
  const encoding = headers.get('content-encoding') ?? '';
  const plain =
    encoding === '' ? body : (await import('./unpack.ts')).unpack(body, encoding, longestAnswer);
  return { status: answer.statusCode ?? 0, headers, text: textOf(plain) };
}

/** UTF-8, without the mark that some begin a text with. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function readBody(answer: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    answer.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > longestAnswer) answer.destroy(new Error('the answer is longer than 64 MiB'));
    });
    answer.on('error', reject);
    answer.on('end', () => {
      const [first] = chunks;
      resolve(first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks));
    });
    answer.on('close', () => reject(new Error('aborted'))); // says nothing to one that has ended
  });
}
