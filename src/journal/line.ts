import type { JournalRequest, TimedSettlement, TimedRequest, LookRecord } from './entry.ts';

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
export const isSent = (fields: Fields): boolean =>
  isTime(fields.at) &&
  sentTexts.every((name) => isText(fields[name])) &&
  sentOptional.every((name) => mayBeText(fields[name])) &&
  isText(fields.method) &&
  /^[A-Z]+$/.test(fields.method) &&
  isPath(fields.path as string) &&
  (fields.row === undefined || Number.isFinite(fields.row)) &&
  typeof fields.repeatable === 'boolean';

export const isSettled = (fields: Fields): boolean =>
  isTime(fields.at) &&
  isText(fields.key) &&
  isText(fields.outcome) &&
  settledOptional.every((name) => mayBeText(fields[name]));

export const isLookRecord = ({ at, id, key }: Fields): boolean =>
  isTime(at) && isText(id) && isText(key);

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
export function sumOf(kind: string, fields: Fields, { summed }: FieldList): string {
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
export function ownList(kind: string, record: object): FieldList {
  const names = Object.keys(record);
  const last = ownLists.get(kind);
  if (last?.names.length === names.length && last.names.every((name, i) => name === names[i])) {
    return last.list;
  }
  const list = listOf(['kind', ...names.filter((name) => name !== 'kind')]);
  if (last !== undefined || ownLists.size < 100) ownLists.set(kind, { names, list });
  return list;
}

/** What a line says, without its kind and its checksum. */
export function withoutFrame(value: Fields, { written }: FieldList): Fields {
  const fields: Record<string, unknown> = {};
  for (const name of written) {
    if (name !== 'kind' && name !== 'sum') fields[name] = value[name];
  }
  return fields;
}
