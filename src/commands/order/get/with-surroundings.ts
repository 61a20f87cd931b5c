import { sentence } from '../../../language/sentence.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';
import type { Context } from '../../../session/context.ts';
import { wrapHanging } from '../../../terminal/wrap.ts';
import { ordersBeside } from '../shared/orders-beside.ts';
import { requestsAbout } from '../shared/own-requests.ts';
import { printOrder } from '../shared/print-order.ts';
import { hasMoney, standingOf } from '../shared/standing.ts';
import { paidAtOf, renderTimeline, wordingOf } from '../shared/surroundings.ts';
import { timelineOf } from '../shared/timeline.ts';
import { besideFacts, timelineRows } from '../shared/timeline-words.ts';

/**
 * Prints an order for people: itself, what was sent from here about it, and then, on stderr, other
 * orders that may be the same sale. The order does not wait for the search.
 */
export async function printWithSurroundings(
  context: Context,
  provider: OrderProvider,
  order: Order,
  shown: { one: boolean; all: boolean | undefined },
): Promise<void> {
  const { io } = context;
  const catalogue = await context.catalogue();
  const wording = wordingOf(context, catalogue);
  const entries = await requestsAbout(context, provider, order);
  const paidAt = entries.length === 0 ? undefined : await paidAtOf(provider, order);
  const timeline = timelineOf(order, entries, paidAt);
  await printOrder(context, order, {
    ...shown,
    ...(entries.length > 0 && {
      below: (view) => {
        const rows = timelineRows(timeline, order.currency, wording);
        return renderTimeline(catalogue.timeline.title, rows, view);
      },
    }),
  });
  const spinner = await io.spin(sentence('Looking for other orders of this sale'));
  const beside = await ordersBeside(provider, order, { entries, now: context.now() }).finally(() =>
    spinner.stop(),
  );
  // What could not be searched is for `explain` to say: it is no fact of the order that was asked for.
  const orders = { ...beside, paid: beside?.paid ?? [], unpaid: [], unseen: undefined };
  const facts = besideFacts(orders, hasMoney(standingOf(order)), wording);
  let lastLabel = '';
  for (const [label, value] of facts) {
    lastLabel = label === '' ? lastLabel : label;
    io.note(wrapHanging(`${lastLabel} ${value}`, io.errorColumns, 2));
  }
}
