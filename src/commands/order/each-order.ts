import type { Context } from '../../context.ts';
import { CliError, exitCodes, type ExitCode } from '../../errors.ts';
import { reportError } from '../../report-error.ts';

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
  for (const id of ids) {
    try {
      await act(id);
    } catch (error) {
      const mustStop = !(error instanceof CliError) || context.host.signal.aborted;
      if (ids.length === 1 || mustStop) throw error;
      failed = true;
      await tellFailure(context, id, error, id);
    }
  }
  return failed ? exitCodes.someFailed : exitCodes.ok;
}

/** Reports the error of one order among others, by its `name`: its id, or its place in the input. */
export async function tellFailure(
  context: Context,
  name: string,
  error: CliError,
  id: string | undefined,
): Promise<void> {
  const { explainError } = await import('../../explain-error.ts');
  const { exitCode, code, message, facts } = await explainError(context, error, id);
  const named = new CliError(exitCode, code, `${name}: ${message}`, facts);
  reportError(named, context.argv, context.host, context.io);
}
