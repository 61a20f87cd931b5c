import { expect, test } from '@jest/globals';
import { createdHere } from '../../../src/commands/order/shared/created-here.ts';
import { Context } from '../../../src/session/context.ts';
import { fakeHost } from '../../helpers/fake-host.ts';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, scriptedFetch } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const other = orderId.replace(/6$/, '7');

test('what was made here is read once for all that are asked about within seconds, and anew later', async () => {
  const home = tempHome();
  const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token', MP_ORDERS_HOME: home };
  const create = (id: string) => {
    const { fetch } = scriptedFetch(answer(201, wireOrder({ id })));
    const argv = ['create', '--amount', '50', '--pos', 'P1', '--mode', 'dynamic', '-q'];
    return run(argv, { env, fetch, home });
  };
  await create(orderId);
  const host = fakeHost({ env });
  const context = await Context.create(host, {}, []);
  let read = 0;
  const counting = Object.assign(Object.create(context) as Context, {
    journal: () => {
      read += 1;
      return context.journal();
    },
  });
  const isMadeHere = createdHere(counting);
  const unknown = Array.from({ length: 500 }, (_, i) => `ORD${i}`);
  const made = await Promise.all([orderId, other, ...unknown].map(isMadeHere));
  expect([made[0], made.slice(1).includes(true), read]).toEqual([true, false, 1]);
  await create(other);
  host.pass(5_000);
  expect([await isMadeHere(other), await isMadeHere(orderId), read]).toEqual([true, true, 2]);
});
