import { describe, expect, test } from '@jest/globals';
import { testMollie } from './mollie/test-mollie.ts';
import { orders as vtexOrders, testVtex } from './vtex/test-vtex.ts';

/*
 * What Mollie's and VTEX's published descriptions (mollie/openapi of 2025-02, the last with the Orders
 * API; vtex/openapi-schemas of 2026-08) say of answers, written down from them by hand: the type of each
 * field, and whether it may be null or missing. Where the sandbox departs, docs/sandbox-fidelity.md
 * says why.
 */

/** `string?` may be missing, `string|null` may be null; a list is of objects, or of anything. */
type Fields = Readonly<Record<string, string>>;

/** What is wrong with an object, by field. */
function faults(value: unknown, fields: Fields): string[] {
  const object = value as Record<string, unknown>;
  return Object.entries(fields).flatMap(([name, said]) => {
    const there = object[name];
    if (there === undefined) return said.endsWith('?') ? [] : [`${name} is missing`];
    const kinds = said.replace('?', '').split('|');
    const kind = Array.isArray(there) ? 'array' : there === null ? 'null' : typeof there;
    return kinds.includes(kind) || kinds.includes('any') ? [] : [`${name} is ${kind}, not ${said}`];
  });
}

const ofList = (value: unknown, fields: Fields): string[] =>
  (value as unknown[]).flatMap((one) => faults(one, fields));

describe('VTEX', () => {
  const summary: Fields = {
    ...{ orderId: 'string', creationDate: 'string', clientName: 'string', items: 'array|null' },
    ...{ totalValue: 'number', paymentNames: 'string', status: 'string' },
    ...{ statusDescription: 'string', marketPlaceOrderId: 'string|null', sequence: 'string' },
    ...{ salesChannel: 'string', affiliateId: 'string', origin: 'string' },
    ...{ workflowInErrorState: 'boolean', workflowInRetry: 'boolean' },
    ...{ lastMessageUnread: 'string|null', ShippingEstimatedDate: 'string|null' },
    ...{ ShippingEstimatedDateMax: 'string|null', ShippingEstimatedDateMin: 'string|null' },
    ...{ orderIsComplete: 'boolean', listId: 'string|null', listType: 'string|null' },
    ...{ authorizedDate: 'string|null', callCenterOperatorName: 'string|null' },
    ...{ totalItems: 'number', currencyCode: 'string' },
  };
  const numbers: Fields = {
    ...{ Count: 'number', Max: 'number', Mean: 'number', Min: 'number', Missing: 'number' },
    ...{ StdDev: 'number', Sum: 'number', SumOfSquares: 'number', Facets: 'object|null' },
  };

  test('the list', async () => {
    const sandbox = testVtex();
    for (const status of ['handling', 'payment-pending', 'canceled', 'invoiced']) {
      await sandbox.add({ status });
    }
    const { body, headers } = await sandbox.call('GET', vtexOrders);
    const { list, paging, stats } = body as Record<string, Record<string, unknown>>;
    const { totalValue, totalItems } = stats?.stats as Record<string, Record<string, object>>;
    const facets = [totalValue, totalItems].flatMap((one) =>
      Object.values((one?.Facets ?? {}) as Record<string, object>),
    );
    expect({
      type: headers.get('content-type'),
      list: ofList(list, summary),
      paging: faults(paging, {
        ...{ total: 'number', pages: 'number', currentPage: 'number', perPage: 'number' },
      }),
      sums: [...faults(totalValue, numbers), ...faults(totalItems, numbers)],
      facets: facets.flatMap((by) => ofList(Object.values(by), numbers)),
    }).toEqual({
      ...{ type: 'application/json; charset=utf-8', list: [], paging: [], sums: [], facets: [] },
    });
  });

  const order: Fields = {
    ...{ orderId: 'string', sequence: 'string', marketplaceOrderId: 'string', origin: 'string' },
    ...{ marketplaceServicesEndpoint: 'string', sellerOrderId: 'string', affiliateId: 'string' },
    ...{ salesChannel: 'string', merchantName: 'string|null', status: 'string', value: 'number' },
    ...{ workflowIsInError: 'boolean', statusDescription: 'string', creationDate: 'string' },
    ...{ lastChange: 'string', orderGroup: 'string', followUpEmail: 'string', hostname: 'string' },
    ...{ totals: 'array', items: 'array', sellers: 'array', marketplaceItems: 'array' },
    ...{ clientProfileData: 'object', paymentData: 'object', shippingData: 'object' },
    ...{ clientPreferencesData: 'object', storePreferencesData: 'object' },
    ...{ packageAttachment: 'object', cancellationData: 'object|null', lastMessage: 'any' },
    ...{ authorizedDate: 'string|null', invoicedDate: 'string|null', cancelReason: 'string|null' },
    ...{ roundingError: 'number', orderFormId: 'string', allowCancellation: 'boolean' },
    ...{ allowEdition: 'boolean', isCompleted: 'boolean', isCheckedIn: 'boolean' },
  };

  test.each(['handling', 'payment-pending', 'canceled', 'invoiced'])(
    'an order that is %s',
    async (status) => {
      const sandbox = testVtex();
      const { orderId } = await sandbox.add({ status });
      const { body } = await sandbox.call('GET', `${vtexOrders}/${orderId}`);
      const { totals, items } = body as Record<string, unknown>;
      expect({
        order: faults(body, order),
        totals: ofList(totals, { id: 'string', name: 'string', value: 'number' }),
        items: ofList(items, {
          ...{ uniqueId: 'string', id: 'string', productId: 'string', quantity: 'number' },
          ...{ name: 'string', price: 'number', listPrice: 'number', sellingPrice: 'number' },
          ...{ seller: 'string', refId: 'string', tax: 'number', isGift: 'boolean' },
        }),
      }).toEqual({ order: [], totals: [], items: [] });
    },
  );
});

describe('Mollie', () => {
  const amount: Fields = { currency: 'string', value: 'string' };
  const order: Fields = {
    ...{ resource: 'string', id: 'string', profileId: 'string', method: 'string|null' },
    ...{ mode: 'string', amount: 'object', amountRefunded: 'object?', amountCaptured: 'object?' },
    ...{ status: 'string', isCancelable: 'boolean', billingAddress: 'object', metadata: 'any' },
    ...{ consumerDateOfBirth: 'string?', orderNumber: 'string', shippingAddress: 'object' },
    ...{ locale: 'string', createdAt: 'string', expiresAt: 'string?', expiredAt: 'string?' },
    ...{
      paidAt: 'string?',
      authorizedAt: 'string?',
      canceledAt: 'string?',
      completedAt: 'string?',
    },
    ...{ redirectUrl: 'string|null', cancelUrl: 'string?', webhookUrl: 'string?', lines: 'array' },
    ...{ _embedded: 'object?', _links: 'object' },
  };
  const line: Fields = {
    ...{ resource: 'string', id: 'string', orderId: 'string', name: 'string', type: 'string' },
    ...{ sku: 'string?', status: 'string', isCancelable: 'boolean', quantity: 'number' },
    ...{ quantityShipped: 'number', amountShipped: 'object', quantityRefunded: 'number' },
    ...{ amountRefunded: 'object', quantityCanceled: 'number', amountCanceled: 'object' },
    ...{ shippableQuantity: 'number', refundableQuantity: 'number', cancelableQuantity: 'number' },
    ...{ unitPrice: 'object', discountAmount: 'object?', vatRate: 'string', vatAmount: 'object' },
    ...{ totalAmount: 'object', createdAt: 'string', _links: 'object', metadata: 'any' },
  };
  const payment: Fields = {
    ...{ resource: 'string', id: 'string', mode: 'string', createdAt: 'string', status: 'string' },
    ...{ isCancelable: 'boolean', amount: 'object', description: 'string', profileId: 'string' },
    ...{ method: 'string|null', metadata: 'any', sequenceType: 'string', orderId: 'string' },
    ...{ redirectUrl: 'string|null', webhookUrl: 'string?', _links: 'object' },
  };
  const refund: Fields = {
    ...{ resource: 'string', id: 'string', mode: 'string', amount: 'object', status: 'string' },
    ...{ settlementAmount: 'object', description: 'string', metadata: 'any', paymentId: 'string' },
    ...{ orderId: 'string', lines: 'array', createdAt: 'string', _links: 'object' },
  };
  const shipment: Fields = {
    ...{ resource: 'string', id: 'string', orderId: 'string', createdAt: 'string' },
    ...{ tracking: 'object?', lines: 'array', _links: 'object' },
  };

  test.each([
    ...['created', 'pending', 'authorized', 'paid', 'shipping', 'completed', 'canceled', 'expired'],
  ])('an order that is %s, with all that belongs to it', async (status) => {
    const mollie = testMollie();
    const { id, lines } = await mollie.add(status);
    const path = `/v2/orders/${id}`;
    // What can be done to it in this status is; the rest is refused.
    const part = { lines: [{ id: lines[0]?.id, quantity: 1 }] };
    await mollie.call('POST', `${path}/shipments`, { body: part });
    await mollie.call('POST', `${path}/refunds`, { body: part });
    await mollie.call('POST', `${path}/payments`, { body: {} });
    const read = await mollie.get(id, '?embed=payments,refunds,shipments');
    const { payments = [], refunds = [], shipments = [] } = read._embedded ?? {};
    expect({
      order: faults(read, order),
      amount: faults(read.amount, amount),
      lines: ofList(read.lines, line),
      payments: ofList(payments, payment),
      refunds: ofList(refunds, refund),
      shipments: ofList(shipments, shipment),
    }).toEqual({
      ...{ order: [], amount: [], lines: [], payments: [], refunds: [], shipments: [] },
    });
  });

  test('a refusal', async () => {
    const { body, headers } = await testMollie().call('GET', '/v2/orders/ord_none');
    const problem: Fields = {
      ...{
        status: 'number',
        title: 'string',
        detail: 'string',
        field: 'string?',
        _links: 'object',
      },
    };
    expect([headers.get('content-type'), faults(body, problem)]).toEqual([
      'application/hal+json',
      [],
    ]);
  });
});

test('a field that is missing, or of another type, is found', () => {
  const fields = { a: 'string', b: 'number?', c: 'array|null', d: 'object' };
  expect(faults({ a: 1, c: null, d: [] }, fields)).toEqual([
    'a is number, not string',
    'd is array, not object',
  ]);
  expect(faults({}, fields)).toEqual(['a is missing', 'c is missing', 'd is missing']);
});
