import * as v from 'valibot';
import { sameAmount, sumOf } from './money.ts';
import type { Order } from './order.ts';

/** What is known of an order before its answer comes, as far as the two can be compared. */
export interface AskedOrder {
  id?: string;
  external_reference?: string;
  type?: string;
  /** A decimal string. */
  total_amount?: string;
  /** Of each payment. */
  payments?: readonly string[];
  external_pos_id?: string;
}

/** Absent, and of another type, are one: nothing that could be compared. */
const text = v.fallback(
  v.optional(v.union([v.string(), v.pipe(v.number(), v.transform(String))])),
  undefined,
);

const createBody = v.object({
  type: text,
  external_reference: text,
  total_amount: text,
  transactions: v.fallback(
    v.optional(
      v.object({
        payments: v.fallback(v.optional(v.array(v.object({ amount: text }))), undefined),
      }),
    ),
    undefined,
  ),
  config: v.fallback(
    v.optional(v.object({ qr: v.optional(v.object({ external_pos_id: text })) })),
    undefined,
  ),
});

/** What the body of a create, as JSON text, asks for. */
export function askedOrder(body: string | undefined): AskedOrder {
  const parsed = v.safeParse(createBody, body === undefined ? {} : JSON.parse(body));
  if (!parsed.success) return {};
  const { transactions, config, ...asked } = parsed.output;
  const amounts = transactions?.payments?.map(({ amount }) => amount) ?? [];
  const isTold = amounts.length > 0 && !amounts.includes(undefined);
  return {
    ...asked,
    external_pos_id: config?.qr?.external_pos_id,
    ...(isTold && { payments: amounts.flatMap((amount) => amount ?? []) }),
  };
}

/**
 * In what an order is another one than was asked for: `external_reference is r-2, not r-1`; undefined
 * where nothing tells. What is absent is not another, and amounts are compared as decimals.
 */
export function differenceFrom(asked: AskedOrder, order: Order): string | undefined {
  const { id, external_reference, type, total_amount } = asked;
  return (
    unlike('id', id, order.id) ??
    unlike('external_reference', external_reference, order.external_reference) ??
    unlike('type', type, order.type) ??
    unlikeAmount('total_amount', total_amount, order.total_amount) ??
    unlikePayments(asked.payments, order)
  );
}

/** Whether an order that was searched for can be the one: as above, and its point of sale. */
export const canBe = (asked: AskedOrder, order: Order): boolean =>
  differenceFrom(asked, order) === undefined &&
  unlike('external_pos_id', asked.external_pos_id, order.external_pos_id) === undefined;

function unlike(name: string, asked: string | undefined, told: string | undefined) {
  if (asked === undefined || told === undefined || asked === told) return undefined;
  return `${name} is ${told}, not ${asked}`;
}

function unlikeAmount(name: string, asked: string | undefined, told: string | undefined) {
  if (asked === undefined || told === undefined || sameAmount(asked, told)) return undefined;
  return `${name} is ${told}, not ${asked}`;
}

/**
 * Payments are compared by their sum, and only where there are as many: an order that was paid lists
 * refused attempts too, and a payment with a discount may have another amount.
 */
function unlikePayments(asked: readonly string[] | undefined, { payments }: Order) {
  if (asked === undefined || payments.length !== asked.length) return undefined;
  if (payments.some(({ discounts }) => discounts !== undefined)) return undefined;
  const amounts = payments.flatMap(({ amount }) => amount ?? []);
  if (amounts.length < payments.length) return undefined;
  const name = asked.length === 1 ? 'the amount of the payment' : 'the sum of the payments';
  return unlikeAmount(name, sumOf(asked), sumOf(amounts));
}
