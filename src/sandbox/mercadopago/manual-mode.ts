import { randomUUID } from '../../quick-crypto.ts';
import type { SandboxAccount } from '../accounts.ts';
import { type Answer, type Call, parseJson, readKey } from './call.ts';
import { type Refusal, refuse } from './errors.ts';
import { findOrder } from './find-order.ts';
import { isPaymentId } from './refunds.ts';
import type { State } from './state.ts';

/*
 * What the Orders API has for orders that are processed or captured step by step. A QR order is not one
 * of them: its customer pays it as a whole. So each of these is refused, with the error that its page
 * has for an order that is none (reference of orders for online payments). Assumption: these stand for
 * QR orders too, and come behind those of the header, the body, the path and the key.
 */

/** POST /v1/orders/:id/capture: only what waits for it (action_required/waiting_capture) is captured. */
export async function capture(state: State, call: Call, id: string): Promise<Answer> {
  const why = refuse('cannot_capture_order', `order ${id} does not wait for a capture`);
  return refused(state, call, id, async () => why);
}

/** POST /v1/orders/:id/process, whose body is empty. */
export const process = (state: State, call: Call, id: string): Promise<Answer> =>
  refused(state, call, id, async () => notManual(id));

/** POST /v1/orders/:id/transactions. */
export const addTransactions = (state: State, call: Call, id: string): Promise<Answer> =>
  refused(state, call, id, async () => {
    parseJson(call.body);
    return notManual(id);
  });

interface Transaction {
  id: string;
  transaction: string;
}

/** PUT /v1/orders/:id/transactions/:transaction. */
export const updateTransaction = (state: State, call: Call, path: Transaction): Promise<Answer> =>
  refused(state, call, path.id, async () => {
    parseJson(call.body);
    return unchangeable(state, call.account, path);
  });

/** DELETE /v1/orders/:id/transactions/:transaction, which asks for no key. */
export async function deleteTransaction(
  state: State,
  account: SandboxAccount,
  path: Transaction,
): Promise<never> {
  throw await unchangeable(state, account, path);
}

async function refused(
  state: State,
  call: Call,
  id: string,
  why: () => Promise<Refusal>,
): Promise<Answer> {
  const use = readKey(call);
  await findOrder(state, call.account, id);
  const { answer } = await state.idempotency.once(use, randomUUID, async () => {
    throw await why();
  });
  return answer;
}

async function unchangeable(
  state: State,
  account: SandboxAccount,
  { id, transaction }: Transaction,
): Promise<Refusal> {
  const { order } = await findOrder(state, account, id);
  if (!isPaymentId(transaction)) {
    return refuse('invalid_transaction_id', "'transaction_id' must be PAY and 26 characters");
  }
  const isThere = order.transactions.payments.some((payment) => payment.id === transaction);
  return isThere
    ? notManual(id)
    : refuse('transaction_not_found', `order ${id} has no payment ${transaction}`);
}

const notManual = (id: string): Refusal =>
  refuse('invalid_order_mode_for_operation', `order ${id} has processing_mode automatic`);
