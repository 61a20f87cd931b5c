import type { Context } from '../../context.ts';
import { CliError, exitCodes } from '../../errors.ts';
import type { Order } from '../../orders/order.ts';
import { pendingRefunds } from '../../orders/refund-outcome.ts';
import type { OrderSystem } from '../../providers/system.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { printResult, wantsData } from '../print.ts';
import { nextCommand } from '../repeat.ts';
import { outcomeDocument } from './change-order.ts';
import { printOrder } from './print-order.ts';
import type { RefundAsked, RefundReached } from './refund-reached.ts';

/**
 * Prints what a refund came to, and throws where that is no success. Programs get the outcome on
 * stdout either way, beside the error.
 */
export async function reportRefund(
  context: Context,
  system: OrderSystem,
  reached: RefundReached,
  { one }: { one: boolean },
): Promise<void> {
  const { outcome, order, answer, asked } = reached;
  const error = reached.error ?? failureOf(context, reached);
  const json = outcomeDocument({ outcome, provider: system.name, id: asked.id, answer });
  if (error === undefined) {
    await printOrder(context, order, { json, headline: headline(reached), one });
    noteRequested(context, system, reached);
  } else if (wantsData(context)) {
    await printResult(context, { json, text: () => '' }, { one });
  }
  if (error !== undefined) throw error;
}

/** On a terminal, above the order: a refund that is on its way is not called done. */
function headline({ outcome, asked, order, isShown }: RefundReached): string {
  const isPart = asked.parts.length > 0 && order.status !== 'refunded';
  if (outcome === 'refunded') return isPart ? 'Refunded in part.' : 'Refunded.';
  const what = isPart ? 'A refund in part is requested' : 'The refund is requested';
  return isShown ? `${what}: it is not through yet.` : `${what}: the order does not show it yet.`;
}

/** Says what stands of a refund that is not through, and how to see more later. */
export function noteRequested(context: Context, system: OrderSystem, reached: RefundReached): void {
  if (reached.outcome !== 'requested') return;
  const follow = nextCommand(context, followWords(system, reached.asked));
  context.io.note(`${standing(system, reached)} Look again:  ${follow}`);
}

/** How a refund stands that is not through, in a sentence or two. */
export function standing(
  { title, refundNote }: OrderSystem,
  { asked: { id }, refunds, isShown }: Pick<RefundReached, 'asked' | 'refunds' | 'isShown'>,
): string {
  const takes = refundNote === undefined ? '' : ` ${refundNote}`;
  if (!isShown) {
    return `${title} took in the refund of ${id}, but the order does not show it: whether the money went back is not known yet.${takes}`;
  }
  const statuses = refunds.flatMap(({ status }) =>
    status === undefined ? [] : cleanValue(status),
  );
  const status = [...new Set(statuses)].join(', ') || 'on its way';
  return `The refund of ${id} is ${status}: the money is not back yet.${takes}`;
}

/** The command that follows a refund to its end and changes nothing. */
export const followWords = ({ lifecycle }: OrderSystem, { id, parts }: RefundAsked): string[] =>
  parts.length === 0 && lifecycle.followers.has('refunded')
    ? ['watch', id, '--until', 'refunded']
    : ['get', id];

/** The error of an outcome that is no success. */
export function failureOf(
  context: Context,
  { outcome, order, refunds }: RefundReached,
): CliError | undefined {
  if (outcome !== 'failed' && outcome !== 'denied') return undefined;
  const { id, status, status_detail: detail } = order;
  const state = detail === undefined || detail === status ? status : `${status} (${detail})`;
  const details = [
    ...refunds.map(
      ({ id: refund = 'one', status: its = 'not told' }) => `Refund ${refund}: ${its}.`,
    ),
    `The order is ${state} now.`,
  ].map(cleanValue);
  const next = [nextCommand(context, ['get', id])];
  return outcome === 'failed'
    ? new CliError(
        exitCodes.refused,
        'refund_failed',
        'The refund failed: no money goes back by it.',
        {
          ...{ details, next },
        },
      )
    : new CliError(
        exitCodes.conflict,
        'refund_denied',
        'The refund was denied: no money goes back by it.',
        {
          ...{ details, next },
        },
      );
}

/** Throws exit 6 for an order that shows a refund on its way: nothing is sent beside that. */
export function refuseBesidePending(context: Context, system: OrderSystem, order: Order): void {
  const refunds = pendingRefunds(order);
  if (refunds.length > 0)
    throw besidePending(
      context,
      system,
      order.id,
      refunds.map(({ status }) => status ?? ''),
    );
}

/** The refusal of a second refund while one is on its way. `statuses` are those of the first. */
export function besidePending(
  context: Context,
  system: OrderSystem,
  id: string,
  statuses: readonly string[],
): CliError {
  const words = [...new Set(statuses)].map(cleanValue).filter((word) => word !== '');
  const how = words.length === 0 ? '' : ` (${words.join(', ')})`;
  const message = `A refund of ${id} is on its way${how}: nothing was sent.`;
  return new CliError(exitCodes.conflict, 'refund_requested', message, {
    hint: 'Wait until it is through: another refund beside it could give the money back twice.',
    next: [nextCommand(context, followWords(system, { id, parts: [] }))],
  });
}
