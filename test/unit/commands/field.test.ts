import { expect, test } from '@jest/globals';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { scriptedFetch } from '../../helpers/scripted-fetch.ts';

const answer = JSON.stringify(wireOrder({ odd: 'HOLE' })).replace(
  '"HOLE"',
  '{ "big": 12345678901234567890, "exact": 0.10000000000000000555, "whole": 50.00 }',
);

const env = { MP_ACCESS_TOKEN: 'APP_USR-1234-live' };

const fields = (...paths: string[]) =>
  run(['get', orderId, ...paths.flatMap((path) => ['--field', path])], {
    env,
    fetch: async () => new Response(answer),
  });

test.each([
  ['id,status', '--field id --field status'],
  ['id, transactions.payments[0].amount', '--field id --field transactions.payments[0].amount'],
])('--field %s is refused: it takes one path', async (path, right) => {
  expect(await fields(path)).toEqual({
    code: 2,
    stdout: '',
    stderr: `Error: --field takes one path, and "${path}" is several.\nWrite ${right}.\n`,
  });
});

test.each([
  [['create', '--amount', '5', '--pos', 'P1', '--mode', 'dynamic', '--field', 'Id'], 'Id', 'id'],
  [['cancel', orderId, '--field', 'id', '--field', 'otucome'], 'otucome', 'outcome'],
  [
    ['refund', orderId, '--yes', '--field', 'externalReference'],
    'externalReference',
    'external_reference',
  ],
  [['create', '--from', '-', '--field', 'statsu'], 'statsu', 'status'],
])(
  'a change with a --field that is likely another sends nothing: %j',
  async (argv, typed, meant) => {
    const { fetch, asked } = scriptedFetch();
    expect(await run(argv, { env, fetch })).toEqual({
      code: 2,
      stdout: '',
      stderr: `Error: --field: orders have no ${typed}.\nDid you mean ${meant}?\n`,
    });
    expect(asked).toEqual([]);
  },
);

test.each([
  [['odd.big'], '12345678901234567890'],
  [['odd.exact'], '0.10000000000000000555'],
  [['odd.whole', 'id'], `50.00\t${orderId}`],
  [['odd'], '{"big":12345678901234567890,"exact":0.10000000000000000555,"whole":50.00}'],
])('--field %j is as it stands in the answer', async (paths, printed) => {
  expect(await fields(...paths)).toEqual({ code: 0, stdout: `${printed}\n`, stderr: '' });
});
