import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect, type Socket } from 'node:net';

export interface Place {
  host: string;
  port: number;
}

/** A proxy of the user's own, that what is allowed goes through. */
export interface Upstream {
  url: URL;
  /** `user:password`. Secret. */
  credentials?: string;
}

/** Opens a connection to a host, by a proxy where there is one. Rejects with what is in the way. */
export function reach({ host, port }: Place, upstream: Upstream | undefined): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (upstream === undefined) {
      const socket = connect(port, host, () => resolve(socket));
      return void socket.once('error', reject);
    }
    const { url, credentials } = upstream;
    const isSecure = url.protocol === 'https:';
    const path = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    const basic = Buffer.from(credentials ?? '').toString('base64');
    const request = (isSecure ? httpsRequest : httpRequest)({
      host: url.hostname,
      port: url.port || (isSecure ? 443 : 80),
      method: 'CONNECT',
      path,
      headers: {
        host: path,
        ...(credentials !== undefined && { 'proxy-authorization': `Basic ${basic}` }),
      },
      agent: false,
    });
    request.once('connect', ({ statusCode }, socket: Socket, head) => {
      if (statusCode !== 200) {
        socket.destroy();
        return reject(new Error(`the proxy ${url.host} answered ${statusCode}`));
      }
      if (head.length > 0) socket.unshift(head);
      return resolve(socket);
    });
    request.once('error', reject);
    request.end();
  });
}
