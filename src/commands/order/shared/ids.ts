import { sentence } from '../../../language/sentence.ts';
import { decode, linePieces, splitLines, tooLong } from '../../../batch/lines.ts';
import { Pieces } from '../../../pieces.ts';
import { parseJsonObject } from '../../../json/text.ts';
import { invalidRow } from '../../../batch/row-columns.ts';
import { idsIn, pastedId } from '../../../providers/pasted-ids.ts';
import { systems } from '../../../providers/systems.ts';
import { addAbortSignal, type Readable } from 'node:stream';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes } from '../../../errors.ts';
import type { OrderSystem } from '../../../providers/order-system.ts';

/** An order by its place in the input. */
export interface IdRow {
  /** From 1; blank lines do not count. */
  row: number;
  /** From 1; they do. */
  line: number;
  /** Undefined where the row names no order. */
  id?: string;
  /** Why nothing can be done to it. */
  error?: CliError;
}

/** With a newline for each carriage return that ends a line by itself, as old Macs and some tills write. */
async function* withNewlines(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let held = '';
  for await (const text of texts) {
    const all = held + text;
    held = all.endsWith('\r') ? '\r' : ''; // its newline may come in the next piece
    yield all.slice(0, all.length - held.length).replace(/\r(?!\n)/g, '\n');
  }
  yield held;
}

/** A longer line, in characters, is none. */
const longestLine = 1024 * 1024;

export async function* typedRows(ids: readonly string[]): AsyncGenerator<IdRow> {
  for (const [i, id] of ids.entries()) yield { row: i + 1, line: i + 1, id };
}

/** Reads the orders that an input names, a line each, no sooner than they are asked for. */
export class IdReader {
  /** Rows of an earlier command that came to no order, and were passed over. */
  leftOut = 0;
  #first: string | undefined;
  /** The one that the ids so far are of. */
  #system: OrderSystem | undefined;

  constructor(private readonly context: Context) {}

  /** A row that names no order, a wrong one, or one of another system, is given with its error. */
  rows(chunks: AsyncIterable<Uint8Array | string>): Pieces<IdRow> {
    return new Pieces(this.#pieces(chunks));
  }

  async *#pieces(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<Iterable<IdRow>> {
    let [row, line] = [0, 0];
    const texts = withNewlines(decode(chunks, 'stdin'));
    for await (const lines of linePieces(texts, longestLine)) {
      const rows: (IdRow | 'left_out')[] = [];
      try {
        for (const text of lines) {
          line += 1;
          const idLine = text === tooLong ? text : parseIdLine(text);
          if (idLine === undefined) continue;
          row += 1;
          if (idLine === tooLong)
            rows.push({ row, line, error: invalidRow(sentence('The row is longer than 1 MiB.')) });
          else if (idLine !== 'no_order') {
            const checked = this.#checked({ row, line, id: idLine.id });
            rows.push(checked instanceof Promise ? await checked : checked);
          } else if (isResult(text)) rows.push('left_out');
          else {
            const error = invalidRow(sentence('The row names no order.'), oneALine);
            rows.push({ row, line, error });
          }
        }
      } catch (error) {
        yield this.#told(rows);
        throw error;
      }
      yield this.#told(rows);
    }
  }

  /** Counts what is passed over when its turn comes. */
  *#told(rows: readonly (IdRow | 'left_out')[]): Generator<IdRow> {
    for (const row of rows) {
      if (row === 'left_out') this.leftOut += 1;
      else yield row;
    }
  }

  /** A promise only where the order system is not known yet, or is another one. */
  #checked(row: IdRow & { id: string }): IdRow | Promise<IdRow> {
    const { id } = row;
    if (this.#first === undefined || this.#system?.ownsId(id) !== true) return this.#checkAnew(row);
    return this.#check(row, this.#system);
  }

  async #checkAnew(row: IdRow & { id: string }): Promise<IdRow> {
    const { id } = row;
    try {
      const ids = this.#first === undefined ? [id] : [this.#first, id];
      if (this.#system?.ownsId(id) !== true) this.#system = await this.context.system(ids);
      return this.#check(row, this.#system);
    } catch (error) {
      return asError(row, error);
    }
  }

  #check(row: IdRow & { id: string }, system: OrderSystem): IdRow {
    try {
      system.checkId(row.id);
      this.#first ??= row.id;
      return row;
    } catch (error) {
      return asError(row, error);
    }
  }
}

function asError(row: IdRow, error: unknown): IdRow {
  if (error instanceof CliError && error.exitCode === exitCodes.usage) return { ...row, error };
  throw error;
}

const oneALine = sentence('Write an id a line, or a JSON object with an "id".');

/** Whether a JSON line is a result of ours, such as of a create that failed. */
function isResult(line: unknown): boolean {
  const { outcome, row } = parseJsonObject(String(line)) ?? {};
  return typeof outcome === 'string' && typeof row === 'number';
}

/** A line's order: its id, or that the line names none (the row of a batch that made no order). */
export type IdLine = { id: string } | 'no_order';

/**
 * The orders that an input names, a line each, as the lines come; ends when the signal aborts. A
 * line is an id, or a row that begins with one (as `list` and `list --csv` print them), or a JSON object with an
 * `id` (a result of a batch, an order). What stands for an id is not checked here.
 */
export async function* readIds(
  input: NodeJS.ReadableStream,
  signal: AbortSignal,
): AsyncGenerator<IdLine> {
  try {
    const texts = withNewlines(decode(addAbortSignal(signal, input as Readable), 'stdin'));
    for await (const line of splitLines(texts, longestLine)) {
      const idLine = line === tooLong ? { id: '…' } : parseIdLine(line);
      if (idLine !== undefined) yield idLine;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** The head of a table whose first column is `id`, as `list --csv` prints it. */
const head = /^(["']?)id\1(?:[\s,;]|$)/i;

/** Undefined for a blank line, and for a head. */
export function parseIdLine(line: string): IdLine | undefined {
  const text = line.replace(/^\ufeff/, '').trim();
  if (text === '' || head.test(text)) return undefined;
  const row = text.startsWith('{') ? parseJsonObject(text) : undefined;
  if (row === undefined) return { id: isSeveral(text) ? text : idOf(firstWord(text)) };
  const id = row.id ?? row.orderId; // as VTEX calls it
  const ofNotice = parseData(row.data); // a notification names its order in its data
  if (ofNotice !== undefined && !isOwned(id)) return { id: idOf(ofNotice) };
  return typeof id === 'string' ? { id: idOf(id) } : 'no_order';
}

const isOwned = (id: unknown): boolean =>
  typeof id === 'string' && systems.some((system) => system.ownsId(id));

/** Ids in one line, as a shell makes of a variable without quotes: none of them may be passed over. */
function isSeveral(text: string): boolean {
  const words = text.split(/\s+/);
  return words.length > 1 && words.every((word) => idsIn(word)[0] === word);
}

/** The first word that is more than a mark: a row may have been copied with a `#` or a bullet. */
const firstWord = (text: string): string =>
  /[\p{L}\p{N}]/u.test(text.split(/\s/, 1)[0] ?? '')
    ? (text.split(/\s/, 1)[0] ?? text)
    : (text.split(/\s+/).find((word) => /[\p{L}\p{N}]/u.test(word)) ?? text);

/**
 * The id that was meant: as it is where it is one, else out of what was pasted. Nothing beyond this word
 * is looked at: another id in the same row is that of another order.
 */
function idOf(text: string): string {
  const word = firstCell(text);
  if (isOwned(word)) return detached(word);
  const pasted = pastedId(word);
  return detached(isOwned(pasted) || /^[#"'«“]/.test(word) ? pasted : word);
}

/** The id that a row of CSV begins with; all of the word where it holds more ids than one. */
function firstCell(word: string): string {
  const [first = '', ...others] = word.split(/[,;]/).map((cell) => cell.replace(/^"(.*)"$/, '$1'));
  return isOwned(first) && !others.some(isOwned) ? first : word;
}

function parseData(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('id' in data)) return undefined;
  return typeof data.id === 'string' ? data.id : undefined;
}

/** A string of its own: a piece cut out of a long one keeps all of that in memory. */
const detached = (text: string): string => Buffer.from(text).toString();
