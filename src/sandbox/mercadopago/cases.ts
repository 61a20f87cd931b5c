import type { SandboxAccount } from '../accounts.ts';
import { ClassicRefusal } from './errors.ts';
import { orderAt } from './order-states.ts';
import { wireDate } from './payments.ts';
import type { State } from './state.ts';
import type { WireChargeback } from './wire.ts';

/**
 * GET /v1/chargebacks/:id, the case of a dispute by its `case_id` (chargebacks reference). Assumptions: no
 * document is asked for, what came back to the seller was covered, and the case is over the amount that
 * was not refunded before.
 */
export async function getCase(
  state: State,
  account: SandboxAccount,
  caseId: string,
): Promise<object> {
  const now = state.machine.now();
  for await (const record of state.orders.list()) {
    const order = orderAt(record, now);
    const [chargeback] = order.transactions.chargebacks ?? [];
    if (chargeback?.case_id !== caseId || order.user_id !== String(account.user.id)) continue;
    const [payment] = order.transactions.payments;
    const { amount, paid_amount: paid = amount, refunded_amount: refunded = '0' } = payment;
    const cents = (text: string) => Math.round(Number(text) * 100);
    return {
      id: caseId,
      payments: [Number(payment.reference_id)],
      currency: order.currency,
      amount: (cents(paid) - cents(refunded)) / 100,
      coverage_applied: chargeback.status === 'reimbursed',
      coverage_elegible: chargeback.status === 'reimbursed',
      documentation_required: false,
      documentation_status: 'not_applicable',
      documentation: [],
      date_documentation_deadline: null,
      date_created: wireDate(beganAt(chargeback)),
      date_last_updated: wireDate(new Date(order.last_updated_date)),
      live_mode: false,
    };
  }
  throw new ClassicRefusal(404, 'not_found', 'Chargeback not found');
}

/** The first ten characters behind `CBK` are its time, as in each ULID. */
function beganAt({ id }: WireChargeback): Date {
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  return new Date([...id.slice(3, 13)].reduce((ms, digit) => ms * 32 + digits.indexOf(digit), 0));
}
