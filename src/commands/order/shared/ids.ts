import { decode, splitLines, tooLong } from '../../../batch/lines.ts';
import { invalidRow } from '../../../batch/row-columns.ts';
import { parseIdLine } from '../../../batch/watch-ids.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes } from '../../../errors.ts';

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

  constructor(private readonly context: Context) {}

  /** A row that names no order, a wrong one, or one of another system, is given with its error. */
  async *rows(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<IdRow> {
    let [row, line] = [0, 0];
    for await (const text of splitLines(decode(chunks), longestLine)) {
      line += 1;
      const found = text === tooLong ? text : parseIdLine(text);
      if (found === undefined) continue;
      row += 1;
      if (found === tooLong)
        yield { row, line, error: invalidRow('The row is longer than 1 MiB.') };
      else if (found !== 'no_order') yield { row, line, ...(await this.#check(found.id)) };
      else if (isResult(text)) this.leftOut += 1;
      else yield { row, line, error: invalidRow('The row names no order.', oneALine) };
    }
  }

  async #check(id: string): Promise<{ id: string; error?: CliError }> {
    try {
      const ids = this.#first === undefined ? [id] : [this.#first, id];
      (await this.context.system(ids)).checkId(id);
      this.#first ??= id;
      return { id };
    } catch (error) {
      if (error instanceof CliError && error.exitCode === exitCodes.usage) return { id, error };
      throw error;
    }
  }
}

const oneALine = 'Write an id a line, or a JSON object with an "id".';

/** Whether a JSON line is a result of ours, such as of a create that failed. */
function isResult(line: unknown): boolean {
  const value = JSON.parse(String(line)) as Record<string, unknown>;
  return typeof value.outcome === 'string' && typeof value.row === 'number';
}
