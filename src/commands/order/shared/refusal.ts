import { sentence } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes } from '../../../errors.ts';
import type { Order } from '../../../orders/order.ts';
import { pendingRefunds } from '../../../orders/refund-outcome.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';
import { nextCommand } from '../../../session/next-command.ts';

type StateConflict = CliError & { facts: { stateConflict: true } };

/** Whether a change was refused for the state that the order is in, and not for its key. */
export function isStateConflict(error: unknown): error is StateConflict {
  return (
    error instanceof CliError &&
    error.exitCode === exitCodes.conflict &&
    error.facts.stateConflict === true
  );
}

/**
 * Reads the order whose state a change was refused for, since another change of it can be faster, and
 * gives the refusal with that state. Where it cannot be read, the refusal stays as it is.
 */
export async function readAfterRefusal(
  context: Context,
  provider: OrderProvider,
  id: string,
  error: CliError,
): Promise<{ error: CliError; order?: Order }> {
  const order = await provider.get(id).catch(() => undefined);
  if (order === undefined) return { error };
  return { error: refusalWithState(context, error, order), order };
}

/** The same refusal, with the state that the order turned out to be in and what that allows. */
export function refusalWithState(context: Context, error: CliError, order: Order): CliError {
  const { id, status, status_detail: detail } = order;
  const state = detail === undefined || detail === status ? status : `${status} (${detail})`;
  const isPaid =
    (status === 'processed' || status === 'paid') &&
    pendingRefunds(order).length === 0 &&
    error.facts.action !== 'refund'; // it was just refused
  const next = [
    nextCommand(context, ['get', id]),
    ...(isPaid ? [nextCommand(context, ['refund', id])] : []),
  ];
  return error
    .withDetails(sentence('The order is {state} now.', { state }))
    .with({ next, cause: error });
}
