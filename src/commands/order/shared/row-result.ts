import type { RowOutcome } from '../../../batch/tally.ts';
import type { Context } from '../../../session/context.ts';
import { exitCodes, type CliError } from '../../../errors.ts';
import { shorten, shortenMessage } from '../../../report-error.ts';
import { wasRefused } from '../../../session/journaled.ts';

/** What came of a row that failed. */
export function outcomeOf(error: CliError): RowOutcome {
  const { exitCode, code, facts } = error;
  if (code === 'journal_unwritable') return 'not_sent';
  if (exitCode === exitCodes.usage) return 'invalid';
  if (exitCode === exitCodes.outcomeUnknown || facts.inFlight === true) return 'unknown';
  return wasRefused(error) ? 'refused' : 'not_sent';
}

/** The error as a row tells it; its keys are a contract, like those of the whole row. */
export function rowError({ io }: Context, { code, message, exitCode, facts }: CliError): object {
  return {
    code,
    message: shortenMessage(io.redact(message)),
    hint: facts.hint ?? null,
    exit_code: exitCode,
    retryable: facts.retryable ?? false,
    http_status: facts.httpStatus ?? null,
    request_id: facts.requestId ?? null,
    details: (facts.details ?? []).map((detail) => shorten(io.redact(detail))),
  };
}
