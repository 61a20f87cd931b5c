import { fingerprintOf, type Idempotency, type KeyRules } from '../idempotency.ts';
import { Problem, problemBody } from './errors.ts';

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

/**
 * A key is forgotten after an hour (Mollie's reference). Assumption: a refusal is kept like any other
 * answer, as is reported of 429.
 */
export const keyRules: KeyRules<Reply> = {
  lifetimeMs: 3_600_000,
  // Assumption: the wording of both. The statuses are the page's.
  otherRequest: () =>
    new Problem(400, 'The idempotency key was used for a different request before.'),
  inProgress: () =>
    new Problem(409, 'A request with this idempotency key is still being processed.'),
  keepRefusal: (error) =>
    error instanceof Problem ? { status: error.status, body: problemBody(error) } : undefined,
};

/** Does a piece of work once a key, or each time where there is no key. */
export async function once(
  { idempotency }: { idempotency: Idempotency<Reply> },
  { owner, key = '', path, body }: KeyedRequest,
  newId: () => string,
  work: (id: string) => Promise<Reply>,
): Promise<Reply> {
  if (key === '') return work(newId());
  const use = { owner, key, fingerprint: fingerprintOf('POST', path, body) };
  const { answer, isReplay } = await idempotency.once(use, newId, work);
  return isReplay ? { ...answer, replayed: true } : answer;
}
