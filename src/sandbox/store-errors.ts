import { sentence, type Text } from '../language/sentence.ts';
import { usageError, type CliError } from '../errors.ts';

const words: Readonly<Record<string, Text>> = {
  ENOSPC: sentence('the disk is full'),
  EDQUOT: sentence('the disk quota is used up'),
  EACCES: sentence('permission was denied'),
  EPERM: sentence('permission was denied'),
  EROFS: sentence('the disk is read-only'),
  ENOTDIR: sentence('a file is where a folder should be'),
  EEXIST: sentence('a file is where a folder should be'),
  EISDIR: sentence('a folder is where a file should be'),
  EIO: sentence('the disk failed'),
};

/** What to throw when the system refuses the sandbox its folder; what it has no part in stays as it is. */
export function unusable(directory: string, cause: unknown): unknown {
  const { code, syscall } = (cause ?? {}) as { code?: unknown; syscall?: unknown };
  if (typeof code !== 'string' || syscall === undefined) return cause;
  return unusableFor(directory, words[code] ?? sentence('the system says {code}', { code }), cause);
}

/** What to throw when the folder is none. */
export const noFolder = (directory: string): CliError =>
  unusableFor(directory, sentence('a file is where a folder should be'));

const unusableFor = (directory: string, reason: Text, cause?: unknown): CliError =>
  usageError(sentence('The sandbox cannot use its folder: {reason}.', { reason }), {
    code: 'sandbox_unusable',
    hint: sentence(
      'Make sure that {directory} is a folder of yours and its disk has room; MP_ORDERS_HOME names another.',
      { directory },
    ),
    cause,
  });

/** What to throw for a file that is no JSON: a power cut may have left it empty. */
export const damaged = (path: string, cause: unknown): CliError =>
  usageError(sentence('A file of the sandbox’s state is damaged: {path}', { path }), {
    code: 'sandbox_damaged',
    hint: sentence('Remove it, or delete all orders and points of sale of the sandbox.'),
    next: ['mp-orders sandbox reset'],
    cause,
  });
