import { sentence, type Text } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes } from '../../../errors.ts';
import type { Order, Refund } from '../../../orders/order.ts';
import {
  isPendingRefund,
  isSurelyPending,
  pendingRefunds,
} from '../../../orders/refund-outcome.ts';
import type { OrderSystem } from '../../../providers/order-system.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import { nextCommand } from '../../../session/next-command.ts';
import { changeResult } from '../shared/outcome.ts';
import type { ActResult } from '../shared/work.ts';
import type { RefundRequest, RefundResult } from './result.ts';

/** The outcome of an order whose money was to be given back. */
export function actResultOf(
  context: Context,
  system: OrderSystem,
  refundResult: RefundResult,
  options: { one: boolean },
): ActResult {
  const { outcome, answer, order, request } = refundResult;
  const error = refundResult.error ?? failureOf(context, system, refundResult);
  const tell = () =>
    error === undefined ? noteRequested(context, system, refundResult) : undefined;
  const result = {
    outcome,
    id: request.id,
    answer,
    order,
    headline: headline(refundResult),
    error,
    tell,
  };
  return changeResult(context, system, result, options);
}

/** On a terminal, above the order: a refund that is on its way is not called done. */
function headline({ outcome, request, order, refunds, isShown }: RefundResult): Text {
  const isPart = request.parts.length > 0 && order.status !== 'refunded';
  if (outcome === 'refunded') {
    return isPart ? sentence('Partly refunded.') : sentence('Refunded.');
  }
  const what = isPart
    ? sentence('A partial refund is requested')
    : sentence('The refund is requested');
  if (!isShown) return sentence('{what}: the order does not show it yet.', { what });
  return refunds.some(isSurelyPending)
    ? sentence('{what}: it is not completed yet.', { what })
    : sentence('{what}: its state is not known.', { what });
}

/** Says what stands of a refund that is not through, and how to see more later. */
function noteRequested(context: Context, system: OrderSystem, refundResult: RefundResult): void {
  if (refundResult.outcome !== 'requested') return;
  const follow = nextCommand(context, followWords(system, refundResult.request));
  context.io.note([standing(system, refundResult), ' ', sentence('Look again:'), `\n  ${follow}`]);
}

/** How a refund stands that is not through, in a sentence or two. */
export function standing(
  { title, refundNote }: OrderSystem,
  { request: { id }, refunds, isShown }: Pick<RefundResult, 'request' | 'refunds' | 'isShown'>,
): Text {
  const takes: Text[] = refundNote === undefined ? [] : [' ', refundNote];
  if (!isShown) {
    const shown = sentence(
      '{title} accepted the refund of {id}, but the order does not show it: it is not known yet whether the money went back.',
      { title, id },
    );
    return [shown, ...takes];
  }
  const sure = refunds.filter(isSurelyPending);
  const status = wordsOf(sure.length > 0 ? sure : refunds.filter(isPendingRefund));
  const state =
    sure.length > 0
      ? sentence('The refund of {id} is {status}: the money is not back yet.', { id, status })
      : sentence(
          'The status of the refund of {id} is {status}, which is not a known status: it is not known whether the money is back.',
          { id, status: status === '' ? sentence('not given') : status },
        );
  return [state, ...takes];
}

/** The statuses of refunds, each once. */
function wordsOf(refunds: readonly Refund[]): string {
  const statuses = refunds.flatMap(({ status }) =>
    status === undefined ? [] : cleanValue(status),
  );
  return [...new Set(statuses)].join(', ');
}

/** The command that follows a refund to its end and changes nothing. */
export const followWords = ({ lifecycle }: OrderSystem, { id, parts }: RefundRequest): string[] =>
  parts.length === 0 && lifecycle.followers.has('refunded')
    ? ['watch', id, '--until', 'refunded']
    : ['get', id];

/** The error of an outcome that is no success. */
function failureOf(
  context: Context,
  system: OrderSystem,
  { outcome, request: { id }, order, refunds }: RefundResult,
): CliError | undefined {
  if (outcome !== 'failed' && outcome !== 'denied') return undefined;
  const { status, status_detail: detail } = order;
  const state = detail === undefined || detail === status ? status : `${status} (${detail})`;
  const details = [
    ...refunds.map(({ id: one, status: its }): Text => [
      one === undefined ? sentence('The refund') : cleanValue(one),
      ': ',
      its === undefined ? sentence('not given') : cleanValue(its),
      '.',
    ]),
    sentence('The order is {state} now.', { state: cleanValue(state) }),
  ];
  const next = [nextCommand(context, ['get', id])];
  const facts = { details, next, system: system.name, orderIds: [id] };
  const message =
    outcome === 'failed'
      ? sentence('The refund failed: it returns no money.')
      : sentence('The refund was denied: it returns no money.');
  return outcome === 'failed'
    ? new CliError(exitCodes.refused, 'refund_failed', message, facts)
    : new CliError(exitCodes.conflict, 'refund_denied', message, facts);
}

/** Throws exit 6 for an order that shows a refund on its way: nothing is sent beside that. */
export function refuseBesidePending(context: Context, system: OrderSystem, order: Order): void {
  const refunds = pendingRefunds(order);
  if (refunds.length > 0) throw besidePending(context, system, order.id, refunds);
}

/** The refusal of a second refund while one may be on its way; `refunds` are those seen so. */
export function besidePending(
  context: Context,
  system: OrderSystem,
  id: string,
  refunds: readonly Refund[],
): CliError {
  const sure = refunds.filter(isSurelyPending);
  const words = wordsOf(refunds);
  const message =
    sure.length > 0
      ? sentence('A refund of {id} is on its way ({status}): nothing was sent.', {
          id,
          status: wordsOf(sure),
        })
      : sentence(
          'A refund of {id} was requested, and is not confirmed yet{status}: nothing was sent.',
          {
            id,
            status: words === '' ? '' : ` (${words})`,
          },
        );
  return new CliError(exitCodes.conflict, 'refund_requested', message, {
    hint: sentence('Wait until it is completed: a second refund could give the money back twice.'),
    // Whether that one gives back all is not known here: of a part the order never gets `refunded`.
    next: [nextCommand(context, ['get', id])],
    system: system.name,
    orderIds: [id],
  });
}
