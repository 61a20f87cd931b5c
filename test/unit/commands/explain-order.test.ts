import { describe, expect, test } from '@jest/globals';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';
import { answer, scriptedFetch } from '../../helpers/scripted-fetch.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-1' };

interface Story {
  id: string;
  status: string;
  facts: Record<string, unknown>;
  refund?: string;
  explanations: { kind: string; name: string; mover: string; next: string[]; hint: string }[];
}

/** What is told of an order of Mercado Pago, in text and for programs. */
async function explained(order: object, lang = 'en'): Promise<{ text: string; story: Story }> {
  const { fetch } = scriptedFetch(answer(200, order));
  const argv = ['explain', orderId, '--lang', lang, '-q'];
  const { stdout: text } = await run(argv, { env, fetch });
  const { stdout: json } = await run([...argv, '--json'], { env, fetch });
  return { text, story: JSON.parse(json) as Story };
}

const names = ({ explanations }: Story) => explanations.map(({ kind, name }) => `${kind} ${name}`);
const nexts = ({ explanations }: Story) => explanations.flatMap(({ next }) => next);

describe('a status that is not known is said first (order-apis F3)', () => {
  test.each([
    ['en', 'Status', 'not known here'],
    ['es', 'Estado', 'no se conoce aquí'],
    ['pt', 'Status', 'não se conhece aqui'],
  ])('in %s, and its detail is not explained', async (lang, label, words) => {
    const order = { id: orderId, status: 'algo_nuevo', status_detail: 'created' };
    const { text, story } = await explained(order, lang);
    expect(text).toBe(`${orderId}\n\n${label}  algo_nuevo (created) — ${words}\n`);
    expect([story.facts.known, story.explanations]).toEqual([false, []]);
  });

  test('says that the status tells nothing, and where the answer stands', async () => {
    const { fetch } = scriptedFetch(answer(200, wireOrder({ status: 'algo_nuevo' })));
    const { code, stderr } = await run(['explain', orderId], { env, fetch });
    expect([code, stderr]).toEqual([
      0,
      'This version does not know the status algo_nuevo: it says neither that the order is paid nor that it is not. All of the answer:\n' +
        `  mp-orders get ${orderId} --all\n`,
    ]);
  });

  test('get and watch say so too', async () => {
    const { fetch } = scriptedFetch(answer(200, wireOrder({ status: 'algo_nuevo' })));
    const terminal = { columns: 80 };
    const { stdout } = await run(['get', orderId], { env, fetch, terminal });
    expect(stdout).toMatch(/^Status +algo_nuevo — not known here$/m);
  });

  test.each<[status: string, detail: string, names: string[]]>([
    ['charged_back', 'in_process', ['order_status charged_back', 'order_status_detail in_process']],
    ['charged_back', 'settled', ['order_status charged_back', 'order_status_detail settled']],
    ['charged_back', 'reimbursed', ['order_status charged_back', 'order_status_detail reimbursed']],
    ['processing', 'in_process', ['order_status processing', 'order_status_detail in_process']],
    ['canceled', 'in_process', ['order_status canceled']],
    [
      'action_required',
      'waiting_capture',
      ['order_status action_required', 'order_status_detail waiting_capture'],
    ],
    [
      'action_required',
      'waiting_retry',
      ['order_status action_required', 'order_status_detail waiting_retry'],
    ],
    [
      'action_required',
      'pending_challenge',
      ['order_status action_required', 'order_status_detail pending_challenge'],
    ],
    ['processed', 'refunded', ['order_situation refunded_whole']],
  ])('%s/%s', async (status, status_detail, parts) => {
    const { story } = await explained({ id: orderId, status, status_detail });
    expect(names(story)).toEqual(parts);
  });

  test.each<[payment: object, phrase: string, names: string[]]>([
    [
      { status: 'refunded', status_detail: 'refunded' },
      'paid, then refunded',
      ['order_situation refunded_whole'],
    ],
    [
      { status: 'charged_back', status_detail: 'settled' },
      'paid, and disputed by the customer',
      ['order_status charged_back'],
    ],
    [{ status: 'processed', paid_amount: '0.00' }, 'by its amounts, nothing was paid', []],
  ])('processed, with the payment %j', async (payment, phrase, parts) => {
    const payments = [{ id: 'PAY1', amount: '50.00', paid_amount: '50.00', ...payment }];
    const order = { id: orderId, status: 'processed', total_amount: '50.00' };
    const { text, story } = await explained({ ...order, transactions: { payments } });
    expect(text).toContain(`processed — ${phrase}\n`);
    const ofStatus = names(story).filter((name) => !name.startsWith('payment_status'));
    expect(ofStatus).toEqual(parts);
    expect([story.facts.known, story.refund]).toEqual([true, undefined]);
  });

  test('a disputed order is no payment that is being decided', async () => {
    const { text } = await explained({
      id: orderId,
      status: 'charged_back',
      status_detail: 'in_process',
    });
    expect(text).toContain('The dispute is open');
    expect(text).not.toContain('is still checking it');
  });
});

test.each([
  ['in_process', ['shop', 'shop']],
  ['settled', ['nobody', 'nobody']],
  ['reimbursed', ['nobody', 'nobody']],
])(
  'whose move a dispute is that reads %s, and nothing of it is left to refund',
  async (detail, movers) => {
    const { text, story } = await explained({
      ...{ id: orderId, status: 'charged_back', status_detail: detail, total_amount: '50.00' },
      transactions: { payments: [{ id: 'PAY1', paid_amount: '50.00', refunded_amount: '20.00' }] },
    });
    expect([story.explanations.map(({ mover }) => mover), story.facts.left_to_refund]).toEqual([
      movers,
      null,
    ]);
    expect(text).not.toContain('Left to refund');
  },
);

describe('the money (support-desk A1)', () => {
  const paid = (refunds: object[], payment: object = {}, more: object = {}) =>
    wireOrder({
      status: 'processed',
      status_detail: 'accredited',
      transactions: {
        payments: [{ id: 'PAY1', paid_amount: '100.00', status: 'processed', ...payment }],
        refunds,
      },
      ...more,
    });

  test('a healthy paid order: get is next, and a refund is behind its if', async () => {
    const { text, story } = await explained(paid([]));
    expect([nexts(story).some((line) => line.includes('refund')), story.refund]).toEqual([
      false,
      `mp-orders refund ${orderId}`,
    ]);
    expect(text).toMatch(/^To give money back {2}mp-orders refund ORD/m);
  });

  test('a part went back: what is left', async () => {
    const order = paid([{ amount: '30.00', status: 'processed' }]);
    const { text, story } = await explained(order);
    expect(names(story)).toContain('order_situation refunded_in_part');
    expect(text).toMatch(/^Refunded +30\.00 ARS\nLeft to refund +70\.00 ARS$/m);
    expect(story.facts).toMatchObject({ refunded: '30.00', left_to_refund: '70.00' });
  });

  test('a part went back: that is said once', async () => {
    const machine = new SandboxMachine();
    const flags = ['--amount', '50', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'];
    const id = (await machine.run(['create', ...flags, '--field', 'id', '-q'])).stdout.trim();
    await machine.run(['sandbox', 'pay', id, '-q'], { plain: true });
    await machine.run(['refund', id, '--amount', '20', '-q']);
    const { stdout } = await machine.run(['explain', id, '--json', '-q']);
    expect(names(JSON.parse(stdout) as Story)).toEqual([
      'order_status processed',
      'order_situation refunded_in_part',
    ]);
  });

  test('all of it is on its way: no refund is proposed, and whose move it is', async () => {
    const { text, story } = await explained(paid([{ amount: '100.00', status: 'processing' }]));
    expect(names(story)).toEqual([
      'order_situation refund_pending',
      'order_status_detail accredited',
    ]);
    expect([story.explanations[0]?.mover, text.includes('mp-orders refund')]).toEqual([
      'mercado_pago',
      false,
    ]);
  });

  test('a part is on its way: none is proposed beside it', async () => {
    const { text, story } = await explained(paid([{ amount: '30.00', status: 'processing' }]));
    expect(names(story)).toContain('order_situation refund_pending_in_part');
    expect([story.facts.refund_pending, text.includes('mp-orders refund')]).toEqual([
      '30.00',
      false,
    ]);
  });

  const both = 'Refunded +30\\.00 ARS\nOn its way back +20\\.00 ARS\nLeft to refund +50\\.00 ARS';
  const back30 = { refunded: '30.00', refund_pending: '20.00', left_to_refund: '50.00' };
  const way100 = { refunded: null, refund_pending: '100.00', left_to_refund: null };
  test.each<[string, string, object, string, object]>([
    ['all on its way', '100.00 processing', {}, 'On its way back +100\\.00 ARS', way100],
    ['a part back, a part on its way', '30.00 processed,20.00 processing', {}, both, back30],
    [
      'of a payment that counts both, beside a refund that failed',
      '30.00 processed,20.00 processing,9.00 failed',
      { refunded_amount: '50.00' },
      both,
      back30,
    ],
    [
      'of a payment that counts what is back only',
      '30.00 processed,20.00 pending',
      { refunded_amount: '30.00' },
      both,
      back30,
    ],
  ])('money is told once: %s', async (_is, list, payment, lines, facts) => {
    const refunds = list.split(',').map((one) => {
      const [amount, status] = one.split(' ');
      return { amount, status };
    });
    const { text, story } = await explained(paid(refunds, payment));
    expect(text).toMatch(new RegExp(`^Paid +100\\.00 ARS\n${lines}$`, 'm'));
    expect(story.facts).toMatchObject(facts);
  });

  test('a refund that failed is told', async () => {
    const { story } = await explained(paid([{ amount: '100.00', status: 'failed' }]));
    expect(names(story)).toContain('error_code refund_failed');
    expect(story.facts.left_to_refund).toBe('100.00');
  });

  test('of Mollie, refunded whole and pending', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mollie', '--status', 'paid');
    await machine.run(['refund', id, '--yes', '-q']);
    const { stdout } = await machine.run(['explain', id, '-q']);
    const { stdout: shown } = await machine.run(['get', id, '-q'], { terminal: { columns: 100 } });
    expect([
      stdout.includes('nothing is left to refund'),
      stdout.includes('mp-orders refund'),
      /^Whose move +Mollie$/m.test(stdout),
      /^Refunded +[\d.]+ EUR \(pending\)$/m.test(shown),
    ]).toEqual([true, false, true, true]);
  });
});

describe('a cancel that the seller denied (support-desk A2)', () => {
  test('is told with the seller’s words, and no other cancel is proposed', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', 'handling', '--denies', '--delay', '1s');
    await machine.run(['cancel', id, '--yes', '--reason', 'cliente desistiu', '-q']);
    machine.pass(2_000);
    const { stdout } = await machine.run(['explain', id, '-q']);
    const { stdout: json } = await machine.run(['explain', id, '-q', '--json']);
    const { stdout: shown } = await machine.run(['get', id, '-q'], { terminal: { columns: 100 } });
    const story = JSON.parse(json) as Story;
    expect(names(story)[0]).toBe('error_code vtex_cancel_denied');
    expect(nexts(story).filter((line) => line.includes('mp-orders cancel'))).toEqual([]);
    expect(stdout).toMatch(/^Cancel reason +cliente desistiu$/m);
    expect(stdout).toMatch(/^Seller’s answer +2026-11-21 .*: The parcel/m);
    expect(shown).toMatch(/^Cancel reason +cliente desistiu\nSeller’s answer +The parcel/m);
  });
});

describe('the code of an order that is over (support-desk A6)', () => {
  test.each([
    ['expired', 'static', 'en', 'it goes on working, with a new order'],
    ['canceled', 'static', 'es', 'sigue sirviendo, con una orden nueva'],
    ['expired', 'static', 'pt', 'continua valendo, com um pedido novo'],
    ['expired', 'dynamic', 'en', 'one of its own, which no longer works'],
    ['canceled', 'hybrid', 'es', 'el propio ya no sirve; el impreso de la caja sí'],
  ])('%s, %s, in %s', async (status, mode, lang, words) => {
    const config = { qr: { external_pos_id: 'P', mode } };
    const { text, story } = await explained(
      wireOrder({ status, status_detail: status, config }),
      lang,
    );
    expect(text).toContain(words);
    expect(story.facts.mode).toBe(mode);
    const when = {
      en: { expired: 'Expired at', canceled: 'Canceled at' },
      es: { expired: 'Venció el', canceled: 'Cancelada el' },
      pt: { expired: 'Expirou em', canceled: 'Cancelado em' },
    };
    const label = when[lang as 'en'][status as 'expired'];
    expect(text).toMatch(new RegExp(`^${label} +2026-11-21 `, 'm'));
  });
});

test('refused attempts of an open order are told, and why (support-desk A8)', async () => {
  const failed = { id: 'PAY1', status: 'failed', status_detail: 'insufficient_amount' };
  const { text, story } = await explained(wireOrder({ transactions: { payments: [failed] } }));
  expect(text).toMatch(/^Refused attempts +1: insufficient_amount \(/m);
  expect(names(story)).toContain('payment_status_detail insufficient_amount');
});

describe('what to do is printed (support-desk A8)', () => {
  test.each([
    ['http_423', 'en', 'What to do', 'Repeat it in a few seconds with the same idempotency key.'],
    [
      'http_423',
      'es',
      'Qué hacer',
      'Repítela en unos segundos con la misma clave de idempotencia.',
    ],
    [
      'http_423',
      'pt',
      'O que fazer',
      'Repita em alguns segundos com a mesma chave de idempotência.',
    ],
  ])('%s in %s', async (code, lang, label, words) => {
    const { stdout } = await run(['explain', code, '--lang', lang]);
    expect(stdout.split('\n')).toContainEqual(
      expect.stringMatching(new RegExp(`^${label} +${words}$`)),
    );
  });

  test('exit 8 names resume, whatever was sent', async () => {
    const { stdout } = await run(['explain', 'exit', '8', '--json']);
    const [only] = (JSON.parse(stdout) as Story).explanations;
    expect([only?.next[0], only?.hint]).toEqual([
      'mp-orders order resume',
      expect.stringMatching(/a create, a cancel or a refund/),
    ]);
  });
});
