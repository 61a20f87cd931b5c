export const orderId = 'ORD00001111222233334444555566';

/** An order as the API answers it, open and dynamic unless told otherwise. */
export function wireOrder(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: orderId,
    user_id: '5238400195',
    type: 'qr',
    external_reference: 'ext_ref_1234',
    expiration_time: 'PT15M',
    processing_mode: 'automatic',
    total_amount: '50.00',
    country_code: 'AR',
    status: 'created',
    status_detail: 'created',
    currency: 'ARS',
    created_date: '2026-11-21T19:30:00.000Z',
    last_updated_date: '2026-11-21T19:30:00.000Z',
    config: { qr: { external_pos_id: 'EXTERNALPOS019285', mode: 'dynamic' } },
    transactions: {
      payments: [
        {
          id: 'PAY01J67CQQH5904WDBVZEM4JMEP3',
          amount: '50.00',
          status: 'created',
          status_detail: 'ready_to_process',
        },
      ],
    },
    ...fields,
  };
}

export const paidOrder = wireOrder({
  status: 'processed',
  status_detail: 'accredited',
  last_updated_date: '2026-11-21T19:31:00.000Z',
  transactions: {
    payments: [
      {
        id: 'PAY01J67CQQH5904WDBVZEM4JMEP3',
        amount: '50.00',
        paid_amount: '50.00',
        status: 'processed',
        status_detail: 'accredited',
        payment_method: { type: 'account_money', id: 'account_money', installments: 1 },
      },
    ],
  },
});

/** What a create asks for, as an answer to it tells it: `wireOrder` with the body's own values. */
export function orderAsAsked(
  body: string,
  fields: Record<string, unknown> = {},
): Record<string, unknown> {
  const asked = JSON.parse(body) as Record<string, unknown> & {
    transactions?: { payments?: object[] };
  };
  const { type, total_amount, external_reference, transactions } = asked;
  const payments = transactions?.payments?.map((payment, i) => ({
    id: `PAY01J67CQQH5904WDBVZEM4JMEP${i + 3}`,
    ...{ status: 'created', status_detail: 'ready_to_process', ...payment },
  }));
  return wireOrder({
    ...Object.fromEntries(
      Object.entries({ type, total_amount, external_reference }).filter(
        ([, value]) => value !== undefined,
      ),
    ),
    ...(payments !== undefined && { transactions: { payments } }),
    ...fields,
  });
}
