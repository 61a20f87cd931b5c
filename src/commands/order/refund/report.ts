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
import { changedAs } from '../shared/outcome.ts';
import type { Acted } from '../shared/work.ts';
import type { RefundAsked, RefundReached } from './reached.ts';

/** What came of an order whose money was to be given back. */
export function refundedAs(
  context: Context,
  system: OrderSystem,
  reached: RefundReached,
  options: { one: boolean },
): Acted {
  const { outcome, answer, order, asked } = reached;
  const error = reached.error ?? failureOf(context, system, reached);
  const tell = () => (error === undefined ? noteRequested(context, system, reached) : undefined);
  const told = { outcome, id: asked.id, answer, order, headline: headline(reached), error, tell };
  return changedAs(context, system, told, options);
}

/** On a terminal, above the order: a refund that is on its way is not called done. */
function headline({ outcome, asked, order, refunds, isShown }: RefundReached): string {
  const isPart = asked.parts.length > 0 && order.status !== 'refunded';
  if (outcome === 'refunded') return isPart ? 'Partly refunded.' : 'Refunded.';
  const what = isPart ? 'A partial refund is requested' : 'The refund is requested';
  if (!isShown) return `${what}: the order does not show it yet.`;
  const isSure = refunds.some(isSurelyPending);
  return isSure ? `${what}: it is not completed yet.` : `${what}: its state is not known.`;
}

/** Says what stands of a refund that is not through, and how to see more later. */
function noteRequested(context: Context, system: OrderSystem, reached: RefundReached): void {
  if (reached.outcome !== 'requested') return;
  const follow = nextCommand(context, followWords(system, reached.asked));
  context.io.note(`${standing(system, reached)} Look again:\n  ${follow}`);
}

/** How a refund stands that is not through, in a sentence or two. */
export function standing(
  { title, refundNote }: OrderSystem,
  { asked: { id }, refunds, isShown }: Pick<RefundReached, 'asked' | 'refunds' | 'isShown'>,
): string {
  const takes = refundNote === undefined ? '' : ` ${refundNote}`;
  if (!isShown) {
    return `${title} accepted the refund of ${id}, but the order does not show it: it is not known yet whether the money went back.${takes}`;
  }
  const sure = refunds.filter(isSurelyPending);
  const status = wordsOf(sure.length > 0 ? sure : refunds.filter(isPendingRefund));
  return sure.length > 0
    ? `The refund of ${id} is ${status}: the money is not back yet.${takes}`
    : `The status of the refund of ${id} is ${status || 'not given'}, which is not a known status: it is not known whether the money is back.${takes}`;
}

/** The statuses of refunds, each once. */
function wordsOf(refunds: readonly Refund[]): string {
  const statuses = refunds.flatMap(({ status }) =>
    status === undefined ? [] : cleanValue(status),
  );
  return [...new Set(statuses)].join(', ');
}

/** The command that follows a refund to its end and changes nothing. */
export const followWords = ({ lifecycle }: OrderSystem, { id, parts }: RefundAsked): string[] =>
  parts.length === 0 && lifecycle.followers.has('refunded')
    ? ['watch', id, '--until', 'refunded']
    : ['get', id];

/** The error of an outcome that is no success. */
function failureOf(
  context: Context,
  system: OrderSystem,
  { outcome, asked: { id }, order, refunds }: RefundReached,
): CliError | undefined {
  if (outcome !== 'failed' && outcome !== 'denied') return undefined;
  const { status, status_detail: detail } = order;
  const state = detail === undefined || detail === status ? status : `${status} (${detail})`;
  const details = [
    ...refunds.map(({ id: one = 'The refund', status: its = 'not given' }) => `${one}: ${its}.`),
    `The order is ${state} now.`,
  ].map(cleanValue);
  const next = [nextCommand(context, ['get', id])];
  const facts = { details, next, system: system.name, orderIds: [id] };
  const message = `The refund ${outcome === 'failed' ? 'failed' : 'was denied'}: it returns no money.`;
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
  const stands =
    sure.length > 0
      ? `is on its way (${wordsOf(sure)})`
      : `was requested, and is not confirmed yet${words === '' ? '' : ` (${words})`}`;
  const message = `A refund of ${id} ${stands}: nothing was sent.`;
  return new CliError(exitCodes.conflict, 'refund_requested', message, {
    hint: 'Wait until it is completed: a second refund could give the money back twice.',
    next: [nextCommand(context, followWords(system, { id, parts: [] }))],
    ...{ system: system.name, orderIds: [id] },
  });
}
