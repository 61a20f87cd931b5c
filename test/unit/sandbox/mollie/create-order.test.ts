import { describe, expect, test } from '@jest/globals';
import { euros, problem, request, testMollie } from './test-mollie.ts';

const line = (at: number, extra: Record<string, unknown>) => {
  const { lines } = request();
  return { lines: lines.map((one, index) => (index === at ? { ...one, ...extra } : one)) };
};

describe('POST /v2/orders', () => {
  test('answers the order as GET gives it', async () => {
    const { call, get } = testMollie();
    const reply = await call('POST', '/v2/orders', { body: request() });
    expect(reply.status).toBe(201);
    const { id } = reply.body as { id: string };
    expect(id).toMatch(/^ord_[0-9A-Z]{26}$/);
    expect(reply.body).toStrictEqual(await get(id));
    expect(reply.body).toMatchObject({
      resource: 'order',
      profileId: 'pfl_Sandbox001',
      method: null,
      mode: 'test',
      amount: euros('84.85'),
      status: 'created',
      isCancelable: true,
      orderNumber: '2026-001',
      locale: 'nl_NL',
      metadata: { example: true },
      redirectUrl: 'https://books.example.org/thanks',
      billingAddress: { email: 'fenna.voorbeeld@example.org' },
      shippingAddress: { email: 'fenna.voorbeeld@example.org' },
      _links: {
        self: { href: `http://sandbox/v2/orders/${id}`, type: 'application/hal+json' },
        checkout: { type: 'text/html' },
      },
    });
    expect(reply.body).not.toHaveProperty('amountCaptured');
    expect(reply.body).not.toHaveProperty('_embedded');
  });

  test('answers lines with everything the page gives for them', async () => {
    const { create } = testMollie();
    const order = await create();
    expect(order.lines[1]).toStrictEqual({
      resource: 'orderline',
      id: order.lines[1]?.id,
      orderId: order.id,
      name: 'Paper Lighthouse Kit',
      sku: 'EX-LIGHT',
      type: 'physical',
      status: 'created',
      metadata: null,
      isCancelable: false,
      quantity: 3,
      quantityShipped: 0,
      amountShipped: euros('0.00'),
      quantityRefunded: 0,
      amountRefunded: euros('0.00'),
      quantityCanceled: 0,
      amountCanceled: euros('0.00'),
      shippableQuantity: 0,
      refundableQuantity: 0,
      cancelableQuantity: 0,
      unitPrice: euros('12.50'),
      vatRate: '21.00',
      vatAmount: euros('5.21'),
      discountAmount: euros('7.50'),
      totalAmount: euros('30.00'),
      createdAt: '2026-03-01T12:00:00+00:00',
      _links: {
        productUrl: { href: 'https://books.example.org/lighthouse', type: 'text/html' },
        imageUrl: { href: 'https://books.example.org/lighthouse.png', type: 'text/html' },
      },
    });
    const ids = order.lines.map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^odl_\w+$/);
  });

  test('keeps what was sent: addresses, URLs, birthday, any metadata', async () => {
    const { create } = testMollie();
    const { billingAddress } = request();
    const extra = {
      shippingAddress: { ...billingAddress, givenName: 'Joris', streetAdditional: null },
      webhookUrl: 'https://books.example.org/hook',
      cancelUrl: 'https://books.example.org/back',
      consumerDateOfBirth: '1980-12-31',
      metadata: 'anything',
      method: ['ideal', 'creditcard'],
      payment: { issuer: 'x' },
      shopperCountryMustMatchBillingCountry: true,
    };
    const order = await create(request(extra));
    const { webhookUrl, cancelUrl, consumerDateOfBirth, metadata } = extra;
    expect(order).toMatchObject({ webhookUrl, cancelUrl, consumerDateOfBirth, metadata });
    expect(order['shippingAddress']).toStrictEqual({ ...billingAddress, givenName: 'Joris' });
    expect(order['method']).toBeNull();
  });

  test('starts the payment of a method that is chosen, and embeds it when asked', async () => {
    const { call } = testMollie();
    const body = request({ method: 'ideal' });
    const reply = await call('POST', '/v2/orders?embed=payments', { body });
    expect(reply.body).toMatchObject({
      method: 'ideal',
      _embedded: {
        payments: [
          {
            resource: 'payment',
            id: expect.stringMatching(/^tr_\w+$/),
            status: 'open',
            method: 'ideal',
            amount: euros('84.85'),
            description: 'Order 2026-001',
          },
        ],
      },
    });
  });

  test('reckons in a currency without decimals, with discounts, and beyond doubles', async () => {
    const { create } = testMollie();
    const amount = (value: string, currency: string) => ({ value, currency });
    const one = (unit: string, total: string, vat: string, currency: string, quantity = 1) => ({
      name: 'Thing',
      quantity,
      unitPrice: amount(unit, currency),
      totalAmount: amount(total, currency),
      vatRate: '21.00',
      vatAmount: amount(vat, currency),
    });
    const yen = [one('1000', '3000', '521', 'JPY', 3), one('-500', '-500', '-87', 'JPY')];
    expect((await create(request({ amount: amount('2500', 'JPY'), lines: yen }))).amount).toEqual(
      amount('2500', 'JPY'),
    );
    const big = [one('90071992547409.93', '90071992547409.93', '15632329285087.67', 'EUR')];
    const made = await create(request({ amount: amount('90071992547409.93', 'EUR'), lines: big }));
    expect(made.amount.value).toBe('90071992547409.93');
  });
});

describe('a request that is wrong', () => {
  const missing = (name: string) => ({ ...request(), [name]: undefined });
  test.each([
    ...['amount', 'orderNumber', 'lines', 'billingAddress', 'locale', 'redirectUrl'].map(
      (name) => [`no ${name}`, missing(name), name] as const,
    ),
    ['an unknown property', request({ orderId: 1 }), 'orderId'],
    ['an unknown one in a line', request(line(1, { vat: 1 })), 'lines.1.vat'],
    ['a locale', request({ locale: 'dutch' }), 'locale'],
    ['a number as amount', request({ amount: { value: 84.85, currency: 'EUR' } }), 'amount.value'],
    ['a currency', request({ amount: { value: '84.85', currency: 'eur' } }), 'amount.currency'],
    ['decimals', request({ amount: euros('84.8') }), 'amount.value'],
    ['a line without a name', request(line(2, { name: '' })), 'lines.2.name'],
    ['a line of nothing', request(line(0, { quantity: 0 })), 'lines.0.quantity'],
    ['half a thing', request(line(0, { quantity: 1.5 })), 'lines.0.quantity'],
    ['a type', request(line(0, { type: 'gift' })), 'lines.0.type'],
    ['a VAT rate', request(line(0, { vatRate: '21' })), 'lines.0.vatRate'],
    ['a long sku', request(line(0, { sku: 'x'.repeat(65) })), 'lines.0.sku'],
    [
      'two currencies',
      request(line(0, { unitPrice: { value: '24.95', currency: 'USD' } })),
      'lines.0.unitPrice.currency',
    ],
    ['a day gone by', request({ expiresAt: '2026-03-01' }), 'expiresAt'],
    ['a day too far', request({ expiresAt: '2026-06-11' }), 'expiresAt'],
    [
      'an address without a city',
      request({ billingAddress: { ...request().billingAddress, city: '' } }),
      'billingAddress.city',
    ],
    [
      'an email',
      request({ shippingAddress: { ...request().billingAddress, email: 'fenna' } }),
      'shippingAddress.email',
    ],
  ])('%s', async (_, body, field) => {
    const { call, system } = testMollie();
    const reply = await call('POST', '/v2/orders', { body });
    expect(reply).toMatchObject({
      status: 422,
      body: { status: 422, title: 'Unprocessable Entity', field },
    });
    expect((await system.orders()[Symbol.asyncIterator]().next()).done).toBe(true);
  });

  test.each([
    ['no lines', { lines: [] }, 'No order lines present in order', 'lines'],
    [
      'a total that is not that of the lines',
      { amount: euros('84.84') },
      'The amount of the order does not match the total amount from the order lines. ' +
        'Expected order amount to be €84.85 but got €84.84',
      'amount',
    ],
    [
      'a VAT amount that is off',
      line(0, { vatAmount: euros('8.67') }),
      'Order line 0 is invalid. VAT amount is off. ' +
        'Expected VAT amount to be €8.66 (€49.90 × (21.00% / 121.00%)), got €8.67',
      'lines.0.vatAmount',
    ],
    [
      'a line total that is off',
      line(1, { totalAmount: euros('37.50') }),
      'Order line 1 is invalid. Total amount is off. ' +
        'Expected total amount to be €30.00, got €37.50',
      'lines.1.totalAmount',
    ],
    [
      'an unknown property',
      { items: [] },
      'Non-existent body parameter "items" for this API call.',
      'items',
    ],
  ])('%s, in the words of the API', async (_, extra, detail, field) => {
    const { call } = testMollie();
    expect(await call('POST', '/v2/orders', { body: request(extra) })).toMatchObject(
      problem(422, 'Unprocessable Entity', detail, { field }),
    );
  });

  test.each(['', '{', '[]', 'null', '"text"'])('the body %j', async (raw) => {
    const { call } = testMollie();
    const reply = await call('POST', '/v2/orders', { raw });
    expect(reply.status).toBe(raw === '' ? 422 : 400);
  });

  test.each([
    ['/v2/orders?include=x', 'include'],
    ['/v2/orders?embed=lines', 'embed'],
  ])('the query of %s', async (path, field) => {
    const { call } = testMollie();
    const reply = await call('POST', path, { body: request() });
    expect(reply).toMatchObject({ status: 422, body: { field } });
  });

  test('a recurring payment needs nobody to come back', async () => {
    const { create } = testMollie();
    const body = request({ redirectUrl: undefined, payment: { sequenceType: 'recurring' } });
    expect(await create(body)).toMatchObject({ redirectUrl: null });
  });
});

test('embed gives payments, refunds and shipments, and no others', async () => {
  const { add, call, get } = testMollie();
  const { id } = await add('shipping');
  await call('POST', `/v2/orders/${id}/refunds`, { body: { lines: [] } });
  const order = await get(id, '?embed=payments,refunds,shipments');
  expect(order._embedded).toMatchObject({
    payments: [{ status: 'authorized', method: 'klarnapaylater' }],
    refunds: [{ resource: 'refund', amount: euros('24.95') }],
    shipments: [
      {
        resource: 'shipment',
        lines: [{ quantity: 1, totalAmount: euros('24.95'), vatAmount: euros('4.33') }],
      },
    ],
  });
  expect(Object.keys((await get(id, '?embed=refunds'))._embedded ?? {})).toStrictEqual(['refunds']);
  expect(await get(id, '?embed=lines')).toMatchObject({ status: 422, field: 'embed' });
});
