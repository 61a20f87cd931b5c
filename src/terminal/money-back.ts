import type { Order } from '../orders/order.ts';
import { isRefundedWhole } from '../orders/refund-outcome.ts';
import { rest } from './amount.ts';
import { amountGoingBack, amountPaid } from './order-money.ts';

/** How the money of an order stands, as far as the order tells; amounts are decimal strings. */
export interface MoneyBack {
  paid: string | undefined;
  /** What went back, or is going. */
  refunded: string | undefined;
  /** What of that is on its way still. */
  pending: string | undefined;
  /** What can still be refunded; undefined where that is nothing, or is not told. */
  left: string | undefined;
  /** Whether nothing is left: all of it went back, or is going. */
  isAll: boolean;
}

/** The statuses in which an order's money was paid, where no payment tells how much. */
const paidStatuses = ['processed', 'paid', 'shipping', 'completed', 'refunded', 'charged_back'];

export function moneyBack(order: Order): MoneyBack {
  const isPaid = paidStatuses.includes(order.status);
  const paid = amountPaid(order) ?? (isPaid ? order.total_amount : undefined);
  const { all: refunded, pending } = amountGoingBack(order);
  const left = rest(paid, refunded);
  const isWhole = isRefundedWhole(order) && refunded === undefined;
  // How large the part is that went back, not every answer tells.
  const isPartUntold = order.status_detail === 'partially_refunded' && refunded === undefined;
  const isAll = isWhole || (refunded !== undefined && paid !== undefined && left === undefined);
  return {
    paid,
    refunded: isWhole ? paid : refunded,
    pending,
    left: isPaid && refunded === undefined && !isAll && !isPartUntold ? paid : left,
    isAll: isAll || isRefundedWhole(order),
  };
}
