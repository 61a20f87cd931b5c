import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { bin, tempFolder, tidy } from '../helpers/run-bin.ts';
import {
  account,
  binOn,
  note,
  order,
  ordersOf,
  pos,
  serveSandbox,
  tokenOf,
  type ServedSandbox,
} from '../helpers/served-sandbox.ts';

let sandbox: ServedSandbox;

beforeAll(async () => {
  sandbox = await serveSandbox();
});

describe('create, over HTTP', () => {
  test('prints the order as one row and says on stderr what comes next', async () => {
    const created = await binOn(sandbox, [
      'create',
      ...order,
      '--mode',
      'dynamic',
      '--reference',
      'table-7',
    ]);
    expect(tidy(created)).toEqual({
      code: 0,
      stdout: '<order>\tcreated\tcreated\t50\tARS\ttable-7\t<time>\t<qr>\n',
      stderr: `${account}${note}Follow it:  mp-orders watch <order>\n`,
    });
  });

  test('repeats in the next command the flags that choose the account and the host', async () => {
    const { url, env } = sandbox;
    const flags = ['--profile', 'till', '--base-url', url];
    const created = await bin(['create', ...order, '--mode', 'dynamic', ...flags], {
      env: { MP_ACCESS_TOKEN: env.MP_ACCESS_TOKEN ?? '' },
    });
    expect(tidy(created).stderr).toContain(
      'Follow it:  mp-orders watch <order> --profile till --base-url <url>\n',
    );
  });

  test('says where a static order waits, and how to get a code', async () => {
    expect(tidy(await binOn(sandbox, ['create', ...order, '--reference', 'r1']))).toEqual({
      code: 0,
      stdout: '<order>\tcreated\tcreated\t50\tARS\tr1\t<time>\t\n',
      stderr:
        `${account}${note}The order uses the printed code of POS ${pos}: there is nothing to draw.\n` +
        'For a code here, create it with --mode dynamic or --mode hybrid.\n' +
        'Follow it:  mp-orders watch <order>\n',
    });
  });

  test('prints the answer unchanged with --json, on one line', async () => {
    const created = await binOn(sandbox, ['order', 'create', ...order, '--json', '-q']);
    const [stored] = await ordersOf(sandbox.home);
    expect({ ...created, stdout: JSON.parse(created.stdout) as unknown }).toEqual({
      code: 0,
      stdout: stored,
      stderr: '',
    });
    expect(created.stdout.split('\n')).toHaveLength(2);
  });

  test('sends what was typed: options over --data, in the order of the page', async () => {
    const folder = tempFolder();
    const data = { description: 'from the file', items: [{ title: 'Ñandú ☕' }] };
    writeFileSync(join(folder, 'order.json'), JSON.stringify(data));
    const argv = ['create', ...order, '--data', 'order.json', '--expires', '16m', '--json', '-q'];
    const { code, stdout } = await binOn(sandbox, argv, { cwd: folder });
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({
      code: 0,
      ...data,
      total_amount: '50',
      expiration_time: 'PT16M',
    });
  });

  test('takes a whole request from stdin', async () => {
    const input = JSON.stringify({
      type: 'qr',
      external_reference: 'whole',
      config: { qr: { external_pos_id: pos } },
      transactions: { payments: [{ amount: '24.50' }] },
    });
    const argv = ['create', '--data', '-', '--field', 'total_amount', '-q'];
    expect(await binOn(sandbox, argv, { input })).toEqual({
      code: 0,
      stdout: '24.50\n',
      stderr: '',
    });
  });

  test('gives the same order again for the same key and request', async () => {
    const argv = ['create', ...order, '--reference', 'again', '--idempotency-key', 'k-1', '-q'];
    const [first, second] = [
      await binOn(sandbox, [...argv, '--field', 'id']),
      await binOn(sandbox, [...argv, '--field', 'id']),
    ];
    expect(second).toEqual(first);
    expect(first.code).toBe(0);
  });

  test('ends with 6 when the key belongs to another request', async () => {
    const argv = ['create', ...order, '--idempotency-key', 'k-2', '-q'];
    await binOn(sandbox, [...argv, '--reference', 'one']);
    expect(tidy(await binOn(sandbox, [...argv, '--reference', 'two']))).toEqual({
      code: 6,
      stdout: '',
      stderr: expect.stringMatching(
        /^Error: Mercado Pago answered 409: .*\[idempotency_key_already_used\]\n/,
      ),
    });
  });

  test.each([
    ['sandbox-unsupported', 3, 'unsupported_site'],
    ['sandbox-revoked', 4, 'unauthorized'],
  ])('as %s ends with %i', async (profile, code, name) => {
    const refused = await binOn(sandbox, ['create', ...order, '--json', '-q'], {
      env: { MP_ACCESS_TOKEN: tokenOf(profile) },
    });
    expect({ ...refused, stderr: JSON.parse(refused.stderr) as unknown }).toEqual({
      code,
      stdout: '',
      stderr: { error: expect.objectContaining({ code: name, exit_code: code }) },
    });
  });

  test('ends with 5 when the account has no such POS', async () => {
    const refused = await binOn(sandbox, ['create', '--amount', '50', '--pos', 'NOWHERE', '-q']);
    expect(tidy(refused)).toEqual({
      code: 5,
      stdout: '',
      stderr: expect.stringMatching(/\[pos_not_found\]\n {2}- .*NOWHERE\n.*external_id/),
    });
  });
});
