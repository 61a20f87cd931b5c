import { describe, expect, test } from '@jest/globals';
import { buildQrOrder } from '../../../src/orders/qr-order-body.ts';

const fields = {
  amount: '50',
  pos: 'POSFLAG',
  mode: 'dynamic',
  reference: 'flag-1',
  description: 'By flag',
  expires: 'PT16M',
} as const;

const data = {
  type: 'qr',
  total_amount: '24.50',
  description: 'By data',
  external_reference: 'data-1',
  expiration_time: 'PT1H',
  config: { qr: { external_pos_id: 'POSDATA', mode: 'static' } },
  transactions: { payments: [{ amount: '24.50' }] },
};

const fallbacks = {
  pos: 'POSCONFIG',
  mode: 'hybrid',
  reference: 'made-1',
  description: 'By config',
  expires: 'PT30S',
} as const;

/** As it goes over the wire: the order of the fields counts too. */
const build = (...args: Parameters<typeof buildQrOrder>) => JSON.stringify(buildQrOrder(...args));

describe('the body of a create request', () => {
  test('is made of flags alone, in the order of the create page', () => {
    expect(build({}, fields, {})).toBe(
      '{"type":"qr","total_amount":"50","description":"By flag","external_reference":"flag-1",' +
        '"expiration_time":"PT16M","config":{"qr":{"external_pos_id":"POSFLAG","mode":"dynamic"}},' +
        '"transactions":{"payments":[{"amount":"50"}]}}',
    );
  });

  test('is the data to the letter when there are no flags', () => {
    expect(build(data, {}, {})).toBe(JSON.stringify(data));
  });

  test('has the flags lay over the data', () => {
    expect(buildQrOrder(data, fields, {})).toEqual(buildQrOrder({}, fields, {}));
  });

  test('has the data lie over the defaults', () => {
    expect(build(data, {}, fallbacks)).toBe(JSON.stringify(data));
  });

  test('has the defaults fill what nothing else gives', () => {
    expect(build({}, {}, fallbacks)).toBe(
      '{"type":"qr","description":"By config","external_reference":"made-1",' +
        '"expiration_time":"PT30S","config":{"qr":{"external_pos_id":"POSCONFIG","mode":"hybrid"}}}',
    );
  });

  test('does not name what nothing gives, so that it is seen to be missing', () => {
    expect(build({}, {}, {})).toBe('{"type":"qr","config":{"qr":{}}}');
  });

  test('keeps every field of the data that no flag sets, known or not', () => {
    const more = {
      marketplace_fee: '1.00',
      items: [{ title: 'x' }],
      config: { qr: { external_pos_id: 'P', colour: 'red' }, shade: 1 },
      transactions: { payments: [{ amount: '1.00', note: 'n' }], refunds: [] },
      novelty: { deep: [null] },
    };
    expect(buildQrOrder(more, { amount: '2.00', pos: 'Q' }, {})).toEqual({
      type: 'qr',
      total_amount: '2.00',
      marketplace_fee: '1.00',
      items: [{ title: 'x' }],
      config: { qr: { external_pos_id: 'Q', colour: 'red' }, shade: 1 },
      transactions: { payments: [{ amount: '2.00', note: 'n' }], refunds: [] },
      novelty: { deep: [null] },
    });
  });

  test('keeps another type and a second payment, for the check to refuse', () => {
    const wrong = { type: 'point', transactions: { payments: [{ amount: '1' }, { amount: '2' }] } };
    expect(buildQrOrder(wrong, { amount: '3' }, {})).toEqual({
      type: 'point',
      total_amount: '3',
      config: { qr: {} },
      transactions: { payments: [{ amount: '3' }, { amount: '2' }] },
    });
  });

  test('keeps null, which is wrong, and does not take it for nothing', () => {
    const { description, expiration_time } = buildQrOrder(
      { description: null, expiration_time: null },
      {},
      {},
    );
    expect([description, expiration_time]).toEqual([null, null]);
  });

  test.each(['x', 7, [], null, { qr: 'x' }, { qr: [] }, { qr: null }])(
    'keeps config as %j, for the check to refuse',
    (config) => {
      expect(buildQrOrder({ config }, fields, fallbacks).config).toEqual(config);
    },
  );

  test.each(['x', 7, [], null, { payments: { amount: '24.50', note: 'n' } }, { payments: ['x'] }])(
    'keeps transactions as %j, for the check to refuse',
    (transactions) => {
      expect(buildQrOrder({ transactions }, fields, fallbacks).transactions).toEqual(transactions);
    },
  );

  test('leaves the data as it was', () => {
    const before = structuredClone(data);
    buildQrOrder(data, fields, fallbacks);
    expect(data).toEqual(before);
  });
});
