import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/**
 * A door before a server that tells of each change that goes in, and of its answer that comes out,
 * before either goes on: the instants at which a death is worst.
 * @param {() => number} port of the server behind it, which may be served anew elsewhere
 */
export async function openDoor(port) {
  /** @type {{ onRequest?: () => void, onAnswer?: () => void }} */
  const watcher = {};
  const server = createServer((client) => {
    const behind = connect(port(), '127.0.0.1');
    let isChange = false;
    client.on('data', (/** @type {Buffer} */ bytes) => {
      if (bytes.subarray(0, 5).toString('latin1') === 'POST ') {
        isChange = true;
        watcher.onRequest?.();
      }
      behind.write(bytes);
    });
    behind.on('data', (bytes) => {
      if (isChange) watcher.onAnswer?.();
      isChange = false;
      client.write(bytes);
    });
    client.on('error', () => behind.destroy()).on('close', () => behind.destroy());
    behind.on('error', () => client.destroy()).on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const own = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${own}`,
    /** @param {typeof watcher} next who is told from now on */
    watch: ({ onRequest, onAnswer }) => Object.assign(watcher, { onRequest, onAnswer }),
    close: () => void server.close(),
  };
}
