import type { JournalEntry, TimedRequest, TimedSettlement } from './entry.ts';

/** A line that was read, whole and as it was written. */
type UsualLine =
  { kind: 'sent'; record: TimedRequest } | { kind: 'settled'; record: TimedSettlement };

/** How the value of a field is written: a text that needs no escapes, digits, or any JSON string. */
type Writing = 'text' | 'digits' | 'string';

/** The fields that vary from line to line. All others have one value in nearly all lines of a batch. */
const varying: Readonly<Record<UsualLine['kind'], Readonly<Record<string, Writing>>>> = {
  sent: {
    at: 'text',
    id: 'text',
    key: 'text',
    provider_at: 'text',
    body: 'string',
    content: 'text',
    order: 'text',
    reference: 'text',
    row: 'digits',
    row_hash: 'text',
  },
  settled: {
    at: 'text',
    id: 'text',
    key: 'text',
    order: 'text',
    request_id: 'text',
    sent_at: 'text',
    qr_data: 'text',
  },
};

/** What lines have in common that differ in what varies. */
export interface Form {
  kind: UsualLine['kind'];
  /** A record of this form. */
  record: Readonly<Record<string, unknown>>;
  /** The places of these in `names`. */
  at: number;
  id: number;
  key: number;
  /** The line without what varies: forms with the same one are the same. */
  frame: string;
  names: readonly string[];
  writings: readonly Writing[];
  /** The bytes before each value that varies, and after the last one. */
  literals: readonly Uint8Array[];
  /** What the checksum is taken of: text, and then a value by its place in `names`. */
  summed: readonly { text: Uint16Array; value: number }[];
}

/** So many forms are kept of a kind: more would be tried in vain for each line. */
const mostForms = 4;

/** So many forms may be learned before one of them is of use. */
const mostInVain = 64;

/**
 * Reads lines by the forms of lines before them. All lines of a batch look alike, and there may be a
 * million of them: to see that a line is like the last one, and to take its checksum as it stands there,
 * takes a fraction of what JSON.parse and what follows it take. A line of no form that is known, and
 * any that is not what was written, is left to who reads all lines.
 */
class UsualLines {
  readonly #forms = { sent: [] as Form[], settled: [] as Form[] };
  #credit = mostInVain;

  /** The record of a line of these bytes, without its end; undefined where it has to be parsed. */
  read(bytes: Buffer, start: number, end: number): UsualLine | undefined {
    const form = this.formOf(bytes, start, end);
    const record = form && recordOf(form, bytes, start, end);
    return record && ({ kind: form.kind, record } as unknown as UsualLine);
  }

  /** The form of a line that is what was written; its values are then where `starts` and `ends` say. */
  formOf(bytes: Buffer, start: number, end: number): Form | undefined {
    // {"kind":"sent" or {"kind":"settled"
    const forms = bytes[start + 11] === letterN ? this.#forms.sent : this.#forms.settled;
    for (let i = 0; i < forms.length; i += 1) {
      const form = forms[i]!;
      if (!isOfForm(form, bytes, start, end)) continue;
      if (!hasItsSum(form, bytes) || !isTime(bytes, form.at)) return undefined;
      if (i > 0) forms.unshift(...forms.splice(i, 1));
      if (this.#credit < mostInVain) this.#credit += 1;
      return form;
    }
    return undefined;
  }

  /**
   * Takes a line for an example of others, which was parsed and found whole. `fields` are those of its
   * record, and `summed` their names in the order in which the checksum has them.
   */
  learn(line: string, { kind, fields, summed }: Example): void {
    if (this.#credit === 0) return;
    this.#credit -= 1;
    const form = formOf(line, { kind, fields, summed });
    if (form === undefined) return;
    const forms = this.#forms[kind];
    const same = forms.findIndex(({ frame }) => frame === form.frame);
    if (same !== -1) forms.splice(same, 1);
    forms.unshift(form);
    if (forms.length > mostForms) forms.pop();
  }
}

/** The forms that this process has met: those of a journal stay the same. */
export const usualLines = new UsualLines();

/** The entries of a file, one after the other from its end. */
export interface UsualPairs {
  pop(): JournalEntry | undefined;
}

/** More entries no file has, but for one that another version merged. */
const mostPairs = 4096;

/**
 * The entries of a file that has nothing but usual lines, each request with its outcome behind it, in
 * order of time and no key twice: there nothing has to be joined. All lines are looked at now, and an
 * entry is made when it is taken. Undefined for any other file.
 */
export function readPairs(bytes: Buffer): UsualPairs | undefined {
  /** Of each line: where it begins and ends. */
  const places: number[] = [];
  const forms: Form[] = [];
  const keys = new Set<number>();
  let [start, sentAt] = [0, -1];
  while (start < bytes.length) {
    const middle = bytes.indexOf(newline, start);
    const end = bytes.indexOf(newline, middle + 1);
    if (middle === -1 || end === -1 || keys.size === mostPairs) return undefined;
    const sent = usualLines.formOf(bytes, start, middle);
    if (sent?.kind !== 'sent' || sent.names.includes('body')) return undefined;
    const [at, id, key] = [starts[sent.at]!, spanOf(sent.id), spanOf(sent.key)];
    if (sentAt !== -1 && bytes.compare(bytes, at, at + 24, sentAt, sentAt + 24) > 0)
      return undefined;
    sentAt = at;
    const settled = usualLines.formOf(bytes, middle + 1, end);
    if (settled?.kind !== 'settled' || settled.record.outcome === 'not_sent') return undefined;
    if (!isSame(bytes, id, spanOf(settled.id)) || !isSame(bytes, key, spanOf(settled.key)))
      return undefined;
    // Two keys of one hash are taken for one: then the file is read as any other.
    keys.add(hashOf(bytes, key));
    places.push(start, middle, end);
    forms.push(sent, settled);
    if (keys.size * 3 < places.length) return undefined;
    start = end + 1;
  }
  return {
    pop() {
      const [end, middle, start] = [places.pop(), places.pop(), places.pop()];
      const [settled, sent] = [forms.pop(), forms.pop()];
      if (settled === undefined || sent === undefined) return undefined;
      return {
        sent: again(sent, bytes, start!, middle!) as unknown as TimedRequest,
        settled: again(settled, bytes, middle! + 1, end!) as unknown as TimedSettlement,
      };
    },
  };
}

/** The record of a line that was found to be of this form before. */
function again(form: Form, bytes: Buffer, start: number, end: number): Record<string, unknown> {
  isOfForm(form, bytes, start, end);
  return recordOf(form, bytes, start, end)!;
}

interface Span {
  start: number;
  end: number;
}

const spanOf = (value: number): Span => ({ start: starts[value]!, end: ends[value]! });

const isSame = (bytes: Buffer, one: Span, other: Span): boolean =>
  bytes.compare(bytes, one.start, one.end, other.start, other.end) === 0;

function hashOf(bytes: Uint8Array, { start, end }: Span): number {
  let sum = 0x811c9dc5;
  for (let at = start; at < end; at += 1) sum = imul(sum ^ bytes[at]!, 0x01000193);
  return sum;
}

interface Example {
  kind: UsualLine['kind'];
  fields: Readonly<Record<string, unknown>>;
  summed: readonly string[];
}

const newline = '\n'.charCodeAt(0);
const letterN = 'n'.charCodeAt(0);
const quote = '"'.charCodeAt(0);
const backslash = '\\'.charCodeAt(0);
const zero = '0'.charCodeAt(0);
const nine = '9'.charCodeAt(0);

/** Undefined for a line that is written in another way than this version does it. */
function formOf(line: string, { kind, fields, summed }: Example): Form | undefined {
  const names: string[] = [];
  const literals: Uint8Array[] = [];
  let literal = `{"kind":"${kind}"`;
  let whole = literal;
  const { sum } = /"sum":"(?<sum>[\da-f]{8})"\}$/.exec(line)?.groups ?? {};
  for (const [name, value] of [...Object.entries(fields), ['sum', sum] as const]) {
    if (!['string', 'number', 'boolean'].includes(typeof value)) return undefined;
    const text = JSON.stringify(value);
    whole += `,"${name}":${text}`;
    const writing = writingOf(kind, name);
    if (writing === undefined) {
      literal += `,"${name}":${text}`;
      continue;
    }
    const mark = writing === 'digits' ? '' : '"';
    names.push(name);
    literals.push(Buffer.from(`${literal},"${name}":${mark}`));
    literal = mark;
  }
  literals.push(Buffer.from(`${literal}}`));
  if (`${whole}}` !== line) return undefined;
  const writings = names.map((name) => writingOf(kind, name)!);
  const [at, id, key] = [names.indexOf('at'), names.indexOf('id'), names.indexOf('key')];
  if (at === -1 || id === -1 || key === -1) return undefined;
  const form = { kind, record: fields, at, id, key, names, writings, literals };
  return { ...form, frame: literals.join('\0'), summed: summedOf() };

  function summedOf(): Form['summed'] {
    const steps: Form['summed'][number][] = [];
    let text = '';
    const step = (value: number) => {
      steps.push({ text: Uint16Array.from(text, (char) => char.charCodeAt(0)), value });
    };
    for (const name of summed) {
      const value = name === 'kind' ? kind : fields[name];
      if (value === undefined) continue;
      const place = names.indexOf(name);
      text += `${name}=`;
      if (place === -1) text += typeof value === 'string' ? value : JSON.stringify(value);
      else {
        step(place);
        text = '';
      }
      text += '\n';
    }
    step(-1);
    return steps;
  }
}

const writingOf = (kind: UsualLine['kind'], name: string): Writing | undefined =>
  name === 'sum' ? 'text' : varying[kind][name];

/** Where the values of the line at hand begin and end, by their places in the names of its form. */
export const starts = new Int32Array(16);
export const ends = new Int32Array(16);

function isOfForm({ literals, writings }: Form, bytes: Uint8Array, start: number, end: number) {
  let at = start;
  for (let i = 0; i < literals.length; i += 1) {
    const literal = literals[i]!;
    for (let k = 0; k < literal.length; k += 1) if (bytes[at + k] !== literal[k]) return false;
    at += literal.length;
    if (i === writings.length) return at === end;
    starts[i] = at;
    const writing = writings[i];
    if (writing === 'digits') while (isDigit(bytes[at]!)) at += 1;
    else if (writing === 'text') while (at < end && bytes[at] !== quote) at += 1;
    else while (at < end && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
    ends[i] = at;
    if (writing === 'digits' && !isInteger(bytes, starts[i]!, at)) return false;
  }
  return false;
}

/** Whether digits are an integer as JSON.stringify writes it. */
const isInteger = (bytes: Uint8Array, start: number, end: number): boolean =>
  end > start && end - start < 16 && (bytes[start] !== zero || end === start + 1);

const isDigit = (byte: number): boolean => byte >= zero && byte <= nine;

const { imul } = Math;

/** Whether the checksum (lines.ts) of the line at hand is the one that stands there, and no value has an escape. */
function hasItsSum({ summed, names }: Form, bytes: Uint8Array): boolean {
  let sum = 0x811c9dc5;
  for (let i = 0; i < summed.length; i += 1) {
    const { text, value } = summed[i]!;
    for (let k = 0; k < text.length; k += 1) sum = imul(sum ^ text[k]!, 0x01000193);
    if (value === -1) break;
    const end = ends[value]!;
    for (let at = starts[value]!; at < end; at += 1) {
      const byte = bytes[at]!;
      // What is not ASCII has other numbers as text.
      if (byte < 0x20 || byte > 0x7e || byte === backslash) return false;
      sum = imul(sum ^ byte, 0x01000193);
    }
  }
  const place = names.length - 1;
  return ends[place]! - starts[place]! === 8 && sum >>> 0 === hexAt(bytes, starts[place]!);
}

function hexAt(bytes: Uint8Array, start: number): number {
  let number = 0;
  for (let at = start; at < start + 8; at += 1) {
    const byte = bytes[at]!;
    const digit = isDigit(byte) ? byte - zero : byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : NaN;
    number = number * 16 + digit;
  }
  return number;
}

const timeLike = Buffer.from('0000-00-00T00:00:00.000Z');

/** Whether a value is a time (ISO 8601), as the journal writes it. */
function isTime(bytes: Uint8Array, value: number): boolean {
  const start = starts[value]!;
  if (ends[value]! - start !== timeLike.length) return false;
  for (let i = 0; i < timeLike.length; i += 1) {
    const byte = bytes[start + i]!;
    if (timeLike[i] === zero ? !isDigit(byte) : byte !== timeLike[i]) return false;
  }
  const number = (i: number) => (bytes[start + i]! - zero) * 10 + bytes[start + i + 1]! - zero;
  const [month, day] = [number(5), number(8)];
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= 31;
  return isDay && number(11) < 24 && number(14) < 60 && number(17) < 60;
}

/** The values are slices of the text of the line: one copy, and no more of the file than this is held. */
function recordOf(
  { record: like, names, writings }: Form,
  bytes: Buffer,
  start: number,
  end: number,
): Record<string, unknown> | undefined {
  const text = bytes.toString('latin1', start, end);
  const record: Record<string, unknown> = { ...like };
  for (let i = 0; i < names.length - 1; i += 1) {
    const writing = writings[i]!;
    const value =
      writing === 'string'
        ? jsonString(bytes.toString('utf8', starts[i]! - 1, ends[i]! + 1))
        : text.slice(starts[i]! - start, ends[i]! - start);
    if (value === undefined) return undefined;
    record[names[i]!] = writing === 'digits' ? Number(value) : value;
  }
  return record;
}

export function jsonString(text: string): string | undefined {
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}
