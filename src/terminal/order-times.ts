import type { Label } from '../language/sentence.ts';
import { isOneOf } from '../orders/lifecycle.ts';
import { expiresAt, isOpen, staticCodeEndsAt, type Order } from '../orders/order.ts';
import { clean, fact, type Fact } from './fact.ts';
import { moneyEnd } from '../orders/payment-money.ts';
import { amountRefunded } from './order-money.ts';
import { formatTime } from './time.ts';
import type { View } from './view.ts';
import { glue } from './wrap.ts';
import { isoOf } from '../orders/instant.ts';

/** Mollie's, in which nothing expires any more, although the answer may still have a date and a link. */
const settled = ['paid', 'completed', 'canceled', 'expired'];

/** Mollie gives an authorized order until its date to be shipped: that is no longer `created`. */
const canExpire = (order: Order): boolean => !isOneOf(order.status, settled);

/** How long the order can still be paid, and where; past that time the answer may yet call it open. */
export function deadlineFacts(order: Order, view: View): Fact[] {
  if (!canExpire(order)) return [];
  return [
    ...expiryFacts(order, view),
    fact('Checkout', clean(order.checkout_url)), // one word, which is never broken
  ];
}

/** What an order has for `deadlineFacts` and is not shown, since it is over. */
export function pastDeadlines(order: Order): string[] {
  if (canExpire(order)) return [];
  return [order.expires_at, order.checkout_url].flatMap((value) => clean(value) ?? []);
}

function expiryFacts(order: Order, view: View): Fact[] {
  const expiry = expiresAt(order);
  if (expiry === undefined) return [];
  const now = view.now.getTime();
  const overdue = view.chalk.red(view.say('overdue'));
  const expires = time(isoOf(expiry), view);
  // The printed code of a hybrid order gives up first.
  const printed = staticCodeEndsAt(order);
  const isShorter = printed !== undefined && printed < expiry;
  return [
    fact(
      'Expires',
      expires !== undefined && expiry <= now
        ? view.say('{time} — {overdue}, still open', { time: expires, overdue })
        : expires,
    ),
    fact('Static code', isShorter ? until(printed, view) : undefined),
  ];
}

/** What the last change of an order in this status was. */
const changes: ReadonlyMap<string, Label> = new Map<string, Label>([
  ['processed', 'Paid at'],
  ['refunded', 'Refunded at'],
  ['canceled', 'Canceled at'],
  ['cancelled', 'Canceled at'],
  ['expired', 'Expired at'],
  ['failed', 'Failed at'],
]);

/** When the order was created, what happened to it when, and when and how it last changed. */
export function timeFacts(order: Order, view: View): Fact[] {
  const { created_date: created, last_updated_date: updated, dates = [] } = order;
  const isNew = updated === created;
  return [
    fact('Created', time(created, view), 'created_date'),
    ...dates.map(({ label, at }) => ({
      label: clean(label) ?? '',
      value: time(at, view),
      shows: [],
    })),
    fact(
      (isNew ? undefined : lastChange(order)) ?? 'Updated',
      isNew && isOpen(order) ? undefined : time(updated, view),
      'last_updated_date',
    ),
  ];
}

/**
 * An answer that names no dates has one time for all changes: after a refund or a dispute it no longer
 * tells of the payment. Where dates have names, an order changes for many reasons.
 */
export function lastChange(order: Order): Label | undefined {
  const isMore =
    order.status === 'processed' &&
    (amountRefunded(order) !== undefined || moneyEnd(order) !== undefined);
  return order.dates === undefined && !isMore ? changes.get(order.status) : undefined;
}

/** How long something works or worked. */
function until(ms: number, view: View): string | undefined {
  const at = time(isoOf(ms), view);
  if (at === undefined) return undefined;
  return ms <= view.now.getTime()
    ? view.say('ended {time}', { time: at })
    : view.say('until {time}', { time: at });
}

/** A time that is broken, if at all, before its distance. */
function time(iso: string | undefined, view: View): string | undefined {
  const text = clean(formatTime(iso, view));
  return text === undefined ? undefined : glue(text).replace('\u00a0(', ' (');
}
