import { expect, test } from '@jest/globals';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';

const answer = JSON.stringify(wireOrder({ odd: 'HOLE' })).replace(
  '"HOLE"',
  '{ "big": 12345678901234567890, "exact": 0.10000000000000000555, "whole": 50.00 }',
);

const fields = (...paths: string[]) =>
  run(['get', orderId, ...paths.flatMap((path) => ['--field', path])], {
    env: { MP_ACCESS_TOKEN: 'APP_USR-1234-live' },
    fetch: async () => new Response(answer),
  });

test.each([
  [['odd.big'], '12345678901234567890'],
  [['odd.exact'], '0.10000000000000000555'],
  [['odd.whole', 'id'], `50.00\t${orderId}`],
  [['odd'], '{"big":12345678901234567890,"exact":0.10000000000000000555,"whole":50.00}'],
])('--field %j is as it stands in the answer', async (paths, printed) => {
  expect(await fields(...paths)).toEqual({ code: 0, stdout: `${printed}\n`, stderr: '' });
});
