import Big from 'big.js';
import type { Order, Refund } from './order.ts';

/** A part of a payment to give back; amounts are decimal strings. */
export interface RefundPart {
  /** The payment's id, or the cash-out's. */
  id: string;
  amount: string;
}

/** The outcome of a refund, in one set of words for all systems. */
export type RefundOutcome =
  /** The money went back: the refund is through, or the order says so. */
  | 'refunded'
  /** The request was taken in; the refund is not through yet, or has a status that is not known here. */
  | 'requested'
  /** The refund was begun and did not work: no money went back by it. */
  | 'failed'
  /** The refund was said no to, or was taken back: it returns no money. */
  | 'denied'
  /** The order shows nothing that tells. */
  | 'unknown';

/** What an order tells of a refund. */
export interface RefundFinding {
  outcome: RefundOutcome;
  /** The refunds that it was judged by; none where the order itself tells, or nothing does. */
  refunds: readonly Refund[];
}

/**
 * Statuses of a refund that are final: Mercado Pago's refund pages have `processed`, its SDKs and the
 * older refunds API `failed`, `rejected` and `cancelled`; Mollie's are `refunded`, `failed` and
 * `canceled`. Every other one, known (`processing`, `queued`, `pending`) or not, may still change.
 */
const finalStatuses: ReadonlyMap<string, RefundOutcome> = new Map([
  ['processed', 'refunded'],
  ['refunded', 'refunded'],
  ['failed', 'failed'],
  ['rejected', 'denied'],
  ['denied', 'denied'],
  ['canceled', 'denied'],
  ['cancelled', 'denied'],
]);

/** Statuses of a refund that is on its way for sure (the same pages, and the older refunds API). */
const pendingStatuses: readonly string[] = ['processing', 'pending', 'queued', 'in_process'];

/** Whether a refund says in a known word that it is on its way. */
export const isSurelyPending = ({ status }: Refund): boolean =>
  status !== undefined && pendingStatuses.includes(status.toLowerCase());

/** What the status of one refund says; undefined without one. */
export function refundStatusOutcome(status: string | undefined): RefundOutcome | undefined {
  return status === undefined
    ? undefined
    : (finalStatuses.get(status.toLowerCase()) ?? 'requested');
}

/** Whether a refund may be on its way: it does not say that it is through, or given up. */
export const isPendingRefund = ({ status }: Refund): boolean =>
  (refundStatusOutcome(status) ?? 'requested') === 'requested';

/** The refunds of an order that are on their way; none where the order says that all went back. */
export const pendingRefunds = (
  order: Pick<Order, 'status' | 'status_detail' | 'refunds'>,
): Refund[] => (isRefundedWhole(order) ? [] : (order.refunds ?? []).filter(isPendingRefund));

/**
 * Judges a refund that was answered, by that answer or a later look at the order.
 *
 * @param parts what was asked for; none for the whole
 * @param before the refunds that the order had before, where it was read then: those are not this one
 */
export function refundOutcome(
  order: Order,
  parts: readonly RefundPart[],
  before: readonly Refund[] = [],
): RefundFinding {
  const candidates = candidatesOf(order, parts, before);
  const outcome =
    parts.length === 0 ? wholeOutcome(order, candidates) : partsOutcome(candidates, parts);
  const isBack = outcome === 'refunded' || saysSo(order, parts, before);
  if (isBack) return { outcome: 'refunded', refunds: candidates };
  return { outcome, refunds: outcome === 'unknown' ? [] : candidates };
}

/** What an order tells of a refund that got no answer: `not_done` where it surely shows none. */
export type RefundAfterwards = RefundOutcome | 'not_done' | 'unknowable';

/**
 * Judges a refund of which no answer came, by the order as it stands now. With `before`, the refunds
 * that it had before, a new one is this one. Without it, nobody can tell a part from another of the
 * same amount; of the whole it is enough that all the money is going back.
 */
export function refundFinding(
  order: Order,
  parts: readonly RefundPart[],
  before?: readonly Refund[],
): RefundAfterwards {
  const { refunds = [] } = order;
  if (isRefundedWhole(order)) return 'refunded';
  if (refunds.length === 0) return hasPaidBack(order) ? 'unknowable' : 'not_done';
  if (before !== undefined) return outcomeOfNew(order, parts, before);
  if (parts.length > 0)
    return candidatesOf(order, parts, []).length === 0 ? 'not_done' : 'unknowable';
  const going = refunds.filter(({ status }) => !isGivenUp(status));
  if (going.length === 0) return refundStatusOutcome(refunds.at(-1)?.status) ?? 'unknowable';
  const isAll = covers(going, order);
  if (isAll === true) return going.every(isDone) ? 'refunded' : 'requested';
  return isAll === false ? 'not_done' : 'unknowable';
}

function outcomeOfNew(
  order: Order,
  parts: readonly RefundPart[],
  before: readonly Refund[],
): RefundAfterwards {
  const fresh = candidatesOf(order, [], before);
  if (fresh.length === 0) return 'not_done';
  const { outcome } = refundOutcome(order, parts, before);
  return outcome === 'unknown' ? 'unknowable' : outcome;
}

/** Online orders that were refunded whole may keep the status `processed` (Checkout Pro's page). */
export const isRefundedWhole = ({
  status,
  status_detail,
}: Pick<Order, 'status' | 'status_detail'>): boolean =>
  status === 'refunded' || (status === 'processed' && status_detail === 'refunded');

/** The order itself says that the money is back: all of it, or as much as these parts come to besides others. */
function saysSo(order: Order, parts: readonly RefundPart[], before: readonly Refund[]): boolean {
  if (isRefundedWhole(order)) return true;
  if (parts.length === 0 || order.status_detail !== 'partially_refunded') return false;
  const { refunds = [], payments } = order;
  const ofPayments = payments.flatMap(({ refunded_amount }) => refunded_amount ?? []);
  const others = [...refunds, ...before.filter((one) => !isKnown(refunds, one))].filter(isDone);
  const back = total(ofPayments);
  const due = total([...parts, ...others].map(({ amount }) => amount));
  return ofPayments.length > 0 && back !== undefined && due !== undefined && back.gte(due);
}

const isDone = ({ status }: Refund): boolean => refundStatusOutcome(status) === 'refunded';

const isGivenUp = (status: string | undefined): boolean => {
  const outcome = refundStatusOutcome(status);
  return outcome === 'failed' || outcome === 'denied';
};

/** The refunds that may be this one: new, and for a part of that payment and amount. */
function candidatesOf(
  order: Order,
  parts: readonly RefundPart[],
  before: readonly Refund[],
): Refund[] {
  const fresh = (order.refunds ?? []).filter((refund) => !isKnown(before, refund));
  if (parts.length === 0) return fresh;
  return fresh.filter((refund) => parts.some((part) => isOf(refund, part)));
}

/** An answer that leaves out the payment, or the amount, is about the one that was asked for. */
const isOf = ({ transaction_id, amount }: Refund, part: RefundPart): boolean =>
  (transaction_id === undefined || transaction_id === part.id) &&
  (amount === undefined || isSame(amount, part.amount));

/** Without an id it counts as a new one: nothing tells. */
const isKnown = (before: readonly Refund[], { id }: Refund): boolean =>
  id !== undefined && before.some((one) => one.id === id);

/**
 * Of the whole every refund counts, for each payment has one of its own. That all of them are
 * through is not enough while the order says that a part went back, or they come to less than was
 * paid: an earlier part is no refund of the rest.
 */
function wholeOutcome(order: Order, refunds: readonly Refund[]): RefundOutcome {
  if (refunds.some(isPendingRefund)) return 'requested';
  const last = refundStatusOutcome(refunds.at(-1)?.status);
  if (last !== 'refunded') return last ?? 'unknown';
  const isPart = order.status_detail === 'partially_refunded';
  const done = (order.refunds ?? []).filter(isDone);
  return isPart || covers(done, order) === false ? 'unknown' : 'refunded';
}

/** Each part has a refund; of several that fit, the last one is this one unless one is on its way. */
function partsOutcome(refunds: readonly Refund[], parts: readonly RefundPart[]): RefundOutcome {
  const outcomes = parts.map((part) => {
    const mine = refunds.filter((refund) => isOf(refund, part));
    if (mine.some(isPendingRefund)) return 'requested';
    return refundStatusOutcome(mine.at(-1)?.status) ?? 'unknown';
  });
  const worst = (['unknown', 'requested', 'failed', 'denied'] as const).find((outcome) =>
    outcomes.includes(outcome),
  );
  return worst ?? 'refunded';
}

/**
 * Whether refunds come to all that was paid; undefined where that cannot be told. Less than the
 * payments' amounts may be all of it: a discount that applied was never paid.
 */
function covers(refunds: readonly Refund[], { payments }: Order): boolean | undefined {
  const sum = total(refunds.map(({ amount }) => amount));
  if (sum === undefined || payments.length === 0) return undefined;
  const most = total(payments.map(({ paid_amount, amount }) => paid_amount ?? amount));
  if (most !== undefined && sum.gte(most)) return true;
  const paid = total(payments.map(({ paid_amount }) => paid_amount));
  return paid === undefined ? undefined : sum.gte(paid);
}

const hasPaidBack = ({ payments }: Order): boolean =>
  payments.some(({ refunded_amount: amount }) => amount !== undefined && !isSame(amount, '0'));

/** What a server writes may be anything: a sum is told only of what are amounts. */
const decimal = /^\d{1,18}(\.\d{1,6})?$/;

function total(amounts: readonly (string | undefined)[]): Big | undefined {
  let sum = new Big(0);
  for (const amount of amounts) {
    if (amount === undefined || !decimal.test(amount)) return undefined;
    sum = sum.plus(amount);
  }
  return sum;
}

const isSame = (a: string, b: string): boolean =>
  decimal.test(a) && decimal.test(b) ? new Big(a).eq(b) : a === b;
