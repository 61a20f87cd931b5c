import { usageError, type CliError } from '../errors.ts';

const words: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'permission was denied',
  EPERM: 'permission was denied',
  EROFS: 'the disk is read-only',
  ENOTDIR: 'a file is where a folder should be',
  EEXIST: 'a file is where a folder should be',
  EISDIR: 'a folder is where a file should be',
  EIO: 'the disk failed',
};

/** What to throw when the system refuses the sandbox its folder; what it has no part in stays as it is. */
export function unusable(directory: string, cause: unknown): unknown {
  const { code, syscall } = (cause ?? {}) as { code?: unknown; syscall?: unknown };
  if (typeof code !== 'string' || syscall === undefined) return cause;
  return unusableFor(directory, words[code] ?? `the system says ${code}`, cause);
}

/** What to throw when the folder is none. */
export const noFolder = (directory: string): CliError =>
  unusableFor(directory, 'a file is where a folder should be');

const unusableFor = (directory: string, reason: string, cause?: unknown): CliError =>
  usageError(`The sandbox cannot use its folder: ${reason}.`, {
    code: 'sandbox_unusable',
    hint: `Make sure that ${directory} is a folder of yours and its disk has room; MP_ORDERS_HOME names another.`,
    cause,
  });

/** What to throw for a file that is no JSON: a power cut may have left it empty. */
export const damaged = (path: string, cause: unknown): CliError =>
  usageError(`A file of the sandbox’s state is damaged: ${path}`, {
    code: 'sandbox_damaged',
    hint: 'Remove it, or delete all orders and points of sale of the sandbox.',
    next: ['mp-orders sandbox reset'],
    cause,
  });
