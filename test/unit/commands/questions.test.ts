import { expect, test } from '@jest/globals';
import { paidOrder, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, scriptedFetch } from '../../helpers/scripted-fetch.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-1-2-3-446566691', TERM: 'xterm' };
const id = 'ORD00001111222233334444555566';
const payment = {
  ...{ id: 'PAY01J67CQQH5904WDBVZEM4JMEP3', amount: '50.00', paid_amount: '50.00' },
  ...{ status: 'processed', status_detail: 'accredited' },
  payment_method: { type: 'credit_card', id: 'master', installments: 1 },
};
const partly = wireOrder({
  ...{ status: 'processed', status_detail: 'partially_refunded' },
  transactions: {
    payments: [{ ...payment, refunded_amount: '30.00' }],
    refunds: [{ id: 'REF1', transaction_id: payment.id, amount: '30.00', status: 'processed' }],
  },
});

/** What is asked, and what was sent, where the answer is no. */
async function asked(order: object, argv: string[]) {
  const { fetch, asked: sent } = scriptedFetch(answer(200, order));
  const terminal = { columns: 200, rows: 40 };
  const machine = { env, fetch, terminal, errorsToo: true, typed: 'n\n' };
  const { code, stderr } = await run([...argv, '-q'], machine);
  const question = /(?:Refund|Cancel) \S.*\?(?= \[y\/N\])/.exec(stderr)?.[0];
  return { code, question, sent: sent.map(({ method }) => method).join(' ') };
}

const whose = 'of the account of MP_ACCESS_TOKEN (live or test)?';

test.each([
  [
    'refund all',
    paidOrder,
    ['refund', id],
    `Refund 50.00 ARS of order ${id} (ext_ref_1234, account_money, refunded so far 0) ${whose}`,
  ],
  [
    'refund a part',
    paidOrder,
    ['refund', id, '--amount', '20.00'],
    `Refund 20.00 of 50.00 ARS of order ${id} (ext_ref_1234, account_money, refunded so far 0) ${whose}`,
  ],
  [
    'refund the rest',
    partly,
    ['refund', id],
    `Refund 20.00 of 50.00 ARS of order ${id} (ext_ref_1234, credit_card, master, 1 installment, refunded so far 30.00) ${whose}`,
  ],
  [
    'cancel',
    wireOrder(),
    ['cancel', id],
    `Cancel order ${id} (ext_ref_1234, 50.00 ARS, created, nothing paid) ${whose}`,
  ],
  [
    'cancel several',
    wireOrder(),
    ['cancel', id, `${id.slice(0, -1)}7`],
    `Cancel 2 orders ${whose}`,
  ],
])(
  '%s: the question says what is about to happen, and no sends nothing',
  async (_what, order, argv, question) => {
    const { code, question: told, sent } = await asked(order, argv);
    expect([code, told, sent.includes('POST')]).toEqual([2, question, false]);
  },
);
