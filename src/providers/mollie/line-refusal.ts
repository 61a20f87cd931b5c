import { CliError } from '../../errors.ts';
import type { Order, OrderLine } from '../../orders/order.ts';
import type { CancelLine } from '../order-system.ts';

const codes: readonly string[] = ['mollie_line_not_cancelable', 'mollie_line_unprocessable'];

/** A refusal that is about lines, with how those that were named stood when the order was read. */
export function refusalOfLines(
  error: unknown,
  named: readonly CancelLine[],
  { lines = [] }: Order,
): unknown {
  if (!(error instanceof CliError) || !codes.includes(error.code)) return error;
  const stood = named.flatMap(({ id }) => lines.find((line) => line.id === id) ?? []);
  return error.withDetails(...stood.map(standing));
}

function standing({ id, status = 'of no known status', quantity_cancelable: left }: OrderLine) {
  const rest = left === undefined ? '' : `; ${left} of it can be canceled`;
  return `The line ${id} is ${status}${rest}.`;
}
