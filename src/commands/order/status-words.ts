import type { Context } from '../../session/context.ts';
import {
  isKnownStatus,
  reachedStatus,
  type JudgedOrder,
  type Lifecycle,
} from '../../orders/lifecycle.ts';
import { cleanValue } from '../../terminal/clean-text.ts';

/** Says once that a status is none that is known here: what it means is not guessed from the rest. */
export function noteUnknownStatus({ io }: Context, status: string, lifecycle: Lifecycle): void {
  if (isKnownStatus(status, lifecycle)) return;
  io.noteOnce(`A status that is not known here: ${cleanValue(status)}. Watching on.`);
}

/** How an order is that is over: `canceled`, or `refunded (its status is still processed)`. */
export function overWords(order: JudgedOrder, lifecycle: Lifecycle): string {
  const [shown, reached] = [cleanValue(order.status), reachedStatus(order, lifecycle)];
  return reached === order.status ? shown : `${reached} (its status is still ${shown})`;
}
