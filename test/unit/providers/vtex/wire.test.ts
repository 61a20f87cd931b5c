import { describe, expect, test } from '@jest/globals';
import type { Order } from '../../../../src/orders/order.ts';
import { lifecycle } from '../../../../src/providers/vtex/lifecycle.ts';
import { parseSummary } from '../../../../src/providers/vtex/pages.ts';
import { parseOrder } from '../../../../src/providers/vtex/wire.ts';
import { deniedRequest, privateWords, wireOrder, wireSummary } from './wire-orders.ts';

const parse = (fields?: Record<string, unknown>) => parseOrder(JSON.stringify(wireOrder(fields)));

test('an order is told in the tool’s words', () => {
  const answer = JSON.stringify(wireOrder(), null, 3);
  const { renamedPaths: told, ...order } = parseOrder(answer);
  expect(order).toEqual({
    provider: 'vtex',
    id: 'v502556llux-01',
    status: 'ready-for-handling',
    external_reference: '502556',
    total_amount: '11.60',
    currency: 'BRL',
    created_date: '2026-11-20T20:09:43.8999580+00:00',
    last_updated_date: '2026-11-21T19:30:00.7010747+00:00',
    payments: [],
    lines: [
      {
        id: '94913BB553334977BFD669A24E678C69',
        name: 'Bay Max L',
        sku: 'BIGBML',
        quantity: 1,
        unit_price: '9.90',
        total_amount: '9.90',
      },
    ],
    totals: [
      { name: 'Total dos Itens', amount: '9.90' },
      { name: 'Total dos Descontos', amount: '-1.30' },
      { name: 'Total do Frete', amount: '3.00' },
    ],
    dates: [{ label: 'Authorized at', at: '2026-11-20T20:46:11.7010747+00:00' }],
    cancelable: 'by_two_requests',
    cancel_reason: undefined,
    in_error: false,
    answer,
  });
  expect(told).toEqual([
    ...['orderId', 'sequence', 'value', 'creationDate', 'lastChange', 'authorizedDate'],
    'storePreferencesData.currencyCode',
    'storePreferencesData.currencyFormatInfo.CurrencyDecimalDigits',
    ...['allowCancellation', 'totals[].name', 'totals[].value'],
    ...['items[].uniqueId', 'items[].refId', 'items[].name', 'items[].quantity'],
    ...['items[].sellingPrice', 'items[].priceDefinition.total'],
  ]);
});

test.each<[name: string, order: Order]>([
  ['an order', parse()],
  ['an entry of the list', parseSummary(JSON.stringify(wireSummary()))],
])('%s holds nothing of people and cards', (_name, { answer, ...order }) => {
  const words = JSON.stringify(order);
  expect(privateWords.filter((word) => words.includes(word))).toEqual([]);
  expect(answer).toContain('Taylor'); // it is whole there
});

describe('amounts', () => {
  test.each([
    ['the store’s digits', { CurrencyDecimalDigits: 0 }, '1160'],
    ['two, where it names none', {}, '11.60'],
    ['the store’s digits in a text', { CurrencyDecimalDigits: '0' }, '1160'],
    ['two, where it names something else', { CurrencyDecimalDigits: 'none' }, '11.60'],
    ['two, where no currency has so many', { CurrencyDecimalDigits: -1 }, '11.60'],
  ])('have %s', (_what, currencyFormatInfo, amount) => {
    const store = { currencyCode: 'CLP', currencyFormatInfo };
    expect(parse({ storePreferencesData: store }).total_amount).toBe(amount);
  });

  test.each(['1160', '1160.0', '1.16e3', '11600E-1'])('are whole numbers, as %s too', (value) => {
    const answer = JSON.stringify(wireOrder({ value: '#' })).replace('"#"', value);
    expect(parseOrder(answer).total_amount).toBe('11.60');
  });

  test.each(['1160', '001160'])('are whole numbers in a text, as %j', (value) => {
    const { total_amount, renamedPaths: told } = parse({ value });
    expect([total_amount, told?.includes('value')]).toEqual(['11.60', true]);
  });

  test.each([11.6, '11.60', '1.160', 'R$ 1160', '', null, {}])(
    'are not guessed from %j',
    (value) => {
      const { total_amount, renamedPaths: told } = parse({ value });
      expect([total_amount, told?.includes('value')]).toEqual([undefined, false]);
    },
  );

  test.each([
    ['9007199254740993', '90071992547409.93'],
    ['1160.0', '11.60'],
  ])('keep every figure of %s', (digits, amount) => {
    const { total_amount } = parseOrder(`{"orderId":"1-01","status":"handling","value":${digits}}`);
    expect(total_amount).toBe(amount);
  });
});

test.each([
  [11.6, '11.6'],
  ['11.60', '11.60'],
])('an amount that is no whole number, %j, is shown as it was answered', (value, amount) => {
  const { total_amount, totals } = parse({ value });
  expect([total_amount, totals?.at(-1)]).toEqual([undefined, { name: 'value', amount }]);
});

test('dates may be numbers: seconds or ms since 1970', () => {
  const { created_date, last_updated_date, dates, renamedPaths } = parse({
    creationDate: 1764412345,
    lastChange: 1764412345000,
    authorizedDate: 1764412345,
    cancellationData: { CancellationDate: 1764412345 },
  });
  expect([created_date, last_updated_date, dates]).toEqual([
    '1764412345',
    '1764412345000',
    [
      { label: 'Authorized at', at: '1764412345' },
      { label: 'Canceled at', at: '1764412345' },
    ],
  ]);
  expect(renamedPaths).toContain('creationDate');
});

describe('the reference', () => {
  test.each([
    ['is the marketplace’s', { marketplaceOrderId: 'MKT-1' }, 'MKT-1', 'marketplaceOrderId'],
    ['else the sequence', { marketplaceOrderId: null }, '502556', 'sequence'],
    ['is not the id again', { marketplaceOrderId: 'v502556llux-01' }, '502556', 'sequence'],
    ['else nothing', { sequence: null }, undefined, undefined],
  ])('%s', (_what, fields, reference, path) => {
    const { external_reference, renamedPaths: told = [] } = parse(fields);
    const paths = told.filter((one) => ['marketplaceOrderId', 'sequence'].includes(one));
    expect([external_reference, paths[0]]).toEqual([reference, path]);
  });
});

describe('lines', () => {
  test('are told by the second choice where there is no first', () => {
    const items = [{ id: '18', price: 500, quantity: 2 }, null, { name: 'B', sellingPrice: 'x' }];
    const { lines, renamedPaths: told } = parse({ items });
    expect(lines).toEqual([
      { id: '18', sku: '18', quantity: 2, unit_price: '5.00' },
      {},
      { name: 'B' },
    ]);
    expect(told).toEqual(expect.arrayContaining(['items[].id', 'items[].price']));
  });

  test.each([null, 'none', {}])('may be missing: %j', (items) => {
    expect(parse({ items }).lines).toEqual([]);
  });
});

describe('what can be canceled', () => {
  const expected = (status: string) => {
    if (['canceled', 'invoiced', 'replaced', 'incomplete'].includes(status)) return 'no';
    if (['ready-for-handling', 'handling'].includes(status)) return 'by_two_requests';
    const isUnderWay = [
      ...['request-cancel', 'cancellation-requested', 'cancel', 'waiting-for-seller-decision'],
    ].includes(status);
    return isUnderWay ? undefined : 'yes';
  };

  test.each([...lifecycle.known, 'a-new-one'])('%s', (status) => {
    expect(parse({ status }).cancelable).toBe(expected(status));
    expect(parse({ status, allowCancellation: false }).cancelable).toBe('no');
  });

  test('is not told where nothing tells', () => {
    expect(
      parse({ status: 'payment-pending', allowCancellation: null }).cancelable,
    ).toBeUndefined();
  });

  test('is told by the flag only where the two agree', () => {
    const told = (fields: object) =>
      parse({ ...fields }).renamedPaths?.includes('allowCancellation');
    expect(told({ allowCancellation: false })).toBe(true);
    expect(told({ status: 'canceled', allowCancellation: true })).toBe(false);
  });
});

describe('a cancel', () => {
  const canceledAt = '2026-11-21T19:33:00.3695207Z';
  test.each([
    ['with capitals', { Reason: 'Too large', CancellationDate: canceledAt }],
    ['without', { reason: 'Too large', cancellationDate: canceledAt }],
  ])('is read %s', (_how, cancellationData) => {
    const {
      cancel_reason,
      dates,
      renamedPaths: told,
    } = parse({ status: 'canceled', cancellationData });
    expect(cancel_reason).toBe('Too large');
    expect(dates?.at(-1)).toEqual({ label: 'Canceled at', at: canceledAt });
    expect(told).toEqual(
      expect.arrayContaining(Object.keys(cancellationData).map((key) => `cancellationData.${key}`)),
    );
  });

  // prettier-ignore
  test.each<[what: string, fields: Record<string, unknown>, reason: string | undefined, answer: string | undefined]>([
    ['its own reason first', { cancelReason: 'A', cancellationData: { Reason: 'B' } }, 'A', undefined],
    ['the request’s, while it is open', { cancellationRequests: [{ reason: 'C', deniedBySeller: false }] }, 'C', undefined],
    ['the shop’s reason and the seller’s answer, when it was denied', { cancelReason: 'A', cancellationRequests: [deniedRequest] }, 'A', 'It is on its way'],
    ['no answer, when that is not told', { cancellationRequests: [{ ...deniedRequest, reason: 'C', deniedBySellerReason: null }] }, 'C', undefined],
    ['its own, when it was canceled after all', { status: 'canceled', cancelReason: 'A', cancellationRequests: [deniedRequest] }, 'A', undefined],
    ['the last request’s', { cancellationRequests: [deniedRequest, { reason: 'D' }] }, 'D', undefined],
    ['none', { cancelReason: '' }, undefined, undefined],
  ])('has %s', (_what, fields, reason, answer) => {
    const { cancel_reason, cancel_denial } = parse(fields);
    expect([cancel_reason, cancel_denial?.reason]).toEqual([reason, answer]);
  });

  test('that was denied has its dates', () => {
    const { dates, renamedPaths: told } = parse({ cancellationRequests: [deniedRequest] });
    expect(dates?.slice(1)).toEqual([
      { label: 'Cancel requested at', at: deniedRequest.cancellationRequestDate },
      { label: 'Cancel denied at', at: deniedRequest.cancellationRequestDenyDate },
    ]);
    expect(told).toContain('cancellationRequests[].deniedBySellerReason');
    expect(told).toContain('cancellationRequests[].reason');
  });

  test('of several leaves the earlier ones to be shown', () => {
    const { renamedPaths: told } = parse({ cancellationRequests: [deniedRequest, deniedRequest] });
    expect(told?.filter((path) => path.startsWith('cancellationRequests'))).toEqual([]);
  });
});

test('an error in the workflow is told', () => {
  const { in_error, renamedPaths: told } = parse({ workflowIsInError: true });
  expect([in_error, told?.includes('workflowIsInError')]).toEqual([true, true]);
});

test('a known field of another type reads as absent', () => {
  const fields = Object.keys(wireOrder()).filter((key) => !['orderId', 'status'].includes(key));
  const order = parse(Object.fromEntries(fields.map((key) => [key, [7]])));
  expect({ ...order, answer: undefined }).toEqual({
    ...{ provider: 'vtex', id: 'v502556llux-01', status: 'ready-for-handling' },
    ...{ payments: [], lines: [{}], totals: [], dates: [], renamedPaths: ['orderId'] },
    cancelable: 'by_two_requests',
  });
});

test.each([
  '{}',
  '[]',
  'null',
  '{"orderId":"1"}',
  '{"status":"canceled"}',
  '{"orderId":1,"status":"x"}',
])('%s is no order', (answer) => {
  expect(() => parseOrder(answer)).toThrow('It is not an order');
  expect(() => parseSummary(answer)).toThrow('It is not an order');
});

describe('an entry of the list', () => {
  test('is an order in fewer words', () => {
    const answer = JSON.stringify(wireSummary());
    expect(parseSummary(answer)).toEqual({
      provider: 'vtex',
      id: 'v502556llux-01',
      status: 'handling',
      external_reference: '502556',
      total_amount: '11.60',
      currency: 'BRL',
      created_date: '2026-11-20T20:09:43+00:00',
      payments: [],
      dates: [{ label: 'Authorized at', at: '2026-11-20T20:33:04+00:00' }],
      in_error: false,
      renamedPaths: [
        'orderId',
        'creationDate',
        'currencyCode',
        'authorizedDate',
        'sequence',
        'totalValue',
      ],
      answer,
    });
  });

  test.each([
    [{ currencyCode: 'CLP' }, '1160', '502556', false],
    [{ currencyCode: null }, '11.60', '502556', false],
    [
      { totalValue: null, marketPlaceOrderId: '880102018018-01' },
      undefined,
      '880102018018-01',
      false,
    ],
    [{ workflowInErrorState: true }, '11.60', '502556', true],
  ])('with %j', (fields, amount, reference, isInError) => {
    const { total_amount, external_reference, in_error } = parseSummary(
      JSON.stringify(wireSummary(fields)),
    );
    expect([total_amount, external_reference, in_error]).toEqual([amount, reference, isInError]);
  });
});
