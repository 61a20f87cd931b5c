import { describe, expect, test } from '@jest/globals';
import type { ExplainedBy } from '../../../src/errors.ts';
import { orderAsAsked, orderId, wireOrder } from '../../helpers/orders.ts';
import { run, type Result } from '../../helpers/run.ts';
import { answer, breaks } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

/**
 * What is told of a change whose first attempt was lost, and whose next one was refused for a reason
 * that the first may have caused: each change, each such refusal, each way to send it, and what the
 * order shows then. What is expected follows from rules, below.
 */

const env = {
  MP_ACCESS_TOKEN: 'APP_USR-test-token',
  VTEX_APP_KEY: 'vtexappkey-acme-ABCDEF',
  VTEX_APP_TOKEN: 'app-token-of-a-test',
  MOLLIE_API_KEY: 'live_abcdefghijklmnopqrstuvwxyz12',
};
const vtexId = '1172452900788-01';
const mollieId = 'ord_8wmqcHMN4U';
const payment = 'PAY01J67CQQH5904WDBVZEM4JMEP3';

interface Refusal {
  status: number;
  /** The code, or Mollie's words. */
  says: string;
  by: ExplainedBy;
  /** The exit code where it stands. */
  exit: number;
}

interface Change {
  name: string;
  argv: readonly string[];
  /** The many-orders form of it, and what stdin holds. */
  batch?: { argv: readonly string[]; stdin: string };
  isMollie?: boolean;
  /** Whether a lost attempt is followed by another one in the same run. */
  isRepeated: boolean;
  /** Whether `order resume` sends it again. */
  isResent: boolean;
  /** What the order is before, and after it was done. */
  open: object;
  done: object;
  outcome: string;
  /** In `order resume` nobody can tell it from another one. */
  isAmbiguousLater?: boolean;
  refusals: readonly Refusal[];
}

/** The same code comes with 400, 409 and 422, as the pages of refunds have it. */
const ofOrder = /^cannot_(cancel|refund)_order$|_not_refundable$/;
const mp = (status: number, says: string, by: ExplainedBy): Refusal => ({
  ...{ status, says, by, exit: status === 409 || ofOrder.test(says) ? 6 : 3 },
});

const keyUsed = mp(409, 'idempotency_key_already_used', 'key_used');
const ofState = (...codes: string[]) => codes.map((code) => mp(409, code, 'state'));
const underWay = [
  mp(409, 'refund_in_progress', 'under_way'),
  mp(409, 'movement_operations_pending', 'under_way'),
];

const refund = (amount: string, id = 'REF1') => ({
  ...{ id, transaction_id: payment, amount, status: 'processed' },
});
const paid = (fields: object = {}, refunds: object[] = []) =>
  wireOrder({
    ...{ status: 'processed', status_detail: 'accredited', ...fields },
    transactions: {
      payments: [{ id: payment, amount: '50.00', paid_amount: '50.00', status: 'processed' }],
      ...(refunds.length > 0 && { refunds }),
    },
  });

const refundRefusals: readonly Refusal[] = [
  keyUsed,
  mp(409, 'order_already_refunded', 'already_done'),
  mp(400, 'refund_amount_exceeds', 'state'),
  mp(400, 'cannot_refund_order', 'state'),
  mp(422, 'max_refunds_exceeded', 'state'),
  mp(422, 'amount_not_refundable', 'state'),
  mp(422, 'payment_not_refundable', 'state'),
  mp(428, 'insufficient_money_for_refund', 'state'),
  ...ofState(
    'cannot_refund_order',
    'action_not_allowed_for_current_state',
    'invalid_order_status',
    'refund_period_exceeded',
  ),
  ...underWay,
];

const mollieOrder = (fields: object = {}) => ({
  ...{ resource: 'order', id: mollieId, status: 'authorized', mode: 'live', orderNumber: 'r-1' },
  amount: { value: '50.00', currency: 'EUR' },
  lines: [line()],
  ...fields,
});
const line = (fields: object = {}) => ({
  ...{ id: 'odl_1', status: 'authorized', quantity: 2, quantityCanceled: 0, ...fields },
});

const changes: readonly Change[] = [
  {
    name: 'a create',
    argv: ['create', '--amount', '50', '--pos', 'EXTERNALPOS019285', '--reference', 'r-1'],
    batch: {
      argv: ['create', '--from', '-'],
      stdin: '{"amount":"50","pos":"EXTERNALPOS019285","reference":"r-1"}\n',
    },
    ...{ isRepeated: true, isResent: true, outcome: 'created', open: {}, done: {} },
    refusals: [keyUsed, ...ofState('already_queued_order_on_terminal'), underWay[1]!],
  },
  {
    name: 'a cancel',
    argv: ['cancel', orderId],
    batch: { argv: ['cancel', '-'], stdin: `${orderId}\n` },
    ...{ isRepeated: true, isResent: true, outcome: 'canceled' },
    open: wireOrder(),
    done: wireOrder({ status: 'canceled', status_detail: 'canceled' }),
    refusals: [
      keyUsed,
      mp(409, 'order_already_canceled', 'already_done'),
      mp(409, 'order_already_cancelled', 'already_done'),
      ...ofState(
        'cannot_cancel_order',
        'invalid_order_status',
        'action_not_allowed_for_current_state',
      ),
      mp(400, 'cannot_cancel_order', 'state'),
      mp(400, 'idempotency_validation_failed', 'key_used'),
      underWay[1]!,
    ],
  },
  {
    name: 'a refund',
    argv: ['refund', orderId],
    batch: { argv: ['refund', '-'], stdin: `${orderId}\n` },
    ...{ isRepeated: true, isResent: true, outcome: 'refunded' },
    open: paid(),
    done: paid({ status: 'refunded', status_detail: 'refunded' }, [refund('50.00')]),
    refusals: refundRefusals,
  },
  {
    name: 'a part refund',
    argv: ['refund', orderId, '--amount', '10'],
    ...{ isRepeated: true, isResent: true, outcome: 'refunded' },
    open: paid({}, [refund('10.00', 'REF0')]),
    done: paid({ status_detail: 'partially_refunded' }, [refund('10.00', 'REF0'), refund('10.00')]),
    refusals: refundRefusals,
  },
  {
    name: 'a cancel at Mollie',
    argv: ['cancel', mollieId],
    batch: { argv: ['cancel', '-'], stdin: `${mollieId}\n` },
    ...{ isMollie: true, isRepeated: true, isResent: false, outcome: 'canceled' },
    open: mollieOrder(),
    done: mollieOrder({ status: 'canceled' }),
    refusals: [
      ...['canceled', 'cancelled'].map((state): Refusal => ({
        ...{ status: 400, says: `The order cannot be canceled from state: ${state}` },
        ...{ by: 'already_done', exit: 6 },
      })),
      ...['completed', 'paid'].map((state): Refusal => ({
        ...{ status: 400, says: `The order cannot be canceled from state: ${state}` },
        ...{ by: 'state', exit: 6 },
      })),
      { status: 409, says: 'A request is in flight', by: 'under_way', exit: 6 },
      { status: 422, says: 'The amount is too high', by: 'state', exit: 3 },
    ],
  },
  {
    name: 'a cancel of lines at Mollie',
    argv: ['cancel', mollieId, '--line', 'odl_1'],
    ...{ isMollie: true, isRepeated: false, isResent: false, outcome: 'canceled' },
    open: mollieOrder(),
    done: mollieOrder({ lines: [line({ status: 'canceled', quantityCanceled: 2 })] }),
    refusals: [
      {
        status: 400,
        says: 'The line cannot be canceled from state: canceled',
        by: 'already_done',
        exit: 6,
      },
      { status: 422, says: 'The quantity must be at most 0.', by: 'state', exit: 3 },
    ],
  },
  {
    name: 'a refund at Mollie',
    argv: ['refund', mollieId],
    batch: { argv: ['refund', '-'], stdin: `${mollieId}\n` },
    ...{ isMollie: true, isRepeated: true, isResent: true, outcome: 'refunded' },
    open: mollieOrder({ status: 'paid' }),
    done: mollieOrder({
      status: 'paid',
      amountRefunded: { value: '50.00', currency: 'EUR' },
      _embedded: {
        payments: [{ id: 'tr_1', status: 'paid', amount: { value: '50.00', currency: 'EUR' } }],
        refunds: [
          {
            ...{ id: 're_1', paymentId: 'tr_1', status: 'refunded' },
            amount: { value: '50.00', currency: 'EUR' },
          },
        ],
      },
    }),
    refusals: [
      { status: 409, says: 'A request with this key is in flight', by: 'under_way', exit: 6 },
      { status: 422, says: 'The order has no lines that can be refunded', by: 'state', exit: 3 },
      { status: 400, says: 'The amount is higher than what is left', by: 'state', exit: 3 },
    ],
  },
];

const vtexOrder = (status: string) => ({ orderId: vtexId, status, value: 5000, items: [] });

const ofVtex: Change = {
  name: 'a cancel at VTEX',
  argv: ['cancel', vtexId],
  batch: { argv: ['cancel', '-'], stdin: `${vtexId}\n` },
  ...{ isRepeated: false, isResent: false, outcome: 'canceled' },
  open: vtexOrder('payment-approved'),
  done: vtexOrder('canceled'),
  refusals: [{ status: 409, says: 'Order is already canceled', by: 'state', exit: 6 }],
};

const modes = ['single', 'resume', 'batch'] as const;
const shown = ['done', 'not done', 'nothing'] as const;
type Mode = (typeof modes)[number];
type Shown = (typeof shown)[number];

/** The refusal's body, in the words of its order system. */
const refused = ({ status, says }: Refusal, isMollie = false) =>
  answer(
    status,
    isMollie
      ? { status, title: 'Refused', detail: says }
      : { errors: [{ code: says, message: `No: ${says}`, details: [] }] },
  );

/** An order system that loses the first change, refuses the next ones, and shows its order. */
function orderSystem(change: Change, refusal: Refusal, shows: Shown) {
  const sent: string[] = [];
  let body = '';
  const order = () =>
    change.outcome === 'created'
      ? orderAsAsked(body, { created_date: '2026-11-21T19:30:00.000Z' })
      : shows === 'done'
        ? change.done
        : change.open;
  const isLost = { reads: false };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (request.method !== 'GET') {
      sent.push(request.method);
      body ||= await request.clone().text();
      return (sent.length === 1 ? breaks('ECONNRESET') : refused(refusal, change.isMollie))(
        request,
      );
    }
    if (sent.length === 0) return answer(200, change.open)(request);
    if (isLost.reads) return breaks('ECONNRESET')(request);
    if (shows === 'nothing')
      return answer(403, { status: 403, title: 'No', message: 'No' })(request);
    if (!new URL(request.url).searchParams.has('external_reference')) {
      return answer(200, order())(request);
    }
    const data = shows === 'done' ? [order()] : [];
    return answer(200, { data, paging: { total: data.length, total_pages: 1 } })(request);
  };
  return { fetch, sent, isLost };
}

const flags = ['--json', '-q', '--yes'];
const withoutYes = (argv: readonly string[]) =>
  argv[0] === 'create' ? flags.filter((flag) => flag !== '--yes') : flags;

interface Told {
  code: number;
  /** What stdout says that it came to; undefined where it is empty, `order` where that alone is told. */
  outcome: string | undefined;
  /** What the journal holds in the end: null while it is open. */
  journal: string | null;
}

async function play(change: Change, refusal: Refusal, mode: Mode, shows: Shown) {
  const home = tempHome();
  const system = orderSystem(change, refusal, shows);
  const { fetch, isLost } = system;
  let result: Result;
  if (mode === 'resume') {
    isLost.reads = true;
    const argv = [...change.argv, ...withoutYes(change.argv), '--retries', '0'];
    expect((await run(argv, { home, env, fetch })).code).toBe(8);
    isLost.reads = false;
    const later = { home, env, fetch, now: '2026-11-21T19:40:00.000Z' };
    result = await run(['order', 'resume', '--json'], later);
  } else {
    const { argv, stdin } = mode === 'batch' ? change.batch! : { ...change, stdin: undefined };
    result = await run([...argv, ...withoutYes(argv)], { home, env, fetch, stdin });
  }
  const history = await run(['history', '--json'], { home });
  const outcomes = history.stdout
    .trim()
    .split('\n')
    .map((text) => (JSON.parse(text) as { outcome: string | null }).outcome);
  return { result, outcomes, sent: system.sent };
}

/** What has to be told, by rule. */
function expected(change: Change, { by, exit }: Refusal, mode: Mode, shows: Shown): Told {
  const isCreate = change.outcome === 'created';
  const isLater = mode === 'resume';
  const isRefused = isLater ? change.isResent : change.isRepeated;
  const done: Told = { code: 0, outcome: change.outcome, journal: change.outcome };
  if (shows === 'done') return isCreate && mode === 'single' ? { ...done, outcome: 'order' } : done;
  const stands = { single: exit, resume: 0, batch: 11 }[mode];
  const open = { single: 8, resume: 8, batch: 11 }[mode];
  const isTold = mode === 'batch' || isLater || change.argv[0] === 'cancel';
  const refusal: Told = {
    code: stands,
    outcome: isTold ? 'refused' : undefined,
    journal: 'refused',
  };
  const isSaid = isTold && !(isLater && shows === 'nothing');
  const unknown: Told = { code: open, outcome: isSaid ? 'unknown' : undefined, journal: null };
  if (shows === 'nothing' || isCreate) return unknown;
  // Nothing was refused: ten minutes later, what is not to be seen was not done.
  if (!isRefused) return isLater ? { code: 0, outcome: 'not_done', journal: 'not_done' } : unknown;
  if (by === 'state' || (by === 'key_used' && isLater)) return refusal;
  return unknown;
}

const advice = /fresh|another request of the last 24 hours|new key/;

describe.each([...changes, ofVtex])('$name that was lost, and then refused', (change) => {
  describe.each(change.refusals)('with $status $says', (refusal) => {
    const cases = modes
      .filter((mode) => mode !== 'batch' || change.batch !== undefined)
      .flatMap((mode) => shown.map((shows) => [mode, shows] as const));

    test.each(cases)('%s: the order shows it %s', async (mode, shows) => {
      const { result, outcomes, sent } = await play(change, refusal, mode, shows);
      const told = expected(change, refusal, mode, shows);
      const { code, stdout, stderr } = result;
      const document = JSON.parse(stdout.trim() || '{}') as { id?: string; outcome?: string };
      const outcome = document.outcome ?? (document.id === undefined ? undefined : 'order');
      expect({ code, outcome, journal: outcomes }).toEqual({ ...told, journal: [told.journal] });
      const isOpen = told.journal === null;
      // No new key is proposed while the outcome is open, and what was refused is told.
      if (isOpen) expect(stdout + stderr).not.toMatch(advice);
      const isRefused = sent.length > 1;
      if (isOpen && isRefused) expect(stdout + stderr).toContain(refusal.says);
      expect(sent.length).toBeLessThanOrEqual(change.isRepeated || change.isResent ? 2 : 1);
    });
  });
});
