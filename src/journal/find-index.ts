import { sha256 } from '../quick-crypto.ts';
import { parseJsonObject } from '../json/text.ts';

/*
 * The index of a file of `kept/full/`. A head of 16 bytes: a mark, the number of entries, the bytes of
 * the file, and a checksum of the entries (4 bytes each). Then an entry for each run of lines
 * of one key, in order of their hashes: 8 bytes of the key's hash, where its lines begin, and how many
 * bytes they have (4 bytes each).
 */
const mark = Buffer.from('mpo\x01');
const headBytes = 16;
const entryBytes = 16;

/** Where in a file lines of a key lie. */
interface Span {
  start: number;
  length: number;
}

/** What an index knows a key by. */
export const keyHash = (key: string): Buffer => Buffer.from(sha256(key).slice(0, 16), 'hex');

/** The index of a file with this text. */
export function indexOf(text: string | Buffer): Buffer {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const entries: { hash: string; start: number; length: number }[] = [];
  let last: { key: string; entry: (typeof entries)[number] } | undefined;
  for (let at = 0; at < bytes.length;) {
    const newline = bytes.indexOf('\n', at);
    const end = newline === -1 ? bytes.length : newline;
    const key = keyIn(bytes, at, end);
    const length = end + 1 - at;
    if (key === undefined) last = undefined;
    else if (last?.key === key) last.entry.length = at + length - last.entry.start;
    else {
      const entry = { hash: sha256(key).slice(0, 16), start: at, length };
      entries.push(entry);
      last = { key, entry };
    }
    at = end + 1;
  }
  entries.sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : a.start - b.start));
  const index = Buffer.alloc(headBytes + entries.length * entryBytes);
  entries.forEach(({ hash, start, length }, i) => {
    const at = headBytes + i * entryBytes;
    index.write(hash, at, 'hex');
    index.writeUInt32LE(start, at + 8);
    index.writeUInt32LE(length, at + 12);
  });
  mark.copy(index);
  index.writeUInt32LE(entries.length, 4);
  index.writeUInt32LE(bytes.length, 8);
  index.writeUInt32LE(checksum(index.subarray(headBytes)), 12);
  return index;
}

/** Whether this is the index of a file of `bytes` bytes, and whole. */
export function isIntact(index: Buffer, bytes: number): boolean {
  if (index.length < headBytes || !index.subarray(0, 4).equals(mark)) return false;
  const body = index.subarray(headBytes);
  return (
    body.length === index.readUInt32LE(4) * entryBytes &&
    index.readUInt32LE(8) === bytes &&
    checksum(body) === index.readUInt32LE(12)
  );
}

/** Tells whether a hash may stand in one of these indexes, which are whole, in a few steps. */
export function hashesOf(indexes: readonly Buffer[]): (hash: Buffer) => boolean {
  const count = indexes.reduce((sum, index) => sum + index.readUInt32LE(4), 0);
  const all = new Float64Array(count);
  let next = 0;
  for (const index of indexes) {
    for (let at = headBytes; at < index.length; at += entryBytes) {
      all[next] = numberOf(index, at);
      next += 1;
    }
  }
  all.sort();
  return (hash) => {
    const number = numberOf(hash, 0);
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (all[middle]! < number) low = middle + 1;
      else high = middle;
    }
    return all[low] === number;
  };
}

/** 48 bits of a hash, which a number holds exactly. */
const numberOf = (bytes: Buffer, at: number): number => bytes.readUIntBE(at, 6);

/**
 * Where the lines of the key with this hash lie in a file of `bytes` bytes. Undefined when the index is damaged or
 * of another file: then the file itself has to be searched.
 */
export function searchIndex(index: Buffer, hash: Buffer, bytes: number): Span[] | undefined {
  if (!isIntact(index, bytes)) return undefined;
  const count = index.readUInt32LE(4);
  const body = index.subarray(headBytes);
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareAt(body, middle, hash) < 0) low = middle + 1;
    else high = middle;
  }
  const spans: Span[] = [];
  for (; low < count && compareAt(body, low, hash) === 0; low += 1) {
    const at = low * entryBytes;
    spans.push({ start: body.readUInt32LE(at + 8), length: body.readUInt32LE(at + 12) });
  }
  return spans;
}

const compareAt = (body: Buffer, entry: number, hash: Buffer): number =>
  body.compare(hash, 0, 8, entry * entryBytes, entry * entryBytes + 8);

/** Two running sums over words of 4 bytes (Fletcher): quick, for each look-up reads every index. */
function checksum(bytes: Buffer): number {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
  let [sum, sums] = [1, 0];
  for (let at = 0; at < words.length; at += 1) {
    sum = (sum + words[at]!) | 0;
    sums = (sums + sum) | 0;
  }
  return (sum ^ (sums << 1)) >>> 0;
}

/** The key of a line as this version writes it, unless it holds what JSON has to escape. */
const usual = /^\{"kind":"(?:sent|settled|looked)","at":"[^"\\]*","id":"[^"\\]*","key":"([^"\\]*)"/;

/** So many bytes of a line are looked at before all of it is. */
const beginning = 256;

function keyIn(bytes: Buffer, start: number, end: number): string | undefined {
  const key = usual.exec(bytes.toString('utf8', start, Math.min(end, start + beginning)))?.[1];
  if (key !== undefined) return key;
  const found = parseJsonObject(bytes.toString('utf8', start, end))?.key;
  return typeof found === 'string' ? found : undefined;
}
