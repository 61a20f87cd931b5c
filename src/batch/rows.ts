import { sentence } from '../language/sentence.ts';
import { CliError, usageError } from '../errors.ts';
import { delimiterOf, readCells, readHead, readRecords } from './csv-rows.ts';
import { Meter } from './meter.ts';
import { decode, linePieces, peek, tooLong } from './lines.ts';
import { Pieces } from '../pieces.ts';
import { parseRowLine, type RowContent } from './parse-row-line.ts';
import { invalidRow, type Column } from './row-columns.ts';
import { isOfShard, type Shard } from './shard.ts';

export type { RowContent } from './parse-row-line.ts';
export type { RowFlags } from './row-columns.ts';

/** A row, or what is wrong with it. Rows count from 1, without the head and without blank lines. */
export type Row = { row: number } & ({ content: RowContent } | { error: CliError });

/** A longer row, in characters, is none. */
const longestRow = 1024 * 1024;

/**
 * The rows of a file, as its bytes come: NDJSON where it begins with a brace, else CSV with a head.
 * Of a shard only its own rows are read. Throws a usage error for an input that has no rows to tell
 * apart; a row that is wrong in itself is given as such.
 */
export const readRows = (
  chunks: AsyncIterable<Uint8Array | string>,
  shard?: Shard,
  meter = new Meter(),
): Pieces<Row> => new Pieces(rowPieces(chunks, shard, meter));

async function* rowPieces(
  chunks: AsyncIterable<Uint8Array | string>,
  shard: Shard | undefined,
  meter: Meter,
): AsyncGenerator<Iterable<Row>> {
  const { head, all } = await peek(
    metered(decode(chunks, '--from'), meter),
    (text) => /^\s*\S[^\n]*\n/.test(text) || text.length > longestRow,
  );
  const first = head.trimStart()[0];
  if (first === '[') {
    throw usageError(sentence('--from: the file holds a JSON list.'), {
      code: 'invalid_input',
      hint: sentence("Write one JSON object per line: jq -c '.[]' does."),
    });
  }
  const rows = first === '{' ? ndjsonRows(all) : csvRows(...withoutSeparator(head, all));
  let row = 0;
  const placedRows = function* (piece: Iterable<PlacedRow>): Generator<Row> {
    for (const { read, end } of piece) {
      row += 1;
      if (!isOfShard(row, shard)) continue;
      meter.begin(row, end);
      yield { row, ...contentOf(read) };
    }
  };
  for await (const piece of rows) yield placedRows(piece);
}

async function* metered(texts: AsyncIterable<string>, meter: Meter): AsyncGenerator<string> {
  for await (const text of texts) {
    meter.takeIn(text);
    yield text;
  }
}

/**
 * A spreadsheet may begin a file with a line that names its separator (`sep=;`); else the head tells.
 * An empty line is left in its place, so that places in the file are told right.
 */
function withoutSeparator(
  head: string,
  texts: AsyncIterable<string>,
): [texts: AsyncIterable<string>, delimiter: string] {
  const [line, delimiter] = /^"?sep=(.)"?[^\S\n]*(?=\n|$)/i.exec(head) ?? [];
  if (line === undefined || delimiter === undefined) return [texts, delimiterOf(head)];
  return [withoutBeginning(texts, line.length), delimiter];
}

async function* withoutBeginning(
  texts: AsyncIterable<string>,
  length: number,
): AsyncGenerator<string> {
  let left = length;
  for await (const text of texts) {
    yield text.slice(left);
    left = Math.max(0, left - text.length);
  }
}

/** Reads a row, when it is its turn. */
type RowReader = () => RowContent;

/** A row, and how many bytes of text there are up to its end. */
interface PlacedRow {
  read: RowReader;
  end: number;
}

function contentOf(read: RowReader): { content: RowContent } | { error: CliError } {
  try {
    return { content: read() };
  } catch (error) {
    if (error instanceof CliError) return { error };
    throw error;
  }
}

const refuseLong: RowReader = () => {
  throw invalidRow(sentence('The row is longer than 1 MiB.'));
};

async function* ndjsonRows(texts: AsyncIterable<string>): AsyncGenerator<Iterable<PlacedRow>> {
  let end = 0;
  const placed = function* (lines: Iterable<string | typeof tooLong>): Generator<PlacedRow> {
    for (const line of lines) {
      end += line === tooLong ? longestRow : Buffer.byteLength(line) + 1;
      if (line === tooLong) yield { read: refuseLong, end };
      else if (line.trim() !== '') yield { read: () => parseRowLine(line), end };
    }
  };
  for await (const lines of linePieces(texts, longestRow)) yield placed(lines);
}

/**
 * Of CSV, more is read before it is given up: a longer row is that row's error, but where a quote is
 * never closed the rows behind it would be read as one.
 */
const longestRecord = 8 * longestRow;

async function* csvRows(
  texts: AsyncIterable<string>,
  delimiter: string,
): AsyncGenerator<Iterable<PlacedRow>> {
  let head: Column[] | undefined;
  let end = 0;
  const at = (bytes: number) => void (end = bytes);
  for await (const cells of readRecords(texts, { delimiter, longest: longestRecord, at })) {
    if (head === undefined) head = readHead(cells);
    else {
      const columns = head;
      const isLong = cells.reduce((sum, { length }) => sum + length, 0) > longestRow;
      yield [{ read: isLong ? refuseLong : () => ({ flags: readCells(columns, cells) }), end }];
    }
  }
}
