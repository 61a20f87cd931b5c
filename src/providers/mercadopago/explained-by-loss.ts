import type { CliError, ExplainedBy } from '../../errors.ts';
import type { HttpRequest } from '../http.ts';

/** Something of the kind is being worked on (refund errors of Point, page of `/v2/pos`). */
const underWay = [
  'conflict',
  'movement_operations_pending',
  'refund_in_progress',
  'resource_locked',
];

/**
 * Refusals of a refund for the state of the order or its payment, by their HTTP status: also that the
 * seller's money does not suffice, which may be gone by the attempt before (refund errors).
 */
const ofRefundState = [402, 422, 428];

/** The same, where the status is that of any wrong request. */
const amountExceeds = /exceed/;

/**
 * What a refusal says that an earlier attempt of the same request can be the cause of; undefined where
 * none can. The create and the cancel page word `idempotency_key_already_used` without a word about
 * the body, so a key that nobody but this request has used may be refused all the same.
 */
export function explainedByLoss(
  { path }: Pick<HttpRequest, 'path'>,
  { code, facts: { httpStatus = 0 } }: CliError,
): ExplainedBy | undefined {
  if (code === 'idempotency_key_already_used') return 'key_used';
  if (underWay.includes(code)) return 'under_way';
  if (/already_(cancell?ed|refunded)$/.test(code)) return 'already_done';
  if (httpStatus === 409) return 'state';
  const isRefund = /\/refund$/.test(path);
  return isRefund && (ofRefundState.includes(httpStatus) || amountExceeds.test(code))
    ? 'state'
    : undefined;
}
