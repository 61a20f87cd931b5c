import { sentence, type Text } from '../language/sentence.ts';
import { Readable, pipeline } from 'node:stream';
import { parseJson } from '../json/text.ts';
import { parse, type CsvError } from 'csv-parse';
import { usageError, type CliError } from '../errors.ts';
import { describeFault, RecentBytes } from './csv-fault.ts';
import { columnsOf, invalidRow, requireUtf8, type Column, type RowFlags } from './row-columns.ts';

/**
 * The records of CSV (RFC 4180), the head first; lines that are blank, or hold nothing but empty
 * cells, are passed over. Throws a usage error where a quote goes astray, after all the records before
 * that place: what follows it cannot be told apart.
 */
export async function* readRecords(
  texts: AsyncIterable<string>,
  {
    delimiter,
    longest,
    quotesInside = false,
    at,
  }: {
    delimiter: string;
    longest: number;
    /** Whether a quote within a cell is one of its characters. */
    quotesInside?: boolean;
    /** Told, before a record is given, how many bytes there were up to its end. */
    at?: (bytes: number) => void;
  },
): AsyncGenerator<string[]> {
  const reading: ReadState = { recent: new RecentBytes(), whole: 0, ends: [], fault: undefined };
  const parser = parse({
    delimiter,
    relax_column_count: true, // a row of another length is that row's error
    relax_quotes: quotesInside,
    skip_empty_lines: true,
    trim: true,
    max_record_size: longest,
    // An error of its own would take the records with it that were not asked for yet.
    skip_records_with_error: true,
    on_skip: (error) => void (reading.fault ??= error),
    on_record: (record: string[], { bytes }) => {
      if (reading.fault !== undefined) return null;
      reading.whole = bytes;
      reading.ends.push(bytes);
      return record;
    },
  });
  const source = Readable.from(untilFault(texts, reading), { highWaterMark: 1 });
  // The parser gets what goes wrong in the source, and the source the end of the parser.
  pipeline(source, parser, () => undefined);
  for await (const record of parser as AsyncIterable<string[]>) {
    at?.(reading.ends.shift() ?? reading.whole);
    if (record.some((cell) => cell !== '')) yield record;
  }
  const { fault, recent } = reading;
  if (fault !== undefined) throw invalidCsv(fault, describeFault(fault, recent));
}

interface ReadState {
  recent: RecentBytes;
  /** So many bytes were read as whole records. */
  whole: number;
  /** The ends of records that were not asked for yet. */
  ends: number[];
  fault: CsvError | undefined;
}

async function* untilFault(
  texts: AsyncIterable<string>,
  reading: ReadState,
): AsyncGenerator<Buffer> {
  for await (const text of texts) {
    if (reading.fault !== undefined) return;
    const bytes = Buffer.from(text);
    reading.recent.add(bytes, reading.whole);
    yield bytes;
  }
}

const invalidCsv = (cause: CsvError, detail: Text): CliError =>
  usageError(sentence('--from: the file is not CSV from here on, and the rest was not read.'), {
    code: 'invalid_csv',
    details: [detail],
    hint: sentence('Put a cell with a quote in it in quotes, and double the quote: "5"" pipe".'),
    cause,
  });

/** What stands between the cells: whatever of `,` `;` `|` and tab there is most of in the head. */
export function delimiterOf(head: string): string {
  const [line = ''] = head.trimStart().split(/\r?\n/, 1);
  const count = (mark: string) => line.split(mark).length;
  return [';', '\t', '|'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

/** The columns that a head names. Throws a usage error; only `item` and `discount` may repeat. */
export function readHead(cells: readonly string[]): Column[] {
  const head = columnsOf(cells);
  const twice = head.find(({ field, takes }, i) => {
    return takes !== 'texts' && head.findIndex((one) => one.field === field) !== i;
  });
  if (twice === undefined) return head;
  throw usageError(sentence('The column {name} appears twice.', { name: twice.name }), {
    code: 'unknown_column',
  });
}

/** What a record says; an empty cell says nothing. Throws a usage error. */
export function readCells(head: readonly Column[], cells: readonly string[]): RowFlags {
  const extra = cells.slice(head.length).some((cell) => cell !== '');
  if (extra || cells.length < head.length) {
    const hint = sentence('Put a cell with a comma in it in quotes.');
    throw invalidRow(
      sentence('The row has {cells} {cells|cell|cells}, but the header has {head}.', {
        cells: cells.length,
        head: head.length,
      }),
      hint,
    );
  }
  cells.forEach(requireUtf8);
  const flags: Record<string, unknown> = {};
  for (const [i, { name, field, takes }] of head.entries()) {
    const cell = cells[i] ?? '';
    if (cell === '') continue;
    if (takes === 'texts') flags[field] = [...((flags[field] as string[]) ?? []), cell];
    else flags[field] = takes === 'list' ? parseList(name, cell) : cell;
  }
  return flags;
}

function parseList(name: string, cell: string): unknown[] {
  const value = parseJson(cell);
  if (Array.isArray(value)) return value;
  throw invalidRow(
    sentence('"{name}" takes a list of items as the API takes them, in JSON.', { name }),
  );
}
