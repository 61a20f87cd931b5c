import { setMaxListeners } from 'node:events';
import { clearTimeout, setTimeout } from 'node:timers';

/** Node's timers count in 31 bits; a longer wait would end at once. */
const longestTimerMs = 2 ** 31 - 1;

export interface Deadline {
  /** Aborts when the time is up, or when the interruption does. */
  signal: AbortSignal;
  /** Whether it was the time that was up. */
  timeout: { readonly aborted: boolean };
  /** Takes it back, when it is not needed any more. */
  lift: () => void;
}

/**
 * The time that one attempt has. `AbortSignal.timeout` and `AbortSignal.any` cannot be taken back: of
 * a batch, every request of the last half minute would stay in memory.
 */
export function setDeadline(ms: number, interruption: AbortSignal): Deadline {
  const either = new AbortController();
  const timeout = { aborted: false };
  const interrupt = () => either.abort(interruption.reason);
  const expire = () => {
    timeout.aborted = true;
    either.abort();
  };
  const timer = setTimeout(expire, Math.min(Math.ceil(ms), longestTimerMs));
  letMany(interruption);
  interruption.addEventListener('abort', interrupt, { once: true });
  if (interruption.aborted) interrupt();
  return {
    signal: either.signal,
    timeout,
    lift: () => {
      clearTimeout(timer);
      interruption.removeEventListener('abort', interrupt);
    },
  };
}

const withMany = new WeakSet<AbortSignal>();

/** One listens a request underway, and there may be hundreds: without this, Node warns of a leak. */
function letMany(signal: AbortSignal): void {
  if (withMany.has(signal)) return;
  withMany.add(signal);
  setMaxListeners(0, signal);
}

/**
 * Aborts `ms` after another signal does, for the same reason: what was sent when somebody ended the
 * run is worth waiting for its answer, but not for ever.
 */
export function afterGrace(interruption: AbortSignal, ms: number): AbortSignal {
  const end = new AbortController();
  const begin = () => {
    // It keeps no process alive: whoever waits for the answer does that.
    setTimeout(() => end.abort(interruption.reason), ms).unref();
  };
  interruption.addEventListener('abort', begin, { once: true });
  if (interruption.aborted) begin();
  return end.signal;
}
