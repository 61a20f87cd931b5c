import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type Socket } from 'node:net';
import { CliError, exitCodes } from '../../errors.ts';
import { sentence } from '../../language/sentence.ts';
import { patience } from './connection.ts';
import { InProcessError, ProxyFailure, ProxyUnreached } from './failure.ts';
import type { Proxy } from './proxy.ts';
import type { Abortable } from './types.ts';

interface TunnelOptions {
  proxy: Proxy;
  /** Certificates of authorities (PEM) that count beside Node's own, for the proxy's. */
  ca: readonly string[] | undefined;
  /** Ends the wait for the proxy. */
  signal: Abortable;
}

/**
 * A connection to a server by way of a proxy, on which TLS with the server itself can begin: CONNECT
 * (RFC 9110, 9.3.6). Node's parser reads what the proxy answers, and takes 16 KiB of it at most.
 * Whatever goes wrong before the tunnel is there fails a request that was never sent: it throws
 * NoConnection, or an InProcessError that was not done.
 */
export function openTunnel(
  { host, port }: { host: string; port: number },
  { proxy: { url, credentials }, ca, signal }: TunnelOptions,
): Promise<Socket> {
  const target = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const isSecure = url.protocol === 'https:';
  const headers: http.OutgoingHttpHeaders = { host: target, connection: 'keep-alive' };
  headers['proxy-connection'] = 'keep-alive';
  if (credentials !== undefined) {
    headers['proxy-authorization'] = `Basic ${Buffer.from(credentials).toString('base64')}`;
  }
  const proxyHost = url.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const request = (isSecure ? https : http).request({
      method: 'CONNECT',
      host: proxyHost,
      port: url.port === '' ? (isSecure ? 443 : 80) : url.port,
      path: target,
      headers,
      agent: false,
      ...patience,
      // Node would take the name in the certificate to look for from the header `host`: the server's.
      ...(isSecure && { servername: isIP(proxyHost) === 0 ? proxyHost : '' }),
      ...(isSecure && ca && { ca: [...ca] }),
    });
    const stop = () => void request.destroy(new Error('aborted'));
    signal.addEventListener('abort', stop);
    request.on('close', () => signal.removeEventListener('abort', stop));
    request.on('connect', (answer: IncomingMessage, socket: Socket, first: Buffer) => {
      const { statusCode = 0 } = answer;
      if (statusCode < 200 || statusCode > 299) {
        socket.destroy();
        const isUnknown = credentials === undefined;
        return reject(statusCode === 407 ? doorClosed(answer, isUnknown) : notLet(statusCode));
      }
      if (first.length > 0) socket.unshift(first);
      return resolve(socket);
    });
    request.on('error', (cause: NodeJS.ErrnoException) => {
      const isHttp = cause.code?.startsWith('HPE_') !== true;
      reject(isHttp ? new ProxyUnreached(cause.message, { cause }) : notHttp());
    });
    request.end();
  });
}

const notHttp = () =>
  new ProxyFailure(sentence('the proxy’s answer was not HTTP, or its head had no end'));

/** What a proxy says instead of connecting never came to the server's ears. */
const notLet = (status: number) =>
  new ProxyFailure(sentence('the proxy did not connect ({status})', { status }));

/** A 407: nothing was shown to the proxy, or not what it takes. */
function doorClosed({ headers }: IncomingMessage, isUnknown: boolean): InProcessError {
  const offered = String(headers['proxy-authenticate'] ?? '');
  const takesBasic = offered === '' || /\bbasic\b/i.test(offered);
  const schemes = cleanSchemes(offered);
  const message = !takesBasic
    ? sentence(
        'The server could not be reached: the proxy asks for {schemes}, and Basic alone is known here (407).',
        { schemes },
      )
    : isUnknown
      ? sentence(
          'The server could not be reached: the proxy asks for a user name and a password (407).',
        )
      : sentence(
          'The server could not be reached: the proxy refused the user name and the password (407).',
        );
  const hint = takesBasic
    ? sentence(
        'Nothing was changed. Set MP_ORDERS_PROXY_AUTH=user:password, or `mp-orders config set proxy-auth -`.',
      )
    : sentence('Nothing was changed. Ask who runs the proxy for a way that takes Basic.');
  const { unreachable } = exitCodes;
  return new InProcessError(
    new CliError(unreachable, 'proxy_auth_required', message, { hint }),
    false,
  );
}

/** The names of the schemes in a `Proxy-Authenticate`, without what each says of itself. */
const cleanSchemes = (offered: string): string =>
  [...new Set(offered.match(/(?<=^|, ?)[A-Za-z][\w-]*(?=$|,|\s)/g) ?? [])].join(', ');
