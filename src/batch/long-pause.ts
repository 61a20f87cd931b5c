import { sentence } from '../language/sentence.ts';
import { CliError, exitCodes } from '../errors.ts';
import { spellDuration } from '../orders/duration.ts';

const year = 365 * 86_400_000;

/** The server asks to be left alone for longer than anybody waits: nothing more is sent to it. */
export class LongPause extends CliError {
  constructor(askedMs: number, longestMs: number) {
    const limit = spellDuration(longestMs);
    const spelled = spellDuration(askedMs);
    // Two units at most are spelled: a pause that is a little longer would look like the limit.
    const inSeconds = spelled === limit ? `${Math.ceil(askedMs / 1000)} s` : spelled;
    const pause = askedMs > year ? sentence('more than a year') : inSeconds;
    super(
      exitCodes.unreachable,
      'pause_too_long',
      sentence('The server asks for a pause of {asked}, more than the limit of {limit}: stopped.', {
        asked: pause,
        limit,
      }),
      {
        hint: sentence('Continue after the pause, or wait longer with --max-wait.'),
        retryable: true,
        retryAfterMs: askedMs,
      },
    );
  }
}

/** Whether it is one, or one that has been told more about since. */
export const isLongPause = (error: unknown): boolean =>
  error instanceof CliError && error.code === 'pause_too_long';
