import { parseJsonObject } from '../json/text.ts';
import type { LookRecord, TimedRequest, JournalRequest, TimedSettlement } from './entry.ts';
import { contentOf, idOfOld } from './identity.ts';
import { usualLines } from './usual-lines.ts';

/** What a segment holds, in the order of its lines. */
export interface Records {
  sent: TimedRequest[];
  settled: TimedSettlement[];
  looked: LookRecord[];
  /** Lines that are whole but of a kind that this version does not know. */
  other: string[];
  /** How many lines are whole and cannot be read, or are not what was written. */
  damaged: number;
  /** These lines, as they stand there. */
  broken: string[];
  /** Where they are asked for, the lines as they stand there of records that say no more than them. */
  texts?: LineTexts;
}

/** The lines of records, as they stand in bytes that must stay as they are. */
class LineTexts {
  /** Where the line of a record begins. */
  readonly #starts = new Map<object, number>();

  constructor(private readonly bytes: Buffer) {}

  get size(): number {
    return this.#starts.size;
  }

  add(record: object, start: number): void {
    this.#starts.set(record, start);
  }

  /** The line, without its end. */
  get(record: object): string | undefined {
    const start = this.#starts.get(record);
    if (start === undefined) return undefined;
    const end = this.bytes.indexOf(newline, start);
    return this.bytes.toString('utf8', start, end === -1 ? this.bytes.length : end);
  }
}

const newline = '\n'.charCodeAt(0);

export interface ReadOptions {
  /** Whether no process writes to it any more, and it ended with a line when that was so. */
  isFinished?: boolean;
  /** Whether the lines are kept too, to be written elsewhere as they are. */
  withTexts?: boolean;
}

const sentFields: Record<keyof Omit<JournalRequest, 'damaged'>, true> = {
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
  row_hash: true,
  refunds_before: true,
  repeatable: true,
};

const settledFields: Record<keyof Omit<TimedSettlement, 'at'>, true> = {
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

/** As ISO 8601 has it: a date, a time to the second or finer, and its zone. */
const time =
  /^\d{4}-(0[1-9]|1[0-2])-([12]\d|0[1-9]|3[01])[T ]([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,9})?(Z| ?[+-]([01]\d|2[0-3])(:?[0-5]\d)?)$/;

/** An absolute path without a host, as a request line may have it (RFC 9112, origin-form). */
const isPath = (path: string): boolean =>
  /^\/(?![/\\])[\x21-\x7e]*$/.test(path) && !/(^|\/)(\.|%2e){1,2}(\/|\?|$)/i.test(path);

const isText = (value: unknown): value is string => typeof value === 'string';
const mayBeText = (value: unknown): boolean => value === undefined || isText(value);
const isTime = (value: unknown): boolean => isText(value) && time.test(value);

const sentTexts = ['key', 'action', 'provider', 'profile', 'path'];
const sentOptional = [
  'id',
  'account',
  'base_url',
  'sent_by',
  'body',
  'content',
  'order',
  'reference',
  'batch',
  'row_hash',
];
const settledOptional = ['id', 'order', 'code', 'sent_at'];

/** Whether fields that were read are a request's, as far as this version reads them. */
const isSent = (fields: Fields): boolean =>
  isTime(fields.at) &&
  sentTexts.every((name) => isText(fields[name])) &&
  sentOptional.every((name) => mayBeText(fields[name])) &&
  isText(fields.method) &&
  /^[A-Z]+$/.test(fields.method) &&
  isPath(fields.path as string) &&
  (fields.row === undefined || Number.isFinite(fields.row)) &&
  typeof fields.repeatable === 'boolean';

const isSettled = (fields: Fields): boolean =>
  isTime(fields.at) &&
  isText(fields.key) &&
  isText(fields.outcome) &&
  settledOptional.every((name) => mayBeText(fields[name]));

const isLookRecord = ({ at, id, key }: Fields): boolean => isTime(at) && isText(id) && isText(key);

/** The fields of a kind of line. */
interface FieldList {
  /** In the order in which they are written. */
  written: readonly string[];
  /** In the order of their names, without those that the checksum leaves out. */
  summed: readonly string[];
  /** Whether this version knows all of them. */
  isKnown: boolean;
}

/** What a line may have, as far as this version knows. */
const known = new Set([
  'kind',
  'at',
  'sum',
  ...Object.keys(sentFields),
  ...Object.keys(settledFields),
]);

const listOf = (names: readonly string[]): FieldList => ({
  written: names,
  summed: names.filter((name) => name !== 'body' && name !== 'sum').sort(),
  isKnown: names.every((name) => known.has(name)),
});

// Only the fields named above are written, so that anything else an object carries (headers, say)
// stays out of the file.
const sentList = listOf(['kind', 'at', ...Object.keys(sentFields)]);
const settledList = listOf(['kind', 'at', ...Object.keys(settledFields)]);

/** The line, with its end, for a request that is about to be sent. */
export function newSentLine(sent: TimedRequest): string {
  // In one piece, for a batch writes thousands: V8 gives all of them one shape.
  const fields: Written<Omit<TimedRequest, 'damaged'>> = {
    kind: 'sent',
    at: sent.at,
    id: sent.id,
    key: sent.key,
    action: sent.action,
    provider: sent.provider,
    profile: sent.profile,
    account: sent.account,
    account_id: sent.account_id,
    base_url: sent.base_url,
    sandbox: sent.sandbox,
    provider_at: sent.provider_at,
    sent_by: sent.sent_by,
    method: sent.method,
    path: sent.path,
    body: sent.body,
    content: sent.content,
    order: sent.order,
    reference: sent.reference,
    batch: sent.batch,
    row: sent.row,
    row_hash: sent.row_hash,
    refunds_before: sent.refunds_before,
    repeatable: sent.repeatable,
    sum: undefined,
  };
  fields.sum = sumOf('sent', fields, sentList);
  return `${JSON.stringify(fields)}\n`;
}

/** The line, with its end, for an outcome. */
export function newSettledLine(settled: TimedSettlement): string {
  const fields: Written<TimedSettlement> = {
    kind: 'settled',
    at: settled.at,
    id: settled.id,
    key: settled.key,
    outcome: settled.outcome,
    order: settled.order,
    status: settled.status,
    http_status: settled.http_status,
    request_id: settled.request_id,
    code: settled.code,
    sent_at: settled.sent_at,
    sandbox: settled.sandbox,
    qr_data: settled.qr_data,
    sum: undefined,
  };
  fields.sum = sumOf('settled', fields, settledList);
  return `${JSON.stringify(fields)}\n`;
}

/** All fields of a line, in the order in which they are written; what is undefined is not. */
type Written<T> = { kind: string; sum: string | undefined } & {
  [Name in keyof Required<T>]: T[Name] | undefined;
};

/** The line, with its end, for a search that found nothing. */
export const newLookedLine = ({ id, key, at }: LookRecord): string => lookedLine({ at, id, key });

/**
 * The line of a settled request without its body, cut out of the line that it was read from; undefined
 * where it has to be written again.
 */
export function withoutBody({ body, content }: TimedRequest, text: string): string | undefined {
  if (body === undefined) return `${text}\n`;
  if (content === undefined) return undefined;
  // In a string the quotes would be escaped, so that no other part of the line reads like this.
  const member = `,"body":${JSON.stringify(body)}`;
  const at = text.indexOf(member);
  return at === -1 ? undefined : `${text.slice(0, at)}${text.slice(at + member.length)}\n`;
}

/** The line of a record that was read, with the fields that this version does not know. */
export const sentLine = (sent: TimedRequest): string => lineOf('sent', sent);
export const settledLine = (settled: TimedSettlement): string => lineOf('settled', settled);
export const lookedLine = (look: LookRecord): string => lineOf('looked', look);

type Fields = Readonly<Record<string, unknown>>;

function lineOf(kind: string, record: object): string {
  const list = ownList(kind, record);
  const fields = record as Fields;
  const written: Record<string, unknown> = {};
  for (const name of list.written) {
    const value = name === 'kind' ? kind : fields[name];
    if (value !== undefined) written[name] = value;
  }
  written.sum = sumOf(kind, fields, list);
  return `${JSON.stringify(written)}\n`;
}

const { imul } = Math;

/**
 * Checksum of a line, 8 hexadecimal digits: FNV-1a over the fields in the order of their names, for a
 * version that writes a line again may change their order. One letter that is another always shows. The
 * body is left out: it may go when the request is settled, and `content` tells whether it is whole.
 */
function sumOf(kind: string, fields: Fields, { summed }: FieldList): string {
  let sum = 0x811c9dc5;
  for (const name of summed) {
    const value = name === 'kind' ? kind : fields[name];
    if (value === undefined) continue;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    sum = fed(fed(fed(fed(sum, name), '='), text), '\n');
  }
  return (sum >>> 0).toString(16).padStart(8, '0');
}

function fed(before: number, text: string): number {
  let sum = before;
  for (let at = 0; at < text.length; at += 1) sum = imul(sum ^ text.charCodeAt(at), 0x01000193);
  return sum;
}

/** The last list of fields of each kind: nearly all lines of a kind have the same fields. */
const ownLists = new Map<string, { names: readonly string[]; list: FieldList }>();

/** The fields that a record has. */
function ownList(kind: string, record: object): FieldList {
  const names = Object.keys(record);
  const last = ownLists.get(kind);
  if (last?.names.length === names.length && last.names.every((name, i) => name === names[i])) {
    return last.list;
  }
  const list = listOf(['kind', ...names.filter((name) => name !== 'kind')]);
  if (last !== undefined || ownLists.size < 100) ownLists.set(kind, { names, list });
  return list;
}

const none = (): Records => ({
  sent: [],
  settled: [],
  looked: [],
  other: [],
  damaged: 0,
  broken: [],
});

/**
 * Whether a line that cannot be read may be of this key, or about this order. Where all its fields
 * still have their shape, one of them was changed: it is of what it names, or of this if that makes its
 * checksum right. What any other line was cannot be known.
 */
export function mayBeOf(line: string, what: { key: string } | { order: string }): boolean {
  const [text = ''] = Object.values(what);
  if (line.includes(JSON.stringify(text))) return true;
  const value = parseJsonObject(line);
  if (value === undefined) return true;
  const { kind, sum } = value;
  const name = String(kind);
  const list = ownList(name, value);
  const fields = withoutFrame(value, list);
  const hasShape =
    (kind === 'sent' && isSent(fields)) ||
    (kind === 'settled' && isSettled(fields)) ||
    (kind === 'looked' && isLookRecord(fields));
  return !hasShape || sum === sumOf(name, { ...fields, ...what }, list);
}

/** The key that a line which cannot be read names; undefined where it names none, or several. */
export function keyOfBroken(line: string): string | undefined {
  const [one, ...others] = [...line.matchAll(/"key":("(?:[^"\\]|\\.)*")/g)];
  if (one?.[1] === undefined || others.length > 0) return undefined;
  const { key } = parseJsonObject(`{"key":${one[1]}}`) ?? {};
  return typeof key === 'string' ? key : undefined;
}

/**
 * Reads a segment. A last line without an end, cut off by a power cut say, is no record: its request
 * never left. Any other line that cannot be read is damaged, and of what `isFinished` any line: nobody
 * writes to it any more, and it ended with a line. So is one that is not what was written; of a request
 * whose line still has its shape, what is left is told, but without its bytes.
 */
export function parseLines(
  segment: string | Buffer,
  { withTexts = false, isFinished = false }: ReadOptions = {},
): Records {
  const records = none();
  const bytes = typeof segment === 'string' ? Buffer.from(segment) : segment;
  if (withTexts) records.texts = new LineTexts(bytes);
  let start = 0;
  for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
    if (end > start && !addUsual(records, bytes, start, end)) {
      addLine(records, bytes.toString('utf8', start, end), start);
    }
    start = end + 1;
  }
  const tail = bytes.toString('utf8', start);
  if (tail !== '' && (isFinished || !isCutOff(tail))) addLine(records, tail, start);
  return records;
}

/** Reads a line that looks like those before it, where it lies; false where it has to be parsed. */
function addUsual(records: Records, bytes: Buffer, start: number, end: number): boolean {
  const line = usualLines.read(bytes, start, end);
  if (line === undefined) return false;
  if (line.kind === 'settled') records.settled.push(line.record);
  else if (hasItsBody(line.record)) records.sent.push(line.record);
  else return false;
  records.texts?.add(line.record, start);
  return true;
}

/** A segment without what was cut off at its end, which must not become a line. */
export function wholeLines(segment: string): string {
  const end = segment.lastIndexOf('\n') + 1;
  if (end === segment.length) return segment;
  return isCutOff(segment.slice(end)) ? segment.slice(0, end) : `${segment}\n`;
}

/**
 * Whether this may be a line that was not written to its end. What a line was followed by, and zeros,
 * are damage: the disk may have had a whole line there.
 */
function isCutOff(tail: string): boolean {
  if (tail.includes('\0')) return false;
  return parseJsonObject(tail.slice(0, tail.lastIndexOf('}') + 1)) === undefined;
}

/** `start` is where the line begins. */
function addLine(records: Records, line: string, start: number): void {
  const value = parseJsonObject(line);
  const isBroken = () => {
    records.damaged += 1;
    records.broken.push(line);
  };
  if (value === undefined) return isBroken();
  const { kind, sum } = value;
  const name = String(kind);
  const list = ownList(name, value);
  const isWhole = sum === undefined || sum === sumOf(name, value, list);
  const fields = withoutFrame(value, list);
  const noteText = (ofKind: 'sent' | 'settled', record: object) => {
    if (sum === undefined || !list.isKnown) return;
    records.texts?.add(record, start);
    if (isWhole)
      usualLines.learn(line, { kind: ofKind, fields: { ...record }, summed: list.summed });
  };
  if (kind === 'sent' && isSent(fields)) {
    const sent = fields as unknown as TimedRequest;
    if (sent.id !== undefined) noteText('sent', sent);
    sent.id ??= idOfOld(sent);
    const isIntact = isWhole && hasItsBody(sent);
    if (!isIntact) isBroken();
    records.sent.push(
      isIntact ? sent : { ...sent, body: undefined, repeatable: false, damaged: true },
    );
  } else if (kind === 'settled' && isWhole && isSettled(fields)) {
    noteText('settled', fields);
    records.settled.push(fields as unknown as TimedSettlement);
  } else if (kind === 'looked' && isWhole && isLookRecord(fields)) {
    records.looked.push(fields as unknown as LookRecord);
  } else if (isWhole && typeof kind === 'string' && !ownKinds.includes(kind)) {
    records.other.push(line);
  } else isBroken();
}

/** What a line says, without its kind and its checksum. */
function withoutFrame(value: Fields, { written }: FieldList): Fields {
  const fields: Record<string, unknown> = {};
  for (const name of written) {
    if (name !== 'kind' && name !== 'sum') fields[name] = value[name];
  }
  return fields;
}

const ownKinds = ['sent', 'settled', 'looked'];

/** The body may go when a request is settled, and then there is nothing to compare. */
const hasItsBody = (sent: TimedRequest): boolean =>
  sent.content === undefined || sent.body === undefined || contentOf(sent) === sent.content;
