import { wordList } from '../../../word-list.ts';
import { difference, sumOf } from '../../../orders/money.ts';
import type { Order } from '../../../orders/order.ts';
import { moneyEnd } from '../../../orders/payment-money.ts';
import { moneyBack } from '../../../terminal/money-back.ts';
import { amountPaid } from '../../../terminal/order-money.ts';

/** Whether the shop has an order's money, as far as the order tells. */
type PaidState =
  | 'paid'
  | 'refunded_in_part'
  /** All of it went back, or is going. */
  | 'refunded'
  /** The payer's bank asks for it back, or has taken it. */
  | 'charged_back'
  | 'unpaid'
  /** It does not tell: a payment is under way, or the status is not known, or nothing came in by its amounts. */
  | 'unclear';

export interface Standing {
  state: PaidState;
  /** Decimal strings; undefined where the order does not tell. */
  paid?: string;
  /** What went back, or is on its way. */
  refunded?: string;
  /** What of that is on its way still; undefined where that is nothing. */
  pending?: string;
  /** What the payer's bank asks for, or has taken; undefined where that is nothing. */
  charged_back?: string;
  /** What is left of the paid amount. */
  net?: string;
}

/** Statuses in which an order was paid: Mercado Pago's, Mollie's, VTEX's. */
const paidStatuses = wordList(`
  processed, partially_refunded, refunded, charged_back, paid, shipping, completed,
  payment-approved, invoiced
`);

/** Statuses in which nothing is paid; a payment that is under way has others. */
const unpaidStatuses = wordList(`
  created, at_terminal, canceled, cancelled, expired, failed, order-created, on-order-completed,
  payment-pending
`);

/** VTEX's statuses in which what was paid may have gone back, or belongs to another order. */
const withdrawnStatuses = ['cancel', 'canceled', 'cancelled', 'replaced'];

/**
 * How an order's money stands. Money is told only where the order tells that it was paid. A dispute that
 * ended for the shop (`reimbursed`) leaves it paid.
 */
export function standingOf(order: Order): Standing {
  const { status, status_detail: detail, provider } = order;
  // VTEX's orders go on through many statuses after their payment was authorized.
  const isAuthorized =
    provider === 'vtex' && order.dates?.some(({ label }) => label === 'Authorized at');
  if (isAuthorized === true && withdrawnStatuses.includes(status)) return { state: 'unclear' };
  if (!paidStatuses.includes(status) && isAuthorized !== true) {
    const hasMoney = status !== 'failed' && amountPaid(order) !== undefined;
    return { state: unpaidStatuses.includes(status) && !hasMoney ? 'unpaid' : 'unclear' };
  }
  if (moneyEnd(order) === 'nothing') return { state: 'unclear' };
  const back = moneyBack(order);
  const paid = decimal(back.paid ?? order.total_amount);
  const isPart = [status, detail].includes('partially_refunded');
  const isPartUntold = isPart && back.refunded === undefined;
  const refunded = isPartUntold ? undefined : decimal(back.refunded ?? '0');
  const left =
    paid === undefined || refunded === undefined ? undefined : difference(paid, refunded);
  const amounts = { paid, refunded, ...(back.pending !== undefined && { pending: back.pending }) };
  if (status === 'charged_back' && detail !== 'reimbursed') {
    const net = left && difference(left, left);
    return { state: 'charged_back', ...amounts, charged_back: left, net };
  }
  const charged = decimal(back.chargedBack);
  if (charged !== undefined) {
    const net = left && difference(left, charged);
    const isGone = net === undefined || /^-|^0*(\.0*)?$/.test(net);
    const state = isGone ? 'charged_back' : 'refunded_in_part';
    return { state, ...amounts, charged_back: charged, net };
  }
  const isWhole = back.refunded === undefined && !isPart;
  const state = back.isAll ? 'refunded' : isWhole ? 'paid' : 'refunded_in_part';
  return { state, ...amounts, net: left };
}

/** An amount, or nothing where it cannot be reckoned with. */
const decimal = (amount: string | undefined): string | undefined =>
  amount !== undefined && sumOf([amount]) !== undefined ? amount : undefined;

/** Whether the shop has money of it. */
export const hasMoney = ({ state }: Standing): boolean =>
  state === 'paid' || state === 'refunded_in_part';
