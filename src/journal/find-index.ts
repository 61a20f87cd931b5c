import { sha256 } from './identity.ts';
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
export function indexOf(text: string): Buffer {
  const entries: Buffer[] = [];
  let at = 0;
  let last: { key: string; entry: Buffer } | undefined;
  for (const line of text.split('\n')) {
    const length = Buffer.byteLength(line) + 1;
    const key = keyIn(line);
    if (key !== undefined) {
      if (last?.key === key) last.entry.writeUInt32LE(at + length - last.entry.readUInt32LE(8), 12);
      else {
        const entry = Buffer.alloc(entryBytes);
        keyHash(key).copy(entry);
        entry.writeUInt32LE(at, 8);
        entry.writeUInt32LE(length, 12);
        entries.push(entry);
        last = { key, entry };
      }
    } else last = undefined;
    at += length;
  }
  const body = Buffer.concat(entries.sort((a, b) => a.compare(b)));
  const head = Buffer.alloc(headBytes);
  mark.copy(head);
  head.writeUInt32LE(entries.length, 4);
  head.writeUInt32LE(Buffer.byteLength(text), 8);
  head.writeUInt32LE(checksum(body), 12);
  return Buffer.concat([head, body]);
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

function keyIn(line: string): string | undefined {
  const key = usual.exec(line)?.[1];
  if (key !== undefined) return key;
  const lineKey = parseJsonObject(line)?.key;
  return typeof lineKey === 'string' ? lineKey : undefined;
}
