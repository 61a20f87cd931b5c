import { CliError, exitCodes, canGoOnAfter } from '../../../errors.ts';
import { Doubles } from '../../../orders/doubles.ts';
import type { Order } from '../../../orders/order.ts';
import type { JournalEntry } from '../../../journal/journal.ts';
import type { OrderProvider, OrderQuery } from '../../../providers/order-system.ts';
import { hasMoney, standingOf } from './standing.ts';
import { instantOf } from '../../../orders/instant.ts';

/** Other orders that may be the same sale, and how much was seen of them. */
export interface OrdersBeside {
  /** Paid ones, of the same reference, or of the same POS and amount within ten minutes; oldest first. */
  paid: BesideOrder[];
  /** Others of the same reference. */
  unpaid: BesideOrder[];
  /**
   * Why there may be more: the search failed, or does not list the order itself, and so
   * others like it neither. Undefined where all were seen.
   */
  unseen?: { is: 'failed'; failure: CliError } | { is: 'not_listed' };
}

export interface BesideOrder {
  order: Order;
  by: 'reference' | 'pos_and_amount';
}

const minute = 60_000;
/** As `Doubles` has it. */
const nearMs = 10 * minute;
/** A search takes 30 days: these are around the order. */
const aroundMs = 15 * 24 * 60 * minute - minute;
/** More orders than these are not read. */
const mostRead = 500;
/** More orders of the journal than these are not read one by one. */
const mostKnown = 5;

/**
 * Looks for orders that may be the same sale as this one, made on any machine. Only reads, and
 * only where the order system can be asked for it; what goes wrong is part of what is told. `entries`
 * are the journal's of the order's reference: what the search leaves out is read by its id.
 */
export async function ordersBeside(
  provider: OrderProvider,
  order: Order,
  { entries, now }: { entries: readonly JournalEntry[]; now: Date },
): Promise<OrdersBeside | undefined> {
  const queries = queriesFor(provider, order, now);
  if (queries.length === 0) return undefined;
  const orders = new Map<string, Order>();
  let isListed = false;
  let failure: CliError | undefined;
  for (const query of queries) {
    try {
      let read = 0;
      for await (const one of provider.search({ ...query, onOdd: () => undefined })) {
        if (one.id === order.id) isListed = true;
        else orders.set(one.id, one);
        if ((read += 1) >= mostRead) break;
      }
    } catch (error) {
      failure = askedFor(error);
    }
  }
  for (const id of knownIds(order, entries).filter((one) => !orders.has(one))) {
    const one = await provider.get(id).catch(askedFor);
    if (one instanceof CliError) failure ??= one.exitCode === exitCodes.notFound ? undefined : one;
    else orders.set(id, one);
  }
  const beside = [...orders.values()].flatMap((one) => besideOf(order, one) ?? []).sort(byTime);
  const isPaid = (one: BesideOrder) => hasMoney(standingOf(one.order));
  return {
    paid: beside.filter(isPaid),
    unpaid: beside.filter((one) => !isPaid(one)),
    ...(failure !== undefined
      ? { unseen: { is: 'failed', failure } }
      : !isListed && { unseen: { is: 'not_listed' } }),
  };
}

/** By reference, and around the time at which a paid order was made. */
function queriesFor({ system }: OrderProvider, order: Order, now: Date): OrderQuery[] {
  const { external_reference: reference, external_pos_id: pos, total_amount: amount } = order;
  const at = instantOf(order.created_date);
  // Doubles are a matter of tills; elsewhere a search may read through all orders there are.
  const { search_reference: noSearch, pos: noPos } = system.cannot;
  if (Number.isNaN(at) || noSearch !== undefined || noPos !== undefined) return [];
  const around = (ms: number) => ({
    begin: new Date(at - ms),
    end: new Date(Math.max(Math.min(at + ms, now.getTime()), at)),
  });
  const isPlaced = pos !== undefined && amount !== undefined && hasMoney(standingOf(order));
  return [
    ...(reference === undefined || reference === ''
      ? []
      : [{ ...around(aroundMs), external_reference: reference }]),
    ...(isPlaced ? [around(nearMs)] : []),
  ];
}

/** An error of the provider is part of what is told; anything else is not. */
function askedFor(error: unknown): CliError {
  if (canGoOnAfter(error)) return error;
  throw error;
}

const knownIds = ({ id }: Order, entries: readonly JournalEntry[]): string[] => {
  const createdHere = entries.flatMap(({ sent, settled }) =>
    sent.action === 'create' && settled?.outcome === 'created' ? (settled.order ?? []) : [],
  );
  return [...new Set(createdHere)].filter((one) => one !== id).slice(0, mostKnown);
};

/** What another order has in common with this one; undefined where nothing that counts. */
function besideOf(order: Order, other: Order): BesideOrder | undefined {
  const { external_reference: reference } = order;
  if (reference !== undefined && reference !== '' && other.external_reference === reference) {
    return { order: other, by: 'reference' };
  }
  if (!hasMoney(standingOf(order)) || !hasMoney(standingOf(other))) return undefined;
  const doubles = new Doubles();
  [order, other].forEach((one) => doubles.add(one));
  return doubles.all().length > 0 ? { order: other, by: 'pos_and_amount' } : undefined;
}

const byTime = (a: BesideOrder, b: BesideOrder): number =>
  instantOf(a.order.created_date) - instantOf(b.order.created_date);
