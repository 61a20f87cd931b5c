import type { SandboxAccount } from '../accounts.ts';
import { refuse } from './errors.ts';
import { fingerprintOf, type KeyRules, type KeyUse } from '../idempotency.ts';

/** A request as far as the orders look at it, from a seller known to be who they say. */
export interface Call {
  account: SandboxAccount;
  method: string;
  path: string;
  /** The X-Idempotency-Key header. */
  key: string | undefined;
  body: Uint8Array;
}

export interface Answer {
  status: 200 | 201;
  body: object;
}

/**
 * A key is good for 24 hours. Assumption: a request that is refused does not use up its key.
 */
export const keyRules: KeyRules<Answer> = {
  lifetimeMs: 24 * 3600 * 1000,
  otherRequest: () =>
    refuse(
      'idempotency_key_already_used',
      "header 'X-Idempotency-Key' was used with another request in the last 24 hours",
    ),
  inProgress: () =>
    refuse('resource_locked', "header 'X-Idempotency-Key' belongs to a request in progress"),
};

export function readKey({ account, method, path, key = '', body }: Call): KeyUse {
  if (key.trim() === '') {
    throw refuse('empty_required_header', "header 'X-Idempotency-Key' is required");
  }
  if (key.length > 128) {
    const wish = 'must have at most 128 characters';
    throw refuse('invalid_idempotency_key_length', `header 'X-Idempotency-Key' ${wish}`);
  }
  return { owner: String(account.user.id), key, fingerprint: fingerprintOf(method, path, body) };
}

export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw refuse('json_syntax_error', "'$' is not valid JSON");
  }
}
