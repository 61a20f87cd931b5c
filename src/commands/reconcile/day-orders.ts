import { sentence, type Text } from '../../language/sentence.ts';
import { canGoOnAfter } from '../../errors.ts';
import type { Order } from '../../orders/order.ts';
import type { OrderProvider, ShortList } from '../../providers/order-system.ts';
import { isDeadEnd } from '../../orders/lifecycle.ts';
import type { Context } from '../../session/context.ts';
import { damageGap } from '../../session/journal-damage.ts';
import { isOfTill, listsTills } from '../order/shared/lists-tills.ts';
import { madeHere } from '../order/shared/made-here.ts';
import { lateGap } from '../order/shared/search-lag.ts';
import { hasMoney, standingOf } from '../order/shared/standing.ts';
import { instantOf } from '../../orders/instant.ts';
import { orderIfThere, searchIfTaken } from '../order/shared/if-there.ts';

/** What was seen of a day's orders, and why that may not be all. */
export interface DayOrders {
  orders: Order[];
  /** Why there may be orders that were not seen; none where all were. */
  gaps: Text[];
  /** Why the newest orders may not be listed yet: what was not found may be among them. */
  late: Text | undefined;
  /** References of creates whose outcome is not known: each may have made an order. */
  openReferences: ReadonlySet<string>;
}

interface DayOptions {
  begin: Date;
  end: Date;
  /** The end of the day itself, after which a sale of it has no new orders. */
  dayEnd: Date;
  /** Those of the shop's sales. */
  references: ReadonlySet<string>;
  onProgress: (text: Text) => void;
}

/** More orders than these are not read one by one. */
const mostRead = 1000;

/**
 * All orders that were created between two times: those of the search, and those that the journal
 * knows and the search leaves out. Throws CliError where the provider cannot be read to the end.
 */
export async function readDayOrders(
  context: Context,
  provider: OrderProvider,
  { begin, end, dayEnd, references, onProgress }: DayOptions,
): Promise<DayOrders> {
  const orders = new Map<string, Order>();
  const gaps: Text[] = [];
  let odd = 0;
  const onShort = ({ counted, given }: ShortList) =>
    gaps.push(sentence('the search counted {counted} orders and gave {given}', { counted, given }));
  const searched = provider.search({ begin, end, onOdd: () => (odd += 1), onShort });
  for await (const order of searched) {
    orders.set(order.id, order);
    if (orders.size % 100 === 0) {
      onProgress(sentence('Reading: {count} orders', { count: orders.size }));
    }
  }
  if (odd > 0) {
    gaps.push(sentence('{odd} of the search’s entries could not be read', { odd }));
  }
  const listed = orders.size;
  const {
    ids: madeIds,
    newest,
    openReferences,
    damage,
  } = await madeHere(context, provider, {
    begin,
    end,
  });
  gaps.push(...damage.map(damageGap));
  const missing = madeIds.filter((id) => !orders.has(id));
  if (missing.length > 0) {
    gaps.push(
      sentence('the search leaves out {missing} of {made} orders that were made here', {
        missing: missing.length,
        made: madeIds.length,
      }),
    );
  } else if (madeIds.length === 0 && ![...orders.values()].some(isOfTill)) {
    const isListing = await listsTills(provider, context.now());
    if (!isListing) {
      gaps.push(
        listed === 0
          ? sentence(
              'the search gave no orders at all, and whether it lists this account’s is not known',
            )
          : sentence(
              'the search gave no orders of a till, and whether it lists this account’s is not known',
            ),
      );
    }
  }
  for (const id of missing.slice(0, mostRead)) {
    onProgress(sentence('Reading {id}', { id }));
    const order = await orderIfThere(provider, id);
    if (order !== undefined) orders.set(id, order);
  }
  if (!(await readAnew(provider, orders, { references, onProgress }))) {
    gaps.push(
      sentence('more than {count} orders that are not paid could be by now', { count: mostRead }),
    );
  }
  const isOlderRead = await readOlder(provider, orders, { begin, end, references, onProgress });
  if (!isOlderRead) {
    gaps.push(sentence('older orders could not be searched to the end'));
  }
  const isListed = missing.length === 0;
  const late = lateGap({
    end: dayEnd,
    now: context.now(),
    newestListed: isListed ? newest : undefined,
  });
  return { orders: [...orders.values()], gaps, late, openReferences };
}

/**
 * A search may show an order as it was some minutes ago: where all that it shows of a sale is not paid,
 * the orders that may be by now are read. Resolves to false where there are too many of them.
 */
async function readAnew(
  provider: OrderProvider,
  orders: Map<string, Order>,
  { references, onProgress }: Pick<DayOptions, 'references' | 'onProgress'>,
): Promise<boolean> {
  const { lifecycle } = provider.system;
  const paid = new Set(
    [...orders.values()]
      .filter((order) => hasMoney(standingOf(order)))
      .map(({ external_reference }) => external_reference),
  );
  const doubtful = [...orders.values()].filter(
    ({ external_reference: reference = '', status }) =>
      references.has(reference) &&
      !paid.has(reference) &&
      !isDeadEnd(lifecycle, status, lifecycle.awaited),
  );
  for (const { id } of doubtful.slice(0, mostRead)) {
    onProgress(sentence('Reading {id}', { id }));
    const order = await orderIfThere(provider, id);
    if (order !== undefined) orders.set(id, order);
  }
  return doubtful.length <= mostRead;
}

/** More sales than these without an order of the day are not looked for one by one. */
const mostReferences = 200;
/** Nor are more older orders than these read to look for them all at once. */
const mostOlder = 10_000;
/** Mercado Pago keeps a QR order open for less than this. */
const olderMs = 30 * 86_400_000 - 1;

/**
 * An order may have been made days before it was paid: those of sales without one are searched for. One
 * that last changed outside the range is another sale's: numbers of tickets begin again. Resolves to
 * false where not all could be read.
 */
async function readOlder(
  provider: OrderProvider,
  orders: Map<string, Order>,
  { begin, end, references, onProgress }: Omit<DayOptions, 'dayEnd'>,
): Promise<boolean> {
  const { search_reference: noSearch, pos: noPos } = provider.system.cannot;
  if (noSearch !== undefined || noPos !== undefined) return true;
  const known = new Set([...orders.values()].map(({ external_reference }) => external_reference));
  const without = new Set([...references].filter((reference) => !known.has(reference)));
  if (without.size === 0) return true;
  let odd = 0;
  const older = {
    begin: new Date(begin.getTime() - olderMs),
    end: begin,
    onOdd: () => (odd += 1),
  };
  const take = (order: Order) => {
    const { external_reference: reference = '' } = order;
    const paidAt = instantOf(order.last_updated_date);
    const isOfRange =
      Number.isNaN(paidAt) || (paidAt >= begin.getTime() && paidAt <= end.getTime());
    const { state } = standingOf(order);
    const wasPaid = state !== 'unpaid' && state !== 'unclear';
    if (without.has(reference) && isOfRange && wasPaid) orders.set(order.id, order);
  };
  try {
    if (without.size <= mostReferences) {
      for (const reference of without) {
        onProgress(sentence('Searching {what}', { what: reference }));
        await searchIfTaken(provider, { ...older, external_reference: reference }, take);
      }
      return odd === 0;
    }
    let count = 0;
    for await (const order of provider.search(older)) {
      if ((count += 1) > mostOlder) return false;
      take(order);
      if (count % 100 === 0) onProgress(sentence('Reading: {count} orders', { count }));
    }
    return odd === 0;
  } catch (error) {
    if (!canGoOnAfter(error)) throw error;
    return false;
  }
}
