import { describe, expect, test } from '@jest/globals';
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
  const { code, stderr, sent } = await atTerminal(order, argv);
  const question = /(?:Refund|Cancel) \S.*\?(?= \[y\/N\])/.exec(stderr)?.[0];
  return { code, question, sent };
}

async function atTerminal(order: object, argv: string[], columns = 300) {
  const { fetch, asked: sent } = scriptedFetch(answer(200, order));
  const terminal = { columns, rows: 40 };
  const machine = { env, fetch, terminal, errorsToo: true, typed: 'n\n' };
  const { code, stderr } = await run([...argv, '-q'], machine);
  return { code, stderr, sent: sent.map(({ method }) => method).join(' ') };
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

const allBack = wireOrder({
  ...{ status: 'refunded', status_detail: 'refunded' },
  transactions: {
    payments: [{ ...payment, refunded_amount: '50.00' }],
    refunds: [{ id: 'REF1', transaction_id: payment.id, amount: '50.00', status: 'processed' }],
  },
});

const underWay = wireOrder({
  ...{ status: 'processed', status_detail: 'accredited' },
  transactions: {
    payments: [payment],
    refunds: [{ id: 'REF1', transaction_id: payment.id, amount: '20.00', status: 'processing' }],
  },
});

test('a question breaks between words in a narrow window', async () => {
  const { stderr } = await atTerminal(partly, ['refund', id, '--amount', '5.00'], 60);
  const lines = stderr.slice(stderr.indexOf('Refund')).split('\n');
  expect(lines.slice(0, 4)).toEqual([
    'Refund 5.00 of 50.00 ARS of order',
    expect.stringMatching(/^ {2}\S.{20,57}$/),
    expect.stringMatching(/^ {2}\S.{20,57}$/),
    expect.stringMatching(/^ {2}\S.*\? \[y\/N\] /),
  ]);
});

describe('before a refund is asked about, what is left is said', () => {
  test('a part of what was refunded in part: how much is left beside it', async () => {
    const { question } = await asked(partly, ['refund', id, '--amount', '5.00']);
    expect(question).toContain('refunded so far 30.00, 20.00 left)');
  });

  test('more than is left: a warning above the question', async () => {
    const { stderr } = await atTerminal(partly, [
      'refund',
      id,
      '--amount',
      '25.00',
      '--lang',
      'es',
    ]);
    expect(stderr).toMatch(
      new RegExp(`De la orden ${id} solo quedan 20\\.00 ARS por reembolsar\\.\\n.*\\[`, 's'),
    );
  });

  test.each([[[]], [['--amount', '5.00']]])(
    'another refund that is on its way: no question, and nothing is sent: 6 %j',
    async (flags) => {
      const { code, stderr, sent } = await atTerminal(underWay, ['refund', id, ...flags]);
      expect([code, stderr.includes('[y/N]'), sent]).toEqual([6, false, 'GET']);
      expect(stderr).toContain(`A refund of ${id} is on its way (processing): nothing was sent.`);
    },
  );

  test.each([[[]], [['--amount', '5.00']]])(
    'nothing: no question, and nothing is sent: 6 %j',
    async (flags) => {
      const { code, stderr, sent } = await atTerminal(allBack, ['refund', id, ...flags]);
      expect([code, stderr.includes('[y/N]'), sent]).toEqual([6, false, 'GET']);
      expect(stderr).toContain(`Nothing is left to refund of order ${id}: nothing was sent.`);
    },
  );
});
