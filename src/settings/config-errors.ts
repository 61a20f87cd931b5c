import { dirname } from 'node:path';
import { CliError, exitCodes, usageError } from '../errors.ts';

/** What to throw when the file cannot be written; what the system has no part in stays as it is. */
export function unwritable(path: string, cause: unknown): unknown {
  const { code, syscall } = (cause ?? {}) as { code?: unknown; syscall?: unknown };
  if (typeof code !== 'string' || syscall === undefined) return cause;
  return usageError(`The config file cannot be written: ${path}`, {
    code: 'config_unwritable',
    hint: `Make sure that ${dirname(path)} is a folder of yours and its disk has room; MP_ORDERS_HOME names another.`,
    details: [`The system says ${code}.`],
    cause,
  });
}

/** What to throw when the file holds what it should not, told without quoting it: it holds tokens. */
export function unreadable(path: string, why: string, cause?: unknown): CliError {
  return new CliError(
    exitCodes.usage,
    'invalid_config',
    `The config file cannot be read: ${path}`,
    {
      hint: 'Mend it or remove it; `mp-orders auth login` makes a new one.',
      details: [why],
      cause,
    },
  );
}
