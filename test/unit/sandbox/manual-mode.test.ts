import { describe, expect, test } from '@jest/globals';
import { order, testSandbox } from './test-sandbox.ts';

const missing = `ORDTST${'0'.repeat(26)}`;
const someone = `PAY${'0'.repeat(26)}`;
const added = {
  payments: [{ amount: '50.00', payment_method: { id: 'visa', type: 'credit_card' } }],
};
const changed = { payment_method: { id: 'visa', type: 'credit_card', installments: 3 } };
const mode = 'processing_mode automatic';

/** Calls of the order's page; `$` stands for its payment. */
const calls = [
  ['POST', 'capture', undefined, 409, 'cannot_capture_order', 'does not wait for a capture'],
  ['POST', 'process', undefined, 400, 'invalid_order_mode_for_operation', mode],
  ['POST', 'transactions', added, 400, 'invalid_order_mode_for_operation', mode],
  ['PUT', 'transactions/$', changed, 400, 'invalid_order_mode_for_operation', mode],
  ['DELETE', 'transactions/$', undefined, 400, 'invalid_order_mode_for_operation', mode],
] as const;

/** A QR order, and how it is asked for one of them. */
async function asking(verb: string) {
  const { sandbox, call, create } = testSandbox();
  const { id, transactions } = await create(order());
  const path = `/v1/orders/${id}/${verb.replace('$', transactions.payments[0].id)}`;
  return { sandbox, call, id, path };
}

describe.each(calls)(
  '%s /v1/orders/{id}/%s of a QR order',
  (method, verb, body, status, code, detail) => {
    const said = (found: string, sentence: unknown) => ({
      errors: [{ code: found, message: expect.any(String), details: [sentence] }],
    });

    test.each(['created', 'processed', 'canceled'])('that is %s is refused', async (state) => {
      const { sandbox, call, id, path } = await asking(verb);
      await sandbox.move(id, state);
      const before = await sandbox.find(id);
      const reply = await call(method, path, { body });
      expect([reply.status, reply.body]).toStrictEqual([
        status,
        said(code, expect.stringContaining(detail)),
      ]);
      expect(await sandbox.find(id)).toStrictEqual(before);
    });

    test('that is not there, or somebody else’s, is not found', async () => {
      const { call, path } = await asking(verb);
      const foreign = await call(method, path, { body, profile: 'sandbox-br' });
      const gone = await call(method, `/v1/orders/${missing}/${verb.replace('$', someone)}`, {
        body,
      });
      for (const reply of [foreign, gone]) {
        expect([reply.status, reply.body]).toStrictEqual([
          404,
          said('order_not_found', expect.any(String)),
        ]);
      }
    });

    test('whose id is none', async () => {
      const { call } = testSandbox();
      const reply = await call(method, `/v1/orders/x/${verb.replace('$', someone)}`, { body });
      expect([reply.status, reply.body]).toStrictEqual([
        400,
        said('invalid_path_param', expect.any(String)),
      ]);
    });

    test('without a token', async () => {
      const { call, path } = await asking(verb);
      const reply = await call(method, path, { body, authorization: null });
      expect([reply.status, reply.body]).toStrictEqual([
        401,
        said('unauthorized', expect.any(String)),
      ]);
    });

    if (method === 'DELETE') return;

    test('without a key', async () => {
      const { call, path } = await asking(verb);
      const reply = await call(method, path, { body, key: null });
      expect([reply.status, reply.body]).toStrictEqual([
        400,
        said('empty_required_header', expect.any(String)),
      ]);
    });

    test('under the key of another request', async () => {
      const { call, create } = testSandbox();
      const { id, transactions } = await create(order(), { key: 'mine' });
      const path = `/v1/orders/${id}/${verb.replace('$', transactions.payments[0].id)}`;
      const reply = await call(method, path, { body, key: 'mine' });
      expect([reply.status, reply.body]).toStrictEqual([
        409,
        said('idempotency_key_already_used', expect.any(String)),
      ]);
    });

    if (body === undefined) return;

    test('with a body that is no JSON', async () => {
      const { call, path } = await asking(verb);
      const reply = await call(method, path, { raw: '{' });
      expect([reply.status, reply.body]).toStrictEqual([
        400,
        said('json_syntax_error', expect.any(String)),
      ]);
    });
  },
);

describe.each(['PUT', 'DELETE'])('%s of a transaction', (method) => {
  test.each([
    [someone, 404, 'transaction_not_found'],
    ['PAY1', 400, 'invalid_transaction_id'],
  ])('%s', async (transaction, status, code) => {
    const { call, id } = await asking('capture');
    const path = `/v1/orders/${id}/transactions/${transaction}`;
    const reply = await call(method, path, method === 'PUT' ? { body: changed } : {});
    expect([reply.status, reply.body]).toMatchObject([status, { errors: [{ code }] }]);
  });
});
