import { sentence } from '../../../language/sentence.ts';
import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { open, stat as statOf, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import type { Context } from '../../../session/context.ts';
import { CliError, messageOf, usageError } from '../../../errors.ts';
import { hasCode } from '../../../file-errors.ts';
import { unlessInterrupted } from '../../../interruption.ts';
import { KeptInput } from './kept-input.ts';

/** A file, or stdin, that is read while it comes. */
interface InputOnce {
  /** The file's base name; `stdin`. */
  name: string;
  /** Each counts until the next one is asked for: that may lie in the same place. */
  chunks: AsyncIterable<Uint8Array | string>;
  /** How much of it has been read, from 0 to 1; undefined where its end is not known. */
  fraction: () => number | undefined;
  /** Ends reading, also where nothing comes. */
  close: () => void;
}

export interface BatchInput extends InputOnce {
  /** Of a file that stays: what tells its bytes from any others. Reads all of it, and keeps none. */
  digest?: () => Promise<string>;
  /** To be called before it is read, where `again` may be. */
  keep: () => Promise<void>;
  /**
   * Opens it once more, to be read from its beginning; the end of a pipe is waited for. Throws a usage
   * error where it was changed since, also when it is read.
   */
  again: () => Promise<InputOnce>;
}

/** Opens what an option names, `-` for stdin. Throws a usage error. */
export async function openInput(
  context: Context,
  option: string,
  file: string,
): Promise<BatchInput> {
  const { host, io } = context;
  if (file === '-') {
    if (host.stdin.isTTY === true)
      io.note(sentence('Reading rows from the terminal; end with Ctrl-D.'));
    const { stdin } = host;
    const close = () => void ('destroy' in stdin && (stdin.destroy as () => void).call(stdin));
    const chunks = counted(
      stdin,
      () => undefined,
      (cause) => unreadable(option, 'stdin', cause),
    );
    return keepable(context, option, { name: 'stdin', chunks, fraction: () => undefined, close });
  }
  try {
    const handle = await unlessInterrupted(host.signal, open(file));
    const stat = await handle.stat();
    let read = 0;
    const input = {
      name: basename(file),
      chunks: counted(
        piecesOf(handle),
        (size) => (read += size),
        (cause) => unreadable(option, file, cause),
      ),
      fraction: () => (stat.isFile() ? Math.min(1, read / Math.max(1, stat.size)) : undefined),
      close: () => void handle.close().catch(() => undefined),
    };
    if (!stat.isFile() || isDevice(file)) return keepable(context, option, input);
    const again = () => openUnchanged(context, option, file, versionOf(stat));
    return { ...input, keep: () => Promise.resolve(), again, digest: () => digestOf(handle) };
  } catch (cause) {
    throw cause instanceof CliError ? cause : unreadable(option, file, cause);
  }
}

/** What can be read only once: all that comes is kept in a file where it is asked for. */
function keepable({ host: { signal }, io }: Context, option: string, input: InputOnce): BatchInput {
  const kept = new KeptInput(input.chunks, signal, (cause) =>
    usageError(
      sentence(
        '{option}: the rows of {name} cannot be kept in {folder}, so whether an earlier run sent a row cannot be told.',
        { option, name: input.name, folder: tmpdir() },
      ),
      {
        hint: sentence('Set TMPDIR to a folder with room, or name a file with the rows.'),
        details: [cause instanceof Error ? cause.message : String(cause)],
        cause,
      },
    ),
  );
  return {
    ...input,
    chunks: kept.chunks(),
    keep: () => kept.keep(),
    again: async () => {
      io.noteOnce(
        sentence(
          'A row may be one that an earlier run sent from another place: reading all rows first.',
        ),
      );
      return { ...input, chunks: await kept.whole(), close: () => undefined };
    },
  };
}

const pieceBytes = 1 << 16;

/** What a file holds, piece by piece, each in the place of the one before it. */
async function* piecesOf(handle: FileHandle): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(pieceBytes);
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, pieceBytes, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/** By the very handle that rows are read from: another file may have the name by now. */
async function digestOf(handle: FileHandle): Promise<string> {
  const hash = createHash('sha1');
  const buffer = Buffer.allocUnsafeSlow(pieceBytes);
  for (let at = 0; ;) {
    const { bytesRead } = await handle.read(buffer, 0, pieceBytes, at);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
}

/** On macOS and BSD, `/dev/stdin` that is opened again goes on where it was read, and takes rows away. */
const isDevice = (file: string): boolean => file.startsWith('/dev/');

const versionOf = ({ dev, ino, size, mtimeMs }: Stats): string =>
  [dev, ino, size, mtimeMs].join(' ');

async function openUnchanged(
  context: Context,
  option: string,
  file: string,
  version: string,
): Promise<InputOnce> {
  const input = await openInput(context, option, file);
  const check = async () => {
    const now = await statOf(file).catch((cause: unknown) => {
      throw unreadable(option, file, cause);
    });
    if (versionOf(now) !== version) throw changed(option, file);
  };
  return { ...input, chunks: checked(input.chunks, check) };
}

async function* checked<T>(
  chunks: AsyncIterable<T>,
  check: () => Promise<void>,
): AsyncGenerator<T> {
  yield* chunks;
  await check();
}

const changed = (option: string, file: string): Error =>
  usageError(
    sentence(
      '{option}: {file} was changed while it was read: whether an earlier run sent this row cannot be told. Nothing was sent now.',
      { option, file },
    ),
    { hint: sentence('Run the batch again, and leave the file as it is until the end.') },
  );

async function* counted(
  chunks: AsyncIterable<Uint8Array | string>,
  count: (bytes: number) => void,
  toError: (cause: unknown) => Error,
): AsyncGenerator<Uint8Array | string> {
  try {
    for await (const chunk of chunks) {
      count(chunk.length);
      yield chunk;
    }
  } catch (cause) {
    throw toError(cause);
  }
}

function unreadable(option: string, file: string, cause: unknown): Error {
  const name = file || '""';
  // An argument is known by its place: its name is for `--help`.
  const message = option.startsWith('<')
    ? sentence('{file} cannot be read.', { file: name })
    : sentence('{option}: {file} cannot be read.', { option, file: name });
  return usageError(message, {
    hint: sentence('Name a file with a row a line, or - for stdin.'),
    details: [hasCode(cause, 'ENOENT') ? sentence('There is no such file.') : messageOf(cause)],
    cause,
  });
}
