import { sentence, type Text } from '../language/sentence.ts';
import { dirname } from 'node:path';
import { CliError, usageError } from '../errors.ts';

/** What to throw when the file cannot be written; what the system has no part in stays as it is. */
export function unwritable(path: string, cause: unknown): unknown {
  const { code, syscall } = (cause ?? {}) as { code?: unknown; syscall?: unknown };
  if (typeof code !== 'string' || syscall === undefined) return cause;
  return usageError(sentence('The config file cannot be written: {path}', { path }), {
    code: 'config_unwritable',
    hint: sentence(
      'Make sure that {directory} is a folder of yours and its disk has room; MP_ORDERS_HOME names another.',
      { directory: dirname(path) },
    ),
    details: [sentence('The system says {code}.', { code })],
    cause,
  });
}

/** What to throw when the system does not let the file be read. */
export function untouchable(path: string, cause: unknown): CliError {
  const code = String((cause as NodeJS.ErrnoException).code ?? cause);
  return usageError(sentence('The config file cannot be read: {path}', { path }), {
    code: 'config_unreadable',
    hint: sentence(
      'Make sure that {dirname} and what is in it are yours: a command that was run with sudo may have made them. MP_ORDERS_HOME names another folder.',
      { dirname: dirname(path) },
    ),
    details: [sentence('The system says {code}.', { code })],
    cause,
  });
}

/** What to throw when something else is in its place: a folder, a pipe, a device. */
export const noFile = (path: string): CliError =>
  usageError(sentence('The config file cannot be read: {path}', { path }), {
    code: 'config_unreadable',
    hint: sentence('Remove what is there, or name another folder as MP_ORDERS_HOME.'),
    details: [sentence('It is not a file.')],
  });

/** What to throw when the file, or its folder, is a link to what is not there. */
export const leadsNowhere = (path: string, place: string, target: string): CliError =>
  usageError(sentence('The config file cannot be read: {path}', { path }), {
    code: 'config_unreadable',
    hint: sentence('Bring back what the link leads to, or remove the link.'),
    details: [sentence('{place} is a link to {target}, which is not there.', { place, target })],
  });

/** What to throw when the file holds what it should not, told without quoting it: it holds tokens. */
export const damaged = (path: string, why: Text, cause?: unknown): CliError =>
  usageError(sentence('The config file cannot be read: {path}', { path }), {
    code: 'invalid_config',
    hint: sentence('Fix it or remove it; `mp-orders auth login` makes a new one.'),
    details: [why],
    cause,
  });

/** What to throw where a file that cannot be read is not to be put aside: it holds guard rails. */
export const holdsGuards = (path: string): CliError =>
  usageError(sentence('The config file cannot be read: {path}', { path }), {
    code: 'guard_rails_unreadable',
    hint: sentence(
      'It holds guard rails, so no new one is made in its place. Fix it; or move it away, sign in, and set them again.',
    ),
  });

/** Whether it is what the file holds that is wrong. */
export const isDamaged = (error: unknown): boolean =>
  error instanceof CliError && error.code === 'invalid_config';
