import { difference, sumOf } from '../../../orders/money.ts';
import type { Order } from '../../../orders/order.ts';
import { moneyBack } from '../../../terminal/money-back.ts';
import { amountPaid } from '../../../terminal/order-money.ts';

/** Whether the shop has an order's money, as far as the order tells. */
export type PaidState =
  | 'paid'
  | 'refunded_in_part'
  /** All of it went back, or is going. */
  | 'refunded'
  /** The payer's bank asks for it back, or has taken it. */
  | 'charged_back'
  | 'unpaid'
  /** Its status does not tell: a payment is under way, or the status is not known here. */
  | 'unclear';

export interface Standing {
  state: PaidState;
  /** Decimal strings; undefined where the order does not tell. */
  paid?: string;
  refunded?: string;
  /** What is left of the paid amount. */
  net?: string;
}

/** Statuses in which an order was paid (Mercado Pago's and Mollie's; invoiced is VTEX's). */
const paidStatuses = ['processed', 'refunded', 'paid', 'shipping', 'completed', 'invoiced'];

/** Statuses in which nobody has paid; a payment that is under way has others. */
const unpaidStatuses = [
  ...['created', 'canceled', 'cancelled', 'expired', 'failed'],
  ...['order-created', 'payment-pending'],
];

/** How an order's money stands. Money is told only where the order tells that it was paid. */
export function standingOf(order: Order): Standing {
  const { status, provider } = order;
  if (status === 'charged_back') return { state: 'charged_back' };
  // VTEX's orders go on through many statuses after their payment was authorized.
  const isAuthorized =
    provider === 'vtex' && order.dates?.some(({ label }) => label === 'Authorized at');
  const isCanceled = status.startsWith('cancel');
  if (isAuthorized === true && isCanceled) return { state: 'unclear' };
  if (!paidStatuses.includes(status) && isAuthorized !== true) {
    const hasMoney = status !== 'failed' && amountPaid(order) !== undefined;
    return { state: unpaidStatuses.includes(status) && !hasMoney ? 'unpaid' : 'unclear' };
  }
  const back = moneyBack(order);
  const paid = decimal(back.paid ?? order.total_amount);
  const refunded = decimal(back.refunded ?? '0');
  const net = paid === undefined || refunded === undefined ? undefined : difference(paid, refunded);
  const state = back.isAll ? 'refunded' : back.refunded === undefined ? 'paid' : 'refunded_in_part';
  return { state, paid, refunded, net };
}

/** An amount, or nothing where it cannot be reckoned with. */
const decimal = (amount: string | undefined): string | undefined =>
  amount !== undefined && sumOf([amount]) !== undefined ? amount : undefined;

/** Whether the shop has money of it. */
export const hasMoney = ({ state }: Standing): boolean =>
  state === 'paid' || state === 'refunded_in_part';
