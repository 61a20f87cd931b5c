import type { Reach } from '../../../batch/reach.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes } from '../../../errors.ts';

/**
 * The error that ends a batch: this row, like many before it, reached nobody. Undefined while it may
 * be that row's own trouble. `place` is the row's, or its line's.
 */
export function outOfReach(
  { host }: Context,
  reach: Reach,
  place: number,
  error: CliError | undefined,
): CliError | undefined {
  if (error === undefined || !reachedNobody(error)) return undefined;
  if (!reach.missed(place) || host.signal.aborted) return undefined;
  const message = `The server could not be reached ${reach.inARow} times in a row: stopped, for the rest would fare alike.`;
  const { code, facts } = error;
  const isUntrusted = code === 'untrusted_certificate';
  return new CliError(exitCodes.unreachable, isUntrusted ? code : 'unreachable', message, {
    hint: isUntrusted ? facts.hint : 'Check the network, or --base-url, and go on.',
    details: [error.message],
    retryable: !isUntrusted,
    cause: error,
  });
}

const reachless = ['unreachable', 'untrusted_certificate'];

/** Never arrived, or was sent and not answered with anything. */
const reachedNobody = ({ code, exitCode, facts }: CliError): boolean =>
  facts.httpStatus === undefined &&
  ((reachless.includes(code) && exitCode === exitCodes.unreachable) ||
    (code === 'outcome_unknown' && exitCode === exitCodes.outcomeUnknown));
