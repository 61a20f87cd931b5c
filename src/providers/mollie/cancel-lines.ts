import { AnswerFault } from '../answer-fault.ts';
import { sentence, type Text } from '../../language/sentence.ts';
import { CliError, exitCodes, usageError } from '../../errors.ts';
import type { Cancellation } from '../../orders/cancel-outcome.ts';
import { sameStatus } from '../../orders/lifecycle.ts';
import type { Order, OrderLine } from '../../orders/order.ts';
import type { HttpAnswer } from '../transport/types.ts';
import type { CancelLine } from '../order-system.ts';
import { type Calls, readOrder } from './calls.ts';
import { cancellationOf, lostNote, progressOf, readAfterwards } from './cancel-order.ts';
import { cancelLinesRequest } from './requests.ts';

/**
 * Cancels lines of an order. The answer is empty, so the order is read before (unless that is
 * `known`) and after. Sent once only: a request that names quantities would cancel them twice.
 */
export async function cancelLines(
  calls: Calls,
  id: string,
  lines: readonly CancelLine[],
  known?: Order,
): Promise<Cancellation> {
  const before = known ?? (await readOrder(calls, id));
  const request = cancelLinesRequest(id, lines, currencyFor(lines, before));
  const unknownHint = sentence(
    'The lines may be canceled: compare them in `mp-orders get {id}` before you send it again, which could cancel twice.',
    { id },
  );
  try {
    await calls.change(request, checkEmpty, { unknownHint, policy: { repeatable: false } });
  } catch (error) {
    if (!isUnknown(error)) throw refusalOfLines(error, lines, before);
    const after = await readAfterwards(calls, id);
    if (after === undefined || !areCanceled(lines, before, after)) throw error;
    return cancellationOf(outcomeOf(after), [before, after], after.answer, [lostNote]);
  }
  return lookAfterwards(calls, lines, before);
}

/** The currency that amounts are in: the order's. Throws a usage error where it tells none. */
export function currencyFor(lines: readonly CancelLine[], { id, currency }: Order): string {
  if (currency !== undefined || lines.every(({ amount }) => amount === undefined)) {
    return currency ?? '';
  }
  throw usageError(
    sentence('The order {id} has no currency, so no amount of a line can be named.', { id }),
    {
      hint: sentence('Name the quantity alone.'),
    },
  );
}

/** 204, without a word (page of canceling lines). */
function checkEmpty({ status }: HttpAnswer): void {
  if (status === 204) return;
  throw new AnswerFault(sentence('It is {status}, not the 204 of canceled lines.', { status }));
}

const isUnknown = (error: unknown): boolean =>
  error instanceof CliError && error.exitCode === exitCodes.outcomeUnknown;

/** What a request that was taken in came to. What was done stays done when it cannot be seen. */
async function lookAfterwards(
  calls: Calls,
  lines: readonly CancelLine[],
  before: Order,
): Promise<Cancellation> {
  const after = await readAfterwards(calls, before.id);
  if (after === undefined) {
    const note = sentence(
      'Mollie accepted it, but the order could not be read afterwards: it is shown as it was before.',
    );
    return cancellationOf('canceled', [before], 'null', [note]);
  }
  const isDone = progressOf(after) !== 'unknown' || areCanceled(lines, before, after);
  const outcome = isDone ? outcomeOf(after) : 'unknown';
  return cancellationOf(
    outcome,
    [before, after],
    after.answer,
    isDone
      ? []
      : [sentence('Mollie accepted it, but the lines do not show it yet: read the order again.')],
  );
}

const outcomeOf = (after: Order) => (progressOf(after) === 'completed' ? 'completed' : 'canceled');

const areCanceled = (lines: readonly CancelLine[], before: Order, after: Order): boolean =>
  lines.every((line) => isCanceled(line, before, after));

/**
 * Whether a line shows what was asked: a part of it leaves its status as it is, and the rest of one
 * that is shipping makes it completed, so that only the quantities tell.
 */
function isCanceled({ id, quantity }: CancelLine, before: Order, after: Order): boolean {
  const [was, is] = [before, after].map(({ lines }) => lines?.find((line) => line.id === id));
  if (is?.status !== undefined && sameStatus(is.status, 'canceled')) return true;
  const wanted = quantity ?? was?.quantity_cancelable ?? 0;
  const more = (is?.quantity_canceled ?? 0) - (was?.quantity_canceled ?? 0);
  return wanted > 0 && more >= wanted;
}

const codes: readonly string[] = ['mollie_line_not_cancelable', 'mollie_line_unprocessable'];

/** A refusal that is about lines, with how those that were named stood when the order was read. */
function refusalOfLines(
  error: unknown,
  named: readonly CancelLine[],
  { lines = [] }: Order,
): unknown {
  if (!(error instanceof CliError) || !codes.includes(error.code)) return error;
  const linesBefore = named.flatMap(({ id }) => lines.find((line) => line.id === id) ?? []);
  return error.withDetails(...linesBefore.map(standing));
}

function standing({ id = '', status, quantity_cancelable: left }: OrderLine): Text {
  const statusText = status ?? sentence('of no known status');
  return left === undefined
    ? sentence('The line {id} is {status}.', { id, status: statusText })
    : sentence('The line {id} is {status}; {left} of it can be canceled.', {
        id,
        status: statusText,
        left,
      });
}
