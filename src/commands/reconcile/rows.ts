import { sentence, type Text } from '../../language/sentence.ts';
import { delimiterOf, readRecords } from '../../batch/csv-rows.ts';
import { CliError } from '../../errors.ts';
import type { Context } from '../../session/context.ts';
import { encodingOf, refuseFormats } from '../../utf8.ts';
import type { BatchInput } from '../order/shared/input.ts';
import { isHead, type ColumnFlags } from './columns.ts';

/** A row of a list, and where it stands. */
export interface ListRow {
  /** Of the file, from 1: where the row begins. */
  line: number;
  /** Where a quote goes astray, as far as they can be told apart. */
  cells: readonly string[];
  /** Why its cells cannot be told apart for certain. */
  fault?: Text;
}

/** A longer row, in characters, is none. */
const longestRow = 64 * 1024;
/** More lines than these do not stand before a head. */
const mostBeforeHead = 20;

/**
 * The rows of a list, its head first: a day's sales are few enough to be held at once. What banks write
 * above a head, a title and a name, is passed over. A quote that goes astray is the fault of its line
 * alone; in a head it is a usage error.
 */
export async function readRows(
  context: Context,
  input: BatchInput,
  file: string,
  flags: ColumnFlags,
): Promise<ListRow[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of input.chunks) chunks.push(Buffer.from(chunk));
  const all = textOf(context, Buffer.concat(chunks), file).replace(/\r\n?/g, '\n');
  // Excel says with a first line which mark parts its cells, and takes that line for no row itself.
  const [, sep, whole = ''] = /^(?:sep=(.)\n)?(.*)$/s.exec(all) ?? [];
  const lines = whole.split('\n', mostBeforeHead);
  const markOf = (line: string) => sep ?? delimiterOf(line);
  const headAt = lines.findIndex((line) => isHead(cellsOf(line, markOf(line)), flags));
  const before = Math.max(0, headAt);
  // Excel keeps noughts before a number with `="0012"`.
  const delimiter = markOf(headAt === -1 ? whole : (lines[headAt] ?? ''));
  const text = whole
    .split(/(?<=\n)/)
    .slice(before)
    .map((line) => line.replaceAll(`${delimiter}="`, `${delimiter}"`).replace(/^="/, '"'))
    .join('');
  const firstLine = before + (sep === undefined ? 1 : 2);
  try {
    return await rowsOf(Buffer.from(text), delimiter, firstLine);
  } catch (error) {
    if (!(error instanceof CliError) || error.code !== 'invalid_csv') throw error;
    const message = sentence('{file}: the file is not CSV from here on.', { file });
    const isJson = /^\s*[[{]/.test(whole); // its quotes are right
    throw error.with({ message, ...(isJson && { hint: headHint }) });
  }
}

export const headHint = sentence('A list begins with a head: reference,amount.');

/** The cells of a line, where none has the mark that parts them in it. */
const cellsOf = (line: string, delimiter: string): string[] =>
  line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

async function rowsOf(bytes: Buffer, delimiter: string, firstLine: number): Promise<ListRow[]> {
  const rows: ListRow[] = [];
  let line = firstLine;
  let counted = 0;
  const lineAt = (place: number) => {
    for (; counted < place; counted += 1) if (bytes[counted] === newline) line += 1;
    return line;
  };
  for (let from = 0; from < bytes.length;) {
    const width = rows[0]?.cells.length;
    const { sound, end } = await readSound(bytes.subarray(from), delimiter, width);
    for (const { cells, at } of sound) rows.push({ line: lineAt(from + at), cells });
    from += end;
    if (from >= bytes.length) break;
    const nextLine = bytes.indexOf(newline, from);
    const to = nextLine === -1 ? bytes.length : nextLine;
    const text = bytes.toString('utf8', from, to);
    rows.push({
      line: lineAt(from),
      cells: cellsOf(text, delimiter).map((cell) => cell.replaceAll('"', '')),
      fault:
        text.length > longestRow
          ? sentence('It is longer than 64 KiB.')
          : sentence('Its quotes are wrong: a quote inside a cell is doubled, as in "5"" pipe".'),
    });
    from = to + 1;
  }
  return rows;
}

const newline = 0x0a;

interface SoundRows {
  /** Rows, and where each begins. */
  sound: { cells: string[]; at: number }[];
  /** Where they end: at the end of the bytes, or where a quote goes astray. */
  end: number;
}

/** Reads rows as far as their quotes are right. Throws a usage error where not even the head's are. */
async function readSound(
  bytes: Buffer,
  delimiter: string,
  width: number | undefined,
): Promise<SoundRows> {
  const sound: SoundRows['sound'] = [];
  let [from, end] = [0, 0];
  const at = (place: number) => ([from, end] = [end, place]);
  const blanksAt = (place: number) => {
    while (bytes[place] === newline) place += 1;
    return place;
  };
  const options = { delimiter, longest: longestRow, quotesInside: true, at };
  try {
    for await (const cells of readRecords(pieces(bytes), options)) {
      const begin = blanksAt(from);
      const raw = bytes.toString('utf8', begin, end).trimEnd();
      const known = width ?? sound[0]?.cells.length;
      if (known !== undefined && hasSwallowed(raw, cells, delimiter, known))
        return { sound, end: begin };
      sound.push({ cells, at: begin });
    }
  } catch (error) {
    const isHeadRead = width !== undefined || sound.length > 0;
    if (!(error instanceof CliError) || error.code !== 'invalid_csv' || !isHeadRead) throw error;
    return { sound, end: blanksAt(end) };
  }
  return { sound, end: bytes.length };
}

/** Smaller pieces than the whole: what lies behind a stray quote is read anew. */
async function* pieces(bytes: Buffer): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length; at += longestRow) {
    yield decoder.decode(bytes.subarray(at, at + longestRow), { stream: true });
  }
}

/** Whether a row of several lines is several rows: a quote that is not closed takes in what follows. */
function hasSwallowed(
  raw: string,
  cells: readonly string[],
  delimiter: string,
  width: number,
): boolean {
  const lines = raw.split('\n');
  if (lines.length === 1) return false;
  const hasStray = cells.some((cell) => cell.startsWith('"') && cell.includes('\n'));
  const isEachWhole = lines.every((line) => line.split(delimiter).length === width);
  return cells.length > width || hasStray || isEachWhole;
}

/** UTF-8, UTF-16, or what spreadsheets on Windows write otherwise, which is said. */
function textOf({ io }: Context, bytes: Buffer, file: string): string {
  refuseFormats(bytes, file);
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: encoding === 'utf-8' }).decode(bytes);
  } catch {
    io.note(sentence('The list is not UTF-8: it is read as Windows-1252.'));
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
