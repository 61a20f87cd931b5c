import type { CliError, ExplainedBy } from '../../errors.ts';
import type { HttpRequest } from '../transport/types.ts';

/**
 * What a refusal says that an earlier attempt of the same request can be the cause of; undefined where
 * none can. Mollie has no codes, so its words tell: `The order cannot be canceled from state:
 * canceled`, `no lines that can be refunded`.
 */
export function explainedByLoss(
  { method, path }: Pick<HttpRequest, 'method' | 'path'>,
  { code, message, facts: { httpStatus } }: CliError,
): ExplainedBy | undefined {
  // Also `The line cannot be canceled from state: canceled`.
  if (/from state: cancell?ed\b|already (been )?(cancell?ed|refunded)\b/i.test(message)) {
    return 'already_done';
  }
  if (code === 'mollie_not_cancelable' || code === 'mollie_line_not_cancelable') return 'state';
  if (httpStatus === 409) return 'under_way'; // a request with the same key is in flight
  // What is asked of an order that is there: its lines or its amount do not allow it any more.
  const isOfOrder = /^\/v2\/orders\/[^/?]+/.test(path);
  const isRefund = method === 'POST' && /\/refunds\b/.test(path);
  return isOfOrder && (httpStatus === 422 || (isRefund && httpStatus === 400))
    ? 'state'
    : undefined;
}
