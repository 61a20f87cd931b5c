import { sentence, type Text } from '../../language/sentence.ts';
import { CliError, exitCodes } from '../../errors.ts';
import type { Cancellation, CancelOutcome } from '../../orders/cancel-outcome.ts';
import { sameStatus } from '../../orders/lifecycle.ts';
import type { Order } from '../../orders/order.ts';
import { requireSameOrder } from '../answer-fault.ts';
import { type Calls, readOrder } from './calls.ts';
import { isCompletedByCancel } from './cancel-finding.ts';
import { cancelRequest } from './requests.ts';
import { parseOrder } from './wire.ts';

/** What an order tells of a cancel. From shipping it is completed (cancel page, case 3). */
export function progressOf(order: Order | undefined): CancelOutcome {
  if (order === undefined) return 'unknown';
  if (sameStatus(order.status, 'canceled')) return 'canceled';
  return order.status === 'completed' ? 'completed' : 'unknown';
}

export const lostNote = sentence('No answer told the outcome; reading the order showed it.');

const completedNote = sentence(
  'What was not shipped yet is canceled. What was shipped is not, and so the order is completed.',
);

/** A cancel as an order shows it, with what else is to be known of it. */
export function cancellationOf(
  outcome: CancelOutcome,
  history: readonly [Order, ...Order[]],
  answer: string,
  notes: readonly Text[] = [],
): Cancellation {
  const all = outcome === 'completed' ? [...notes, completedNote] : notes;
  return { outcome, history, answer, ...(all.length > 0 && { notes: all }) };
}

/**
 * Cancels a whole order. Mollie has no keys for this and needs none: canceling twice cancels once.
 * A second try may therefore be refused for what the first one did, and only reading tells.
 */
export async function cancelOrder(calls: Calls, id: string): Promise<Cancellation> {
  const unknownHint = sentence(
    'It may be canceled: `mp-orders get {id}` shows it. Canceling it again does no harm.',
    { id },
  );
  try {
    const order = await calls.change(
      cancelRequest(id),
      ({ text }) => requireSameOrder(parseOrder(text), { id }),
      {
        unknownHint,
      },
    );
    return cancellationOf(progressOf(order), [order], order.answer);
  } catch (error) {
    const order = isUnanswered(error) ? await readAfterwards(calls, id) : undefined;
    if (order === undefined || !isOurs(order)) throw error;
    return cancellationOf(progressOf(order), [order], order.answer, [lostNote]);
  }
}

/** Whether no attempt was answered. Of a refusal after a lost one the look is the commands'. */
const isUnanswered = (error: unknown): boolean =>
  error instanceof CliError &&
  error.exitCode === exitCodes.outcomeUnknown &&
  error.facts.explained === undefined;

/**
 * The order after an attempt; undefined when it cannot be read. Once the user has ended the command
 * nothing is sent any more (http.ts), and so it cannot.
 */
export const readAfterwards = (calls: Calls, id: string): Promise<Order | undefined> =>
  readOrder(calls, id).catch(() => undefined);

/** Whether an order stands as a cancel leaves it. */
const isOurs = (order: Order): boolean =>
  progressOf(order) === 'canceled' || isCompletedByCancel(order);
