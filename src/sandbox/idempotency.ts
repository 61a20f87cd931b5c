import { sha256 } from '../quick-crypto.ts';
import type { Machine } from './machine.ts';
import type { Collection } from './store.ts';

/** How a key is used by one request. */
export interface KeyUse {
  /** Whose key it is; the same key of two callers is two keys. */
  owner: string;
  key: string;
  /** What makes two requests the same request: see fingerprintOf. */
  fingerprint: string;
}

interface Use {
  fingerprint: string;
  /** Id, chosen before the work, of what the work makes. */
  id: string;
  /** ISO 8601. */
  at: string;
}

/** What the store keeps about a key; `Answer` is what the system answers a request with. */
export type KeyRecord<Answer> = Use &
  ({ state: 'in_flight'; pid: number } | { state: 'released' } | { state: 'done'; answer: Answer });

/** The right to do a request's work. */
interface Claim extends Use {
  record: string;
  version: number;
}

/** The promises that an order system makes about its keys. */
export interface KeyRules<Answer> {
  /** A key is forgotten after so many milliseconds. */
  lifetimeMs: number;
  /** What a key is answered with that belongs to another request. */
  otherRequest: () => Error;
  /** What a key is answered with whose request is not through. */
  inProgress: () => Error;
  /**
   * The answer that a refusal is, where refusals use a key up; undefined for what is none. Left out
   * where a request that is refused does not use up its key.
   */
  keepRefusal?: (error: unknown) => Answer | undefined;
}

export interface Idempotency<Answer> {
  /** A claim when the work is to be done now, an answer when it has been done before. */
  claim(use: KeyUse, newId: () => string): Promise<{ claim: Claim } | { answer: Answer }>;
  /** Does the work if it is to be done, and gives its answer, new or kept. */
  once(
    use: KeyUse,
    newId: () => string,
    work: (id: string) => Promise<Answer>,
  ): Promise<{ answer: Answer; isReplay: boolean }>;
}

// The age limit is for a dead process whose number another process has got since.
const claimLifetimeMs = 30 * 1000;

/** `path` is with its query. */
export const fingerprintOf = (method: string, path: string, body: Uint8Array): string =>
  `${method} ${path} ${sha256(body)}`;

/** Under which name the store keeps a key. */
const keyRecordOf = ({ owner, key }: Pick<KeyUse, 'owner' | 'key'>): string =>
  sha256(`${owner}\0${key}`);

/**
 * Exactly one piece of work a key, among any number of processes of which each may be killed at any
 * instant, and without a lock.
 *
 * The process that writes the next version of the key's record holds the claim, and the store lets one only
 * write it. A claim names, before any work is done, the id of what the work will make. If the
 * holder dies, nothing tells whether it got as far as making it; but whoever takes over claims with
 * the SAME id, and making it is an exclusive insert. So either the insert succeeds, and the dead
 * holder had not got there, or it fails, and what it made is there to be read. The same holds for a
 * holder that was merely slow and comes back to find that it was taken over: both made one thing.
 *
 * A claim whose work throws what is no kept refusal is released. It keeps its id, because an error
 * (a disk that fills up after the insert) does not prove that nothing was made.
 */
export function openIdempotency<Answer>(
  keys: Collection<KeyRecord<Answer>>,
  machine: Machine,
  rules: KeyRules<Answer>,
): Idempotency<Answer> {
  const { now, pid } = machine;

  const claim: Idempotency<Answer>['claim'] = async (use, newId) => {
    const record = keyRecordOf(use);
    for (;;) {
      const stored = await keys.read(record);
      const judgement = stored && judge(stored.value, use.fingerprint, machine, rules);
      if (judgement?.answer !== undefined) return { answer: judgement.answer };
      const version = (stored?.version ?? 0) + 1;
      const { fingerprint } = use;
      const claimed: Use = { fingerprint, id: judgement?.id ?? newId(), at: now().toISOString() };
      if (await keys.write(record, version, { state: 'in_flight', ...claimed, pid })) {
        return { claim: { ...claimed, record, version } };
      }
    }
  };

  // When this fails to write, another request has taken the claim over and settles it instead.
  const settle = ({ record, version, fingerprint, id, at }: Claim, answer?: Answer) => {
    const use = { fingerprint, id, at };
    const next: KeyRecord<Answer> =
      answer === undefined ? { state: 'released', ...use } : { state: 'done', ...use, answer };
    return keys.write(record, version + 1, next);
  };

  return {
    claim,
    async once(use, newId, work) {
      const claimed = await claim(use, newId);
      if ('answer' in claimed) return { answer: claimed.answer, isReplay: true };
      const answer = await work(claimed.claim.id).catch(async (error: unknown) => {
        const refusal = rules.keepRefusal?.(error);
        if (refusal !== undefined) return refusal;
        // If even that cannot be written, the claim ends with this process or by its age, and the
        // first error is the news.
        await settle(claimed.claim).catch(() => false);
        throw error;
      });
      await settle(claimed.claim, answer);
      return { answer, isReplay: false };
    },
  };
}

/** What a record means for a request: an answer, an id to go on with, or nothing (a fresh start). */
function judge<Answer>(
  record: KeyRecord<Answer>,
  fingerprint: string,
  { now, isAlive }: Machine,
  { lifetimeMs, otherRequest, inProgress }: KeyRules<Answer>,
): { answer?: Answer; id?: string } {
  const age = now().getTime() - Date.parse(record.at);
  if (age >= lifetimeMs) return {};
  if (record.fingerprint !== fingerprint) {
    if (record.state === 'released') return {};
    throw otherRequest();
  }
  if (record.state === 'done') return { answer: record.answer };
  if (record.state === 'in_flight' && age < claimLifetimeMs && isAlive(record.pid))
    throw inProgress();
  return { id: record.id };
}
