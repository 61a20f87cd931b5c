import { createServer } from 'node:http';
import { order, token } from './order.js';

/**
 * A stand-in for the API in a process of its own, so that serving takes no time from what is
 * measured. Forked by bench.js: tells its port, and ends with its parent.
 */
const answers = new Map([
  [`/v1/orders/${order.id}`, JSON.stringify(order)],
  ['/users/me', JSON.stringify({ id: 5238400195, nickname: 'TESTUSER', site_id: 'MLA' })],
]);

const server = createServer((request, response) => {
  const isSignedIn = request.headers.authorization === `Bearer ${token}`;
  const body = isSignedIn ? answers.get(request.url ?? '') : undefined;
  response.writeHead(isSignedIn ? (body === undefined ? 404 : 200) : 401, {
    'content-type': 'application/json',
  });
  response.end(body ?? '{"errors":[{"code":"bench","message":"no such thing here"}]}');
});

server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.on('disconnect', () => process.exit());
