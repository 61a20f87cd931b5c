import { setMaxListeners } from 'node:events';
import { RateBudget } from '../../../batch/rate-budget.ts';
import type { Reach } from '../../../batch/reach.ts';
import type { ConnectOverrides } from '../../../connect.ts';
import type { Context } from '../../../context.ts';
import { spellDuration } from '../../../orders/duration.ts';
import type { Gate } from '../../../providers/http.ts';

/** A request that never ends before its time: what was sent is worth its answer. */
const never = new AbortController().signal;

/**
 * How a client sends for many orders at once: all requests share one rate and tell `reach` of their
 * answers, an interruption ends their waits but no request underway, and no retry is a line of its own.
 */
export function sharedPace(
  { host, io }: Context,
  rate: number | undefined,
  reach?: Reach,
): ConnectOverrides & { gate: Gate } {
  setMaxListeners(0, host.signal); // every request that waits for its retry listens
  const onPause = (ms: number) => {
    if (ms >= 5_000) io.note(`The server asks for a pause of ${spellDuration(ms)}.`);
  };
  const budget = new RateBudget({ rate, now: host.monotonic, sleep: host.sleep, onPause });
  return {
    gate: {
      enter: (waits) => budget.enter(waits),
      answered: (answer) => {
        if (answer.status !== undefined) reach?.answered();
        budget.answered(answer);
      },
    },
    signal: never,
    retrySignal: host.signal,
    onRetry: () => undefined,
  };
}

/** After an interruption, what is in flight waits for its turn no longer than this. */
const longestTurnMs = 10_000;

/**
 * Lets through what comes after an interruption: it belongs to an order in flight, such as the look at
 * one that could not be canceled.
 */
export const lettingThrough = (gate: Gate): Gate => ({
  enter: (waits) => gate.enter(waits.aborted ? AbortSignal.timeout(longestTurnMs) : waits),
  answered: (answer) => gate.answered(answer),
});
