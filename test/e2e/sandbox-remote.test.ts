import { beforeAll, describe, expect, test } from '@jest/globals';
import { json, localServer } from '../helpers/local-server.ts';
import { bin, tempFolder } from '../helpers/run-bin.ts';
import {
  createOrder,
  order,
  serveSandbox,
  type ServedSandbox,
  tokenOf,
} from '../helpers/served-sandbox.ts';

/** Drives a running sandbox from a machine that has none of its files. */
describe('sandbox verbs with --base-url', () => {
  let served: ServedSandbox;
  const elsewhere = tempFolder();
  const drive = (...argv: readonly string[]) =>
    bin(['sandbox', ...argv, '--base-url', served.url, '-q'], { home: elsewhere });

  beforeAll(async () => {
    served = await serveSandbox();
  });

  test('pay, with attempts refused before and installments', async () => {
    const id = await createOrder(served);
    const how = ['--method', 'credit_card', '--installments', '3', '--refused', 'high_risk'];
    const { code, stdout } = await drive('pay', id, ...how, '--json');
    expect([code, JSON.parse(stdout)]).toMatchObject([
      0,
      {
        id,
        status: 'processed',
        transactions: { payments: [{ payment_method: { installments: 3 } }] },
      },
    ]);
    const again = await drive('pay', id);
    expect([again.code, again.stderr]).toEqual([6, expect.stringContaining('is processed')]);
  });

  test('name the same sandbox in what to type next', async () => {
    const { stderr } = await drive('pay', 'ORDTST0');
    expect(stderr).toContain(`  mp-orders sandbox list --base-url ${served.url}\n`);
    const odd = await drive('pay', '../clock');
    expect(odd.stderr).toContain(`  mp-orders sandbox list --base-url ${served.url}\n`);
    const created = await bin(
      ['create', '--sandbox', ...order, '--mode', 'dynamic', '--base-url', served.url],
      { home: elsewhere },
    );
    const [, pay = ''] = /^Pay it: +mp-orders (.+)$/m.exec(created.stderr) ?? [];
    expect(await bin([...pay.split(' '), '--field', 'status'], { home: elsewhere })).toMatchObject({
      ...{ code: 0, stdout: 'processed\n' },
    });
  });

  test('fail, expire, add, move, list, pos, refunds and reset', async () => {
    const id = await createOrder(served);
    const codes = [
      await drive('fail', id, '--detail', 'insufficient_amount'),
      await drive('expire', id),
      await drive('pos', 'add', 'TILL2'),
      await drive('refunds', 'delayed:1s'),
    ].map(({ code, stderr }) => [code, stderr]);
    expect(codes).toEqual(Array(4).fill([0, '']));
    const added = await drive('add', 'mollie', '--field', 'id');
    const mollie = added.stdout.trim();
    expect(await drive('move', mollie, 'paid', '--field', 'status')).toMatchObject({
      stdout: 'paid\n',
    });
    const listed = await drive('list', '--field', 'id');
    expect(listed.stdout.split('\n')).toEqual(expect.arrayContaining([id, mollie]));
    expect((await drive('refunds', '--json')).stdout).toBe(
      '{"refunds":"delayed","delay_seconds":1}\n',
    );
    expect(await drive('reset', '--yes')).toMatchObject({ code: 0 });
    expect((await drive('list')).stdout).toBe('');
  });

  test('clock, faults and requests', async () => {
    const { stdout } = await drive('clock', 'set', '2030-01-01T00:00:00Z', '--field', 'now');
    expect(stdout).toMatch(/^2030-01-01T00:00:0\d\.\d{3}Z\n$/);
    expect((await drive('clock', 'freeze')).stdout).toMatch(/\tfrozen\n$/);
    expect((await drive('clock', 'advance', '1h')).stdout).toMatch(/^2030-01-01T01:.*\tfrozen\n$/);
    expect((await drive('faults', 'GET *: 503 x1')).stdout).toBe('GET *: 503 x1\n');
    const headers = { authorization: `Bearer ${tokenOf('sandbox')}` };
    await drive('requests', '--clear');
    const answer = await fetch(`${served.url}/users/me`, { headers });
    expect(answer.status).toBe(503);
    expect((await drive('faults', 'off')).stdout).toBe('');
    expect((await drive('faults', '--off')).stdout).toBe('');
    const { stdout: listed } = await drive('requests');
    expect(listed).toMatch(/^2030-01-01T01:\S+\tGET\t\/users\/me\t503\t\d+\tGET \*: 503 x1\n$/);
    await drive('reset', '--yes');
  });

  test('dispute and webhooks, signed with a secret that is told once', async () => {
    const receiver = await localServer(json(200, {}));
    const set = await drive('webhooks', receiver.url, '--as', 'seconds');
    const [, secret = ''] = /MP_ORDERS_WEBHOOK_SECRET=([0-9a-f]{64})\n$/.exec(set.stdout) ?? [];
    expect(set).toEqual({
      code: 0,
      stdout: `Webhooks go to ${receiver.url}.\nThey are signed with MP_ORDERS_WEBHOOK_SECRET=${secret}\n`,
      stderr: '',
    });
    const id = await createOrder(served);
    await drive('pay', id);
    const disputed = await drive('dispute', id, '--outcome', 'settled', '--field', 'status_detail');
    expect(disputed).toEqual({ code: 0, stdout: 'settled\n', stderr: '' });
    await receiver.arrived(3);
    const [{ method = '', url = '', headers = {}, body = '' } = {}] = receiver.received;
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
    const verified = await bin(['webhook', 'verify', '--field', 'id'], {
      env: { MP_ORDERS_WEBHOOK_SECRET: secret },
      input: [`${method} ${url} HTTP/1.1`, ...lines, '', body].join('\r\n'),
    });
    expect(verified).toMatchObject({ code: 0, stdout: `${id}\n` });
    const sent = await drive('webhooks', '--json');
    expect(sent.stdout).not.toContain(secret);
    const told = sent.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((one) => one.order === id)
      .map(({ action, status }) => [action, status]);
    expect(told.slice(0, 2)).toEqual([
      ['order.processed', 200],
      ['order.charged_back', 200],
    ]);
    const own = await bin(
      ['sandbox', 'webhooks', '--secret', '-', '--json', '--base-url', served.url, '-q'],
      { home: elsewhere, input: 'a1b2c3d4e5f60718\n' },
    );
    expect(own).toEqual({
      code: 0,
      stdout: `${JSON.stringify({ url: receiver.url, as: ['seconds'], faults: [] })}\n`,
      stderr: '',
    });
    expect((await drive('webhooks', '--off')).stdout).toBe('Webhooks go nowhere.\n');
  });

  test.each([
    [['--off', '--as', 'thin'], 2, '--off ends the notifications'],
    [['--secret', 'a1b2c3d4e5f60718'], 2, 'as an argument'],
    [['https://example.com/hook'], 2, 'to this machine only'],
    [['http://127.0.0.1:1', '--fault', 'odd'], 2, 'is not a webhook fault'],
  ])('webhooks %j is refused', async (argv, code, message) => {
    const result = await drive('webhooks', ...argv);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toContain(message);
    expect(result.stderr).not.toContain('a1b2c3d4e5f60718');
  });

  test('of what is no sandbox, or nowhere, end with exit code 7', async () => {
    const nowhere = await bin(['sandbox', 'list', '--base-url', 'http://127.0.0.1:1', '-q']);
    expect([nowhere.code, nowhere.stderr]).toEqual([
      7,
      expect.stringContaining('No sandbox answers at http://127.0.0.1:1.'),
    ]);
  });

  test('faults and requests without one say what to do', async () => {
    const { code, stderr } = await bin(['sandbox', 'faults'], { home: elsewhere });
    expect([code, stderr]).toEqual([2, expect.stringContaining('name it with --base-url')]);
  });
});

describe('a sandbox under another name than this machine’s', () => {
  test('is asked over http with the sandbox’s keys only', async () => {
    const url = 'http://sandbox.invalid:4010';
    const env = { MP_ACCESS_TOKEN: tokenOf('sandbox') };
    const live = await bin(['get', `ORDTST${'0'.repeat(26)}`, '--base-url', url], { env });
    expect([live.code, live.stderr]).toEqual([
      2,
      expect.stringContaining('would send the access token unencrypted'),
    ]);
    const sandbox = await bin(
      ['get', `ORDTST${'0'.repeat(26)}`, '--sandbox', '--base-url', url, '--retries', '0'],
      { env },
    );
    expect(sandbox.code).toBe(7);
  });
});
