import { CliError, exitCodes } from '../../errors.ts';
import type { JournalEntry } from '../../journal/journal.ts';
import type { Order } from '../../orders/order.ts';
import { keyScope } from '../../session/key-scope.ts';
import type { Seat } from '../order/shared/seats.ts';
import { orderOf, reasonsOf, type Sought } from './sought.ts';

/** An order that may be the one that is sought. */
export interface Match {
  seat: Seat;
  id: string;
  /** What of it fits. */
  why: string[];
  /** As it was read; undefined where only the journal knows it. */
  order?: Order;
}

/** A request that was sent from here, and why it is about the order that is sought. */
export interface EntryMatch {
  entry: JournalEntry;
  why: string[];
}

export interface Range {
  begin: Date;
  end: Date;
}

export interface Looking {
  sought: Sought;
  /** Newest first. */
  windows: readonly Range[];
  /** What the journal has of it. */
  entries: readonly EntryMatch[];
  /** Creates of the journal within the windows, newest first. */
  created: readonly JournalEntry[];
  onProgress: (text: string) => void;
  /** Told why what was not found may be there all the same. */
  onIncomplete: (why: string) => void;
}

/** More orders than these that only the journal knows are not read one by one. */
const mostRead = 300;

/**
 * Looks for an order in one account: what the journal knows first, then by id, by reference, and
 * through all orders of the windows, until a window has some that fit. Only reads.
 */
export async function lookIn(seat: Seat, looking: Looking): Promise<Match[]> {
  const { provider } = seat;
  const { sought } = looking;
  const found = new Map<string, Match>();
  const add = (id: string, why: readonly string[], order?: Order) => {
    const known = found.get(id);
    const all = [...new Set([...(known?.why ?? []), ...why])];
    const read = order ?? known?.order;
    found.set(id, { seat, id, why: all, ...(read !== undefined && { order: read }) });
  };
  const scope = await keyScope(seat.context, await seat.context.account(provider.system));
  const isHere = (entry: JournalEntry) => scope.placed(entry) !== 'no';
  const here = looking.entries.filter(({ entry }) => isHere(entry));
  for (const { entry, why } of here) {
    const id = orderOf(entry);
    if (id !== undefined) add(id, why);
  }
  for (const id of [...new Set([...found.keys(), ...idsOfSystem(seat, sought)])]) {
    looking.onProgress(`Reading ${id}`);
    const order = await readKnown(seat, id, found.has(id) ? looking.onIncomplete : undefined);
    if (order !== undefined) add(id, reasonsOf(order, sought), order);
  }
  const isOneOnly = [...found.values()].some(({ why }) => why.some((reason) => isUnique(reason)));
  const isIdOnly = sought.ids.length > 0;
  if (!isOneOnly && !isIdOnly) await searchAll(seat, looking, { isHere, add, found });
  return [...found.values()].filter(({ why }) => why.length > 0);
}

/** What two orders never have in common. */
const isUnique = (reason: string): boolean =>
  ['order id', 'idempotency key', 'request id', 'payment', 'refund', 'code'].includes(reason);

const idsOfSystem = ({ provider: { system } }: Seat, { ids, words }: Sought): string[] => {
  const own = ids.filter((id) => system.ownsId(id));
  // VTEX’s ids may have any shape, Mercado Pago’s and Mollie’s tell.
  const free = system.name === 'vtex' ? words.filter((word) => /^(seq)?\d{4,}$/.test(word)) : [];
  return [...own, ...free];
};

/** With `onFailed`, what the journal knows is told all the same where it cannot be read now. */
async function readKnown(
  seat: Seat,
  id: string,
  onFailed: ((why: string) => void) | undefined,
): Promise<Order | undefined> {
  try {
    return await readOrder(seat, id);
  } catch (error) {
    const isTold = error instanceof CliError && error.exitCode !== exitCodes.interrupted;
    if (onFailed === undefined || !isTold) throw error;
    onFailed(`${id} could not be read: ${error.message}`);
    return undefined;
  }
}

/** The order; undefined where this account has none of that id. */
async function readOrder(
  { provider }: Pick<Seat, 'provider'>,
  id: string,
): Promise<Order | undefined> {
  try {
    return await provider.get(id);
  } catch (error) {
    if (error instanceof CliError && error.exitCode === exitCodes.notFound) return undefined;
    throw error;
  }
}

interface Taking {
  isHere: (entry: JournalEntry) => boolean;
  add: (id: string, why: readonly string[], order?: Order) => void;
  found: ReadonlyMap<string, Match>;
}

/** By reference first, which a search can be asked for; then every order of a window after the other. */
async function searchAll(
  { context, provider }: Seat,
  { sought, windows, created, onProgress, onIncomplete }: Looking,
  { isHere, add, found }: Taking,
): Promise<void> {
  if (provider.system.cannot.list !== undefined) return;
  const seen = new Set<string>();
  const take = (order: Order) => {
    seen.add(order.id);
    const why = reasonsOf(order, sought);
    if (why.length > 0) add(order.id, why, order);
  };
  if (provider.system.cannot.search_reference === undefined && sought.amount === undefined) {
    for (const window of windows) {
      onProgress(progressOf(window));
      for (const external_reference of sought.words) {
        for await (const order of provider.search({ ...window, external_reference })) take(order);
      }
    }
    if (found.size > 0) return;
  }
  for (const window of windows) {
    onProgress(progressOf(window));
    const onOdd = () => onIncomplete('an entry of the list could not be read');
    for await (const order of provider.search({ ...window, onOdd })) take(order);
    const left = created.filter((entry) => isIn(entry, window, context.now()) && isHere(entry));
    const missing = left.flatMap((entry) => orderOf(entry) ?? []).filter((id) => !seen.has(id));
    if (missing.length > 0) {
      onIncomplete(
        `the search leaves out orders that were made here (${missing.length}, ${missing[0]} among them)`,
      );
      await readMissing({ provider, onProgress, take }, missing);
    }
    if (found.size > 0) return;
  }
}

/** Reads one by one what the search leaves out, the newest first. */
async function readMissing(
  {
    provider,
    onProgress,
    take,
  }: Pick<Seat, 'provider'> & Pick<Looking, 'onProgress'> & { take: (order: Order) => void },
  ids: readonly string[],
): Promise<void> {
  for (const id of ids.slice(0, mostRead)) {
    onProgress(`Reading ${id}`);
    const order = await readOrder({ provider }, id);
    if (order !== undefined) take(order);
  }
}

/** Clocks differ: what was sent right at an end may have been created on the other side of it. */
const clockMs = 10 * 60_000;

const isIn = ({ sent: { at } }: JournalEntry, { begin, end }: Range, now: Date): boolean => {
  const last = end < now ? end.getTime() - clockMs : end.getTime();
  return Date.parse(at) >= begin.getTime() + clockMs && Date.parse(at) <= last;
};

const progressOf = ({ begin, end }: Range): string =>
  `Searching ${begin.toISOString().slice(0, 10)} to ${end.toISOString().slice(0, 10)}`;
