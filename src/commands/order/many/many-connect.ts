import { RateBudget } from '../../../batch/rate-budget.ts';
import type { Context } from '../../../context.ts';
import { spellDuration } from '../../../orders/duration.ts';
import type { Gate } from '../../../providers/http.ts';
import type { OrderProvider } from '../../../providers/provider.ts';
import type { ManyWork } from './many-work.ts';

/** A request that never ends before its time: what was sent is worth its answer. */
const never = new AbortController().signal;

/** After an interruption, what is in flight waits for its turn no longer than this. */
const longestTurnMs = 10_000;

/** A client for many orders, whose requests share one rate; then the work's own beginning. */
export async function connectMany(
  context: Context,
  ids: readonly string[],
  rate: number | undefined,
  { needs, begin }: ManyWork,
): Promise<OrderProvider> {
  const provider = await context.provider({
    ...{ ids, needs },
    gate: gateFor(context, rate),
    signal: never,
    retrySignal: context.host.signal,
    onRetry: () => undefined, // a line a retry would be thousands
  });
  await begin?.(provider);
  return provider;
}

/**
 * An interruption ends the waits for a turn. What comes afterwards belongs to an order in flight, such
 * as the look at one that could not be canceled, and is let through.
 */
function gateFor({ host, io }: Context, rate: number | undefined): Gate {
  const onPause = (ms: number) => {
    if (ms >= 5_000) io.note(`The server asks for a pause of ${spellDuration(ms)}.`);
  };
  const { now, sleep } = host;
  const budget = new RateBudget({ rate, now, sleep, onPause });
  return {
    enter: (waits) => budget.enter(waits.aborted ? AbortSignal.timeout(longestTurnMs) : waits),
    answered: (answer) => budget.answered(answer),
  };
}
