import * as v from 'valibot';
import { parseJsonObject } from '../json/text.ts';
import type { Looked, Sent, SentRequest, Settled } from './entry.ts';
import { contentOf, idOfOld } from './identity.ts';

/** What a segment holds, in the order of its lines. */
export interface Records {
  sent: Sent[];
  settled: Settled[];
  looked: Looked[];
  /** Lines that are whole but of a kind that this version does not know. */
  other: string[];
  /** How many lines are whole and cannot be read, or are not what was written. */
  damaged: number;
}

const sentFields: Record<keyof Omit<SentRequest, 'damaged'>, true> = {
  id: true,
  key: true,
  action: true,
  provider: true,
  profile: true,
  account: true,
  account_id: true,
  base_url: true,
  sandbox: true,
  provider_at: true,
  sent_by: true,
  method: true,
  path: true,
  body: true,
  content: true,
  order: true,
  reference: true,
  batch: true,
  row: true,
  refunds_before: true,
  repeatable: true,
};

const settledFields: Record<keyof Omit<Settled, 'at'>, true> = {
  id: true,
  key: true,
  outcome: true,
  order: true,
  status: true,
  http_status: true,
  request_id: true,
  code: true,
  sent_at: true,
  sandbox: true,
  qr_data: true,
};

const time = v.pipe(v.string(), v.isoTimestamp());
const text = v.optional(v.string());

/** An absolute path without a host, as a request line may have it (RFC 9112, origin-form). */
const path = v.pipe(
  v.string(),
  v.regex(/^\/(?![/\\])[\x21-\x7e]*$/),
  v.check((text) => !/(^|\/)(\.|%2e){1,2}(\/|\?|$)/i.test(text)),
);

const sentRecord = v.looseObject({
  kind: v.literal('sent'),
  at: time,
  id: text,
  key: v.string(),
  action: v.string(),
  provider: v.string(),
  profile: v.string(),
  account: text,
  base_url: text,
  sent_by: text,
  method: v.pipe(v.string(), v.regex(/^[A-Z]+$/)),
  path,
  body: text,
  content: text,
  order: text,
  reference: text,
  batch: text,
  row: v.optional(v.number()),
  repeatable: v.boolean(),
});

const settledRecord = v.looseObject({
  kind: v.literal('settled'),
  at: time,
  id: text,
  key: v.string(),
  outcome: v.string(),
  order: text,
  code: text,
  sent_at: text,
});

const lookedRecord = v.looseObject({
  kind: v.literal('looked'),
  at: time,
  id: v.string(),
  key: v.string(),
});

// Only the fields named above are written, so that anything else an object carries (headers, say)
// stays out of the file.
const sentNames = ['kind', 'at', ...Object.keys(sentFields)];
const settledNames = ['kind', 'at', ...Object.keys(settledFields)];

/** The line, with its end, for a request that is about to be sent. */
export const newSentLine = (sent: Sent): string => withSum({ ...sent, kind: 'sent' }, sentNames);

/** The line, with its end, for an outcome. */
export const newSettledLine = (settled: Settled): string =>
  withSum({ ...settled, kind: 'settled' }, settledNames);

/** The line, with its end, for a search that found nothing. */
export const newLookedLine = ({ id, key, at }: Looked): string =>
  withSum({ kind: 'looked', at, id, key });

/** The line of a record that was read, with the fields that this version does not know. */
export const sentLine = (sent: Sent): string => withSum({ kind: 'sent', ...sent });
export const settledLine = (settled: Settled): string => withSum({ kind: 'settled', ...settled });
export const lookedLine = (looked: Looked): string => withSum({ kind: 'looked', ...looked });

function withSum(record: object, names: readonly string[] = Object.keys(record)): string {
  const written: Fields = {};
  for (const name of names) {
    const value = (record as Fields)[name];
    if (value !== undefined) written[name] = value;
  }
  written.sum = sumOf(written);
  return `${JSON.stringify(written)}\n`;
}

type Fields = Record<string, unknown>;

const { imul } = Math;

/**
 * Checksum of a line, 8 hexadecimal digits: FNV-1a over the fields in the order of their names, for a
 * version that writes a line anew may change their order. One letter that is another always shows. The
 * body is left out: it goes when the request is settled, and `content` tells whether it is whole.
 */
function sumOf(record: Fields): string {
  let text = '';
  for (const name of namesInOrder(record)) {
    const value = record[name];
    text += `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}\n`;
  }
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    sum = imul(sum ^ text.charCodeAt(at), 0x01000193);
  }
  return (sum >>> 0).toString(16).padStart(8, '0');
}

/** Nearly all lines have one of a few sets of fields: they are put in order once. */
const orders = new Map<string, readonly string[]>();

function namesInOrder(record: Fields): readonly string[] {
  const names = Object.keys(record);
  const id = names.join();
  let order = orders.get(id);
  if (order === undefined) {
    order = names.filter((name) => name !== 'body' && name !== 'sum').sort();
    if (orders.size < 100) orders.set(id, order);
  }
  return order;
}

const none = (): Records => ({ sent: [], settled: [], looked: [], other: [], damaged: 0 });

/**
 * Reads a segment. A last line without an end, cut off by a power cut say, is no record: its request
 * never left. Any other line that cannot be read is damaged. So is one that is not what was written;
 * of a request whose line still has its shape, what is left is told, but without its bytes.
 */
export function parseLines(segment: string): Records {
  const records = none();
  const lines = segment.split('\n');
  const tail = lines.pop() ?? '';
  for (const line of lines) {
    if (line !== '') addLine(records, line);
  }
  if (tail === '') return records;
  const last = none();
  addLine(last, tail);
  if (last.damaged > 0) return records;
  for (const name of ['sent', 'settled', 'looked', 'other'] as const) {
    (records[name] as unknown[]).push(...last[name]);
  }
  return records;
}

/** A segment without what was cut off at its end, which must not become a line. */
export function wholeLines(segment: string): string {
  const end = segment.lastIndexOf('\n') + 1;
  if (end === segment.length) return segment;
  const tail = none();
  addLine(tail, segment.slice(end));
  return tail.damaged > 0 ? segment.slice(0, end) : `${segment}\n`;
}

function addLine(records: Records, line: string): void {
  const value = parseJsonObject(line);
  if (value === undefined) {
    records.damaged += 1;
    return;
  }
  const { kind, sum, ...fields } = value;
  const isWhole = sum === undefined || sum === sumOf(value);
  if (kind === 'sent' && v.is(sentRecord, value)) {
    const sent = { ...(fields as unknown as Sent), id: value.id ?? idOfOld(value) };
    const isIntact = isWhole && hasItsBody(sent);
    if (!isIntact) records.damaged += 1;
    records.sent.push(
      isIntact ? sent : { ...sent, body: undefined, repeatable: false, damaged: true },
    );
  } else if (kind === 'settled' && isWhole && v.is(settledRecord, value)) {
    records.settled.push(fields as unknown as Settled);
  } else if (kind === 'looked' && isWhole && v.is(lookedRecord, value)) {
    records.looked.push(fields as unknown as Looked);
  } else if (isWhole && typeof kind === 'string' && !ownKinds.includes(kind)) {
    records.other.push(line);
  } else records.damaged += 1;
}

const ownKinds = ['sent', 'settled', 'looked'];

/** The body goes when a request is settled, and then there is nothing to compare. */
const hasItsBody = (sent: Sent): boolean =>
  sent.content === undefined || sent.body === undefined || contentOf(sent) === sent.content;
