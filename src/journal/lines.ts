import { parseJsonObject } from '../json/text.ts';
import type { LookRecord, TimedRequest, TimedSettlement } from './entry.ts';
import { contentOf, idOfOld } from './identity.ts';
import { usualLines } from './usual-lines.ts';
import { ownList, withoutFrame, isSent, isSettled, isLookRecord, sumOf } from './line.ts';

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

const ownKinds = ['sent', 'settled', 'looked'];

/** The body may go when a request is settled, and then there is nothing to compare. */
const hasItsBody = (sent: TimedRequest): boolean =>
  sent.content === undefined || sent.body === undefined || contentOf(sent) === sent.content;
