import { sentence } from '../language/sentence.ts';
import * as v from 'valibot';
import { parseJsonObject } from '../json/text.ts';
import { usageError } from '../errors.ts';
import { decode, splitLines, tooLong } from './lines.ts';

/** A row that was created, with its order; or one that was sent, and has no known outcome. */
type EarlierRow = ({ key: string; id: string } | { key: string; sentAt: string }) & RowPlaced;

/** Which row it was. A journal tells the batch too, and has rows of several. */
interface RowPlaced {
  batch?: string;
  row?: number;
  reference?: string;
  row_hash?: string;
}

const place = {
  row: v.optional(v.number()),
  reference: v.optional(v.string()),
  row_hash: v.optional(v.string()),
};

/** `moved_from` is where the row stood when it was sent: its key follows from that place. */
const resultPlace = { ...place, moved_from: v.optional(v.number()) };

const result = v.object({
  ...resultPlace,
  key: v.string(),
  id: v.string(),
  outcome: v.picklist(['created', 'already_created']),
});

/** `at` is when its result was told. */
const unknown = v.object({
  ...resultPlace,
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

const sent = v.object({
  ...place,
  batch: v.optional(v.string()),
  kind: v.literal('sent'),
  key: v.string(),
  at: v.string(),
});

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
  const open = new OpenRequests();
  let lines = 0;
  let objects = 0;
  for await (const line of splitLines(decode(chunks, name), longestLine)) {
    if (line === tooLong || line.trim() === '') continue;
    lines += 1;
    const value = parseJsonObject(line);
    if (value === undefined || !('key' in value)) continue;
    objects += 1;
    if (v.is(result, value)) yield { key: value.key, id: value.id, ...placeOf(value) };
    else if (v.is(unknown, value))
      yield { key: value.key, sentAt: value.at ?? '', ...placeOf(value) };
    else if (v.is(sent, value)) open.send(value);
    else if (v.is(settled, value)) {
      const place = open.settle(value);
      const { key, order: id } = value;
      if (value.outcome === 'created' && id !== undefined) yield { key, id, ...place };
    }
  }
  yield* open.rows();
  if (lines === 0 || objects > 0) return;
  throw usageError(
    sentence('--resume-from: {name} holds neither results nor a journal.', { name }),
    {
      code: 'invalid_input',
      hint: sentence('Name the file that an earlier run of this batch printed to.'),
    },
  );
}

const placeOf = ({
  batch,
  row,
  reference,
  row_hash,
  moved_from = row,
}: RowPlaced & { moved_from?: number }): RowPlaced => ({
  batch,
  row: moved_from,
  reference,
  row_hash,
});

/** Requests of a journal whose outcome is not known, with the times at which they were sent first. */
class OpenRequests {
  readonly #sendings = new Map<string, { sentAt: string; count: number; place: RowPlaced }>();

  send(line: v.InferOutput<typeof sent>): void {
    const { key, at } = line;
    const { sentAt = at, count = 0 } = this.#sendings.get(key) ?? {};
    this.#sendings.set(key, { sentAt, count: count + 1, place: placeOf(line) });
  }

  /**
   * What is unknowable stays open; that a repeat was not sent says nothing of the time before. Returns
   * which row it was.
   */
  settle({ key, outcome }: v.InferOutput<typeof settled>): RowPlaced {
    const sending = this.#sendings.get(key);
    if (sending === undefined || outcome === 'unknowable') return {};
    if (outcome === 'not_sent' && sending.count > 1) sending.count -= 1;
    else this.#sendings.delete(key);
    return sending.place;
  }

  *rows(): Generator<EarlierRow> {
    for (const [key, { sentAt, place }] of this.#sendings) yield { key, sentAt, ...place };
  }
}
