import { describe, expect, test } from '@jest/globals';
import { run } from '../../helpers/run.ts';
import { answer, scriptedFetch } from '../../helpers/scripted-fetch.ts';

const keys = { MP_ACCESS_TOKEN: 'APP_USR-1', MOLLIE_API_KEY: 'test_1' };
const env = { ...keys, VTEX_APP_KEY: 'vtexappkey-shop-ABC', VTEX_APP_TOKEN: 'T' };

const listed = async (body: unknown, ...flags: string[]) => {
  const { fetch } = scriptedFetch(answer(200, body));
  const { code, stdout, stderr } = await run(['list', '-q', ...flags], { env, fetch });
  return { code, ids: stdout.split('\n').map((row) => row.split('\t')[0]), stderr };
};

describe('one odd entry does not hide a list (order-apis F14)', () => {
  const why = 'It is not an order: it has no status.';

  test('the others are shown, and it is named', async () => {
    const data = [{ id: 'ORD1', status: 'created' }, { id: 'ORD2' }, { id: 'ORD3', status: 'x' }];
    expect(await listed({ data, paging: { total_pages: '1' } })).toEqual({
      code: 0,
      ids: ['ORD1', 'ORD3', ''],
      stderr: `Warning: entry 2 of the list (id ORD2) could not be read. ${why}\n`,
    });
  });

  test('with --json it passes through, in its place and as it came', async () => {
    const text =
      '{"data":[{"x": 1.10},{"id":"ORD1","status":"created"}],"paging":{"total_pages":1}}';
    const { fetch } = scriptedFetch(answer(200, text));
    const { code, stdout, stderr } = await run(['list', '-q', '--json'], { env, fetch });
    expect([code, stdout, stderr]).toEqual([
      0,
      '{"x":1.10}\n{"id":"ORD1","status":"created"}\n',
      'Warning: entry 1 of the list could not be read. It is not an order: it has no id and no status.\n',
    ]);
  });

  test('a list of nothing else is another answer: exit 7', async () => {
    const { code, stderr } = await listed({ data: [7], paging: { total_pages: '1' } });
    expect([code, stderr.includes('holds no order')]).toEqual([7, true]);
  });

  test.each([
    ['mercadopago', { data: [{ id: 'ORD1', status: 'created' }] }, 'ORD1'],
    ['mollie', { _embedded: { orders: [{ id: 'ord_1', status: 'paid' }] } }, 'ord_1'],
    ['vtex', { list: [{ orderId: '1172452900788-01', status: 'handling' }] }, '1172452900788-01'],
  ])('without paging what is there is shown: %s', async (system, body, id) => {
    expect(await listed(body, '--provider', system)).toEqual({
      code: 0,
      ids: [id, ''],
      stderr: '',
    });
  });

  test.each([
    ['mollie', { _embedded: { orders: [{ id: 'ord_1' }, { id: 'ord_2', status: 'paid' }] } }],
    [
      'vtex',
      { list: [{ status: 'handling' }, { orderId: '1172452900788-01', status: 'handling' }] },
    ],
  ])('%s too', async (system, body) => {
    const { code, ids, stderr } = await listed(body, '--provider', system);
    expect([code, ids.length, stderr.startsWith('Warning: entry 1 of the list')]).toEqual([
      0,
      2,
      true,
    ]);
  });

  test('of points of sale as well', async () => {
    const { fetch } = scriptedFetch(
      answer(200, { results: [{ name: 'x' }, { id: 7, external_id: 'P' }] }),
    );
    const { code, stdout, stderr } = await run(['pos', 'list', '-q'], { env, fetch });
    expect([
      code,
      stdout.startsWith('P\t'),
      stderr.includes('of the list could not be read'),
    ]).toEqual([0, true, true]);
  });
});
