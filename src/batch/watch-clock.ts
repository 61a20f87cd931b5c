/**
 * A clock that never goes back, made of one that may: a machine's time is set right now and then. It
 * goes on from where it was, so that no wait gets longer by as much as the time was set back.
 */
export function steadyClock(now: () => number): () => number {
  let latest = -Infinity;
  let ahead = 0;
  return () => {
    const read = now();
    ahead = Math.max(ahead, latest - read);
    latest = Math.max(latest, read + ahead);
    return latest;
  };
}
