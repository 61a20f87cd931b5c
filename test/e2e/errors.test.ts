import { createServer, type AddressInfo } from 'node:net';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { json, localServer } from '../helpers/local-server.ts';
import { bin } from '../helpers/run-bin.ts';
import {
  binOn,
  missing,
  order,
  pos,
  serveSandbox,
  type ServedSandbox,
} from '../helpers/served-sandbox.ts';
import { body, errorOf, lost, noSentence } from './broken-answers.ts';

let sandbox: ServedSandbox;

beforeAll(async () => {
  sandbox = await serveSandbox();
});

const closedPort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

describe('when nothing was changed for sure', () => {
  const verbs = [
    ['create', ['create', ...order]],
    ['cancel', ['cancel', missing]],
    ['get', ['get', missing]],
  ] as const;

  test.each(verbs)('%s ends with 7 when nobody listens', async (_verb, argv) => {
    const env = { MP_ORDERS_BASE_URL: `http://127.0.0.1:${await closedPort()}` };
    const refused = await binOn(sandbox, [...argv, '--retries', '0', '-q'], { env });
    expect(refused).toEqual({
      code: 7,
      stdout: '',
      stderr:
        'Error: The server could not be reached: connection refused.\n' +
        `  - It was looked for at ${env.MP_ORDERS_BASE_URL} (MP_ORDERS_BASE_URL).\n` +
        'Nothing was changed. Check the network, or --base-url, and try again.\n',
    });
  });

  test.each(verbs)('%s ends with 7 on 429', async (_verb, argv) => {
    const server = await localServer(json(429, { message: 'Too many requests', status: 429 }));
    const env = { MP_ORDERS_BASE_URL: server.url };
    const refused = await binOn(sandbox, [...argv, '--retries', '0', '--json', '-q'], { env });
    expect({ ...refused, stderr: errorOf(refused.stderr) }).toEqual({
      code: 7,
      stdout: '',
      stderr: expect.objectContaining({
        exit_code: 7,
        retryable: true,
        http_status: 429,
        next: [],
      }),
    });
  });

  test.each(verbs)('%s follows no redirect, and ends with 7', async (_verb, argv) => {
    const elsewhere = await localServer(json(200, {}));
    const location = `${elsewhere.url.replace('127.0.0.1', 'localhost')}/v1/orders`;
    const runs = [302, 307].map(async (status) => {
      const server = await localServer(body(status, '', { location }));
      return binOn(sandbox, [...argv, '-q'], { env: { MP_ORDERS_BASE_URL: server.url } });
    });
    const refused = { code: 7, stdout: '', stderr: expect.stringContaining(location) };
    expect(await Promise.all(runs)).toEqual([refused, refused]);
    expect(elsewhere.received).toEqual([]);
  });

  test.each(lost)('get ends with 7 on %s', async (_what, answer) => {
    const server = await localServer(answer);
    const env = { MP_ORDERS_BASE_URL: server.url };
    const argv = ['get', missing, '--retries', '0', '--timeout', '0.5s', '-q'];
    const { code, stdout, stderr } = await binOn(sandbox, argv, { env });
    expect({ code, stdout }).toEqual({ code: 7, stdout: '' });
    expect(stderr).not.toMatch(noSentence);
    expect(stderr).not.toContain('Idempotency key');
  });
});

describe('what the server says', () => {
  test('every fault of the answer is named, with the id that support asks for', async () => {
    const errors = [
      { code: 'property_value', message: 'Wrong property value.', details: ["'$.a' is bad"] },
      { code: 'property_type', message: 'Wrong property type.', details: ["'$.b' is text"] },
    ];
    const server = await localServer(json(400, { errors }, { 'x-request-id': 'req-42' }));
    const env = { MP_ORDERS_BASE_URL: server.url };
    expect(await binOn(sandbox, ['create', ...order, '-q'], { env })).toEqual({
      code: 3,
      stdout: '',
      stderr:
        'Error: Mercado Pago answered 400: Wrong property value.; Wrong property type. [property_value]\n' +
        "  - '$.a' is bad\n" +
        "  - '$.b' is text\n" +
        'Correct the fields named above.\n' +
        'More about it: `mp-orders help request`\n' +
        'Request id: req-42\n',
    });
  });

  test.each([
    ['the older format', json(403, { message: 'No.', error: 'forbidden', status: 403 }), 4],
    ['a web page', body(403, '<html>Forbidden</html>'), 4],
    ['nothing', body(422, ''), 3],
    ['a list', body(400, '[]'), 3],
    ['text', body(404, 'not here'), 5],
  ])('a refusal is understood in %s', async (_what, answer, code) => {
    const server = await localServer(answer);
    const env = { MP_ORDERS_BASE_URL: server.url };
    const refused = await binOn(sandbox, ['create', ...order, '-q'], { env });
    expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code, stdout: '' });
    expect(refused.stderr).not.toMatch(noSentence);
    expect(refused.stderr).toMatch(/^Error: Mercado Pago answered 4\d\d/);
  });
});

describe('wrong usage', () => {
  test.each([
    [['frob'], "Error: Unknown command 'frob'.\n`mp-orders help` lists the commands.\n"],
    [['creat'], "Error: Unknown command 'creat'.\nDid you mean create?\n"],
    [
      ['get'],
      "Error: Missing required argument 'id'.\nAdd --help to see what the command takes.\n",
    ],
    [['create', '--amuont', '5'], "Error: Unknown option '--amuont'.\nDid you mean --amount?\n"],
    [
      ['get', 'x', '--sandbox', '--profile', 'shop'],
      'Error: --sandbox and --profile shop exclude each other.\nLeave one of them out.\n',
    ],
  ])('%j is answered in two lines, with 2', async (argv, stderr) => {
    expect(await bin(argv)).toEqual({ code: 2, stdout: '', stderr });
  });

  test.each([
    ['http://api.example.com', 'would send the access token unencrypted'],
    ['http://127.0.0.1.example.com', 'would send the access token unencrypted'],
    ['ftp://127.0.0.1', 'is not a URL'],
    ['api.mercadopago.com', 'is not a URL'],
    ['https://user:secret@api.example.com', 'must not hold a user name or a password'],
  ])('--base-url %s is refused, and nothing is sent', async (url, message) => {
    const { code, stdout, stderr } = await bin(['create', ...order, '--base-url', url], {
      env: { MP_ACCESS_TOKEN: 'APP_USR-12345678' },
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('a noun alone shows its help on stderr, with 2', async () => {
    const { code, stdout, stderr } = await bin(['sandbox']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: mp-orders sandbox /);
  });

  test('a value that a default names wrongly is reported like the flag’s', async () => {
    const env = { MP_ORDERS_MODE: 'printed' };
    const { code, stderr } = await bin(['create', '--sandbox', '--amount', '50', '--pos', pos], {
      env,
    });
    expect(code).toBe(2);
    expect(stderr).toContain('MP_ORDERS_MODE: "printed" is not one of the choices.');
  });
});
