import type { Call } from '../order-system.ts';
import type { Calls } from './calls.ts';
import { unknownPostHint } from './refund-order.ts';
import { callRequest } from './requests.ts';

const otherHint =
  'It may have been carried out, and Mollie knows no idempotency keys but for a POST: look before you send it again.';

/**
 * Sends a request to any endpoint. Every POST honours the idempotency key; of other changes nothing
 * that may have arrived is sent again, whatever key the caller has for them.
 */
export function sendCall(calls: Calls, call: Call): Promise<string> {
  const request = callRequest(call);
  const { method, idempotencyKey, afterLost } = call;
  if (method === 'GET') return calls.read(request, (text) => text);
  if (method !== 'POST' || idempotencyKey === undefined) {
    const policy = { repeatable: false };
    return calls.change(request, ({ text }) => text, { unknownHint: otherHint, policy });
  }
  return calls.change(request, ({ text }) => text, {
    idempotencyKey,
    unknownHint: unknownPostHint,
    policy: { repeatable: true, retryRateLimit: false, afterLost },
  });
}
