import { sentence, type Text } from '../language/sentence.ts';
import { usageError } from '../errors.ts';

type Loss = 'request' | 'outcome';

/** What to throw when a line cannot be written; what is no error of the system is a bug, and stays. */
export function unwritable(folder: string, what: Loss, cause: unknown): unknown {
  if (reasonOf(cause) === undefined) return cause;
  const reason = reasonOf(cause) ?? '';
  const isRequest = what === 'request';
  const text = isRequest
    ? sentence('The request cannot be written to the journal: {reason}.', { reason })
    : sentence('The outcome of a request cannot be written to the journal: {reason}.', { reason });
  const hint = isRequest
    ? sentence(
        'Nothing was sent. Make sure that {folder} is a folder of yours and its disk has room.',
        { folder },
      )
    : sentence(
        'The request itself is on record, and counts as unsettled. Make sure that {folder} is a folder of yours and its disk has room.',
        { folder },
      );
  return usageError(text, {
    code: 'journal_unwritable',
    hint,
    cause,
  });
}

/** What to throw when the journal cannot be read. */
export function unreadable(folder: string, cause: unknown): unknown {
  if (reasonOf(cause) === undefined) return cause;
  return usageError(
    sentence('The journal cannot be read: {reason}.', { reason: reasonOf(cause) ?? '' }),
    {
      code: 'journal_unreadable',
      hint: sentence('Make sure that {folder} is a folder of yours that you can read.', { folder }),
      cause,
    },
  );
}

const words: Readonly<Record<string, Text>> = {
  ENOSPC: sentence('the disk is full'),
  EDQUOT: sentence('the disk quota is used up'),
  EFBIG: sentence('the file would grow too big'),
  EACCES: sentence('permission was denied'),
  EPERM: sentence('permission was denied'),
  EROFS: sentence('the disk is read-only'),
  ENOTDIR: sentence('a file is where the folder should be'),
  EEXIST: sentence('a file is where the folder should be'),
  EMFILE: sentence('too many files are open (the limit is `ulimit -n`)'),
  ENFILE: sentence('too many files are open (the limit is `ulimit -n`)'),
  EIO: sentence('the disk failed'),
};

function reasonOf(cause: unknown): Text | undefined {
  const { code } = (cause ?? {}) as { code?: unknown };
  return typeof code === 'string'
    ? (words[code] ?? sentence('the system says {code}', { code }))
    : undefined;
}
