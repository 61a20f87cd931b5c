import type { Context } from '../../context.ts';
import { CliError } from '../../errors.ts';
import type { Order } from '../../orders/order.ts';
import { nextCommand } from '../repeat.ts';

/** The same refusal, with the state that the order turned out to be in and what that allows. */
export function refusalWithState(context: Context, error: CliError, order: Order): CliError {
  const { id, status, status_detail: detail } = order;
  const state = detail === undefined || detail === status ? status : `${status} (${detail})`;
  const next = [
    nextCommand(context, ['get', id]),
    ...(status === 'processed' ? [nextCommand(context, ['refund', id])] : []),
  ];
  return new CliError(error.exitCode, error.code, error.message, {
    ...error.facts,
    details: [...(error.facts.details ?? []), `The order is ${state} now.`],
    next,
    cause: error,
  });
}
