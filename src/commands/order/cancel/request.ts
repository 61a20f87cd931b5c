import { sentence, type Text } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { usageError } from '../../../errors.ts';
import { parseCancelLine, type CancelLine } from '../../../orders/cancel-line.ts';
import type { Cancellation, CancelOutcome } from '../../../orders/cancel-outcome.ts';
import type { Ability, CancelRequest, OrderProvider } from '../../../providers/order-system.ts';
import type { ChangeOptions, OrderChange } from '../shared/change.ts';
import { lostNote } from '../shared/lost/look-for.ts';
import type { PaceFlags, WaitFlags } from '../shared/pace.ts';

export interface CancelOptions extends ChangeOptions, PaceFlags, WaitFlags {
  ifOpen?: boolean;
  line?: string[];
  reason?: string;
  confirmSecond?: boolean;
}

/** What to cancel, and how, for every order of the run. */
export type CancelWhat = Omit<CancelRequest, 'idempotencyKey'>;

/** What was typed of a cancel; throws a usage error for what cannot be meant. */
export function readRequest(
  context: Context,
  { line, reason, confirmSecond }: CancelOptions,
): CancelWhat {
  return {
    ...(line !== undefined && { lines: readLines(context, line) }),
    ...(reason !== undefined && { reason: readReason(reason) }),
    ...(confirmSecond === true && { confirmSecond }),
  };
}

function readLines(context: Context, typed: readonly string[]): CancelLine[] {
  const lines = typed.map((text) => context.name('--line', () => parseCancelLine(text)));
  const ids = lines.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice === undefined) return lines;
  throw usageError(sentence('--line: {twice} is named twice.', { twice }), {
    hint: sentence('Name it once, with the whole quantity to cancel: --line {twice}=2.', { twice }),
  });
}

function readReason(reason: string): string {
  if (reason.trim() !== '') return reason;
  throw usageError(sentence('--reason: it contains no words.'), {
    hint: sentence('Write why the order is canceled, or leave --reason out.'),
  });
}

/** What a command asks of a system that not every system has. */
export function needsOf({ line, reason, confirmSecond, idempotencyKey }: CancelOptions): Ability[] {
  const needs: Ability[] = [];
  if (line !== undefined) needs.push('cancel_lines');
  if (reason !== undefined) needs.push('cancel_reason');
  if (confirmSecond === true) needs.push('second_cancel');
  if (idempotencyKey !== undefined) needs.push('cancel_key');
  return needs;
}

/** What the plan of a cancel cannot show, for a plan asks nothing of the order: sentences for people. */
export function planNotes({ lines = [], confirmSecond = false }: CancelWhat): Text[] {
  const hasAmount = lines.some(({ amount }) => amount !== undefined);
  return [...(hasAmount ? [currencyNote] : []), ...(confirmSecond ? [secondNote] : [])];
}

const currencyNote = sentence(
  'A line’s amount needs the order’s currency: the order is read first to get it.',
);

const secondNote = sentence(
  'The same request is sent a second time if the order waits for it (ready-for-handling, handling), after the first receipt and another read of the order.',
);

/** The cancel of an order, ready to send. */
export const cancelOf = (
  provider: OrderProvider,
  id: string,
  request: CancelWhat,
): OrderChange<Cancellation> & { action: 'cancel'; id: string } => ({
  action: 'cancel',
  id,
  plan: (change) => provider.planCancel(id, { ...request, ...change }),
  send: (change) => provider.cancel(id, { ...request, ...change }),
  resultOf: ({ outcome, order }) => ({
    outcome: outcome as CancelOutcome,
    history: [order],
    answer: order.answer,
    notes: [lostNote],
  }),
  outcomeOf: ({ outcome, history }) => {
    const requestId = history.find(({ request_id }) => request_id !== undefined)?.request_id;
    const fields = requestId === undefined ? {} : { request_id: requestId };
    return { outcome, order: id, status: history.at(-1)?.status, ...fields };
  },
});
