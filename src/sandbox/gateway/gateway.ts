import { messageOf } from '../../errors.ts';
import { english, sentence, type Text } from '../../language/sentence.ts';
import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type AddressInfo, type Server, type Socket } from 'node:net';
import { createSecureContext, createServer as createTlsServer, type SecureContext } from 'node:tls';
import { isSame } from '../guard.ts';
import { namesHost, systemHosts, systemOfHost } from '../hosts.ts';
import { createAuthority } from './authority.ts';
import { explainListen } from '../listen-error.ts';
import { reach, type Place, type Upstream } from './reach.ts';

interface GatewayOptions {
  /** Takes a connection on which the sandbox's API is spoken in clear from here on. */
  accept: (socket: Socket) => void;
  now: Date;
  /** Hosts that are let through to themselves: `name`, `name:port`, `*.name`. */
  allowed?: readonly string[];
  /** The proxy that an allowed host is reached by, where there is one. */
  upstream?: (target: Place) => Upstream | undefined;
  /** The address that the proxy listens on; loopback when left out. */
  host?: string;
  /** Of the proxy; 0, or left out: a free one. */
  port?: number;
  /** What a client of the proxy must give as its password (Basic, RFC 7617), whatever its name. */
  token?: string;
  /** Told of a host that was refused, and of a client that refused the sandbox's certificate. */
  onNote: (text: Text) => void;
}

/** The way of unmodified clients to a served sandbox. */
interface Gateway {
  /** Of the proxy (RFC 9110, 9.3.6). */
  proxyPort: number;
  /** Where TLS is ended for any host that a client asks for (SNI), without a proxy: `127.0.0.1:…`. */
  address: string;
  /** The certificate of the authority (PEM), which counts for `systemHosts` only. */
  certificate: string;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';

/**
 * Opens a proxy on this machine that stands for the hosts of the order systems, with certificates of
 * an authority of its own, and leads nowhere else but to those that are allowed. Nothing that it is
 * asked for the systems' hosts leaves this machine.
 */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const { accept, now, allowed = [], upstream, host = loopback, token, onNote } = options;
  const names = systemHosts.map((pattern) => pattern.replace(/^\*\./, ''));
  const authority = createAuthority({ names, now });
  const contexts = new Map<string, SecureContext>();
  const contextOf = (host: string): SecureContext => {
    const context = contexts.get(host) ?? createSecureContext(authority.certificateFor(host));
    contexts.set(host, context);
    return context;
  };

  const open = new Set<Socket>();
  const track = (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy()); // a client that left
    socket.once('close', () => open.delete(socket));
  };

  const door = createTlsServer(
    {
      ALPNProtocols: ['http/1.1'],
      SNICallback(name, answer) {
        const host = name.toLowerCase();
        if (systemOfHost(host) !== undefined && isHostName(host)) answer(null, contextOf(host));
        else answer(new Error(`The sandbox does not stand for ${host}.`));
      },
    },
    accept,
  );
  door.on('connection', track);
  door.on('tlsClientError', (error: NodeJS.ErrnoException, socket) => {
    if (/ALERT_(UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN)/.test(error.code ?? '')) {
      const host = typeof socket.servername === 'string' ? socket.servername : 'a host';
      onNote(
        sentence(
          'A client that asked for {host} did not trust the sandbox’s certificate: it goes by a list of its own.',
          { host },
        ),
      );
    }
  });

  const ways = { allowed, onNote };
  const proxy = createServer((request, response) => {
    if (!isKnown(request, token)) return answer(response, 407, tokenNeeded, askForToken);
    const target = targetOfUrl(request.url ?? '');
    const fate = target === undefined ? 'unclear' : fateOf(target, ways);
    if (fate === 'unclear') {
      return answer(response, 400, 'This is a proxy: it takes CONNECT, and whole URLs.');
    }
    if (typeof fate === 'object') return answer(response, 502, english([fate.refusal]));
    return passOn(request, response, fate === 'sandbox' ? ownDoor() : {});
  });
  proxy.on('connection', track);
  proxy.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if (!isKnown(request, token)) return socket.end(rawAnswer(407, tokenNeeded, askForToken));
    const target = targetOf(request.url ?? '', 'https:');
    if (target === undefined) return socket.end(rawAnswer(400, 'CONNECT takes host:port.'));
    if (head.length > 0) socket.unshift(head);
    const fate = fateOf(target, ways);
    if (typeof fate === 'object') return socket.end(rawAnswer(502, english([fate.refusal])));
    if (fate === 'allowed') return void tunnel(target, socket, { upstream, track });
    socket.write(established);
    return void door.emit('connection', socket);
  });

  const [proxyPort, port] = await Promise.all([
    listen(proxy, options.port ?? 0, host),
    listen(door, 0, loopback),
  ]);
  const ownDoor = () => ({ host: loopback, port, ca: authority.certificate });
  return {
    proxyPort,
    address: `${loopback}:${port}`,
    certificate: authority.certificate,
    async close() {
      const closed = [proxy, door].map((server) => new Promise((done) => server.close(done)));
      open.forEach((socket) => socket.destroy());
      await Promise.all(closed);
    },
  };
}

/** The host is in lower case; an IPv6 address is without its brackets. */
interface Target extends Place {
  protocol: 'http:' | 'https:';
}

const usualPorts = { 'http:': 80, 'https:': 443 };

/** Of `host:port`. */
function targetOf(authority: string, protocol: Target['protocol']): Target | undefined {
  const pattern = /^(?:\[([\da-f:.]+)\]|([^:/@[\]]+)):(\d{1,5})$/i;
  const [, bracketed, name = '', port] = pattern.exec(authority) ?? [];
  const host = (bracketed ?? name).toLowerCase().replace(/\.$/, '');
  return host === '' || Number(port) > 65_535 ? undefined : { host, port: Number(port), protocol };
}

/** Of a whole URL, as proxies are sent them (RFC 9112, 3.2.2); axios sends those of https so too. */
function targetOfUrl(text: string): Target | undefined {
  const url = /^https?:/i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return undefined;
  const protocol = url.protocol as Target['protocol'];
  return targetOf(`${url.hostname}:${url.port || usualPorts[protocol]}`, protocol);
}

/** Where a request goes: to the sandbox, to where it says, or nowhere. */
function fateOf(
  target: Target,
  { allowed, onNote }: Required<Pick<GatewayOptions, 'allowed' | 'onNote'>>,
): 'sandbox' | 'allowed' | { refusal: Text } {
  const { host, port, protocol } = target;
  const isUsual = port === usualPorts[protocol];
  const isSystem = systemOfHost(host) !== undefined;
  if (isSystem && isUsual && protocol === 'https:') return 'sandbox';
  if (!isSystem && isAllowed(target, allowed)) return 'allowed';
  const name = isUsual ? host : `${host}:${port}`;
  const refusal = isSystem
    ? sentence(
        'A request to {url} was refused: the sandbox answers for {host} over https, on port 443.',
        { url: `${protocol}//${name}`, host },
      )
    : sentence(
        'A request to {name} was refused: it is not a host of the order systems. Add --allow {name} to let it through.',
        { name },
      );
  onNote(refusal);
  return { refusal };
}

/** RFC 1035, 2.3.1, and the length that a name may have. */
const isHostName = (host: string): boolean =>
  host.length <= 253 &&
  host.split('.').every((label) => /^[a-z\d_]([a-z\d_-]{0,61}[a-z\d_])?$/.test(label));

const isAllowed = (target: Target, allowed: readonly string[]): boolean =>
  allowed.some((entry) => {
    const [, name = '', port] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    return namesHost(name, target.host) && (port === undefined || Number(port) === target.port);
  });

/** Joins a client to the host that it asked for, which it talks to by itself. */
async function tunnel(
  target: Target,
  socket: Socket,
  { upstream, track }: Pick<GatewayOptions, 'upstream'> & { track: (socket: Socket) => void },
): Promise<void> {
  try {
    const behind = await reach(target, upstream?.(target));
    track(behind);
    behind.once('close', () => socket.destroy());
    socket.once('close', () => behind.destroy());
    if (socket.destroyed) return void behind.destroy();
    socket.write(established);
    socket.pipe(behind).pipe(socket);
  } catch (error) {
    const why = messageOf(error);
    socket.end(rawAnswer(502, `${target.host} could not be reached: ${why}`));
  }
}

/** Sends a request on as it came, to the host of its URL or to another address that stands for it. */
function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  instead: { host?: string; port?: number; ca?: string },
): void {
  const url = new URL(request.url ?? '');
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => !name.startsWith('proxy-')),
  );
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const { method } = request;
  const place = { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port || undefined };
  const path = `${url.pathname}${url.search}`;
  const secure = url.protocol === 'https:' ? { servername: url.hostname } : {};
  const options = { ...place, ...secure, ...instead, method, path, headers, agent: false };
  const outgoing = send(options, (answered) => {
    response.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.pipe(response);
    answered.once('error', () => response.destroy());
  });
  outgoing.once('error', ({ message }) => {
    // What the sandbox does to a connection is done to the client's.
    if (response.headersSent || instead.host !== undefined) request.socket.destroy();
    else answer(response, 502, `${url.host} could not be reached: ${message}`);
  });
  response.once('close', () => outgoing.destroy());
  request.pipe(outgoing);
}

/** Whether a client may use the proxy. */
function isKnown({ headers }: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) return true;
  const [, encoded = ''] = /^Basic +(\S+)$/i.exec(headers['proxy-authorization'] ?? '') ?? [];
  const [, ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return isSame(password.join(':'), token);
}

const tokenNeeded =
  'This proxy can be reached from other machines: its password is the token that the sandbox printed.';
const askForToken = { 'Proxy-Authenticate': 'Basic realm="mp-orders sandbox"' };

function answer(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const usual = { 'content-type': 'text/plain; charset=utf-8', connection: 'close' };
  response.writeHead(status, { ...usual, ...headers });
  response.end(`${text}\n`);
}

const established = 'HTTP/1.1 200 Connection Established\r\n\r\n';

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  407: 'Proxy Authentication Required',
  502: 'Bad Gateway',
};

const rawAnswer = (
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): string =>
  [
    `HTTP/1.1 ${status} ${reasons[status]}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text) + 1}`,
    'Connection: close',
    '',
    `${text}\n`,
  ].join('\r\n');

/** Gives the port. Throws a usage error for one that cannot be listened on. */
const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explainListen(error, port, host)));
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
