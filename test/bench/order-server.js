import { createServer } from 'node:http';
import { order, token } from './order.js';

/**
 * An API that creates and shows orders, in a process of its own: `/50/v1/orders` answers after 50 ms,
 * and `/0/v1/orders` at once. Forked by batch.js and goals.js: tells its port, tells on being asked how many orders it
 * made since it was asked last, and ends with its parent.
 */
let orders = 0;
/** @type {Set<string>} */
let keys = new Set();

const server = createServer((request, response) => {
  const [, ms, ...path] = (request.url ?? '').split('/');
  const isSignedIn = request.headers.authorization === `Bearer ${token}`;
  const isCreate = request.method === 'POST' && path.join('/') === 'v1/orders';
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (text) => (body += text));
  request.on('end', () => {
    const created = isSignedIn && isCreate ? create(body, request.headers) : undefined;
    const [, , id] = path;
    const shown =
      isSignedIn && request.method === 'GET' && id ? JSON.stringify({ ...order, id }) : undefined;
    const status = created !== undefined ? 201 : shown !== undefined ? 200 : 400;
    const answer = () => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(created ?? shown ?? '{"errors":[{"code":"bench","message":"no create"}]}');
    };
    if (Number(ms) > 0) setTimeout(answer, Number(ms));
    else answer();
  });
});

/**
 * @param {string} body
 * @param {import('node:http').IncomingHttpHeaders} headers
 */
function create(body, headers) {
  const { external_reference } = JSON.parse(body);
  orders += 1;
  keys.add(String(headers['x-idempotency-key']));
  return JSON.stringify({
    ...order,
    id: `ORD${String(orders).padStart(26, '0')}`,
    external_reference,
  });
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.on('message', () => {
  process.send?.({ orders, keys: keys.size });
  [orders, keys] = [0, new Set()];
});
process.on('disconnect', () => process.exit());
