import { beforeAll, describe, expect, test } from '@jest/globals';
import { hangUp, json, localServer, type Answer } from '../helpers/local-server.ts';
import {
  binOn,
  createOrder,
  forwardTo,
  order,
  serveSandbox,
  type ServedSandbox,
} from '../helpers/served-sandbox.ts';
import { body, same } from './broken-answers.ts';

let sandbox: ServedSandbox;

beforeAll(async () => {
  sandbox = await serveSandbox();
});

describe('retries', () => {
  test('repeat the same bytes under the same key, say so, and leave the outcome unknown', async () => {
    const server = await localServer(json(500, {}));
    const env = { MP_ORDERS_BASE_URL: server.url };
    const argv = ['create', ...order, '--retries', '2'];
    const { code, stderr } = await binOn(sandbox, argv, { env });
    const requests = server.received.map(same);
    expect({ code, requests }).toEqual({ code: 8, requests: Array(3).fill(requests[0]) });
    expect(stderr).toMatch(/^Trying again in \d\.\d s \(1\/2\): the server answered 500\.$/m);
    expect(stderr).toMatch(/^Trying again in \d\.\d s \(2\/2\): the server answered 500\.$/m);
  });

  test('wait as long as the server asks, and end well', async () => {
    const times: number[] = [];
    const timed =
      (answer: Answer): Answer =>
      (...request) => {
        times.push(performance.now());
        answer(...request);
      };
    const server = await localServer(
      timed(body(503, '', { 'retry-after': '1' })),
      timed(forwardTo(sandbox.url)),
    );
    const env = { MP_ORDERS_BASE_URL: server.url };
    const argv = ['create', ...order, '--field', 'status'];
    const { code, stdout, stderr } = await binOn(sandbox, argv, { env });
    const requests = server.received.map(same);
    expect({ code, stdout, requests }).toEqual({
      code: 0,
      stdout: 'created\n',
      requests: [requests[0], requests[0]],
    });
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(990);
    expect(stderr).toContain('Trying again in 1.0 s (1/3): the server answered 503.\n');
  });

  test('do not wait for longer than a minute: that is for the user to decide', async () => {
    const server = await localServer(body(429, '', { 'retry-after': '3600' }));
    const env = { MP_ORDERS_BASE_URL: server.url };
    const refused = await binOn(sandbox, ['create', ...order, '-q'], { env });
    expect({ ...refused, requests: server.received.length }).toEqual({
      code: 7,
      stdout: '',
      stderr: expect.stringContaining('Retry-After: 3600 s'),
      requests: 1,
    });
  });

  test('are not for refusals', async () => {
    const statuses = [400, 402, 403, 404, 409, 422, 423];
    const runs = statuses.map(async (status) => {
      const server = await localServer(json(status, { errors: [{ code: 'x', message: 'No.' }] }));
      const env = { MP_ORDERS_BASE_URL: server.url };
      const { code } = await binOn(sandbox, ['create', ...order, '-q'], { env });
      return { status, code, requests: server.received.length };
    });
    expect(await Promise.all(runs)).toEqual(
      [3, 3, 4, 5, 6, 3, 6].map((code, i) => ({ status: statuses[i], code, requests: 1 })),
    );
  });

  test('make a get end well after a hang-up', async () => {
    const id = await createOrder(sandbox);
    const server = await localServer(hangUp, forwardTo(sandbox.url));
    const env = { MP_ORDERS_BASE_URL: server.url };
    const { code, stdout } = await binOn(sandbox, ['get', id, '--field', 'id'], { env });
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${id}\n` });
  });
});
