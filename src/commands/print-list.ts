import type { Order } from '../orders/order.ts';
import type { Context } from '../session/context.ts';
import { english, type Label, type Say } from '../language/sentence.ts';
import type { View } from '../terminal/view.ts';
import type { ChosenColumns } from './chosen-columns.ts';
import type { Pickable } from './result-values.ts';
import { orPlain, printResult, viewOf, wantsData } from './print.ts';

/** How a list shows its entries. */
interface ListView<T> {
  json: (entry: T) => string;
  /** The order that an entry is: its columns are known by their names. */
  order?: (entry: T) => Order | undefined;
  /** The columns that were asked for; the usual form when left out. */
  chosen?: ChosenColumns | undefined;
  /** On a terminal: a table with these heads. */
  columns: readonly (Label | '')[];
  /** `say` is for the words among them: English off a terminal. */
  cells: (entry: T, say: Say) => Cells;
  /** Off a terminal: a tab-separated row; the cells when left out. */
  row?: (entry: T) => string | Promise<string>;
  /** Draws the rows on a terminal; a table under the heads when left out. */
  layOut?: (rows: readonly Cells[], view: View) => string | Promise<string>;
}

export type Cells = readonly (string | undefined)[];

/**
 * Prints a list of any length: for programs and pipes one line an entry as they come, for people a
 * table when all are there. Returns how many there were, `limit` at most.
 */
export async function printList<T>(
  context: Context,
  entries: AsyncIterable<T>,
  limit: number,
  view: ListView<T>,
): Promise<number> {
  if (view.chosen !== undefined) return printChosen(context, entries, limit, view, view.chosen);
  const asTable = context.io.isTerminal && !wantsData(context);
  const rows: Cells[] = [];
  const spinner = asTable ? await context.io.spin(context.say('Reading')) : undefined;
  let count = 0;
  try {
    for await (const entry of entries) {
      count += 1;
      if (asTable) rows.push(view.cells(entry, context.say));
      else
        await printResult(
          context,
          {
            json: view.json(entry),
            order: view.order?.(entry),
            text: () => lineOf(context, entry, view),
          },
          { one: false },
        );
      if (count >= limit) break;
    }
  } finally {
    spinner?.stop();
  }
  if (rows.length > 0) {
    const layOut = async () => {
      if (view.layOut !== undefined) return view.layOut(rows, await viewOf(context));
      const { renderTable } = await import('../terminal/table.ts');
      const heads = view.columns.map((head) => head && context.say(head));
      return renderTable(heads, rows, await viewOf(context));
    };
    const plain = rows.map((cells) => cells.join('\t')).join('\n');
    context.io.out(await orPlain(context, layOut, plain));
  }
  return count;
}

async function lineOf<T>(context: Context, entry: T, view: ListView<T>): Promise<string> {
  if (view.row !== undefined) return view.row(entry);
  const { renderTable } = await import('../terminal/table.ts');
  return renderTable([], [view.cells(entry, english)], await viewOf(context));
}

/** Prints a list in columns of the user's own. */
async function printChosen<T>(
  context: Context,
  entries: AsyncIterable<T>,
  limit: number,
  { json, order }: ListView<T>,
  chosen: ChosenColumns,
): Promise<number> {
  const asTable = context.io.isTerminal && !chosen.csv;
  const rows = await chosenRows(context, chosen);
  const spinner = asTable ? await context.io.spin(context.say('Reading')) : undefined;
  let count = 0;
  try {
    for await (const entry of entries) {
      count += 1;
      rows.add({ json: json(entry), order: order?.(entry) });
      if (count >= limit) break;
    }
  } finally {
    spinner?.stop();
  }
  await rows.end();
  return count;
}

/** Prints results in columns of the user's own: CSV with a head, a table, or tab-separated rows. */
interface ChosenRows {
  add(result: Pickable): void;
  /** Prints the table where it is one, and notes the paths that no result had. */
  end(): Promise<void>;
}

export async function chosenRows(
  context: Context,
  { csv, columns, known }: ChosenColumns,
): Promise<ChosenRows> {
  const { io } = context;
  const [{ csvLine }, { cellValue, cleanValue }, { valueIn }] = await Promise.all([
    import('../terminal/csv.ts'),
    import('../terminal/clean-text.ts'),
    import('./result-values.ts'),
  ]);
  const asTable = io.isTerminal && !csv;
  const rows: Cells[] = [];
  const names = new Set(known);
  const line = (cells: Cells) => io.out(`${csvLine(cells)}\r`);
  let count = 0;
  if (csv) line(columns);
  return {
    add(result) {
      count += 1;
      const values = columns.map((column) => valueIn(result, column));
      columns.forEach((column, i) => values[i] !== undefined && names.add(column));
      const cells = values.map((value) => value ?? undefined);
      if (csv) line(cells);
      else if (asTable) rows.push(cells.map((cell) => cell && cleanValue(cell)));
      else io.out(cells.map((cell) => cellValue(cell ?? '')).join('\t'));
    },
    async end() {
      if (rows.length > 0) {
        const layOut = async () => {
          const { renderTable } = await import('../terminal/table.ts');
          return renderTable(columns, rows, await viewOf(context));
        };
        io.out(await orPlain(context, layOut, rows.map((cells) => cells.join('\t')).join('\n')));
      }
      if (count > 0)
        columns.filter((name) => !names.has(name)).forEach((name) => context.addMissing(name));
    },
  };
}
