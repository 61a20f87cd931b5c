import { sentence, type Text } from '../../../language/sentence.ts';
import type { WatchOutcome } from '../../../watch/tally.ts';
import { jsonObject, raw } from '../../../json/object.ts';
import type { Context } from '../../../session/context.ts';
import type { CliError, ExitCode } from '../../../errors.ts';
import type { Order } from '../../../orders/order.ts';
import { errorFields, reportError } from '../../../report-error.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import type { View } from '../../../terminal/view.ts';
import { besidesStatus } from '../../../terminal/watch-event.ts';
import { printResult, wantsData } from '../../print.ts';
import type { LastLook } from '../../../watch/watcher.ts';

/** Prints what a look found new: with `--json` an envelope that holds the provider's answer. */
export async function printChange(
  context: Context,
  order: Order,
  render: (order: Order, at: string, view: View) => string,
): Promise<void> {
  const at = context.now().toISOString();
  const { provider, id, status, status_detail = null, answer } = order;
  const row = { event: 'status', provider, id, status, status_detail, at };
  await printResult(
    context,
    {
      json: jsonObject({ ...row, answer: raw(answer) }),
      order,
      text: (view) => render(order, at, view),
      plain: [at, id, status].join('\t'),
    },
    { one: false },
  );
}

/**
 * Prints the changes of a watch, one after the other; `first` is the order as it was printed before it.
 * In a pipe a row that says what the row before it said is left out, as of an attempt to pay that was
 * refused: what changed is told on stderr.
 */
export function changePrinter(
  context: Context,
  render: (order: Order, at: string, view: View) => string,
  first?: Order,
): (order: Order) => Promise<void> {
  const inRows = !context.io.isTerminal && !wantsData(context);
  const rowOf = ({ status, status_detail = '' }: Order) => [status, status_detail].join('\t');
  const rows = new Map<string, string>();
  if (first !== undefined) rows.set(first.id, rowOf(first));
  return async (order) => {
    const row = rowOf(order);
    if (!inRows || rows.get(order.id) !== row) {
      if (inRows) rows.set(order.id, row);
      return printChange(context, order, render);
    }
    const words = besidesStatus(order, context.say).join(', ');
    if (words !== '') context.io.note([cleanValue(order.id), ': ', words]);
  };
}

/** How the watch of one order of many ended. */
export interface WatchEnd {
  /** Undefined where no order system could be told from the id. */
  provider: string | undefined;
  id: string;
  /** Undefined when it was never read. */
  status: string | undefined;
  outcome: WatchOutcome;
  exitCode: ExitCode;
  /** For people on a terminal, where there is more to say than the last change did. */
  words?: Text;
  /** Its workflow stopped with an error. */
  inError?: boolean;
  /** When it was seen last, where its last look told nothing. */
  lastLook?: LastLook;
  /** What was thrown, explained already. */
  error?: CliError;
}

/** What an end is counted as. */
export function endWord({ outcome, status, inError }: WatchEnd): Text {
  if (outcome === 'not_found') return sentence('not found');
  if (outcome === 'timeout') return sentence('out of time');
  if (outcome === 'not_known') return sentence('not known');
  if (outcome === 'error' || status === undefined) return sentence('not readable');
  return inError === true ? sentence('stopped with an error') : cleanValue(status);
}

/** Prints an end: a row, or an envelope that holds the error, if there was one. */
export async function printEnd(context: Context, end: WatchEnd): Promise<void> {
  const { words, error } = end;
  if (error !== undefined && !wantsData(context)) {
    reportError(error.named(end.id), context.argv, context.host, context.io);
  }
  if (words === undefined && context.io.isTerminal && !wantsData(context)) return;
  const { renderWatchEnd } = await import('../../../terminal/watch-many-event.ts');
  const at = context.now().toISOString();
  const row = { ...end, words: context.io.say([words ?? '']) };
  await printResult(
    context,
    {
      json: endDocument(context, end, at),
      text: (view) => renderWatchEnd(row, at, view),
      plain: [at, end.id, end.status ?? ''].join('\t'),
    },
    { one: false },
  );
}

/** The keys of the envelope are a contract: they only ever grow. */
function endDocument({ io }: Context, end: WatchEnd, at: string): string {
  const { provider = null, id, status = null, outcome, exitCode: exit_code } = end;
  const { inError, lastLook, error } = end;
  return JSON.stringify({
    event: 'ended',
    provider,
    id,
    status,
    outcome,
    exit_code,
    at,
    ...(inError === true && { in_error: true }),
    ...(lastLook && { seen_at: new Date(Date.parse(at) - lastLook.agoMs).toISOString() }),
    ...(error !== undefined && { error: errorFields(error, io, { next: true }) }),
  });
}
