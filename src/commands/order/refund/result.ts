import type { Order, Refund } from '../../../orders/order.ts';
import {
  isRefundedWhole,
  refundOutcome,
  type RefundOutcome,
  type RefundFinding,
} from '../../../orders/refund-outcome.ts';
import type { CliError } from '../../../errors.ts';
import type { OrderProvider, RefundPart } from '../../../providers/order-system.ts';

/** A refund, as far as its outcome depends on what was asked for. */
export interface RefundRequest {
  id: string;
  /** None for the whole. */
  parts: readonly RefundPart[];
  /** The order's refunds from before it, where they are known. */
  before?: readonly Refund[];
}

/** What a refund came to. */
export interface RefundResult {
  outcome: Exclude<RefundOutcome, 'unknown'>;
  request: RefundRequest;
  /** The order as it stands, as far as it was seen. */
  order: Order;
  /** The JSON text of the provider's own answer by which the outcome is known. */
  answer: string;
  /** The refunds that it was judged by. */
  refunds: readonly Refund[];
  /** False where the order shows nothing of a refund that was taken in. */
  isShown: boolean;
  /** What the command ends with in spite of the outcome. */
  error?: CliError;
}

/**
 * What a refund came to whose answer is `answered`. Where that tells nothing of the refund, or not
 * whether what went back is all of it, the order is read again, and `forPeople` also where it has no
 * more of the order than how it stands. A refund that was taken in and shows nowhere is requested.
 */
export async function refundResult(
  provider: Pick<OrderProvider, 'get'>,
  request: RefundRequest,
  answered: Order,
  { forPeople }: { forPeople: boolean },
): Promise<RefundResult> {
  const first = findingIn(answered, request);
  const isAll =
    request.parts.length > 0 || first.outcome !== 'refunded' || isRefundedWhole(answered);
  const isEnough = isAll && !forPeople;
  const tellsAll = first.outcome !== 'unknown' && (isEnough || !isShort(answered));
  const latest = tellsAll ? undefined : await provider.get(request.id).catch(() => undefined);
  const result = resultIn(answered, first, request);
  return latest === undefined ? result : updatedBy(result, latest);
}

/** The same refund after a later look at its order; what was final stays so. */
export function updatedBy(result: RefundResult, order: Order): RefundResult {
  const finding = findingIn(order, result.request);
  const isBehind = finding.outcome === 'unknown' && !showsAll(order, result.refunds);
  const isOlder = isBehind || (isFinal(result) && finding.outcome === 'requested');
  if (!isOlder) return resultIn(order, finding, result.request);
  if (!result.isShown) return { ...result, order, answer: order.answer };
  // The look was behind what was answered before: how it stands is told by that.
  const { status, status_detail, refunds } = result.order;
  return { ...result, order: { ...order, status, status_detail, refunds } };
}

/** Whether an order shows refunds, by their ids, as they were seen before. */
const showsAll = ({ refunds: shown = [] }: Order, refunds: readonly Refund[]): boolean =>
  refunds.length > 0 &&
  refunds.every(({ id, status }) =>
    shown.some((one) => id !== undefined && one.id === id && one.status === status),
  );

/** What an order shows of a refund that was taken in. */
export const resultOf = (order: Order, request: RefundRequest): RefundResult =>
  resultIn(order, findingIn(order, request), request);

const isFinal = ({ outcome }: { outcome: RefundOutcome }): boolean =>
  outcome !== 'requested' && outcome !== 'unknown';

const findingIn = (order: Order, { parts, before }: RefundRequest): RefundFinding =>
  refundOutcome(order, parts, before);

const resultIn = (
  order: Order,
  { outcome, refunds }: RefundFinding,
  request: RefundRequest,
): RefundResult => ({
  request,
  order,
  answer: order.answer,
  refunds,
  outcome: outcome === 'unknown' ? 'requested' : outcome,
  isShown: outcome !== 'unknown',
});

/** Mercado Pago answers a refund with the order's id, how it stands, and its refunds alone. */
const isShort = ({ total_amount, payments }: Order): boolean =>
  total_amount === undefined && payments.length === 0;
