import type { Order } from './order.ts';

/** What of an order tells whether it is over. */
export type JudgedOrder = Pick<Order, 'status' | 'status_detail' | 'type' | 'in_error'>;

/** How the orders of a system go through their statuses. */
export interface Lifecycle {
  /** What `watch` waits for unless told otherwise: any of these. */
  readonly awaited: readonly string[];
  /** Statuses that the system's pages name; the set stays open. */
  readonly known: readonly string[];
  /** Words that an answer may have in place of a status, and that no search takes. */
  readonly answeredOnly?: readonly string[];
  /** Statuses that an order never leaves by itself, with what can still follow. */
  readonly followers: ReadonlyMap<string, readonly string[]>;
  /** Final ones that have been seen to pass: believed when read twice in a row. */
  readonly doubtful?: readonly string[];
  /** The status that an order has come to, where another one than it shows: its detail tells. */
  readonly judgedStatus?: (order: JudgedOrder) => string;
  /** Whether an order is over on a status that is final for orders of its type only. */
  readonly isOver?: (order: JudgedOrder) => boolean;
}

/** The status that an order has come to. */
export const reachedStatus = (order: JudgedOrder, { judgedStatus }: Lifecycle): string =>
  judgedStatus?.(order) ?? order.status;

/** Whether the system's pages, as they are known here, name the status. */
export const isKnownStatus = (status: string, { known, answeredOnly = [] }: Lifecycle): boolean =>
  isOneOf(status, [...known, ...answeredOnly]);

/** The two spellings of one status count as one, in capitals too. */
export const sameStatus = (a: string, b: string): boolean => oneSpelling(a) === oneSpelling(b);

const oneSpelling = (status: string): string => {
  const word = status.toLowerCase();
  return word === 'cancelled' ? 'canceled' : word;
};

export const isOneOf = (status: string, wanted: readonly string[]): boolean =>
  wanted.some((one) => sameStatus(status, one));

/** Whether an order in `status` can no longer reach any of `wanted`. An unknown status is never final. */
export function isDeadEnd(
  { followers }: Pick<Lifecycle, 'followers'>,
  status: string,
  wanted: readonly string[],
): boolean {
  const next = followers.get(status) ?? followers.get(oneSpelling(status));
  if (next === undefined || isOneOf(status, wanted)) return false;
  return !next.some((follower) => isOneOf(follower, wanted));
}
