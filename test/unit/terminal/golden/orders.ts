import { wireOrder } from '../../../helpers/orders.ts';
import { cancelAnswer, getAnswer } from '../../providers/mercadopago/page-answers.ts';

const testId = 'ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7';
const paymentId = 'PAY01J67CQQH5904WDBVZEM4JMEP3';
const qr_data =
  '00020101021243650016com.mercadolibre020130636261ba79b-e543-41c7-b71a-cec05c18e72b' +
  '50120008326594305204970053030325802AR5904Test6004CABA63041094';

const text = (fields: Record<string, unknown>): string => JSON.stringify(wireOrder(fields));

const mode = (name: string) => ({ qr: { external_pos_id: 'EXTERNALPOS019285', mode: name } });

const items = [
  {
    title: 'Café con leche y dos medialunas de manteca recién horneadas',
    unit_price: '12.50',
    quantity: 2,
    unit_measure: 'u',
    external_code: '7790001001234',
    external_categories: [{ id: 'food' }, { id: 'breakfast' }],
  },
  { title: 'Agua', unit_price: '25.00', quantity: 1 },
];

const paid = (fields: Record<string, unknown> = {}) => ({
  id: paymentId,
  amount: '50.00',
  paid_amount: '50.00',
  status: 'processed',
  status_detail: 'accredited',
  reference_id: '93610283741',
  payment_method: { type: 'credit_card', id: 'master', installments: 3 },
  ...fields,
});

const processed = {
  status: 'processed',
  status_detail: 'accredited',
  last_updated_date: '2026-11-21T19:31:10.000Z',
  total_paid_amount: '50.00',
  transactions: { payments: [paid()] },
};

const offers = [
  { type: 'account_money', new_total_amount: '47.28' },
  { type: 'debit_card', new_total_amount: '48.00' },
  { type: 'prepaid_card', new_total_amount: '49.50' },
];

const refund = (last: string, amount: string) => ({
  id: `REF01J67CQQH5904WDBVZEM123${last}`,
  transaction_id: paymentId,
  reference_id: '93610283741',
  amount,
  status: 'processed',
});

const escape = '\u001b[2J\u001b[1;1H';

/** JSON texts of answers, by the name of their golden file. The clock reads 2026-11-21 16:40. */
export const answers: Readonly<Record<string, string>> = {
  'created-dynamic': text({
    id: testId,
    config: mode('dynamic'),
    expiration_time: 'PT16M',
    description: 'Desayuno',
    items,
    type_response: { qr_data },
  }),
  'created-static': text({
    config: mode('static'),
    created_date: '2026-11-21T19:35:00.000Z',
    last_updated_date: '2026-11-21T19:35:00.000Z',
    expiration_time: 'PT10M',
    marketplace_fee: '11.20',
    integration_data: { application_id: '1234567890', integrator_id: 'dev_1234' },
    discounts: { payment_methods: offers },
  }),
  'created-hybrid': text({
    config: mode('hybrid'),
    created_date: '2026-11-21T19:36:00.000Z',
    last_updated_date: '2026-11-21T19:36:00.000Z',
    expiration_time: 'PT2H',
  }),
  overdue: text({ config: mode('dynamic'), expiration_time: 'PT5M' }),
  processed: text({ ...processed, id: testId, description: 'Desayuno', items: [items[1]] }),
  'processed-discount': text({
    ...processed,
    total_paid_amount: '47.28',
    discounts: { payment_methods: offers },
    transactions: {
      payments: [
        paid({
          paid_amount: '47.28',
          payment_method: { type: 'account_money', id: 'account_money', installments: 1 },
          discounts: { type: 'account_money' },
        }),
      ],
    },
  }),
  'partially-refunded': text({
    ...processed,
    status_detail: 'partially_refunded',
    last_updated_date: '2026-11-21T19:39:30.000Z',
    transactions: {
      payments: [paid({ refunded_amount: '20.50', status_detail: 'partially_refunded' })],
      refunds: [refund('4D', '12.50'), refund('5E', '8.00')],
    },
  }),
  'refunded-page': getAnswer,
  'canceled-page': cancelAnswer,
  expired: text({
    status: 'expired',
    status_detail: 'expired',
    created_date: '2026-11-20T12:00:00.000Z',
    last_updated_date: '2026-11-20T12:15:00.000Z',
    transactions: {
      payments: [{ id: paymentId, amount: '50.00', status: 'expired', status_detail: 'expired' }],
    },
  }),
  'unknown-status': text({
    status: 'under_review',
    status_detail: 'waiting_for_bank',
    last_updated_date: '2026-11-21T19:31:10.000Z',
    total_amount: 50,
    user_id: 12345678901234567890n.toString(),
    new_field: { nested: [{ deep: true }, []], amount: 1.1 },
  }).replace('"12345678901234567890"', '12345678901234567890'),
  hostile: text({
    status: `processed\n${escape}`,
    status_detail: '\u001b[8mhidden\u001b[0m',
    external_reference: `a\tb${escape}`,
    description: 'Total: 0.00\nStatus: processed\r\u202egnp.exe',
    total_amount: '1.00\u001b[1A',
    currency: '\u009bARS',
    user_id: '\u001b]0;title\u0007',
    created_date: 'whenever\u0007',
    last_updated_date: '\u001b]0;x\u0007',
    items: [{ title: `Milk\nTotal  0.00${escape}`, unit_price: '-1', quantity: 1e21 }],
    discounts: { payment_methods: [{ type: '\u001b[31mred', new_total_amount: '\u0000' }, 7] },
    transactions: {
      payments: [
        paid({ id: `PAY${escape}`, payment_method: { type: '\u001b[5m', id: 'm\nm' } }),
        7,
      ],
      refunds: 'none',
    },
    [`odd\n.[key]${escape}`]: `x\n${escape}`,
  }),
};
