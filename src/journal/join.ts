import type { JournalEntry, Sent, Settled } from './entry.ts';

/**
 * Joins requests with their outcomes, by key. What is there twice (a crash may leave copies) counts
 * once: a request is told apart by its key and time. A key that was sent several times, by a batch
 * that was run again say, gives an entry for each time. An outcome belongs to the last sending
 * before it; an older sending that got no outcome of its own has the next one, for under one key the
 * provider knows one request. Of several outcomes of one
 * sending the last counts, but what is known goes before what nobody knew at the time.
 */
export function joinEntries(sent: readonly Sent[], settled: readonly Settled[]): JournalEntry[] {
  const outcomes = byKey(settled);
  return [...byKey(sent)].flatMap(([key, copies]) => {
    const sendings = copies.filter((one, i) => one.at !== copies[i - 1]?.at);
    return sendings.map((one, i) => {
      const outcome = outcomeOf(one, sendings[i + 1], outcomes.get(key) ?? []);
      return outcome === undefined ? { sent: one } : { sent: one, settled: outcome };
    });
  });
}

/** The requests that none of these outcomes settles. */
export function pendingOf(sent: readonly Sent[], settled: readonly Settled[]): Sent[] {
  return joinEntries(sent, settled).flatMap((entry) => (entry.settled ? [] : [entry.sent]));
}

/** Whether an outcome is here of which no request is, so that it settles one elsewhere. */
export function hasStrays(sent: readonly Sent[], settled: readonly Settled[]): boolean {
  const sendings = byKey(sent);
  return settled.some(({ key, at }) => {
    const first = sendings.get(key)?.[0];
    return first === undefined || first.at > at;
  });
}

/** The records of each key, oldest first; of the same time, in the order given. */
export function byKey<T extends { key: string; at: string }>(records: readonly T[]) {
  const groups = new Map<string, T[]>();
  for (const record of records) {
    const group = groups.get(record.key);
    if (group === undefined) groups.set(record.key, [record]);
    else group.push(record);
  }
  for (const group of groups.values()) group.sort((a, b) => compareTimes(a.at, b.at));
  return groups;
}

/** Times are written by `toISOString`, so the order of their letters is that of time. */
export const compareTimes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The newest time of these, or '' when there are none. */
export const newestOf = (records: readonly { at: string }[]): string =>
  records.reduce((newest, { at }) => (at > newest ? at : newest), '');

function outcomeOf(sent: Sent, next: Sent | undefined, outcomes: readonly Settled[]) {
  const later = outcomes.filter(({ at }) => at >= sent.at);
  const own = next === undefined ? later : later.filter(({ at }) => at < next.at);
  // That a repeat was not sent, or met a closed door, says nothing of the sending before it.
  const known = own.findLast(({ outcome }) => outcome !== 'unknowable' && outcome !== 'not_sent');
  return known ?? own.at(-1) ?? later.find(({ outcome }) => outcome !== 'not_sent');
}
