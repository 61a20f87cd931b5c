import { sentence, type Text } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import {
  isKnownStatus,
  reachedStatus,
  type JudgedOrder,
  type Lifecycle,
} from '../../../orders/lifecycle.ts';
import type { Verdict } from '../../../orders/verdict.ts';
import type { OrderSystem } from '../../../providers/order-system.ts';
import type { Judgement } from '../../../watch/watcher.ts';
import { requireStatus, statusesIn } from '../shared/status-words.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';

/** Says once that a status is none that is known here: what it means is not guessed from the rest. */
export function noteUnknownStatus({ io }: Context, status: string, lifecycle: Lifecycle): void {
  if (isKnownStatus(status, lifecycle)) return;
  io.noteOnce(
    sentence('Unknown status: {status}. Still watching.', { status: cleanValue(status) }),
  );
}

/** How an order is that is over: `canceled`, or `refunded (its status is still processed)`. */
export function overWords(order: JudgedOrder, lifecycle: Lifecycle): Text {
  const [shown, reached] = [cleanValue(order.status), reachedStatus(order, lifecycle)];
  return reached === order.status
    ? shown
    : sentence('{reached} (its status is still {shown})', { reached, shown });
}

/**
 * The statuses to wait for: those that were asked for (`a,b`), else those that the system is known for.
 * One that is not known passes with a note, for the set is open, unless it is likely to be meant for
 * another: `paid` is never seen at Mercado Pago, and an order that was paid would end the watch as if
 * it were not. Throws a usage error.
 */
export function wantedStatuses(
  { io }: Context,
  system: OrderSystem,
  until: string | undefined,
): readonly string[] {
  const { lifecycle } = system;
  if (until === undefined) return lifecycle.awaited;
  const statuses = statusesIn(until);
  for (const status of statuses) {
    requireStatus('--until', status, system);
    if (isKnownStatus(status, lifecycle)) continue;
    io.warn(sentence('"{until}" is not a known status; waiting for it anyway.', { until: status }));
  }
  return statuses;
}

/** `processed or refunded`: the statuses that are waited for. */
export const anyOf = (statuses: readonly string[]): Text =>
  statuses.flatMap((status, i): Text[] =>
    i === 0 ? [status] : [' ', sentence('or'), ' ', status],
  );

/** What a verdict means for the watch. */
export const judgementOf = (verdict: Verdict): Judgement =>
  verdict === 'open' || verdict === 'doubtful' ? verdict : 'over';
