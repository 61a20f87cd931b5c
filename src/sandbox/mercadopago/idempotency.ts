import { createHash } from 'node:crypto';
import type { Collection } from '../store.ts';
import { refuse } from './errors.ts';

/** How a key is used by one request. */
export interface KeyUse {
  /** User id of the account; the same key of two accounts is two keys. */
  account: string;
  key: string;
  /** What makes two requests the same request: see fingerprintOf. */
  fingerprint: string;
}

export interface Answer {
  status: 200 | 201;
  body: object;
}

interface Use {
  fingerprint: string;
  /** Id, chosen before the work, of what the work makes. */
  id: string;
  at: string;
}

/** What the store keeps about a key. */
export type KeyRecord = Use &
  ({ state: 'in_flight'; pid: number } | { state: 'released' } | { state: 'done'; answer: Answer });

/** The right to do a request's work. */
export interface Claim extends Use {
  record: string;
  version: number;
}

export interface Machine {
  now: () => Date;
  pid: number;
  isAlive: (pid: number) => boolean;
}

export interface Idempotency {
  /** A claim when the work is to be done now, an answer when it has been done before. */
  claim(use: KeyUse, newId: () => string): Promise<{ claim: Claim } | { answer: Answer }>;
  /** Does the work if it is to be done, and gives its answer, new or kept. */
  once(use: KeyUse, newId: () => string, work: (id: string) => Promise<Answer>): Promise<Answer>;
}

const keyLifetimeMs = 24 * 3600 * 1000;
const claimLifetimeMs = 30 * 1000;

export const fingerprintOf = (method: string, path: string, body: Uint8Array): string =>
  `${method} ${path} ${createHash('sha256').update(body).digest('hex')}`;

/**
 * Exactly one piece of work a key, among any number of processes of which each may be killed at any
 * instant, and without a lock.
 *
 * Whoever writes the next version of the key's record holds the claim, and the store lets one only
 * write it. A claim names, before any work is done, the id of what the work will make. If the
 * holder dies, nothing tells whether it got as far as making it; but whoever takes over claims with
 * the SAME id, and making it is an exclusive insert. So either the insert succeeds, and the dead
 * holder had not got there, or it fails, and what it made is there to be read. The same holds for a
 * holder that was merely slow and comes back to find that it was taken over: both made one thing.
 *
 * A claim whose work throws is released. It keeps its id, because an error (a disk that fills up
 * after the insert) does not prove that nothing was made.
 */
export function openIdempotency(keys: Collection<KeyRecord>, machine: Machine): Idempotency {
  const { now, pid } = machine;

  const claim: Idempotency['claim'] = async (use, newId) => {
    const record = createHash('sha256').update(`${use.account}\0${use.key}`).digest('hex');
    for (;;) {
      const held = await keys.read(record);
      const kept = held && judge(held.value, use.fingerprint, machine);
      if (kept?.answer) return { answer: kept.answer };
      const version = (held?.version ?? 0) + 1;
      const { fingerprint } = use;
      const claimed: Use = { fingerprint, id: kept?.id ?? newId(), at: now().toISOString() };
      if (await keys.write(record, version, { state: 'in_flight', ...claimed, pid })) {
        return { claim: { ...claimed, record, version } };
      }
    }
  };

  // When this fails to write, another request has taken the claim over and settles it instead.
  const settle = ({ record, version, fingerprint, id, at }: Claim, answer?: Answer) => {
    const use = { fingerprint, id, at };
    const next: KeyRecord = answer
      ? { state: 'done', ...use, answer }
      : { state: 'released', ...use };
    return keys.write(record, version + 1, next);
  };

  return {
    claim,
    async once(use, newId, work) {
      const got = await claim(use, newId);
      if ('answer' in got) return got.answer;
      const answer = await work(got.claim.id).catch(async (error: unknown) => {
        // Assumption: a request that is refused does not use up its key. If even that cannot be
        // written, the claim ends with this process or by its age, and the first error is the news.
        await settle(got.claim).catch(() => false);
        throw error;
      });
      await settle(got.claim, answer);
      return answer;
    },
  };
}

/** What a record means for a request: an answer, an id to go on with, or nothing (a fresh start). */
function judge(
  kept: KeyRecord,
  fingerprint: string,
  { now, isAlive }: Machine,
): { answer?: Answer; id?: string } {
  const age = now().getTime() - Date.parse(kept.at);
  if (age >= keyLifetimeMs) return {};
  if (kept.fingerprint !== fingerprint) {
    if (kept.state === 'released') return {};
    throw refuse(
      'idempotency_key_already_used',
      "header 'X-Idempotency-Key' was used with another request in the last 24 hours",
    );
  }
  if (kept.state === 'done') return { answer: kept.answer };
  // The age limit is for a dead process whose number another process has got since.
  if (kept.state === 'in_flight' && age < claimLifetimeMs && isAlive(kept.pid)) {
    throw refuse('resource_locked', "header 'X-Idempotency-Key' belongs to a request in progress");
  }
  return { id: kept.id };
}
