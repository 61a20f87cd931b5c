import { createHash } from 'node:crypto';
import type { Machine } from '../mercadopago/idempotency.ts';
import { Problem, problemBody } from './errors.ts';
import type { State } from './state.ts';

export interface Reply {
  status: number;
  body: object;
  /** True: the answer to an earlier request with the same key. */
  replayed?: boolean;
}

/** A POST as far as its idempotency goes. */
export interface KeyedRequest {
  /** Whose key it is; the same key of two callers is two keys. */
  owner: string;
  /** The Idempotency-Key header; without one every request is a new one. */
  key: string | undefined;
  path: string;
  body: Uint8Array;
}

interface Use {
  fingerprint: string;
  /** Id, chosen before the work, of what the work makes. */
  id: string;
  at: string;
}

/** What the store keeps about a key. */
export type KeyRecord = Use &
  ({ state: 'in_flight'; pid: number } | { state: 'released' } | { state: 'done'; reply: Reply });

// Mollie's reference: a key is forgotten after an hour.
const keyLifetimeMs = 3_600_000;
const claimLifetimeMs = 30_000;

const sha256 = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex');

/**
 * Does a piece of work once a key. Whoever writes the next version of the key's record does the
 * work, under an id that stays the same for whoever takes over from a process that died.
 *
 * Assumption: a refusal is kept like any other answer, as is reported of 429.
 */
export async function once(
  state: State,
  request: KeyedRequest,
  newId: () => string,
  work: (id: string) => Promise<Reply>,
): Promise<Reply> {
  if (request.key === undefined || request.key === '') return work(newId());
  const got = await claim(state, request, newId);
  if ('reply' in got) return { ...got.reply, replayed: true };
  const { record, version, use } = got;
  // When a settling write fails, another request has taken over and settles it instead.
  const settle = (next: KeyRecord) => state.keys.write(record, version + 1, next);
  const reply = await answered(work(use.id)).catch(async (error: unknown) => {
    await settle({ state: 'released', ...use }).catch(() => false);
    throw error;
  });
  await settle({ state: 'done', ...use, reply });
  return reply;
}

/** The right to do a request's work. */
interface Claim {
  record: string;
  version: number;
  use: Use;
}

async function claim(
  { keys, machine }: State,
  { owner, key, path, body }: KeyedRequest,
  newId: () => string,
): Promise<Claim | { reply: Reply }> {
  const { now, pid } = machine;
  const record = sha256(`${owner}\0${key}`);
  const fingerprint = `POST ${path} ${sha256(body)}`;
  for (;;) {
    const held = await keys.read(record);
    const kept = held && judge(held.value, fingerprint, machine);
    if (kept?.reply) return { reply: kept.reply };
    const version = (held?.version ?? 0) + 1;
    const use: Use = { fingerprint, id: kept?.id ?? newId(), at: now().toISOString() };
    const isOurs = await keys.write(record, version, { state: 'in_flight', ...use, pid });
    if (isOurs) return { record, version, use };
  }
}

/** A refusal as an answer; any other error is nothing that the API has said. */
const answered = (work: Promise<Reply>): Promise<Reply> =>
  work.catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    return { status: error.status, body: problemBody(error) };
  });

/** What a record means for a request: an answer, an id to go on with, or nothing (a fresh start). */
function judge(
  kept: KeyRecord,
  fingerprint: string,
  { now, isAlive }: Machine,
): { reply?: Reply; id?: string } {
  const age = now().getTime() - Date.parse(kept.at);
  if (age >= keyLifetimeMs) return {};
  if (kept.fingerprint !== fingerprint) {
    if (kept.state === 'released') return {};
    // Assumption: the wording, here and below. The statuses are the page's.
    throw new Problem(400, 'The idempotency key was used for a different request before.');
  }
  if (kept.state === 'done') return { reply: kept.reply };
  // The age limit is for a dead process whose number another process has got since.
  if (kept.state === 'in_flight' && age < claimLifetimeMs && isAlive(kept.pid)) {
    throw new Problem(409, 'A request with this idempotency key is still being processed.');
  }
  return { id: kept.id };
}
