import { sentence, type Text } from './language/sentence.ts';
import { CliError, exitCodes, type ExitCode } from './errors.ts';

/** How long the answer to a change that was sent is waited for after an interruption. */
export const graceMs = 10_000;

/** What is said meanwhile. */
export const stoppingNote: Text = sentence(
  'Stopping when the sent requests are answered, within 10 s. Press Ctrl-C again to stop now.',
);

interface Output {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** What a run is ended by in its own words: Ctrl-C, another program, a terminal that is closed. */
export const interruptingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

type InterruptingSignal = (typeof interruptingSignals)[number];

const codes = {
  SIGINT: exitCodes.interrupted,
  SIGTERM: exitCodes.terminated,
  SIGHUP: exitCodes.hungUp,
} as const;

/** What ends a run: `signal` aborts with the name of what did. */
interface Interruptible {
  readonly signal: AbortSignal;
}

/** The signal that interrupted this run; undefined when none did, or only the reader of stdout left. */
export function signalOf({ signal }: Interruptible): InterruptingSignal | undefined {
  return interruptingSignals.find((name) => name === signal.reason);
}

/**
 * The exit code of a run that a signal ended: 130 after SIGINT, 143 after SIGTERM, 129 after SIGHUP,
 * and 8 when the outcome of a change is not known.
 */
export function interruptionCode(host: Interruptible, isUnknown = false): ExitCode {
  if (isUnknown) return exitCodes.outcomeUnknown;
  return codes[signalOf(host) ?? 'SIGINT'];
}

/**
 * The exit code of a run that came to `code`. After a signal that is the signal's, however far the
 * run got: a user who presses Ctrl-C wants the loop around it to end too. But a script has to learn that
 * the outcome of a change is not known; people at a terminal have read it.
 */
export function codeAfter(code: number, host: Interruptible & { readonly stdout: Output }): number {
  if (signalOf(host) === undefined) return code;
  const mustTell = code === exitCodes.outcomeUnknown && host.stdout.isTTY !== true;
  return mustTell ? code : interruptionCode(host);
}

/** What an interruption throws where a run has nothing to tell. */
export const interrupted = (): CliError =>
  new CliError(exitCodes.interrupted, 'interrupted', sentence('Interrupted.'));

/**
 * What `promise` comes to; throws `interrupted` when the signal is first. For what no signal ends by
 * itself: a named pipe is opened when somebody writes to it, and a share that is away answers nothing.
 */
export function unlessInterrupted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(interrupted());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
