import * as v from 'valibot';
import type { Sent, SentRequest, Settled, Settlement } from './entry.ts';

/** What a segment holds, in the order of its lines. */
export interface Records {
  sent: Sent[];
  settled: Settled[];
  /** Lines that are whole but of a kind or shape that this version does not know. */
  other: string[];
}

const sentFields: Record<keyof SentRequest, true> = {
  key: true,
  action: true,
  provider: true,
  profile: true,
  account: true,
  base_url: true,
  method: true,
  path: true,
  body: true,
  order: true,
  reference: true,
  batch: true,
  row: true,
  repeatable: true,
};

const settledFields: Record<keyof Settlement, true> = {
  key: true,
  outcome: true,
  order: true,
  status: true,
  http_status: true,
  request_id: true,
  code: true,
};

const time = v.pipe(v.string(), v.isoTimestamp());

const sentRecord = v.looseObject({
  kind: v.literal('sent'),
  at: time,
  key: v.string(),
  action: v.string(),
  provider: v.string(),
  profile: v.string(),
  method: v.string(),
  path: v.string(),
  body: v.optional(v.string()),
  repeatable: v.boolean(),
});

const settledRecord = v.looseObject({
  kind: v.literal('settled'),
  at: time,
  key: v.string(),
  outcome: v.string(),
});

// Only the fields named above are written, so that whatever else an object carries (headers, say)
// stays out of the file.
const sentNames = ['kind', 'at', ...Object.keys(sentFields)];
const settledNames = ['kind', 'at', ...Object.keys(settledFields)];

/** The line, with its end, for a request that is about to be sent. */
export const newSentLine = (request: SentRequest, at: string): string =>
  `${JSON.stringify({ ...request, kind: 'sent', at }, sentNames)}\n`;

/** The line, with its end, for an outcome. */
export const newSettledLine = (settlement: Settlement, at: string): string =>
  `${JSON.stringify({ ...settlement, kind: 'settled', at }, settledNames)}\n`;

/** The line of a record that was read, with the fields that this version does not know. */
export const sentLine = (sent: Sent): string => `${JSON.stringify({ kind: 'sent', ...sent })}\n`;
export const settledLine = (settled: Settled): string =>
  `${JSON.stringify({ kind: 'settled', ...settled })}\n`;

/** Reads a segment. A line that was cut off, by a power cut say, is no record and is passed over. */
export function parseLines(text: string): Records {
  const records: Records = { sent: [], settled: [], other: [] };
  for (const line of text.split('\n')) {
    const value = line === '' ? undefined : parseObject(line);
    if (value === undefined) continue;
    const { kind, ...rest } = value;
    if (kind === 'sent' && v.is(sentRecord, value)) records.sent.push(rest as unknown as Sent);
    else if (kind === 'settled' && v.is(settledRecord, value)) {
      records.settled.push(rest as unknown as Settled);
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
