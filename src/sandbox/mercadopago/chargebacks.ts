import { sentence, type Text } from '../../language/sentence.ts';
import { CliError, exitCodes } from '../../errors.ts';
import { orderAt } from './order-states.ts';
import { endRefunds, refundUnderway } from './refund-states.ts';
import type { OrderRecord, WireChargeback, WireOrder } from './wire.ts';

/** How a dispute ends: the money goes back to the customer, or comes back to the seller. */
export const disputeOutcomes = ['settled', 'reimbursed'] as const;
export type DisputeOutcome = (typeof disputeOutcomes)[number];

/*
 * A customer's bank takes a payment back: the order reads charged_back, first in_process, then settled or
 * reimbursed, and names the case in transactions.chargebacks (status pages and reference of orders for
 * online payments). Assumption: QR orders read the same, and order, payment and case have one detail; what
 * was refunded in part before stays as it was.
 */

/** Begins a dispute of a paid order. Throws CliError, exit 6, where the order's state does not allow it. */
export function beginDispute(
  record: OrderRecord,
  { id, case_id }: Pick<WireChargeback, 'id' | 'case_id'>,
  now: Date,
): OrderRecord {
  const { status, status_detail } = orderAt(record, now);
  const ended = endRefunds(record, now);
  const { order } = ended;
  if (status === 'charged_back') throw disputed(order, status_detail);
  if (status !== 'processed') throw notDisputable(order, status);
  if (refundUnderway(order) !== undefined) throw notDisputable(order, 'being refunded');
  const { id: transaction_id } = order.transactions.payments[0];
  const chargeback: WireChargeback = {
    id,
    transaction_id,
    case_id,
    status: 'in_process',
    references: [],
  };
  return { ...ended, order: withChargeback(order, chargeback, now) };
}

/** Ends the dispute of an order that is disputed. */
export function decideDispute(
  record: OrderRecord,
  outcome: DisputeOutcome,
  now: Date,
): OrderRecord {
  const { order } = record;
  const [chargeback] = order.transactions.chargebacks ?? [];
  if (chargeback?.status !== 'in_process') throw disputed(order, order.status_detail);
  return { ...record, order: withChargeback(order, { ...chargeback, status: outcome }, now) };
}

function withChargeback(order: WireOrder, chargeback: WireChargeback, now: Date): WireOrder {
  const state = { status: 'charged_back', status_detail: chargeback.status } as const;
  const { payments, ...others } = order.transactions;
  return {
    ...order,
    ...state,
    last_updated_date: now.toISOString(),
    transactions: {
      payments: [{ ...payments[0], ...state }],
      ...others,
      chargebacks: [chargeback],
    },
  };
}

const refused = (message: Text, hint: Text): CliError =>
  new CliError(exitCodes.conflict, 'order_not_disputable', message, { hint });

const notDisputable = ({ id }: WireOrder, state: string): CliError =>
  refused(
    sentence('Order {id} is {state}, so its payment cannot be disputed.', { id, state }),
    sentence('Only an order that is paid, and not refunded, is disputed.'),
  );

const disputed = ({ id }: WireOrder, detail: string): CliError =>
  detail === 'in_process'
    ? refused(`Order ${id} is disputed already.`, `Decide it: ${disputeOutcomes.join(' or ')}.`)
    : refused(
        `The dispute of order ${id} is decided already: ${detail}.`,
        'A decided dispute stays as it is.',
      );
