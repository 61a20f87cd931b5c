import { CliError, exitCodes } from '../../../errors.ts';

/**
 * The error that ends a batch: exit codes 2 and 7 promise that nothing was changed, which is no longer
 * so when `changed` of its rows are done; then it is a batch in which some rows failed.
 */
export function afterSome(error: Error, changed: number): Error {
  if (changed === 0 || !(error instanceof CliError)) return error;
  const { exitCode, code, message, facts } = error;
  if (exitCode !== exitCodes.usage && exitCode !== exitCodes.unreachable) return error;
  return new CliError(exitCodes.someFailed, code, message, facts);
}
