/**
 * Ms since 1970 by a clock that is read once and goes on by itself from there: times of orders can be
 * held against it, and somebody who sets the machine's clock moves no look and no end.
 */
export function steadyClock(now: () => Date, monotonic: () => number): () => number {
  const ahead = now().getTime() - monotonic();
  return () => monotonic() + ahead;
}
