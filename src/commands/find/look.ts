import { sentence, type Text } from '../../language/sentence.ts';
import { CliError, exitCodes, canGoOnAfter } from '../../errors.ts';
import type { JournalEntry } from '../../journal/journal.ts';
import type { Order } from '../../orders/order.ts';
import type { OrderProvider, ShortList } from '../../providers/order-system.ts';
import { keyScope } from '../../session/key-scope.ts';
import { orderIfThere, searchIfTaken, unlessInterrupted } from '../order/shared/if-there.ts';
import { isOfTill, listsTills } from '../order/shared/lists-tills.ts';
import { isWithin } from '../order/shared/made-here.ts';
import { lateGap } from '../order/shared/search-lag.ts';
import type { Seat } from '../order/shared/seats.ts';
import { nearOf, reasonsOf, type FindQuery } from './query.ts';
import { orderOf } from '../../journal/entry.ts';

/** An order that may be the one that is looked for. */
export interface Match {
  seat: Seat;
  id: string;
  /** What of it fits. */
  why: string[];
  /** As it was read; undefined where only the journal knows it. */
  order?: Order;
}

/** A request that was sent from here, and why it is about the order that is looked for. */
export interface EntryMatch {
  entry: JournalEntry;
  why: string[];
}

export interface Range {
  begin: Date;
  end: Date;
}

interface FindScope {
  query: FindQuery;
  /** Newest first. */
  windows: readonly Range[];
  /** What the journal has of it. */
  entries: readonly EntryMatch[];
  /** Creates of the journal within the windows, newest first. */
  created: readonly JournalEntry[];
  onProgress: (text: Text) => void;
  /** Is given the reason why an order that was not found may exist. */
  onIncomplete: (why: Text) => void;
  /** Told of each id that was tried since it is read like the one that was pasted. */
  onMisread: () => void;
  /** Told of an order that a part of what was pasted fits. */
  onNear: (order: Order, part: string) => void;
  /** Told that orders from before this time were not looked through, since later ones fit. */
  onUnread: (before: Date) => void;
}

/** More orders than these that only the journal knows are not read one by one. */
const mostRead = 300;
/** More ids that look alike than these are not tried, one request each. */
const mostMisread = 24;

/**
 * Looks for an order in one account: what the journal knows first, then by id, by reference, and
 * through all orders of the windows, until a window has some that fit. Only reads.
 */
export async function lookIn(seat: Seat, looking: FindScope): Promise<Match[]> {
  const { provider } = seat;
  const { query } = looking;
  const matches = new Map<string, Match>();
  const add = (id: string, why: readonly string[], order?: Order) => {
    const known = matches.get(id);
    const both = [...new Set([...(known?.why ?? []), ...why])];
    // The journal does not tell the currency of an amount; the order does.
    const isOther = both.includes('amount, in another currency');
    const all = both.filter((reason) => !isOther || reason !== 'amount');
    const read = order ?? known?.order;
    matches.set(id, { seat, id, why: all, ...(read !== undefined && { order: read }) });
  };
  const scope = await keyScope(seat.context, await seat.context.account(provider.system));
  const isHere = (entry: JournalEntry) => scope.placed(entry) !== 'no';
  const here = looking.entries.filter(({ entry }) => isHere(entry));
  for (const { entry, why } of here) {
    const id = orderOf(entry);
    if (id !== undefined) add(id, why);
  }
  for (const id of [...new Set([...matches.keys(), ...idsOfSystem(seat, query)])]) {
    looking.onProgress(sentence('Reading {id}', { id }));
    const order = await readKnown(seat, id, matches.has(id) ? looking.onIncomplete : undefined);
    if (order !== undefined) add(id, reasonsOf(order, query), order);
  }
  if (matches.size === 0) await readMisread(seat, looking, add);
  const isOneOnly = [...matches.values()].some(({ why }) => why.some((reason) => isUnique(reason)));
  const isIdOnly = query.ids.length > 0;
  if (!isOneOnly && !isIdOnly) {
    await searchAll(seat, looking, { isHere, add, matches }).catch((error: unknown) => {
      // What was found by then is told, and why there may be more.
      if (!canGoOnAfter(error) || matches.size === 0) throw error;
      looking.onIncomplete(error.text);
    });
  }
  return [...matches.values()].filter(({ why }) => why.length > 0);
}

/** What two orders never have in common. */
const isUnique = (reason: string): boolean =>
  [
    'order id',
    'order id, misread',
    'idempotency key',
    'request id',
    'payment',
    'refund',
    'code',
  ].includes(reason);

const idsOfSystem = ({ provider: { system } }: Seat, { ids, words }: FindQuery): string[] => {
  const own = ids.filter((id) => system.ownsId(id));
  // VTEX’s ids may have any shape, Mercado Pago’s and Mollie’s tell.
  const free = system.name === 'vtex' ? words.filter((word) => /^(seq)?\d{4,}$/.test(word)) : [];
  return [...own, ...free];
};

/** Ids that may have been misread, read one by one until one of them is an order’s. */
async function readMisread(
  seat: Seat,
  { query, onProgress, onMisread }: FindScope,
  add: FindCollector['add'],
): Promise<void> {
  const { context, provider } = seat;
  const { system } = provider;
  let count = 0;
  for (const typed of query.ids.filter((id) => system.ownsId(id))) {
    for (const id of system.misreadIds?.(typed, context.now()) ?? []) {
      if (query.ids.includes(id)) continue;
      if (count === mostMisread) return;
      count += 1;
      onMisread();
      onProgress(sentence('Reading {id}', { id }));
      const order = await orderIfThere(seat.provider, id);
      if (order !== undefined) return add(id, reasonsOf(order, query), order);
    }
  }
}

/** With `onFailed`, what the journal knows is told anyway where it cannot be read now. */
async function readKnown(
  seat: Seat,
  id: string,
  onFailed: ((why: Text) => void) | undefined,
): Promise<Order | undefined> {
  try {
    return await orderIfThere(seat.provider, id);
  } catch (error) {
    if (onFailed === undefined || !canGoOnAfter(error)) throw error;
    onFailed(sentence('{id} could not be read: {reason}', { id, reason: error.text }));
    return undefined;
  }
}

interface FindCollector {
  isHere: (entry: JournalEntry) => boolean;
  add: (id: string, why: readonly string[], order?: Order) => void;
  matches: ReadonlyMap<string, Match>;
}

/**
 * By the payment of an operation number and by reference first, which the order system can be asked
 * for; then every order of a window after the other.
 */
async function searchAll(
  { context, provider }: Seat,
  looking: FindScope,
  { isHere, add, matches }: FindCollector,
): Promise<void> {
  const { query, windows, created, onProgress, onIncomplete, onNear, onUnread } = looking;
  if (provider.system.cannot.list !== undefined) return;
  const ids = new Set<string>();
  let isTill = false;
  const take = (order: Order) => {
    ids.add(order.id);
    isTill ||= isOfTill(order);
    const why = reasonsOf(order, query);
    if (why.length > 0) return add(order.id, why, order);
    const near = nearOf(order, query);
    if (near !== undefined) onNear(order, near);
  };
  // A whole number with a day can be an amount and the number of a payment.
  const isNumber = (word: string) => query.amount === undefined || /^\d+$/.test(word);
  const names = query.words.filter(isNumber);
  const payments = await searchByPayments(provider, { ...looking, names }, take);
  if (matches.size > 0 && (payments.length > 0 || query.amount === undefined)) return;
  for (const { number } of payments) {
    onIncomplete(
      sentence('the payment {number} is there, and the search lists no order of it', { number }),
    );
  }
  if (query.amount === undefined) {
    for (const window of windows) {
      onProgress(progressOf(window));
      for (const reference of names) await searchReference(provider, window, reference, take);
    }
    if (matches.size > 0) return;
  }
  const own = created.filter((entry) => isHere(entry) && orderOf(entry) !== undefined);
  const [newest] = own;
  for (const [i, window] of windows.entries()) {
    onProgress(progressOf(window));
    const onOdd = () => onIncomplete(sentence('an entry of the list could not be read'));
    const onShort = ({ counted, given }: ShortList) =>
      onIncomplete(
        sentence('the search counted {counted} orders and gave {given}', { counted, given }),
      );
    try {
      for await (const order of provider.search({ ...window, onOdd, onShort })) take(order);
    } catch (error) {
      const isTooOld = error instanceof CliError && error.exitCode === exitCodes.refused && i > 0;
      if (!isTooOld) throw error;
      onIncomplete(
        sentence('the search takes no orders from before {day}: {reason}', {
          day: dayOf(window.end),
          reason: error.text,
        }),
      );
      break;
    }
    const left = own.filter(({ sent }) => isWithin(sent.at, window, context.now()));
    const missing = left.flatMap((entry) => orderOf(entry) ?? []).filter((id) => !ids.has(id));
    if (missing.length > 0) {
      onIncomplete(
        sentence('the search leaves out orders that were made here ({count}, {id} among them)', {
          count: missing.length,
          id: missing[0] ?? '',
        }),
      );
      await readMissing({ provider, onProgress, take }, missing);
    }
    if (matches.size > 0) {
      if (i < windows.length - 1) onUnread(window.begin);
      return;
    }
  }
  const [{ end } = { end: context.now() }] = windows;
  const isListed = newest !== undefined && ids.has(orderOf(newest) ?? '');
  const late = lateGap({
    end,
    now: context.now(),
    newestListed: isListed ? Date.parse(newest.sent.at) : undefined,
  });
  if (late !== undefined) onIncomplete(late);
  if (query.words.some(isCode)) {
    onIncomplete(sentence('a code is known where its order was made: the search tells none'));
  }
  if (own.length === 0 && !isTill && !(await listsTills(provider, context.now()))) {
    onIncomplete(
      ids.size === 0
        ? sentence(
            'the search gave no orders at all, and whether it lists this account’s is not known',
          )
        : sentence(
            'the search gave no orders of a till, and whether it lists this account’s is not known',
          ),
    );
  }
}

/** An EMV payload begins so. */
const isCode = (word: string): boolean => /^0002\d\d/.test(word);

/** What stands on a receipt as the number of an operation. */
const operationNumber = /^\d{6,20}$/;
/** An order is made before it is paid: this long at most, and a payment’s time may differ. */
const beforePaymentMs = 30 * 86_400_000;
const afterPaymentMs = 3_600_000;

/** The payments of the numbers that are looked for, whose orders are taken where the search lists them. */
async function searchByPayments(
  provider: OrderProvider,
  { names, onProgress }: Pick<FindScope, 'onProgress'> & { names: readonly string[] },
  take: (order: Order) => void,
): Promise<{ number: string }[]> {
  const receipts: { number: string }[] = [];
  for (const number of names.filter((word) => operationNumber.test(word))) {
    onProgress(sentence('Reading payment {number}', { number }));
    // Where payments cannot be read, the search that follows looks through the orders’.
    const payment = await provider.payment?.(number).catch(unlessInterrupted);
    if (payment === undefined) continue;
    receipts.push({ number });
    const at = Date.parse(payment.at ?? '');
    const { external_reference: reference } = payment;
    if (reference === undefined || Number.isNaN(at)) continue;
    const window = { begin: new Date(at - beforePaymentMs), end: new Date(at + afterPaymentMs) };
    await searchReference(provider, window, reference, take);
  }
  return receipts;
}

/** Every order of a window that has this reference. */
async function searchReference(
  provider: OrderProvider,
  window: Range,
  external_reference: string,
  take: (order: Order) => void,
): Promise<void> {
  if (provider.system.cannot.search_reference !== undefined) return;
  await searchIfTaken(provider, { ...window, external_reference }, take);
}

/** Reads one by one what the search leaves out, the newest first. */
async function readMissing(
  {
    provider,
    onProgress,
    take,
  }: Pick<Seat, 'provider'> & Pick<FindScope, 'onProgress'> & { take: (order: Order) => void },
  ids: readonly string[],
): Promise<void> {
  for (const id of ids.slice(0, mostRead)) {
    onProgress(sentence('Reading {id}', { id }));
    const order = await orderIfThere(provider, id);
    if (order !== undefined) take(order);
  }
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

const progressOf = ({ begin, end }: Range): Text =>
  sentence('Searching {begin} to {end}', { begin: dayOf(begin), end: dayOf(end) });
