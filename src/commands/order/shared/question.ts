import type { Order } from '../../../orders/order.ts';
import type { RefundPart } from '../../../orders/refund-outcome.ts';
import { money, sum } from '../../../terminal/amount.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import { moneyBack } from '../../../terminal/money-back.ts';
import { paidWith } from '../../../terminal/order-money.ts';

/** What somebody is about to agree to. */
export interface Agreed {
  order: Order;
  /** What is to be given back, where that is not all that is left. */
  parts?: readonly RefundPart[];
  /** The account’s name, and what kind it is: `Mi Tienda (live)`. */
  account: string;
}

/**
 * `Refund 20.00 of 50.00 ARS of order ORD… (VENTA-1001, credit_card, refunded so far 0) of Mi Tienda
 * (live)?`: what a person needs to see before money moves. What an order does not tell is left out.
 */
export function refundQuestion({ order, parts = [], account }: Agreed): string {
  const { paid, refunded, left } = moneyBack(order);
  const whole = paid ?? order.total_amount;
  const part = sum(parts.map(({ amount }) => amount));
  const amount = part ?? (refunded === undefined ? whole : left) ?? whole;
  const isAll = amount === whole || whole === undefined;
  const what = [
    amount === undefined ? 'all' : isAll ? money(amount, order.currency) : amount,
    isAll ? undefined : `of ${money(whole, order.currency) ?? ''}`,
  ];
  const soFar = `refunded so far ${refunded ?? '0'}`;
  return sentence('Refund', [...what, 'of order', order.id], factsOf(order, [soFar]), account);
}

/** `Cancel order ORD… (50.00 ARS, VENTA-1001, created) of Mi Tienda (live)?` */
export function cancelQuestion({ order, account }: Agreed): string {
  const { paid, refunded } = moneyBack(order);
  const amount = money(order.total_amount, order.currency);
  const back = refunded === undefined ? [] : [`refunded so far ${refunded}`];
  const facts = [amount, order.status, paid === undefined ? 'nothing paid' : `paid ${paid}`];
  return sentence('Cancel', ['order', order.id], factsOf(order, [...facts, ...back]), account);
}

function factsOf(order: Order, others: readonly (string | undefined)[]): string[] {
  const { external_reference: reference, payments } = order;
  const [only, second] = payments;
  const method = only !== undefined && second === undefined ? paidWith(only) : undefined;
  return [reference, method, ...others].flatMap((fact) =>
    fact === undefined || fact === '' ? [] : [fact],
  );
}

const sentence = (
  verb: string,
  what: readonly (string | undefined)[],
  facts: readonly string[],
  account: string,
): string => {
  const named = what.filter((part) => part !== undefined).join(' ');
  return cleanValue(`${verb} ${named} (${facts.join(', ')}) of ${account}?`).replaceAll(
    '\u00a0',
    ' ',
  );
};
