import { wordList } from '../word-list.ts';
import type { Order, Payment } from './order.ts';
import { isRefundedWhole, pendingRefunds } from './refund-outcome.ts';

/** An order of Mercado Pago stays `processed` whatever becomes of its payments: they tell the rest. */
type MoneyEnd =
  /** All of it went back. */
  | 'refunded'
  /** The payer's bank asks for it back, or has taken it. */
  | 'charged_back'
  /** By its amounts nothing came in. */
  | 'nothing';

/** What of an order tells that; an order without payments is what its status says. */
export type MoneyOrder = Pick<Order, 'status' | 'status_detail'> &
  Partial<Pick<Order, 'payments' | 'refunds' | 'total_paid_amount'>>;

/** Payments that bring nothing in: attempts that failed or are over, and what is under way. */
const attempts = wordList(`
  failed, rejected, canceled, cancelled, expired, created, pending, processing, in_process,
  action_required, at_terminal
`);

/** Whether its own status says that all of a payment went back. */
export const isPaymentBack = ({ status, status_detail }: Payment): boolean =>
  status === 'refunded' || (status === 'processed' && status_detail === 'refunded');

/** A dispute that the shop has won (`reimbursed`) leaves a payment paid. */
export const isPaymentChargedBack = ({ status, status_detail }: Payment): boolean =>
  status === 'charged_back' && status_detail !== 'reimbursed';

/** What a payment was of: its paid amount, or what it asked for where that is not told. */
export const amountOf = ({ paid_amount, amount }: Payment): string | undefined =>
  paid_amount !== undefined && !isNothing(paid_amount) ? paid_amount : amount;

/** What became of the money of an order that is `processed`; undefined where it is the shop's, or in part. */
export function moneyEnd(order: MoneyOrder): MoneyEnd | undefined {
  if (isRefundedWhole(order)) return 'refunded';
  if (order.status !== 'processed') return undefined;
  const { payments: all = [] } = order;
  const payments = all.filter(({ status = '' }) => !attempts.includes(status));
  if (
    payments.length > 0 &&
    payments.every((one) => isPaymentBack(one) || isPaymentChargedBack(one))
  ) {
    if (payments.some(isPaymentChargedBack)) return 'charged_back';
    return pendingRefunds(order).length === 0 ? 'refunded' : undefined;
  }
  const told = payments.flatMap(({ paid_amount }) => paid_amount ?? []);
  const amounts = told.length > 0 ? told : [order.total_paid_amount].flatMap((one) => one ?? []);
  const isAllTold = told.length === 0 || told.length === payments.length;
  return amounts.length > 0 && isAllTold && amounts.every(isNothing) ? 'nothing' : undefined;
}

const isNothing = (amount: string): boolean => /^0{1,18}(\.0{1,6})?$/.test(amount);
