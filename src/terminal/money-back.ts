import type { Order } from '../orders/order.ts';
import { isRefundedWhole } from '../orders/refund-outcome.ts';
import { moneyEnd } from '../orders/payment-money.ts';
import { rest } from './amount.ts';
import { amountChargedBack, amountGoingBack, amountPaid } from './order-money.ts';

/** How the money of an order stands, as far as the order tells; amounts are decimal strings. */
export interface MoneyBack {
  paid: string | undefined;
  /** What went back, or is going. */
  refunded: string | undefined;
  /** What of that is on its way still. */
  pending: string | undefined;
  /** What the payers' banks ask for, or have taken, of an order that is `processed`. */
  chargedBack: string | undefined;
  /** What can still be refunded; undefined where that is nothing, or is not told. */
  left: string | undefined;
  /** Whether nothing is left: all of it went back, or is going. */
  isAll: boolean;
}

/** The statuses in which an order's money was paid, where no payment tells how much. */
const paidStatuses = ['processed', 'paid', 'shipping', 'completed', 'refunded', 'charged_back'];

export function moneyBack(order: Order): MoneyBack {
  const isPaid = paidStatuses.includes(order.status);
  const hasPaid = isPaid && moneyEnd(order) !== 'nothing';
  const paid = amountPaid(order) ?? (hasPaid ? order.total_amount : undefined);
  const chargedBack = order.status === 'charged_back' ? undefined : amountChargedBack(order);
  const { all: refunded, pending } = amountGoingBack(order);
  const left = rest(rest(paid, chargedBack ?? '0'), refunded);
  const isWhole = isRefundedWhole(order) && refunded === undefined;
  // How large the part is that went back, not every answer tells.
  const isPartUntold = order.status_detail === 'partially_refunded' && refunded === undefined;
  const isAll =
    isWhole || (refunded !== undefined && paid !== undefined && rest(paid, refunded) === undefined);
  return {
    paid,
    refunded: isWhole ? paid : refunded,
    pending,
    chargedBack,
    left:
      hasPaid && refunded === undefined && !isAll && !isPartUntold
        ? rest(paid, chargedBack ?? '0')
        : left,
    isAll: isAll || isRefundedWhole(order),
  };
}

/** What is back: not what is on its way still. */
export const backOf = ({ refunded, pending }: Pick<MoneyBack, 'refunded' | 'pending'>) =>
  pending === undefined ? refunded : rest(refunded, pending);
