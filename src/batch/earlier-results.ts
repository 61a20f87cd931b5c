import * as v from 'valibot';
import { usageError } from '../errors.ts';
import { decode, splitLines, tooLong } from './lines.ts';

/** A row that was created, with its order; or one that was sent, and nobody knows what came of it. */
export type EarlierRow = { key: string; id: string } | { key: string; sentAt: string };

const result = v.object({
  key: v.string(),
  id: v.string(),
  outcome: v.picklist(['created', 'already_created']),
});

/** `at` is when its result was told. */
const unknown = v.object({
  key: v.string(),
  outcome: v.literal('unknown'),
  at: v.optional(v.string(), ''),
});

const settled = v.object({
  kind: v.literal('settled'),
  key: v.string(),
  outcome: v.string(),
  order: v.optional(v.string()),
});

const sent = v.object({ kind: v.literal('sent'), key: v.string(), at: v.string() });

/** A longer line holds nothing of interest here. */
const longestLine = 16 * 1024 * 1024;

/**
 * The rows that were created or are of unknown outcome, from the results of an earlier run or a file of the journal. A last
 * line that was cut off is passed over. Throws a usage error when there is no line that could be
 * one of either.
 */
export async function* readEarlierRows(
  chunks: AsyncIterable<Uint8Array | string>,
  name: string,
): AsyncGenerator<EarlierRow> {
  /** Requests of the journal that have no outcome yet. */
  const open = new Map<string, string>();
  let lines = 0;
  let objects = 0;
  for await (const line of splitLines(decode(chunks), longestLine)) {
    if (line === tooLong || line.trim() === '') continue;
    lines += 1;
    const value = parseObject(line);
    if (value === undefined) continue;
    objects += 1;
    if (v.is(result, value)) yield { key: value.key, id: value.id };
    else if (v.is(unknown, value)) yield { key: value.key, sentAt: value.at ?? '' };
    else if (v.is(sent, value)) open.set(value.key, value.at);
    else if (v.is(settled, value)) {
      open.delete(value.key);
      const { key, order: id } = value;
      if (value.outcome === 'created' && id !== undefined) yield { key, id };
    }
  }
  for (const [key, sentAt] of open) yield { key, sentAt };
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
