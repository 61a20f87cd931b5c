import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { bin } from '../helpers/run-bin.ts';

const ids = Array.from({ length: 12 }, (_, i) => `${1172452900700 + i}-01`);

/** VTEX behind a server that closes each connection, without a word, right after its answer. */
async function closing() {
  const canceled = new Set<string>();
  const posts: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const id = /orders\/([^/?]+)/.exec(request.url ?? '')?.[1] ?? '';
    request.resume().once('end', () => {
      if (request.method === 'POST') {
        posts.push(id);
        canceled.add(id);
      }
      const status = canceled.has(id) ? 'canceled' : 'ready-for-handling';
      const body =
        request.method === 'POST'
          ? { date: '2026-11-21T19:30:00Z', orderId: id, receipt: 'x'.repeat(32) }
          : { orderId: id, status, value: 5000, creationDate: '2026-11-21T19:00:00Z' };
      const text = JSON.stringify(body);
      // It does not say that it closes.
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': text.length,
        connection: 'keep-alive',
      });
      response.end(text, () => request.socket.destroySoon());
    });
  });
  server.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, posts, close };
}

const env = {
  VTEX_APP_KEY: 'vtexappkey-mystore-ABCDEF',
  VTEX_APP_TOKEN: 'v'.repeat(40),
  VTEX_ACCOUNT: 'mystore',
};

test.each<[what: string, argv: readonly string[], input: string]>([
  ['a batch', ['cancel', '-', '--provider', 'vtex', '--json', '--yes'], ids.join('\n')],
  ['several', ['cancel', ...ids, '--json', '--yes'], ''],
])(
  '%s of cancels that cannot be repeated meets no closed connection',
  async (_what, argv, input) => {
    const server = await closing();
    const { code, stdout } = await bin(argv, {
      env: { ...env, MP_ORDERS_BASE_URL: server.url },
      input,
    });
    server.close();
    const outcomes = stdout.split('\n').filter(Boolean);
    expect([code, outcomes.filter((line) => line.includes('"outcome":"canceled"')).length]).toEqual(
      [0, 12],
    );
    expect(server.posts.sort()).toEqual(ids);
  },
);
