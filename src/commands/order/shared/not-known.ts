import { CliError, exitCodes, type ExitCode } from '../../../errors.ts';
import { spellDuration } from '../../../orders/duration.ts';
import type { Seen } from '../../../watch/watcher.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';

/** `last seen created 10 s ago; not known now`. */
export const notKnownNow = (seen: Seen | undefined): string =>
  seen === undefined ? 'never seen; not known now' : `${wordsOf(seen)}; not known now`;

const wordsOf = ({ status, agoMs }: Seen): string =>
  `last seen ${cleanValue(status)} ${spellDuration(agoMs)} ago`;

/** A 404 that counts: the order was there, and look after look has not found it since. */
export function goneSince(error: CliError, seen: Seen | undefined, looks: number): CliError {
  const was = seen === undefined ? 'It was created here' : `It was ${wordsOf(seen)}`;
  return error.withDetails(`${was}; ${looks} checks in a row have not found it.`);
}

interface Blind {
  /** What was waited for, and for how long: `Not seen processed in 15 min`. */
  lead: string;
  seen: Seen | undefined;
  /** Why the last look told nothing. */
  cause: CliError | undefined;
  next: readonly string[];
  exitCode?: ExitCode;
}

/**
 * The error of a wait whose last look told nothing. That the order is open is not said: it may be
 * paid by now.
 */
export function notKnown({ lead, seen, cause, next, exitCode }: Blind): CliError {
  const message = `${lead}, and the last check gave no result: ${notKnownNow(seen)}.`;
  return new CliError(exitCode ?? exitCodes.unreachable, 'order_not_known', message, {
    details: cause === undefined ? [] : [cause.message],
    hint: 'It may be paid by now: check it before you act on it.',
    retryable: true,
    next,
    cause,
  });
}
