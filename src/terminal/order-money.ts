import type { Say } from '../language/sentence.ts';
import type { DiscountOffer, Order, Payment } from '../orders/order.ts';
import { sameAmount } from '../orders/money.ts';
import { amountOf, isPaymentBack, isPaymentChargedBack } from '../orders/payment-money.ts';
import { pendingRefunds, refundStatusOutcome } from '../orders/refund-outcome.ts';
import { isMoreThanNothing, money, rest, sum } from './amount.ts';
import { cleanValue } from './clean-text.ts';
import { fact, type Fact } from './fact.ts';
import { glue } from './wrap.ts';

const ofPayment = (field: string): string => `transactions.payments[].${field}`;

/** What was asked, paid and given back, and how. */
export function moneyFacts(order: Order, say: Say): Fact[] {
  const { currency, payments, total_amount } = order;
  const total = something(order.total_paid_amount);
  const paid = amountPaid(order);
  const isTotalPaid = total !== undefined && paid !== undefined && sameAmount(total, paid);
  // With several payments their table shows each one's: see order-tables.ts.
  const only = payments.length === 1 ? payments[0] : undefined;
  return [
    fact('Amount', money(total_amount, currency), 'total_amount', 'currency'),
    fact('Discounts', discounts(order, say), ...discountFields),
    fact(
      'Paid',
      money(paid, currency),
      'currency',
      ...(only === undefined ? [] : [ofPayment('paid_amount')]),
      ...(isTotalPaid ? ['total_paid_amount'] : []),
    ),
    fact('Total paid', isTotalPaid ? undefined : money(total, currency), 'total_paid_amount'),
    fact('Paid with', only && paidWith(only, say), ...methodFields(payments).map(ofPayment)),
    fact(
      'Refunded',
      refunded(order, say),
      'currency',
      ...(only === undefined ? [] : [ofPayment('refunded_amount')]),
    ),
    fact('Fee', marketplaceFee(order, say), 'marketplace_fee'),
  ];
}

/** What the payments brought in; undefined while that is nothing. */
export function amountPaid({ payments, total_paid_amount }: Order): string | undefined {
  const amounts = payments.flatMap(({ paid_amount }) => paid_amount ?? []);
  return something(amounts.length === 0 ? total_paid_amount : added(amounts));
}

/** What was given back, by the payments or, where they do not tell, by the refunds. */
export function amountRefunded(order: Order): string | undefined {
  const ofPayments = order.payments.flatMap((payment) => amountBack(payment) ?? []);
  return something(added(ofPayments.length > 0 ? ofPayments : amountsDone(order)));
}

/** Of a payment that says it went back, and not how much, all of it did. */
const amountBack = (payment: Payment): string | undefined =>
  something(payment.refunded_amount) ??
  (isPaymentBack(payment) ? amountOf(payment) : payment.refunded_amount);

/** What the payers' banks ask for, or have taken, of payments that are not the order's whole story. */
export function amountChargedBack({ payments }: Order): string | undefined {
  const left = payments.flatMap((payment) => {
    if (!isPaymentChargedBack(payment)) return [];
    const [whole, back = '0'] = [amountOf(payment), amountBack(payment)];
    return rest(whole, back) ?? [];
  });
  return something(added(left));
}

/**
 * What went back or is on its way, and what of that is on its way still. Whether a payment's own figure
 * counts what is on its way is not said anywhere: it does where it is as much as the refunds come to.
 */
export function amountGoingBack(order: Order): {
  all: string | undefined;
  pending: string | undefined;
} {
  const refunded = amountRefunded(order);
  const pending = sum(pendingRefunds(order).flatMap(({ amount }) => amount ?? []));
  if (pending === undefined) return { all: refunded, pending };
  const all = sum([...amountsDone(order), pending]) ?? pending;
  const isMore = refunded !== undefined && rest(all, refunded) === undefined;
  return { all: isMore ? refunded : all, pending };
}

const amountsDone = ({ refunds = [] }: Order): string[] =>
  refunds.flatMap(({ status, amount }) =>
    refundStatusOutcome(status) === 'refunded' ? (amount ?? []) : [],
  );

const something = (amount: string | undefined): string | undefined =>
  amount !== undefined && isMoreThanNothing(amount) ? amount : undefined;

/** One amount stays as it was written; amounts that cannot be added stand beside each other. */
function added(amounts: readonly string[]): string | undefined {
  if (amounts.length <= 1) return amounts[0];
  return sum(amounts) ?? amounts.join(' + ');
}

/** `84.85 EUR (pending)`: what is on its way is not there yet. */
function refunded(order: Order, say: Say): string | undefined {
  const { currency } = order;
  const { all = '', pending } = amountGoingBack(order);
  if (pending === undefined) return withLeft(order, money(all, currency), all, say);
  const whole = money(all, currency) ?? '';
  const part = money(pending, currency) ?? '';
  const text = sameAmount(all, pending)
    ? say('{amount} (pending)', { amount: whole })
    : say('{amount} ({part} of it pending)', { amount: whole, part });
  return withLeft(order, glue(text), all, say);
}

function withLeft(
  order: Order,
  text: string | undefined,
  amount: string | undefined,
  say: Say,
): string | undefined {
  const left = rest(amountPaid(order), amount);
  if (left === undefined) return text;
  return `${text}, ${glue(say('{amount} left', { amount: money(left, order.currency) ?? '' }))}`;
}

/** `credit_card, master, 3 installments`; a type that is its id is named once. */
export function paidWith({ payment_method: method }: Payment, say: Say): string | undefined {
  const names = [method?.type, method?.id].filter((part) => part !== undefined);
  const parts = [...new Set(names)].map((part) => cleanValue(part).trim());
  const { installments } = method ?? {};
  if (tellsInstallments(method)) {
    parts.push(glue(say('{count} {count|installment|installments}', { count: installments ?? 0 })));
  }
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** That money in an account is paid at once goes without saying. */
function tellsInstallments(method: Payment['payment_method']): boolean {
  const { type, installments } = method ?? {};
  return installments !== undefined && (installments !== 1 || type === 'credit_card');
}

/** The fields of a payment that `paidWith` shows for each of these. */
export function methodFields(payments: readonly Payment[]): string[] {
  const tells = payments.every(({ payment_method }) => tellsInstallments(payment_method));
  const fields = ['id', 'type', ...(tells ? ['installments'] : [])];
  return fields.map((field) => `payment_method.${field}`);
}

const discountFields = [
  'discounts.payment_methods[].type',
  'discounts.payment_methods[].new_total_amount',
  ofPayment('discounts.type'),
];

/** `account_money: 47.28 ARS (applied), credit_card: 48.00 ARS`. */
function discounts(order: Order, say: Say): string {
  const offers = order.discounts?.payment_methods ?? [];
  const applied = new Set(order.payments.flatMap(({ discounts }) => discounts?.type ?? []));
  const offered = new Set(offers.map(({ type }) => type));
  const other = [...applied].filter((type) => !offered.has(type));
  const lines = [...offers, ...other.map((type): DiscountOffer => ({ type }))].map((offer) => {
    const { type, new_total_amount: total } = offer;
    const parts = [type, money(total, order.currency)].filter((part) => part !== undefined);
    const mark = type !== undefined && applied.has(type) ? ` ${say('(applied)')}` : '';
    return parts.length === 0 ? '' : glue(cleanValue(parts.join(': ')).trim() + mark);
  });
  return lines.filter((line) => line !== '').join(', ');
}

function marketplaceFee({ marketplace_fee: fee, currency }: Order, say: Say): string | undefined {
  const amount = money(fee, currency);
  return amount === undefined ? undefined : say('{amount} to the marketplace', { amount });
}
