import * as v from 'valibot';
import type { Looked, Sent, SentRequest, Settled } from './entry.ts';
import { hash, idOfOld } from './identity.ts';

/** What a segment holds, in the order of its lines. */
export interface Records {
  sent: Sent[];
  settled: Settled[];
  looked: Looked[];
  /** Lines that are whole but of a kind or shape that this version does not know. */
  other: string[];
}

const sentFields: Record<keyof SentRequest, true> = {
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

const sentRecord = v.looseObject({
  kind: v.literal('sent'),
  at: time,
  id: v.optional(v.string()),
  key: v.string(),
  action: v.string(),
  provider: v.string(),
  profile: v.string(),
  method: v.string(),
  path: v.string(),
  body: v.optional(v.string()),
  content: v.optional(v.string()),
  repeatable: v.boolean(),
});

const settledRecord = v.looseObject({
  kind: v.literal('settled'),
  at: time,
  id: v.optional(v.string()),
  key: v.string(),
  outcome: v.string(),
  sent_at: v.optional(v.string()),
});

const lookedRecord = v.object({
  kind: v.literal('looked'),
  at: time,
  id: v.string(),
  key: v.string(),
});

// Only the fields named above are written, so that whatever else an object carries (headers, say)
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
  withSum({ kind: 'looked', at, id, key }, ['kind', 'at', 'id', 'key']);

function withSum(record: object, names: readonly string[]): string {
  const sum = sumOf(JSON.parse(JSON.stringify(record, [...names])) as object);
  return `${JSON.stringify({ ...record, sum }, [...names, 'sum'])}\n`;
}

/**
 * Checksum of a line: the first 16 hexadecimal digits of the SHA-256 of its fields, in the order of
 * their names. The body is left out: `content` tells whether that is whole, and it goes with time.
 */
function sumOf(record: object): string {
  const fields = Object.entries(record).filter(([name]) => name !== 'body' && name !== 'sum');
  return hash(JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1)))).slice(0, 16);
}

/** The line of a record that was read, with the fields that this version does not know. */
export const sentLine = (sent: Sent): string => `${JSON.stringify({ kind: 'sent', ...sent })}\n`;
export const settledLine = (settled: Settled): string =>
  `${JSON.stringify({ kind: 'settled', ...settled })}\n`;

/** Reads a segment. A line that was cut off, by a power cut say, is no record and is passed over. */
export function parseLines(text: string): Records {
  const records: Records = { sent: [], settled: [], looked: [], other: [] };
  for (const line of text.split('\n')) {
    const value = line === '' ? undefined : parseObject(line);
    if (value === undefined) continue;
    const { kind, ...rest } = value;
    if (kind === 'sent' && v.is(sentRecord, value)) {
      records.sent.push({ ...(rest as unknown as Sent), id: value.id ?? idOfOld(value) });
    } else if (kind === 'settled' && v.is(settledRecord, value)) {
      records.settled.push(rest as unknown as Settled);
    } else if (kind === 'looked' && v.is(lookedRecord, value)) {
      records.looked.push(rest as unknown as Looked);
    } else records.other.push(line);
  }
  return records;
}

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
