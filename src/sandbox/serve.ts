import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { usageError } from '../errors.ts';
import type { Faults } from './faults/apply.ts';
import { overSockets } from './faults/over-sockets.ts';
import { guarded } from './guard.ts';
import type { Sandbox } from './sandbox.ts';

export interface ServedSandbox {
  url: string;
  /** Takes a connection that came another way: with TLS, ended by the gateway. */
  accept: (socket: Socket) => void;
  /** Stops listening and ends every connection, kept-alive ones too. */
  close(): Promise<void>;
}

// Loopback only: the sandbox's tokens are printed in its documentation.
const hostname = '127.0.0.1';

/**
 * Serves a sandbox on this machine, with faults when there are some; port 0 picks a free port.
 * Throws CliError (exit 2) if taken.
 */
export async function serveSandbox(
  sandbox: Pick<Sandbox, 'fetch'>,
  { port, faults }: { port: number; faults?: Faults },
): Promise<ServedSandbox> {
  const handle = (request: Request) => sandbox.fetch(request);
  const faulty = faults === undefined ? undefined : overSockets(handle, faults);
  const server = createAdaptorServer({
    fetch: async (asked, { outgoing }) => {
      const request = await guarded(asked);
      if (request instanceof Response) return request;
      return faulty?.(request, { outgoing: outgoing as ServerResponse }) ?? handle(request);
    },
    hostname,
    // Who embeds this in a process keeps the Request and Response of that process.
    overrideGlobalObjects: false,
  }) as Server;
  await listen(server, port);
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://${hostname}:${chosen}`,
    accept: (socket) => void server.emit('connection', socket),
    close: () => close(server),
  };
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, port)));
    server.listen(port, hostname, resolve);
  });

function explain(error: Error, port: number): Error {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return usageError(`Port ${port} is taken by another program.`, {
      code: 'port_in_use',
      hint: 'Name another port, or port 0 to have a free one picked.',
      cause: error,
    });
  }
  if (code === 'EACCES') {
    return usageError(`Port ${port} may not be opened by this user.`, {
      code: 'port_forbidden',
      hint: 'Name a port above 1023, or port 0 to have a free one picked.',
      cause: error,
    });
  }
  return error;
}

const close = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
