import { sentence, type Text } from '../../../language/sentence.ts';
import { CliError, exitCodes, type ExitCode } from '../../../errors.ts';
import { spellDuration } from '../../../orders/duration.ts';
import type { LastLook } from '../../../watch/watcher.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';

/** `last seen created 10 s ago; how it stands now is not known`. */
export const notKnownNow = (lastLook: LastLook | undefined): Text =>
  lastLook === undefined
    ? sentence('never seen; how it stands is not known')
    : sentence(
        'last seen {status} {span} ago; how it stands now is not known',
        seenWords(lastLook),
      );

const seenWords = ({ status, agoMs }: LastLook) => ({
  status: cleanValue(status),
  span: spellDuration(agoMs),
});

/** A 404 that counts: the order was there, and look after look has not found it since. */
export function goneSince(
  error: CliError,
  lastLook: LastLook | undefined,
  looks: number,
): CliError {
  return error.withDetails(
    lastLook === undefined
      ? sentence('It was created here; {looks} checks in a row have not found it.', { looks })
      : sentence(
          'It was last seen {status} {span} ago; {looks} checks in a row have not found it.',
          {
            ...seenWords(lastLook),
            looks,
          },
        ),
  );
}

interface Blind {
  /** What was waited for, and for how long: `The order was not seen processed in 15 min`. */
  lead: Text;
  lastLook: LastLook | undefined;
  /** Why the last look told nothing. */
  cause: CliError | undefined;
  next: readonly string[];
  exitCode?: ExitCode;
}

/**
 * The error of a wait whose last look told nothing. That the order is open is not said: it may be
 * paid by now.
 */
export function notKnown({ lead, lastLook, cause, next, exitCode }: Blind): CliError {
  const message = sentence('{lead}, and the last check gave no result: {state}.', {
    lead,
    state: notKnownNow(lastLook),
  });
  return new CliError(exitCode ?? exitCodes.unreachable, 'order_not_known', message, {
    details: cause === undefined ? [] : [cause.text],
    hint: sentence('It may be paid by now: check it before you act on it.'),
    retryable: true,
    next,
    cause,
  });
}

/**
 * The error of a wait whose last look saw a status that is not known here. Whether the order is open is
 * not said either: the status may be one of a payment.
 */
export function statusNotKnown({ next, ...seen }: UnknownStatus): CliError {
  const message = sentence(
    'The order was not seen {waited} in {timeout}; the last check saw the status {status}, which is not known here.',
    { ...seen, status: cleanValue(seen.status) },
  );
  return new CliError(exitCodes.unreachable, 'order_not_known', message, {
    hint: sentence('It may be paid by now: check it before you act on it.'),
    retryable: true,
    next,
  });
}

interface UnknownStatus {
  /** What was waited for, and for how long. */
  waited: Text;
  timeout: string;
  status: string;
  next: readonly string[];
}
