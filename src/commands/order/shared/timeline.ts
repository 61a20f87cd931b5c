import type { JournalRequest } from '../../../journal/journal.ts';
import { parseJsonObject } from '../../../json/text.ts';
import { sum } from '../../../terminal/amount.ts';
import { partsOfBody } from '../refund/parts.ts';
import { isBodyGone } from '../../../journal/identity.ts';
import type { JournalEntry } from '../../../journal/journal.ts';
import type { OwnRequest } from './own-requests.ts';
import { sameStatus } from '../../../orders/lifecycle.ts';
import { sameAmount } from '../../../orders/money.ts';
import { isOpen, type Order, type OrderDate } from '../../../orders/order.ts';
import { refundStatusOutcome } from '../../../orders/refund-outcome.ts';
import { lastChange } from '../../../terminal/order-times.ts';
import { instantOf } from '../../../orders/instant.ts';

/** Something that happened to an order, as the order tells it, or a request that was sent from here. */
export type TimelineEvent = OrderEvent | RequestEvent;

interface OrderEvent {
  source: 'order';
  /** ISO 8601. */
  at: string;
  /** `Created`, or the label of a date: `Paid at`. */
  label: string;
  /** It was asked for, but by no request of this machine's journal. */
  isElsewhere?: boolean;
  /** Its payment tells it: the order does not any more. */
  isOfPayment?: boolean;
}

interface RequestEvent {
  source: 'journal';
  at: string;
  entry: OwnRequest;
  /** What it asked for, as a decimal string; undefined for all there is, and where it is not known. */
  amount?: string;
  /** What has become since of what was begun when its request was answered. */
  now?: 'refunded' | 'failed' | 'denied' | 'canceled';
  /** The order that it made, where that is another one, of the same reference. */
  other?: string;
}

/** Which of an order's times are requests, by what was sent for them. */
const actionOfLabel: Readonly<Record<string, 'cancel' | 'refund'>> = {
  'Canceled at': 'cancel',
  'Cancel requested at': 'cancel',
  'Refunded at': 'refund',
};

/**
 * What the order tells of its times and what was sent from here, oldest first. `entries` are the
 * journal's of this order and of its reference, newest first; `paidAt` (ISO 8601) is its payment's, where
 * the order itself does not tell it any more.
 */
export function timelineOf(
  order: Order,
  entries: readonly OwnRequest[],
  paidAt?: string,
): TimelineEvent[] {
  const requests = entries.map((entry) => requestEvent(order, entry));
  const own = requests.filter(({ other }) => other === undefined);
  const ownEvents = ownTimes(order).flatMap((event): OrderEvent[] => {
    const action = event.label === 'Created' ? 'create' : actionOfLabel[event.label];
    const sent = own.filter(({ entry }) => action !== undefined && entry.sent.action === action);
    if (sent.some(({ entry }) => isDone(entry))) return [];
    const isElsewhere = event.label !== 'Created' && action !== undefined && sent.every(isRefused);
    return [{ ...event, ...(isElsewhere && { isElsewhere }) }];
  });
  // What was sent comes before its outcome, also where both are of the same moment.
  const paid: OrderEvent[] =
    paidAt === undefined
      ? []
      : [{ source: 'order', at: paidAt, label: 'Paid at', isOfPayment: true }];
  const events: TimelineEvent[] = [...requests.reverse(), ...paid, ...ownEvents];
  return events.sort((a, b) => instantOf(a.at) - instantOf(b.at));
}

/** The times that the order itself tells, with what happened then. */
function ownTimes(order: Order): OrderEvent[] {
  const { created_date: created, last_updated_date: updated, dates = [] } = order;
  const change = isOpen(order) ? undefined : lastChange(order);
  const times = [
    { label: 'Created', at: created },
    ...dates,
    ...(change === undefined ? [] : [{ label: change, at: updated }]),
  ];
  return times.flatMap(({ label, at = '' }): OrderEvent[] =>
    Number.isNaN(instantOf(at)) ? [] : [{ source: 'order', label, at }],
  );
}

function requestEvent(order: Order, entry: OwnRequest): RequestEvent {
  const { id } = order;
  const { sent, settled } = entry;
  const amount = requestedAmount(sent);
  const about = settled?.order ?? sent.order;
  return {
    source: 'journal',
    at: sent.provider_at ?? sent.at,
    entry,
    ...(amount !== undefined && { amount }),
    ...(entry.sent.action === 'cancel' ? decided(order, entry) : ended(order, entry, amount)),
    ...(about !== undefined && about !== id && { other: about }),
  };
}

/**
 * How the cancel ended that was asked for: by a seller's no after it, or by the order, which is canceled
 * now.
 */
function decided(
  { status, dates = [] }: Order,
  { sent, settled }: JournalEntry,
): { now?: 'denied' | 'canceled' } {
  if (settled?.outcome !== 'requested') return {};
  const sentAt = Date.parse(sent.provider_at ?? sent.at);
  const isNo = ({ label, at }: OrderDate) =>
    label === 'Cancel denied at' && instantOf(at) >= sentAt;
  if (dates.some(isNo)) return { now: 'denied' };
  return sameStatus(status, 'canceled') ? { now: 'canceled' } : {};
}

/**
 * How the refund ended that the journal has as begun: by the order's refunds of its amount, where they
 * all ended one way; nothing where one is on its way, or the order does not tell.
 */
function ended(
  { refunds = [] }: Order,
  { sent, settled }: JournalEntry,
  amount: string | undefined,
): { now?: 'refunded' | 'failed' } {
  if (sent.action !== 'refund' || settled?.outcome !== 'requested') return {};
  if (isBodyGone(sent)) return {}; // of which amount it was is not known
  const ofAmount = refunds.filter(
    (one) => amount === undefined || (one.amount !== undefined && sameAmount(one.amount, amount)),
  );
  const [outcome, other] = new Set(ofAmount.map(({ status }) => refundStatusOutcome(status)));
  if (other !== undefined || ofAmount.length === 0) return {};
  if (outcome === 'denied') return { now: 'failed' };
  return outcome === 'refunded' || outcome === 'failed' ? { now: outcome } : {};
}

const isDone = ({ settled }: JournalEntry): boolean =>
  ['created', 'canceled', 'completed', 'refunded', 'requested'].includes(settled?.outcome ?? '');

/** It was answered, and did nothing: whatever happened came from elsewhere. */
const isRefused = ({ entry: { settled } }: RequestEvent): boolean =>
  ['refused', 'denied', 'not_sent', 'already_canceled'].includes(settled?.outcome ?? '');

/** An event for programs. Its keys are a contract: they only ever grow. */
export function timelineDocument(event: TimelineEvent): object {
  if (event.source === 'order') {
    const { at, label, isElsewhere = false } = event;
    const name = label.replace(/ at$/, '').toLowerCase().replaceAll(' ', '_');
    return { at, source: 'order', event: name, elsewhere: isElsewhere };
  }
  const { sent, settled } = event.entry;
  return {
    at: event.at,
    source: 'journal',
    event: sent.action,
    amount: event.amount ?? null,
    order: settled?.order ?? sent.order ?? null,
    outcome: settled?.outcome ?? null,
    code: settled?.code ?? null,
    settled_at: settled?.at ?? null,
    request_id: settled?.request_id ?? null,
    key: sent.key,
    sent_by: sent.sent_by ?? null,
    times: event.entry.times ?? 1,
  };
}

/**
 * The amount that a request of the journal asked for, or for which it gave money back, as a decimal
 * string; undefined for a whole refund, and where its body does not tell.
 */
export function requestedAmount({
  action,
  body,
}: Pick<JournalRequest, 'action' | 'body'>): string | undefined {
  const document = parseJsonObject(body ?? '');
  if (document === undefined) return undefined;
  const { total_amount: total } = document;
  if (action === 'create') return typeof total === 'string' ? total : undefined;
  return action === 'refund' ? sum(partsOfBody(body).map(({ amount }) => amount)) : undefined;
}
