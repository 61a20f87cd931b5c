import { sentence } from '../../../language/sentence.ts';
import { setMaxListeners } from 'node:events';
import type { LongPause } from '../../../batch/long-pause.ts';
import { RateBudget } from '../../../batch/rate-budget.ts';
import type { Reach } from '../../../batch/reach.ts';
import type { ConnectOverrides } from '../../../session/connect.ts';
import type { Context } from '../../../session/context.ts';
import { graceMs } from '../../../interruption.ts';
import { spellDuration } from '../../../orders/duration.ts';
import { afterGrace } from '../../../providers/transport/deadline.ts';
import type { Gate } from '../../../providers/transport/types.ts';
import type { Pace } from './pace.ts';

export interface SharedPace extends ConnectOverrides {
  gate: Gate;
  /** Why nothing more is sent: the server asks for too long a pause. */
  longPause: () => LongPause | undefined;
}

/**
 * How a client sends for many orders at once: all requests share one rate and tell `reach` of their
 * answers, an interruption ends their waits at once but a request underway only later, and no retry is a line of its own.
 */
export function sharedPace(
  { host, io }: Context,
  { rate, longestPauseMs }: Pick<Pace, 'rate' | 'longestPauseMs'>,
  reach?: Reach,
): SharedPace {
  setMaxListeners(0, host.signal); // every request that waits for its retry listens
  const onPause = (ms: number) => {
    if (ms >= 5_000)
      io.note(sentence('The server asks for a pause of {span}.', { span: spellDuration(ms) }));
  };
  const { monotonic: now, sleep } = host;
  const budget = new RateBudget({ rate, longestPauseMs, now, sleep, onPause });
  return {
    gate: {
      enter: (waits) => (budget.pass(waits) ? undefined : budget.enter(waits)),
      answered: (answer) => {
        if (answer.status !== undefined) reach?.answered();
        budget.answered(answer);
      },
      get passed() {
        return budget.passed;
      },
    },
    signal: afterGrace(host.signal, graceMs),
    retrySignal: host.signal,
    onRetry: () => undefined,
    longestPauseMs,
    longPause: () => budget.longPause,
  };
}

/**
 * Lets through what comes after an interruption: it belongs to an order in flight, such as the look at
 * one that could not be canceled.
 */
export const lettingThrough = (gate: Gate): Gate => ({
  enter: (waits) => gate.enter(waits.aborted ? AbortSignal.timeout(graceMs) : waits),
  answered: (answer) => gate.answered(answer),
  get passed() {
    return gate.passed;
  },
});
