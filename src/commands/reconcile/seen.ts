import { sentence, type Text } from '../../language/sentence.ts';
import { CliError, exitCodes } from '../../errors.ts';
import type { Order } from '../../orders/order.ts';
import type { OrderProvider } from '../../providers/order-system.ts';
import type { Context } from '../../session/context.ts';
import { damageGap } from '../../session/journal-damage.ts';
import { isOfTill, listsTills } from '../order/shared/lists-tills.ts';
import { madeHere } from '../order/shared/made-here.ts';
import { standingOf } from '../order/shared/standing.ts';

/** What was seen of a day's orders, and why that may not be all. */
export interface Seen {
  orders: Order[];
  /** Why there may be orders that were not seen; none where all were. */
  gaps: Text[];
  /** References of creates whose outcome is not known: each may have made an order. */
  openReferences: ReadonlySet<string>;
}

export interface SeenOptions {
  begin: Date;
  end: Date;
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
export async function readSeen(
  context: Context,
  provider: OrderProvider,
  { begin, end, references, onProgress }: SeenOptions,
): Promise<Seen> {
  const orders = new Map<string, Order>();
  const gaps: Text[] = [];
  let odd = 0;
  const found = provider.search({ begin, end, onOdd: () => (odd += 1) });
  for await (const order of found) {
    orders.set(order.id, order);
    if (orders.size % 100 === 0) {
      onProgress(sentence('Reading: {count} orders', { count: orders.size }));
    }
  }
  if (odd > 0) {
    gaps.push(sentence('{odd} of the search’s entries could not be read', { odd }));
  }
  const listed = orders.size;
  const { made, openReferences, damage } = await madeHere(context, provider, { begin, end });
  gaps.push(...damage.map(damageGap));
  const missing = made.filter((id) => !orders.has(id));
  if (missing.length > 0) {
    gaps.push(
      sentence('the search leaves out {missing} of {made} orders that were made here', {
        missing: missing.length,
        made: made.length,
      }),
    );
  } else if (made.length === 0 && ![...orders.values()].some(isOfTill)) {
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
    const order = await readOrder(provider, id);
    if (order !== undefined) orders.set(id, order);
  }
  const isOlderRead = await readOlder(provider, orders, { begin, end, references, onProgress });
  if (!isOlderRead) {
    gaps.push(sentence('older orders could not be searched to the end'));
  }
  return { orders: [...orders.values()], gaps, openReferences };
}

/** More sales than these without an order of the day are not looked for one by one. */
const mostSought = 200;
/** Mercado Pago keeps a QR order open for less than this. */
const olderMs = 30 * 86_400_000 - 1;

/**
 * An order may have been made days before it was paid: those of sales without one are searched for. One
 * that last changed outside the range is another sale's: numbers of tickets begin anew. Resolves to
 * false where not all could be read.
 */
async function readOlder(
  provider: OrderProvider,
  orders: Map<string, Order>,
  { begin, end, references, onProgress }: SeenOptions,
): Promise<boolean> {
  const { search_reference: noSearch, pos: noPos } = provider.system.cannot;
  if (noSearch !== undefined || noPos !== undefined) return true;
  const told = new Set([...orders.values()].map(({ external_reference }) => external_reference));
  const without = [...references].filter((reference) => !told.has(reference));
  if (without.length > mostSought) return true;
  const older = { begin: new Date(begin.getTime() - olderMs), end: begin };
  for (const external_reference of without) {
    onProgress(sentence('Searching {what}', { what: external_reference }));
    try {
      const found = provider.search({ ...older, external_reference, onOdd: () => undefined });
      for await (const order of found) {
        const paidAt = Date.parse(order.last_updated_date ?? '');
        const isOfRange = paidAt >= begin.getTime() && paidAt <= end.getTime();
        const isOfSale = order.external_reference === external_reference;
        const { state } = standingOf(order);
        const wasPaid = state !== 'unpaid' && state !== 'unclear';
        if (isOfSale && isOfRange && wasPaid) orders.set(order.id, order);
      }
    } catch (error) {
      if (!(error instanceof CliError) || error.exitCode === exitCodes.interrupted) throw error;
      // A text that is refused there is the reference of no order.
      if (error.exitCode !== exitCodes.refused) return false;
    }
  }
  return true;
}

async function readOrder(provider: OrderProvider, id: string): Promise<Order | undefined> {
  try {
    return await provider.get(id);
  } catch (error) {
    if (error instanceof CliError && error.exitCode === exitCodes.notFound) return undefined;
    throw error;
  }
}
