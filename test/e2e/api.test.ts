import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { hangUp, json, localServer } from '../helpers/local-server.ts';
import { shell, tempFolder, tidy } from '../helpers/run-bin.ts';
import {
  account,
  binOn,
  note,
  pos,
  serveSandbox,
  tokenOf,
  type ServedSandbox,
} from '../helpers/served-sandbox.ts';

let sandbox: ServedSandbox;

beforeAll(async () => {
  sandbox = await serveSandbox();
});

const order = {
  type: 'qr',
  external_reference: 'api',
  config: { qr: { external_pos_id: pos } },
  transactions: { payments: [{ amount: '50' }] },
};

describe('api', () => {
  test('reads what no command of its own reads', async () => {
    const { code, stdout, stderr } = await binOn(sandbox, ['api', 'get', '/users/me']);
    expect([code, JSON.parse(stdout), stderr]).toEqual([
      0,
      expect.objectContaining({ site_id: 'MLA', tags: expect.arrayContaining(['test_user']) }),
      note,
    ]);
  });

  test('gives one value with --field', async () => {
    const argv = ['api', 'get', `/pos?external_id=${pos}`, '--field', 'results[0].external_id'];
    expect(await binOn(sandbox, [...argv, '-q'])).toEqual({
      code: 0,
      stdout: `${pos}\n`,
      stderr: '',
    });
  });

  test.each([
    ['typed', (): [string, string?] => [JSON.stringify(order)]],
    ['in a file', (): [string, string?] => [`@${written(order)}`]],
    ['on stdin', (): [string, string?] => ['-', JSON.stringify(order)]],
  ])('posts a body %s', async (_where, make) => {
    const [data, input] = make();
    const argv = ['api', 'post', '/v1/orders', '--data', data, '--field', 'status'];
    expect(await binOn(sandbox, argv, { input })).toEqual({
      code: 0,
      stdout: 'created\n',
      stderr: account + note,
    });
  });

  test('is the same request under the same key', async () => {
    const argv = [
      'api',
      'post',
      '/v1/orders',
      '--data',
      JSON.stringify(order),
      '--field',
      'id',
      '-q',
    ];
    const key = ['--idempotency-key', 'api-1'];
    const first = await binOn(sandbox, [...argv, ...key]);
    expect(await binOn(sandbox, [...argv, ...key])).toEqual(first);
    const fresh = await binOn(sandbox, argv);
    expect([fresh.code, fresh.stdout === first.stdout]).toEqual([0, false]);
  });

  test.each([
    [['get', '/v1/orders/ORD1'], 3, 'invalid_path_param'],
    [['get', `/v1/orders/ORDTST${'0'.repeat(26)}`], 5, 'order_not_found'],
    [['get', '/no/such/resource'], 5, 'not_found'],
    [['post', '/v1/orders', '--data', '{}'], 3, 'required_properties'],
  ])('tells a refusal by its exit code and the API’s code: %j', async (argv, code, name) => {
    const refused = await binOn(sandbox, ['api', ...argv, '-q']);
    expect([refused.code, refused.stdout, refused.stderr.includes(`[${name}]`)]).toEqual([
      code,
      '',
      true,
    ]);
  });

  test('prints the request with --dry-run, and sends nothing', async () => {
    const { url, received } = await localServer(json(500, {}));
    const argv = ['api', 'delete', '/pos/1', '--dry-run', '-q'];
    const planned = await binOn(sandbox, argv, { env: { MP_ORDERS_BASE_URL: url } });
    expect([tidy(planned), received]).toEqual([
      {
        code: 0,
        stdout: 'DELETE <url>/pos/1\nauthorization: Bearer ***\nx-idempotency-key: <uuid>\n',
        stderr: '',
      },
      [],
    ]);
  });

  test('does not repeat a post that may have arrived where keys may mean nothing', async () => {
    const { url, received } = await localServer(hangUp);
    const env = { MP_ORDERS_BASE_URL: url };
    const { code } = await binOn(sandbox, ['api', 'post', '/v1/payments', '-q'], { env });
    expect([code, received.length]).toEqual([8, 1]);
  });

  test('gives a curl line that does the same, with the token left to the shell', async () => {
    const argv = ['api', 'get', '/users/me', '--debug=curl', '-q', '--field', 'nickname'];
    const { stdout, stderr } = await binOn(sandbox, argv);
    const [line = ''] = stderr.split('\n');
    expect(stderr).not.toContain(tokenOf('sandbox'));
    const again = await shell(`${line} --silent`, { env: sandbox.env });
    expect((JSON.parse(again.stdout) as { nickname: string }).nickname).toBe(stdout.trim());
  });
});

function written(value: object): string {
  const file = join(tempFolder(), 'body.json');
  writeFileSync(file, JSON.stringify(value, null, 2));
  return file;
}
