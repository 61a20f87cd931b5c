import type { CliError, ExplainedBy } from '../../errors.ts';
import type { HttpRequest } from '../transport/types.ts';

/** Something of the kind is being worked on (refund errors of Point, page of `/v2/pos`). */
const underWay = [
  'conflict',
  'movement_operations_pending',
  'refund_in_progress',
  'resource_locked',
];

/**
 * Statuses that say no for the state of the order or its payment: also that the seller's money does
 * not suffice, which may be gone by the attempt before (refund errors).
 */
const ofState = [402, 410, 412, 422, 428];

/**
 * Codes that say so, under any status: the same code comes with 400 on one page and with 409 on
 * another.
 */
const codeOfState =
  /^cannot_(cancel|refund)_|_order_status$|_current_state$|_not_(cancelable|refundable)$|^insufficient_/;

/** The same of a refund, for what is left of the money. */
const amountExceeds = /exceed/;

/** A key that is refused though it was taken the first time; but for its length, which stays. */
const isOfKey = (code: string): boolean => code.includes('idempotency') && !/length/.test(code);

/**
 * What a refusal says that an earlier attempt of the same request can be the cause of; undefined where
 * none can. The create and the cancel page word `idempotency_key_already_used` without a word about
 * the body, so a key that only this request has used may be refused anyway.
 */
export function explainedByLoss(
  { path }: Pick<HttpRequest, 'path'>,
  { code, facts: { httpStatus = 0 } }: CliError,
): ExplainedBy | undefined {
  if (isOfKey(code)) return 'key_used';
  if (underWay.includes(code)) return 'under_way';
  if (/already_(cancell?ed|refunded|exists?|processed|used)$/.test(code)) return 'already_done';
  if (httpStatus === 409) return 'state';
  const change = /\/(cancel|refund)$/.exec(path)?.[1];
  if (change === undefined) return undefined;
  const isOfState = ofState.includes(httpStatus) || codeOfState.test(code);
  return isOfState || (change === 'refund' && amountExceeds.test(code)) ? 'state' : undefined;
}
