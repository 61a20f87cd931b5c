import { usageError } from '../../../errors.ts';
import { itemOf } from '../../../orders/item-flag.ts';
import { readTextFile } from '../../read-file.ts';

/**
 * Items from a file: a JSON array as the API takes it, or CSV whose head names an item's fields
 * (`title,price,qty,unit,code,category`; an empty cell is left out, `category` may stand twice).
 */
export async function readItemsFile(file: string): Promise<unknown[]> {
  const text = await readTextFile('--items', file, 'Name a JSON or a CSV file.');
  return /^\s*\[/.test(text) ? parseJson(text, file) : parseCsv(text, file);
}

function parseJson(text: string, file: string): unknown[] {
  try {
    return JSON.parse(text) as unknown[];
  } catch (cause) {
    throw usageError(`--items: ${file} begins like JSON and is none.`, {
      details: [cause instanceof Error ? cause.message : String(cause)],
      cause,
    });
  }
}

async function parseCsv(text: string, file: string): Promise<unknown[]> {
  const { parse } = await import('csv-parse/sync');
  try {
    const [separator, delimiter = ','] = /^"?sep=(.)"?[^\S\n]*(?=\n)/i.exec(text) ?? ['']; // a spreadsheet's
    const csv = text.slice(separator.length);
    const options = { delimiter, bom: true, skip_empty_lines: true, trim: true };
    const [head = [], ...rows] = parse(csv, options);
    return rows.map((row) =>
      itemOf(row.flatMap((cell, i) => (cell === '' ? [] : [[head[i] ?? '', cell] as const]))),
    );
  } catch (cause) {
    throw usageError(`--items: ${file} is not CSV of items.`, {
      hint: 'The first line names the columns: title,price,qty,unit,code,category.',
      details: [cause instanceof Error ? cause.message : String(cause)],
      cause,
    });
  }
}
