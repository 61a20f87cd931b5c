/** How the orders of a system go through their statuses. */
export interface Lifecycle {
  /** What `watch` waits for unless told otherwise: any of these. */
  readonly awaited: readonly string[];
  /** Statuses that the system's pages name; the set stays open. */
  readonly known: readonly string[];
  /** Statuses that an order never leaves by itself, with what can still follow. */
  readonly followers: ReadonlyMap<string, readonly string[]>;
  /** Final ones that have been seen to pass: believed when read twice in a row. */
  readonly doubtful?: readonly string[];
}

/** The two spellings of one status count as one. */
export function sameStatus(a: string, b: string): boolean {
  const one = (status: string) => (status === 'cancelled' ? 'canceled' : status);
  return one(a) === one(b);
}

export const isOneOf = (status: string, wanted: readonly string[]): boolean =>
  wanted.some((one) => sameStatus(status, one));

/** Whether an order in `status` can no longer reach any of `wanted`. An unknown status is never final. */
export function isDeadEnd(
  { followers }: Pick<Lifecycle, 'followers'>,
  status: string,
  wanted: readonly string[],
): boolean {
  const next = followers.get(status);
  if (next === undefined || isOneOf(status, wanted)) return false;
  return !next.some((follower) => isOneOf(follower, wanted));
}
