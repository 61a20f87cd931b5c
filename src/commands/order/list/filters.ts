import { sentence, type Text } from '../../../language/sentence.ts';
import { usageError } from '../../../errors.ts';
import { isOneOf, sameStatus } from '../../../orders/lifecycle.ts';
import { isAmount, meantAmount, parseAmount, sameAmount } from '../../../orders/money.ts';
import type { Order } from '../../../orders/order.ts';
import type { Context } from '../../../session/context.ts';
import { amountPaid } from '../../../terminal/order-money.ts';

/** What no order system searches for: looked at here, in what it answers. */
export interface LocalFilters {
  statuses: readonly string[];
  pos?: string;
  amount?: string;
  payment?: string;
}

/** What was searched for there; an answer that holds others too has them left out. */
export interface SearchedFor {
  reference?: string | undefined;
  status?: string | undefined;
  type?: string | undefined;
}

export interface LocalFilterFlags {
  pos?: string;
  amount?: string;
  payment?: string;
}

/** Reads the flags. Throws a usage error. */
export function readFilters(
  context: Context,
  { pos, amount, payment }: LocalFilterFlags,
): Omit<LocalFilters, 'statuses'> {
  if (payment?.trim() === '' || pos?.trim() === '') {
    throw usageError(
      sentence('--{value} is empty.', { value: pos?.trim() === '' ? 'pos' : 'payment' }),
      {
        hint: sentence('Leave it out to list all.'),
      },
    );
  }
  return {
    ...(pos !== undefined && { pos: pos.trim() }),
    ...(amount !== undefined && { amount: readAmount(context, amount) }),
    ...(payment !== undefined && { payment: paymentNumber(payment) }),
  };
}

/**
 * What an order has otherwise than was searched for, in words; undefined where it has nothing so: what
 * it does not tell is not another.
 */
export function differenceFromSearch(
  { external_reference, status, type }: Order,
  searched: SearchedFor,
): Text | undefined {
  const isOther = (actual: string | undefined, requested: string | undefined) =>
    requested !== undefined && actual !== undefined && actual !== requested;
  if (isOther(external_reference, searched.reference)) {
    return sentence(
      'The answer holds orders with another reference than was asked for: they are left out.',
    );
  }
  if (searched.status !== undefined && !sameStatus(status, searched.status)) {
    return sentence(
      'The answer holds orders with another status than was asked for: they are left out.',
    );
  }
  return isOther(type, searched.type)
    ? sentence('The answer holds orders of another type than was asked for: they are left out.')
    : undefined;
}

/** The id of a payment, or the number of an operation however it was pasted: `Op. 61 212 056`. */
function paymentNumber(pasted: string): string {
  const id = /\b(?:PAY|REF|CAS)[0-9A-Z]{20,}\b/i.exec(pasted)?.[0];
  const [, number] = /^\D*(\d[\d .\u00a0-]*\d)\D*$/.exec(pasted) ?? [];
  return id ?? number?.replace(/\D/g, '') ?? pasted.trim();
}

/** Nothing is sent with it, so what can be read in one way only is read so, and that is said. */
function readAmount(context: Context, typed: string): string {
  const suggestion = isAmount(typed) ? undefined : meantAmount(typed);
  if (suggestion === undefined) return context.name('--amount', () => parseAmount(typed));
  context.io.note(sentence('--amount is read as {amount}.', { amount: suggestion }));
  return suggestion;
}

/** Whether an order is one of those that are wanted. */
export function isWanted(order: Order, { statuses, pos, amount, payment }: LocalFilters): boolean {
  if (statuses.length > 0 && !isOneOf(order.status, statuses)) return false;
  if (pos !== undefined && order.external_pos_id !== pos) return false;
  if (amount !== undefined && !isOfAmount(order, amount)) return false;
  return payment === undefined || transactionNumbers(order).includes(payment.toUpperCase());
}

/** The amount that was asked for, or the one that came in. */
export const isOfAmount = (order: Order, amount: string): boolean =>
  [order.total_amount, amountPaid(order)].some(
    (one) => one !== undefined && sameAmount(one, amount),
  );

/**
 * The ids of an order's payments, refunds and cash-outs, and the operation numbers that stand on
 * receipts (`reference_id`), in capitals.
 */
function transactionNumbers({ payments, refunds = [], cash_outs = [] }: Order): string[] {
  const numbers = [
    ...payments.flatMap(({ id, reference_id }) => [id, reference_id]),
    ...refunds.flatMap(({ id, reference_id }) => [id, reference_id]),
    ...cash_outs.map(({ id }) => id),
  ];
  return numbers.flatMap((number) => number?.toUpperCase() ?? []);
}
