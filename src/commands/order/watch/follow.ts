import { sentence, type Text } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { exitCodes, type CliError, type ExitCode } from '../../../errors.ts';
import { interruptionCode } from '../../../interruption.ts';
import { spellDuration } from '../../../orders/duration.ts';
import { isKnownStatus } from '../../../orders/lifecycle.ts';
import { expiresAt, isOpen, type Order } from '../../../orders/order.ts';
import { verdictOn, type Verdict } from '../../../orders/verdict.ts';
import type { OrderSystem } from '../../../providers/order-system.ts';
import { nextCommand } from '../../../session/next-command.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import { renderEvent } from '../../../terminal/watch-event.ts';
import { notKnown, statusNotKnown } from '../shared/not-known.ts';
import type { FollowOptions } from '../shared/follow-options.ts';
import { watchingProvider, watchOne, type OneEnd, type OneWatch } from '../shared/watch-one.ts';
import { changePrinter } from './event.ts';
import { anyOf, judgementOf, noteUnknownStatus, overWords, wantedStatuses } from './status.ts';

/** The watch of an order that this run has created, or found by the key of its create. */
interface Sale {
  /** The order as it was printed. */
  first: Order;
  /** The exit code for an order that reached its status. */
  paid?: (order: Order) => ExitCode;
  /** What to do when the time is up, with the order as it was seen last. */
  late?: (order: Order) => Promise<ExitCode>;
}

/**
 * Watches an order until its outcome is known, or the user ends it; prints an event for each change,
 * and returns the exit code. In a sale, what goes wrong with the watch is no refusal and no outage by
 * whose exit code nothing was changed, but 8.
 */
export async function follow(
  context: Context,
  id: string,
  options: FollowOptions,
  { first, paid, late }: Partial<Sale> = {},
): Promise<ExitCode> {
  const provider = await watchingProvider(context, id);
  const { system } = provider;
  const until = wantedStatuses(context, system, options.until);
  const waited = anyOf(until);
  const timeout = spellDuration(options.timeoutMs ?? 0);
  let order = first;
  let verdict = first === undefined ? 'open' : verdictOn(first, 1, until, system.lifecycle);
  // What this run has seen to be over stays so, also after later looks.
  const isOver = judgementOf(verdict) === 'over';
  if (first !== undefined && isOver) options.onSeen?.(first);
  const printChange = changePrinter(context, renderEvent, first);
  const watch: OneWatch = {
    title: sentence('Watching {id}', { id }),
    known: first,
    async judge(read, { inARow, isNew }) {
      options.onSeen?.(read);
      if (isNew) await printChange(read);
      order = read;
      verdict = verdictOn(read, inARow, until, system.lifecycle);
      if (verdict === 'open') noteUnknownStatus(context, read.status, system.lifecycle);
      return judgementOf(verdict);
    },
    line: () =>
      order === undefined ? sentence('Watching {id}', { id }) : waitingLine(context, order, waited),
  };
  const end: OneEnd = isOver
    ? { is: 'over' }
    : await watchOne(context, provider, id, options, watch);
  if (end.is === 'over') {
    const words = order && wordsOfEnd(order, verdict, { system, waited });
    if (words === undefined)
      return order === undefined ? exitCodes.ok : (paid?.(order) ?? exitCodes.ok);
    context.io.note(words);
    return exitCodes.otherFinalStatus;
  }
  const isLate = end.is === 'open' || end.is === 'not_known';
  if (isLate && late !== undefined && order !== undefined) return late(order);
  const isUnknown = order !== undefined && !isKnownStatus(order.status, system.lifecycle);
  if (end.is === 'open' && !isUnknown) {
    const status = order === undefined ? sentence('not known') : cleanValue(order.status);
    context.io.note(
      sentence('Not {waited} after {timeout}; the order is {status}.', { waited, timeout, status }),
    );
    return exitCodes.watchTimeout;
  }
  if (end.is === 'interrupted') {
    const words = ['watch', id];
    if (options.until !== undefined) words.push('--until', options.until);
    context.io.note(
      sentence('Stopped watching; the order itself goes on. Watch again:  {command}', {
        command: nextCommand(context, words),
      }),
    );
    if (first !== undefined) {
      const cancel = nextCommand(context, ['cancel', id, '--if-open']);
      context.io.note(sentence('It can still be paid. Cancel it:  {command}', { command: cancel }));
    }
    return interruptionCode(context.host);
  }
  const again = [nextCommand(context, ['watch', id])];
  const error =
    end.is === 'failed'
      ? end.error
      : end.is === 'open'
        ? statusNotKnown({ waited, timeout, status: order?.status ?? '', next: again })
        : notKnown({
            lead: sentence('The order was not seen {waited} in {timeout}', { waited, timeout }),
            lastLook: end.lastLook,
            cause: end.failure,
            next: again,
          });
  throw first === undefined ? error : afterCreate(context, first, error);
}

function waitingLine(context: Context, order: Order, waited: Text): Text {
  const expiry = isOpen(order) ? expiresAt(order) : undefined;
  const { status } = order;
  if (expiry === undefined) {
    return sentence('{status}: waiting until {waited}  (Ctrl-C stops watching)', {
      status,
      waited,
    });
  }
  const span = spellDuration(expiry - context.now().getTime());
  return sentence('{status}: waiting until {waited}, expires in {span}  (Ctrl-C stops watching)', {
    status,
    waited,
    span,
  });
}

/** What there is to say of an order that is over; undefined where it is what was waited for. */
function wordsOfEnd(
  order: Order,
  verdict: Verdict,
  { system: { lifecycle, title }, waited }: { system: OrderSystem; waited: Text },
): Text | undefined {
  if (verdict === 'reached') return undefined;
  return verdict === 'in_error'
    ? sentence(
        'The order is {status}, and its workflow stopped with an error: check it in {title}.',
        { status: cleanValue(order.status), title },
      )
    : sentence('The order is {status}: it will not be {waited} any more.', {
        status: overWords(order, lifecycle),
        waited,
      });
}

/** These say that nothing was changed, or nothing sent; a 404 that lasts is what it is. */
const promising: readonly ExitCode[] = [
  exitCodes.usage,
  exitCodes.refused,
  exitCodes.notSignedIn,
  exitCodes.conflict,
  exitCodes.unreachable,
];

/** The error of a watch that follows a create: the order is there, and what becomes of it not known. */
const afterCreate = (context: Context, { id }: Order, error: CliError): CliError =>
  error.with({
    exitCode: promising.includes(error.exitCode) ? exitCodes.outcomeUnknown : error.exitCode,
    message: [sentence('Order {id} was created.', { id }), ' ', error.text],
    next: [nextCommand(context, ['watch', id])],
  });
