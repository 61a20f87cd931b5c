import { randomInt, randomUUID } from '../../quick-crypto.ts';
import type { SandboxAccount } from '../accounts.ts';
import { ClassicRefusal } from './errors.ts';
import { orderAt } from './order-states.ts';
import type { State } from './state.ts';
import type { OperationRecord, WireOrder } from './wire.ts';

/** A number that no other payment of this sandbox has, for the payment of an order. */
export async function newOperation(state: State, order: string): Promise<string> {
  const at = state.machine.now().toISOString();
  for (;;) {
    const number = String(randomInt(10_000_000, 100_000_000));
    if (await state.operations.insert(number, { order, at })) return number;
  }
}

/**
 * GET /v1/payments/:id: the payment of an order by its operation number, which its customer's receipt and
 * `reference_id` show. Assumption: the order's reference is the payment's too, as integrations count on.
 * What the sandbox does not know (payer, fees, the order's number) is left out.
 */
export async function getPayment(
  state: State,
  account: SandboxAccount,
  number: string,
): Promise<object> {
  const operation = /^\d{1,20}$/.test(number)
    ? (await state.operations.read(number))?.value
    : undefined;
  const record = operation && (await state.orders.read(operation.order))?.value;
  const now = state.machine.now();
  const order = record && orderAt(record, now);
  const isTheirs =
    order?.user_id === String(account.user.id) &&
    order.transactions.payments[0].reference_id === number;
  if (!isTheirs || operation === undefined) {
    const cause = {
      code: 2000,
      description: 'Payment not found',
      data: `${wireDate(now)};${randomUUID()}`,
    };
    throw new ClassicRefusal(404, 'not_found', 'Payment not found', [cause]);
  }
  return paymentOf(order, operation);
}

export type WirePayment = ReturnType<typeof paymentOf>;

/** The payment of a paid order, in the format of payments. */
export function paymentOf(order: WireOrder, { at }: OperationRecord) {
  const [payment] = order.transactions.payments;
  const { payment_method: method, paid_amount = payment.amount, refunded_amount = '0' } = payment;
  const paid = wireDate(new Date(at));
  return {
    id: Number(payment.reference_id),
    date_created: paid,
    date_approved: paid,
    date_last_updated: wireDate(new Date(order.last_updated_date)),
    operation_type: 'regular_payment',
    payment_method_id: method?.id,
    payment_type_id: method?.type,
    payment_method: { id: method?.id, type: method?.type },
    status: payment.status === 'processed' ? 'approved' : payment.status,
    status_detail: payment.status_detail,
    currency_id: order.currency,
    description: order.description ?? null,
    collector_id: Number(order.user_id),
    external_reference: order.external_reference,
    transaction_amount: Number(paid_amount),
    transaction_amount_refunded: Number(refunded_amount),
    transaction_details: { total_paid_amount: Number(paid_amount), overpaid_amount: 0 },
    installments: method?.installments,
    captured: true,
  };
}

/** As payments have it: four hours behind UTC in every country. */
export const wireDate = (at: Date): string =>
  new Date(at.getTime() - 4 * 3600 * 1000).toISOString().replace('Z', '-04:00');
