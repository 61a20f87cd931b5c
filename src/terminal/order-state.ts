import { expiresAt, isOpen, isTestOrder, sameStatus, type Order } from '../orders/order.ts';
import { cleanValue } from './clean-text.ts';
import { clean, fact, plainFact, type Fact } from './fact.ts';
import { amountRefunded } from './order-money.ts';
import { renderStatus } from './status.ts';
import { formatTime } from './time.ts';
import type { View } from './view.ts';
import { glue } from './wrap.ts';

/** Which order it is, how it stands, and how much time is left. */
export function stateFacts(order: Order, view: View): Fact[] {
  const { id, status, status_detail: detail, type } = order;
  const saysMore = detail !== undefined && !sameStatus(detail, status);
  return [
    fact('Order', view.chalk.bold(cleanValue(id).trim()), 'id'),
    fact('Test order', isTestOrder(order) ? 'yes, it moves no money' : undefined),
    plainFact('Type', type === 'qr' ? undefined : type, 'type'),
    fact('Status', renderStatus(status, view), 'status'),
    plainFact('Detail', saysMore ? detail : undefined, 'status_detail'),
    ...expiryFacts(order, view),
  ];
}

/** How long the order can still be paid; past that time the answer may yet call it open. */
function expiryFacts(order: Order, view: View): Fact[] {
  const expiry = isOpen(order) ? expiresAt(order) : undefined;
  if (expiry === undefined) return [];
  const now = view.now.getTime();
  const overdue = expiry <= now ? ` — ${view.chalk.red('overdue')}, still open` : '';
  // The printed code of a hybrid order gives up first.
  const printed = order.mode === 'hybrid' ? expiresAt({ ...order, mode: 'static' }) : undefined;
  const isShorter = printed !== undefined && printed < expiry;
  return [
    fact('Expires', timeAt(expiry, view, '', overdue)),
    fact(
      'Static code',
      isShorter ? timeAt(printed, view, printed <= now ? 'ended ' : 'until ') : undefined,
    ),
  ];
}

/** What the last change of an order in this status was. */
const changes: ReadonlyMap<string, string> = new Map([
  ['processed', 'Paid at'],
  ['refunded', 'Refunded at'],
  ['canceled', 'Canceled at'],
  ['cancelled', 'Canceled at'],
  ['expired', 'Expired at'],
  ['failed', 'Failed at'],
]);

/** When the order was created, and when and how it last changed. */
export function timeFacts(order: Order, view: View): Fact[] {
  const { created_date: created, last_updated_date: updated } = order;
  const isNew = updated === created;
  return [
    fact('Created', time(created, view), 'created_date'),
    fact(
      (isNew ? undefined : lastChange(order)) ?? 'Updated',
      isNew && isOpen(order) ? undefined : time(updated, view),
      'last_updated_date',
    ),
  ];
}

/** The answer has one time for all changes: after a refund it no longer tells of the payment. */
function lastChange(order: Order): string | undefined {
  const isPartlyRefunded = order.status === 'processed' && amountRefunded(order) !== undefined;
  return isPartlyRefunded ? undefined : changes.get(order.status);
}

/** Undefined for a time that no calendar has: an answer may ask for any number of years. */
function timeAt(ms: number, view: View, before = '', after = ''): string | undefined {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return undefined;
  return `${before}${time(date.toISOString(), view)}${after}`;
}

/** A time that is broken, if at all, before its distance. */
function time(iso: string | undefined, view: View): string | undefined {
  const text = clean(formatTime(iso, view));
  return text === undefined ? undefined : glue(text).replace('\u00a0(', ' (');
}
