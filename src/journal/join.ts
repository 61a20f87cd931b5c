import type { JournalEntry, LookRecord, TimedRequest, TimedSettlement } from './entry.ts';
import { isSameRequest } from './identity.ts';

/** What was written of some requests, in any order. */
interface JournalRecords {
  sent: readonly TimedRequest[];
  settled: readonly TimedSettlement[];
  looked?: readonly LookRecord[];
}

/**
 * Joins requests with their outcomes. What is there twice (a crash may leave copies) counts once: a
 * sending is told apart by its id and time. An outcome with an id belongs to the request of that id
 * and to no other, with any key and at any time. That a repeat was not sent says
 * nothing of the sendings before it; any other outcome is that of all sendings of its request. Of
 * several outcomes the last counts, but a known outcome goes before an unknown one.
 */
export function joinEntries(
  sent: readonly TimedRequest[],
  settled: readonly TimedSettlement[],
  looked: readonly LookRecord[] = [],
): JournalEntry[] {
  const outcomes = byKey(settled);
  const looks = byKey(looked);
  return [...byKey(sent)].flatMap(([key, copies]) => {
    const ofKey = outcomes.get(key) ?? [];
    const [only, another] = copies;
    const [outcome, more] = ofKey;
    // As nearly all are: one request, and its outcome.
    if (
      another === undefined &&
      more === undefined &&
      only !== undefined &&
      outcome !== undefined
    ) {
      const isOwn = outcome.id !== undefined && isAbout(outcome, only);
      if (isOwn && !looks.has(key)) return { sent: only, settled: outcome };
    }
    const sendings = [...new Map(copies.map((one) => [sendingOf(one), one])).values()];
    return sendings.map((one, i) => {
      const outcome = outcomeById(one, ofKey) ?? outcomeByKey(sendings, i, ofKey);
      const times = (looks.get(key) ?? []).filter(({ id }) => id === one.id).map(({ at }) => at);
      return {
        sent: one,
        ...(outcome !== undefined && { settled: outcome }),
        ...(times.length > 0 && { looks: [...new Set(times)] }),
      };
    });
  });
}

/** The requests that none of these outcomes settles; `among` are all sendings that are known. */
export function pendingOf(
  sent: readonly TimedRequest[],
  settled: readonly TimedSettlement[],
  among: readonly TimedRequest[] = [],
): TimedRequest[] {
  const wanted = new Map(sent.map((one) => [sendingOf(one), one]));
  return joinEntries([...sent, ...among], settled).flatMap((entry) =>
    entry.settled === undefined && wanted.has(sendingOf(entry.sent)) ? [entry.sent] : [],
  );
}

/** Tells a sending from all others: the lengths say where the id and the key end. */
export const sendingOf = ({ id = '', key, at }: TimedRequest): string =>
  `${id.length},${key.length},${id}${key}${at}`;

/** Whether an outcome is about this sending, as far as ids and keys tell. */
export function isAbout(
  outcome: Pick<TimedSettlement, 'id' | 'key' | 'outcome' | 'sent_at'>,
  sent: Pick<TimedRequest, 'id' | 'key' | 'at'>,
): boolean {
  if (outcome.key !== sent.key) return false;
  if (outcome.id === undefined) return true;
  if (outcome.id !== sent.id) return false;
  return outcome.outcome !== 'not_sent' || (outcome.sent_at ?? sent.at) === sent.at;
}

/** Whether an outcome is here of which no request is, so that it settles one elsewhere. */
export function hasStrays({ sent, settled, looked = [] }: JournalRecords): boolean {
  if (looked.length > 0) return true;
  const sendings = byKey(sent);
  return settled.some((outcome) => {
    const ofKey = sendings.get(outcome.key) ?? [];
    if (outcome.id !== undefined) return !ofKey.some(({ id }) => id === outcome.id);
    return ofKey[0] === undefined || ofKey[0].at > outcome.at;
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

const isKnown = ({ outcome }: TimedSettlement): boolean =>
  outcome !== 'unknowable' && outcome !== 'not_sent';

function outcomeById(
  sent: TimedRequest,
  outcomes: readonly TimedSettlement[],
): TimedSettlement | undefined {
  const own = outcomes.filter((one) => one.id !== undefined && isAbout(one, sent));
  const last =
    own.findLast(isKnown) ?? own.findLast(({ outcome }) => outcome === 'unknowable') ?? own.at(-1);
  if (last === undefined || last.request_id !== undefined) return last;
  // A look that told the end of it has no id of the request: its answer had one.
  const request_id = own.findLast((one) => one.request_id !== undefined)?.request_id;
  return request_id === undefined ? last : { ...last, request_id };
}

/** No provider knows a key for longer; what was sent under it later was another request. */
export const longestKeyLifeMs = 24 * 3600 * 1000;

/**
 * An outcome without an id belongs to the last sending before it. An older sending of the same that
 * got no outcome of its own has the next one, for while the provider knows a key, it knows one request
 * under it.
 */
function outcomeByKey(
  sendings: readonly TimedRequest[],
  i: number,
  outcomes: readonly TimedSettlement[],
) {
  const sent = sendings[i]!;
  const next = sendings[i + 1];
  const later = outcomes.filter(({ id, at }) => id === undefined && at >= sent.at);
  const own = next === undefined ? later : later.filter(({ at }) => at < next.at);
  // That a repeat was not sent, or met a closed door, says nothing of the sending before it.
  const outcome = own.findLast(isKnown) ?? own.at(-1);
  if (outcome !== undefined || next === undefined) return outcome;
  const inherited = later.find((one) => one.outcome !== 'not_sent');
  if (inherited === undefined) return undefined;
  const repeat = sendings.findLast(({ at }) => at <= inherited.at)!;
  const sinceMs = Date.parse(repeat.at) - Date.parse(sent.at);
  return isSameRequest(sent, repeat) && sinceMs < longestKeyLifeMs ? inherited : undefined;
}
