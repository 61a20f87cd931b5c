import { createInterface } from 'node:readline';

/** A line's order: its id, or that the line names none (the row of a batch that made no order). */
export type IdLine = { id: string } | 'no_order';

/**
 * The orders that an input names, a line each, as the lines come; ends when the signal aborts. A
 * line is an id, or a row that begins with one (as `list` prints them), or a JSON object with an
 * `id` (a result of a batch, an order). What stands for an id is not checked here.
 */
export async function* readIds(
  input: NodeJS.ReadableStream,
  signal: AbortSignal,
): AsyncGenerator<IdLine> {
  const lines = createInterface({ input, crlfDelay: Infinity, signal });
  for await (const line of lines) {
    const found = parseIdLine(line);
    if (found !== undefined) yield found;
  }
}

/** Undefined for a blank line. */
export function parseIdLine(line: string): IdLine | undefined {
  const text = line.replace(/^\ufeff/, '').trim();
  if (text === '') return undefined;
  const row = text.startsWith('{') ? parseObject(text) : undefined;
  if (row === undefined) return { id: detached(text.split(/\s/, 1)[0] ?? text) };
  const id = row.id ?? row.orderId; // as VTEX calls it
  return typeof id === 'string' ? { id } : 'no_order';
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** A string of its own: a piece cut out of a long one keeps all of that in memory. */
const detached = (text: string): string => Buffer.from(text).toString();
