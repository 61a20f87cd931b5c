/** Looks in a row that found no order where there was one before. */
export interface Absence {
  looks: number;
  /** When the first of them was made, in ms of a monotonic clock. */
  since: number;
}

/** So many more looks follow the first that found nothing, and for so long at least. */
const moreLooks = 5;
const patienceMs = 30_000;

/** One more look at `now` found nothing. */
export const absentAt = (now: number, before?: Absence): Absence =>
  before === undefined ? { looks: 1, since: now } : { ...before, looks: before.looks + 1 };

/**
 * Whether an order that was there is gone for good. A server that answers 404 for a moment is a
 * replica that is behind (mollie/mollie-api-node#295), and no reason to lose an order that somebody
 * may be paying.
 */
export const isGone = ({ looks, since }: Absence, now: number): boolean =>
  looks > moreLooks && now - since >= patienceMs;
