import type { Catalogue } from '../../../explain/catalogue.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';
import type { Context } from '../../../session/context.ts';
import { lastChange } from '../../../terminal/order-times.ts';
import { renderDetails } from '../../../terminal/table.ts';
import { ownZone, shortTime } from '../../../terminal/time.ts';
import type { View } from '../../../terminal/view.ts';
import { ordersBeside, type OrdersBeside } from './orders-beside.ts';
import { requestsAbout } from './own-requests.ts';
import { standingOf } from './standing.ts';
import { timelineOf, type TimelineEvent } from './timeline.ts';
import type { Wording } from './timeline-words.ts';
import { unlessInterrupted } from './if-there.ts';

/** What is known of an order beside its own answer. */
export interface Surroundings {
  /** Undefined where its system cannot be asked for others. */
  beside: OrdersBeside | undefined;
  timeline: readonly TimelineEvent[];
}

/** Reads what was sent from here about an order, and other orders that may be the same sale. */
export async function surroundingsOf(
  context: Context,
  provider: OrderProvider,
  order: Order,
): Promise<Surroundings> {
  const entries = await requestsAbout(context, provider, order);
  const beside = await ordersBeside(provider, order, { entries, now: context.now() });
  return { beside, timeline: timelineOf(order, entries, await paidAtOf(provider, order)) };
}

/**
 * When an order was paid that does not tell it any more, since it was refunded or disputed: by its
 * payment. Undefined where the order tells it, where nobody paid, and where the payment cannot be read.
 */
export async function paidAtOf(provider: OrderProvider, order: Order): Promise<string | undefined> {
  const { state } = standingOf(order);
  const isPaid = state !== 'unpaid' && state !== 'unclear';
  if (!isPaid || order.dates !== undefined || lastChange(order) === 'Paid at') return undefined;
  const number = order.payments.find(({ reference_id: id }) => id !== undefined)?.reference_id;
  if (number === undefined) return undefined;
  return (await provider.payment?.(number).catch(unlessInterrupted))?.approved_at;
}

/** How what surrounds an order is told in this run. */
export const wordingOf = ({ host, now, say, command }: Context, catalogue: Catalogue): Wording => ({
  catalogue,
  say,
  time: (iso) =>
    iso === undefined ? undefined : shortTime(iso, { timeZone: ownZone(host), now: now() }),
  settle: (key) => command(`mp-orders order resume ${key}`),
});

/** Whether a timeline tells more than the order's own times: a request from here, or that none was. */
export const tellsMore = (timeline: readonly TimelineEvent[]): boolean =>
  timeline.some(
    (event) =>
      event.source === 'journal' || event.isElsewhere === true || event.isOfPayment === true,
  );

/** Under its title, a time and what happened then a line. */
export const renderTimeline = (
  title: string,
  rows: readonly (readonly [string, string])[],
  view: View,
): string => `${view.chalk.bold(title)}\n${renderDetails(rows, view)}`;
