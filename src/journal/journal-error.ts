import { usageError } from '../errors.ts';

const losses = {
  request: ['The request', 'Nothing was sent.'],
  outcome: [
    'The outcome of a request',
    'The request itself is on record, and counts as unsettled.',
  ],
} as const;

/** What to throw when a line cannot be written; what is no error of the system is a bug, and stays. */
export function unwritable(folder: string, what: keyof typeof losses, cause: unknown): unknown {
  if (reasonOf(cause) === undefined) return cause;
  const [subject, consequence] = losses[what];
  return usageError(`${subject} cannot be written to the journal: ${reasonOf(cause)}.`, {
    code: 'journal_unwritable',
    hint: `${consequence} Make sure that ${folder} is a folder of yours and its disk has room.`,
    cause,
  });
}

/** What to throw when the journal cannot be read. */
export function unreadable(folder: string, cause: unknown): unknown {
  if (reasonOf(cause) === undefined) return cause;
  return usageError(`The journal cannot be read: ${reasonOf(cause)}.`, {
    code: 'journal_unreadable',
    hint: `Make sure that ${folder} is a folder of yours that you can read.`,
    cause,
  });
}

const words: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would grow too big',
  EACCES: 'permission was denied',
  EPERM: 'permission was denied',
  EROFS: 'the disk is read-only',
  ENOTDIR: 'a file is where the folder should be',
  EEXIST: 'a file is where the folder should be',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EIO: 'the disk failed',
};

function reasonOf(cause: unknown): string | undefined {
  const { code } = (cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? (words[code] ?? `the system says ${code}`) : undefined;
}
