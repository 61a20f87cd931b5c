import { fieldsOf } from '../json/text.ts';
import { sameAmount, sumOf } from './money.ts';
import type { Order } from './order.ts';

/** What is known of an order before its answer comes, as far as the two can be compared. */
export interface RequestedOrder {
  id?: string;
  external_reference?: string;
  type?: string;
  /** A decimal string. */
  total_amount?: string;
  /** Of each payment. */
  payments?: readonly string[];
  external_pos_id?: string;
  /** The amounts of the refunds that were asked for. */
  refunds?: readonly string[];
}

/** What the body of a create, as JSON text, asks for. */
export function requestedOrder(body: string | undefined): RequestedOrder {
  if (body === undefined) return {};
  const { type, external_reference, total_amount, transactions, config } = fieldsOf(
    JSON.parse(body),
  );
  const { payments } = fieldsOf(transactions);
  const amounts = Array.isArray(payments)
    ? payments.map((payment) => textOf(fieldsOf(payment).amount))
    : [];
  return {
    type: textOf(type),
    external_reference: textOf(external_reference),
    total_amount: textOf(total_amount),
    external_pos_id: textOf(fieldsOf(fieldsOf(config).qr).external_pos_id),
    ...(amounts.length > 0 && areKnown(amounts) && { payments: amounts }),
  };
}

const areKnown = (amounts: (string | undefined)[]): amounts is string[] =>
  !amounts.includes(undefined);

/** Absent, and of another type, are one: nothing that could be compared. */
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

/**
 * In what an order is another one than was asked for: `external_reference is r-2, not r-1`; undefined
 * where nothing tells. What is absent is not another, and amounts are compared as decimals.
 */
export function differenceFrom(expected: RequestedOrder, order: Order): string | undefined {
  const { id, external_reference, type, total_amount } = expected;
  return (
    unlike('id', id, order.id) ??
    unlike('external_reference', external_reference, order.external_reference) ??
    unlike('type', type, order.type?.toLowerCase()) ??
    unlikeAmount('total_amount', total_amount, order.total_amount) ??
    unlikePayments(expected.payments, order) ??
    unlikeRefund(expected.refunds, order)
  );
}

/** Whether an order that was searched for can be the one: as above, and its point of sale. */
export const canBe = (expected: RequestedOrder, order: Order): boolean =>
  differenceFrom(expected, order) === undefined &&
  unlike('external_pos_id', expected.external_pos_id, order.external_pos_id) === undefined;

/** Some write an empty text for what is absent. */
function unlike(name: string, expected: string | undefined, actual = '') {
  if (expected === undefined || actual === '' || expected === actual) return undefined;
  return `${name} is ${actual}, not ${expected}`;
}

function unlikeAmount(name: string, expected: string | undefined, actual: string | undefined) {
  if (expected === undefined || actual === undefined || sameAmount(expected, actual))
    return undefined;
  return `${name} is ${actual}, not ${expected}`;
}

/**
 * Payments are compared by their sum, and only where there are as many: an order that was paid lists
 * refused attempts too, and a payment with a discount may have another amount.
 */
function unlikePayments(expected: readonly string[] | undefined, { payments }: Order) {
  if (expected === undefined || payments.length !== expected.length) return undefined;
  if (payments.some(({ discounts }) => discounts !== undefined)) return undefined;
  const amounts = payments.flatMap(({ amount }) => amount ?? []);
  if (amounts.length === expected.length && amounts.every((amount, i) => amount === expected[i]))
    return;
  if (amounts.length < payments.length) return undefined;
  const name = expected.length === 1 ? 'the amount of the payment' : 'the sum of the payments';
  return unlikeAmount(name, sumOf(expected), sumOf(amounts));
}

/** The answer to a refund of one part has it, among earlier ones perhaps; a whole one has no amount. */
function unlikeRefund(expected: readonly string[] = [], { refunds = [] }: Order) {
  const [amount, other] = expected;
  if (amount === undefined || other !== undefined) return undefined;
  const differences = refunds.map((one) =>
    unlikeAmount('the amount of the refund', amount, one.amount),
  );
  return differences.includes(undefined) ? undefined : differences.at(-1);
}
