import { expect, test } from '@jest/globals';
import { run } from '../../helpers/run.ts';
import { answer, scriptedFetch } from '../../helpers/scripted-fetch.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-1', MOLLIE_API_KEY: 'test_1' };
const id = 'ORD00001111222233334444555566';

const stdoutOf = async (body: string, ...argv: string[]) => {
  const { fetch } = scriptedFetch(answer(200, body));
  const { code, stdout } = await run([...argv, '-q'], { env, fetch });
  return { code, stdout };
};

const order = `{"id":"${id}","status":"processed","total_amount":91.440,"currency":"ARS","external_reference":12345678901234567890}`;

test('a pipe’s row shows the digits of amounts and references that are numbers (order-apis F7)', async () => {
  expect(await stdoutOf(order, 'get', id)).toEqual({
    code: 0,
    stdout: `${id}\tprocessed\t\t91.440\tARS\t12345678901234567890\t\t\n`,
  });
});

test('a list does so too', async () => {
  const list = `{"data":[${order}],"paging":{"total_pages":"1"}}`;
  expect(await stdoutOf(list, 'list')).toEqual(await stdoutOf(order, 'get', id));
});

test.each(['total_amount', 'external_reference'])('--field %s gives the digits', async (field) => {
  const digits = field === 'total_amount' ? '91.440' : '12345678901234567890';
  expect((await stdoutOf(order, 'get', id, '--field', field)).stdout).toBe(`${digits}\n`);
});

test('Mollie’s amounts and order numbers are read alike', async () => {
  const mollie =
    '{"id":"ord_1","status":"paid","orderNumber":1337,"amount":{"value":10.50,"currency":"EUR"}}';
  expect((await stdoutOf(mollie, 'get', 'ord_1')).stdout).toBe(
    'ord_1\tpaid\t\t10.50\tEUR\t1337\t\t\n',
  );
});
