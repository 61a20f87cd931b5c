import { sentence, textIn, type Text } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { isJson } from '../../../json/text.ts';
import { CliError, exitCodes } from '../../../errors.ts';
import type { Cancellation, CancelOutcome } from '../../../orders/cancel-outcome.ts';
import { isOneOf } from '../../../orders/lifecycle.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderProvider, OrderSystem } from '../../../providers/order-system.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import type { KnownKey } from '../shared/known-key.ts';
import { noteTimes } from '../../../terminal/time.ts';
import { viewOf, wantsData } from '../../print.ts';
import { nextCommand } from '../../../session/next-command.ts';
import { changeResult } from '../shared/outcome.ts';
import type { ActResult } from '../shared/work.ts';
import { isStateConflict, readAfterRefusal } from '../shared/refusal.ts';

/** What a cancel came to. */
export interface CancelResult {
  outcome: CancelOutcome;
  id: string;
  /** The JSON text of the provider's own answer. */
  answer: string;
  /** How the order stands now, where that is known. */
  order?: Order;
  notes?: readonly Text[];
  /** What the command ends with in spite of it. */
  error?: CliError;
}

export const resultOf = (id: string, { history, ...sent }: Cancellation): CancelResult => ({
  ...sent,
  id,
  order: history.at(-1),
});

/**
 * What a cancel came to that threw. After a refusal for its state the order is read again, since
 * paying and cancelling can race: the refusal then says which state the order is in. What tells
 * nothing of the order is thrown on.
 */
export async function settleRefusal(
  context: Context,
  provider: OrderProvider,
  id: string,
  error: unknown,
): Promise<CancelResult> {
  if (!(error instanceof CliError)) throw error;
  const { exitCode } = error;
  const answer = jsonOf(error.facts.answer);
  if (isStateConflict(error)) {
    const refusal = { id, ...(await readAfterRefusal(context, provider, id, error)) };
    const { order } = refusal;
    if (order === undefined || !isOneOf(order.status, ['canceled'])) {
      return { ...refusal, outcome: 'refused', answer };
    }
    const canceled = refusal.error.with({ hint: fineHint });
    return { ...refusal, outcome: 'already_canceled', answer: order.answer, error: canceled };
  }
  const outcome = error.facts.inFlight === true ? 'unknown' : outcomes.get(exitCode);
  if (outcome === undefined) throw error;
  return { outcome, id, answer: outcome === 'unknown' ? 'null' : answer, error };
}

const fineHint = sentence('With --if-open that is a success.');

/** The exit codes of an answer that settles a cancel, or leaves it open. */
const outcomes: ReadonlyMap<number, CancelOutcome> = new Map([
  [exitCodes.refused, 'refused'],
  [exitCodes.conflict, 'refused'],
  [exitCodes.outcomeUnknown, 'unknown'],
]);

/** A refusal's body as JSON: what is none stands in a string. */
function jsonOf(text = ''): string {
  if (isJson(text)) return text;
  return text === '' ? 'null' : JSON.stringify(text);
}

interface ReportOptions {
  ifOpen: boolean;
  one: boolean;
  /** Whether lines of the order were canceled rather than all of it. */
  lines: boolean;
}

/** The outcome of an order that was to be canceled. */
export function actResultOf(
  context: Context,
  system: OrderSystem,
  cancelResult: CancelResult,
  { ifOpen, one, lines }: ReportOptions,
): ActResult {
  const { outcome, notes } = cancelResult;
  const isFine = outcome === 'already_canceled' && ifOpen;
  const error = isFine
    ? undefined
    : (cancelResult.error ?? failureOf(context, system, cancelResult));
  const tell = () => printNotes(context, notes);
  const result = { ...cancelResult, headline: headline(outcome, lines), error, tell };
  return changeResult(context, system, result, { one });
}

/**
 * A cancel that was done before under the same key, as its order is now. An order that is not canceled,
 * whatever the journal says of it, is told as what it is: exit 8.
 */
export function knownResult(
  provider: OrderProvider,
  { order, entry }: Extract<KnownKey, { is: 'done' }>,
): CancelResult {
  const finding = provider.cancelFinding(order, entry.sent);
  const outcome = finding === 'not_done' || finding === 'unknowable' ? 'unknown' : finding;
  return { outcome, id: order.id, answer: order.answer, order };
}

function headline(outcome: CancelOutcome, lines: boolean): Text | undefined {
  if (outcome === 'canceled') {
    return lines ? sentence('The lines are canceled.') : sentence('Canceled.');
  }
  if (outcome === 'completed') {
    return sentence(
      'Completed: what was not shipped yet is canceled, what was shipped stays sold.',
    );
  }
  if (outcome === 'requested') {
    return sentence('Requested: the order is not canceled yet.');
  }
  return outcome === 'already_canceled' ? sentence('It was canceled already.') : undefined;
}

/** The error of an outcome that is no success. */
function failureOf(
  context: Context,
  { name, title }: OrderSystem,
  { outcome, id, order }: CancelResult,
): CliError | undefined {
  const status = order === undefined ? sentence('not known') : cleanValue(order.status);
  const next = [nextCommand(context, ['get', id])];
  if (outcome === 'already_canceled') {
    return new CliError(
      exitCodes.conflict,
      'already_canceled',
      sentence('It was canceled already.'),
      {
        hint: fineHint,
        next,
      },
    );
  }
  if (outcome === 'denied') {
    const message = sentence('The cancel was denied: the order is {status}.', { status });
    return new CliError(exitCodes.conflict, `${name}_cancel_denied`, message, {
      details:
        order?.cancel_denial?.reason === undefined
          ? []
          : [sentence('Reason: {reason}', { reason: order.cancel_denial.reason })],
      next,
    });
  }
  if (outcome === 'unknown') {
    const message = sentence(
      '{title} accepted the request, but the order is {status}, not canceled.',
      { title, status },
    );
    return new CliError(exitCodes.outcomeUnknown, 'outcome_unknown', message, {
      hint: sentence('It may be canceled in a moment: read it again.'),
      next,
    });
  }
  return undefined;
}

/** Says what is to be known of a cancel beside its order: receipts, what has to follow. */
export async function printNotes(context: Context, notes: readonly Text[] = []): Promise<void> {
  if (notes.length === 0) return;
  const view = wantsData(context) ? undefined : await viewOf(context);
  for (const note of notes) {
    const text = cleanValue(textIn(context.say, note));
    context.io.note(view === undefined ? text : noteTimes(text, view));
  }
}
