import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes, type ExitCode } from '../../../errors.ts';
import { reportError } from '../../../report-error.ts';

/**
 * Does something to each order in turn. With one id its error is the command's; with several, each
 * error is reported, the others go on, and the exit code says that some failed.
 */
export async function eachOrder(
  context: Context,
  ids: readonly string[],
  act: (id: string) => Promise<void>,
): Promise<ExitCode> {
  let failed = false;
  let isUnknown = false;
  for (const id of ids) {
    try {
      await act(id);
    } catch (error) {
      if (ids.length === 1 || !(error instanceof CliError)) throw error;
      if (context.host.signal.aborted && !isUnknown) throw error;
      failed = true;
      isUnknown ||= error.exitCode === exitCodes.outcomeUnknown;
      await tellFailure(context, id, error, id);
      if (context.host.signal.aborted) break;
    }
  }
  if (isUnknown && context.host.signal.aborted) return exitCodes.outcomeUnknown;
  return failed ? exitCodes.someFailed : exitCodes.ok;
}

/** Reports the error of one order among others, by its `name`: its id, or its place in the input. */
export async function tellFailure(
  context: Context,
  name: string,
  error: CliError,
  id: string | undefined,
): Promise<void> {
  const { explainError } = await import('../../../explain-error.ts');
  const { exitCode, code, message, facts } = await explainError(context, error, id);
  const named = new CliError(exitCode, code, `${name}: ${message}`, facts);
  reportError(named, context.argv, context.host, context.io);
}
