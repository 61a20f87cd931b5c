import * as v from 'valibot';
import { usageError } from '../errors.ts';
import { decode, splitLines, tooLong } from './lines.ts';

/** A row that was created: its key and its order. */
export interface CreatedRow {
  key: string;
  id: string;
}

const result = v.object({
  key: v.string(),
  id: v.string(),
  outcome: v.picklist(['created', 'already_created']),
});

const settled = v.object({
  kind: v.literal('settled'),
  key: v.string(),
  outcome: v.literal('created'),
  order: v.string(),
});

/** A longer line holds nothing of interest here. */
const longestLine = 16 * 1024 * 1024;

/**
 * The rows that were created, from the results of an earlier run or a file of the journal. A last
 * line that was cut off is passed over. Throws a usage error when there is no line that could be
 * one of either.
 */
export async function* readCreated(
  chunks: AsyncIterable<Uint8Array | string>,
  name: string,
): AsyncGenerator<CreatedRow> {
  let lines = 0;
  let objects = 0;
  for await (const line of splitLines(decode(chunks), longestLine)) {
    if (line === tooLong || line.trim() === '') continue;
    lines += 1;
    const value = parseObject(line);
    if (value === undefined) continue;
    objects += 1;
    if (v.is(result, value)) yield { key: value.key, id: value.id };
    else if (v.is(settled, value)) yield { key: value.key, id: value.order };
  }
  if (lines === 0 || objects > 0) return;
  throw usageError(`--resume-from: ${name} holds neither results nor a journal.`, {
    code: 'invalid_input',
    hint: 'Name the file that an earlier run of this batch printed to.',
  });
}

function parseObject(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'key' in value ? value : undefined;
  } catch {
    return undefined;
  }
}
