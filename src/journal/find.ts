import { join } from 'node:path';
import type { JournalEntry } from './entry.ts';
import { keyHash, searchIndex } from './find-index.ts';
import { GrowingBuffer } from './growing-buffer.ts';
import { compareTimes, joinEntries, sendingOf } from './join.ts';
import { parseLines, type Records } from './lines.ts';
import { indexName } from './names.ts';
import { isBeingWritten, openNames } from './open-segments.ts';
import { unlessMissing } from '../file-errors.ts';
import type { Place } from './place.ts';
import { orphansIn, settledSources, type Source } from './sources.ts';

export interface FoundEntry extends JournalEntry {
  /** Whether the request stands in `open/`. */
  isInOpen: boolean;
}

/**
 * Every sending under a key, oldest first. Of the full files only the indexes are read, one by one,
 * into the same buffer; of the others the lines that hold the key. A file that is gone was moved
 * meanwhile; then all is read again.
 */
export async function findEntries(place: Place, key: string): Promise<FoundEntry[]> {
  const buffer = new GrowingBuffer();
  const hash = keyHash(key);
  for (;;) {
    const open = await openNames(place);
    const files: Records[] = [];
    const inOpen = new Set<string>();
    const flying = new Set<string>();
    let isGone = false;
    const add = (records: Records | undefined) => {
      if (records === undefined) isGone = true;
      else files.push(records);
    };
    for (const file of open) {
      const working = await isBeingWritten(place, file);
      const records = await linesWith(place, join(place.open, file.name), key);
      add(working === undefined ? undefined : records);
      for (const sent of records?.sent ?? []) {
        inOpen.add(sendingOf(sent));
        if (working === true) flying.add(sendingOf(sent));
      }
    }
    const orphans = await orphansIn(place);
    for (const { path } of orphans) add(await linesWith(place, path, key));
    const sources = await settledSources(place);
    for (const source of sources) {
      const records = await recordsFor(place, source, { key, hash }, buffer);
      if (records !== 'none') add(records);
      if (isGone) break;
    }
    if (isGone) continue;
    return joinFound(files, key).map((entry) => ({
      ...entry,
      isInOpen: inOpen.has(sendingOf(entry.sent)),
      ...(entry.settled === undefined && flying.has(sendingOf(entry.sent)) && { inFlight: true }),
    }));
  }
}

/** A line may hold the key elsewhere, as its reference say: it is of another key then. */
function joinFound(files: readonly Records[], key: string): JournalEntry[] {
  const isOfKey = (record: { key: string }) => record.key === key;
  const sent = files.flatMap((records) => records.sent.filter(isOfKey));
  const settled = files.flatMap((records) => records.settled.filter(isOfKey));
  const looked = files.flatMap((records) => records.looked.filter(isOfKey));
  return joinEntries(sent, settled, looked).sort((a, b) => compareTimes(a.sent.at, b.sent.at));
}

/** Undefined when the file is gone. */
async function recordsFor(
  place: Place,
  { path, full, bytes }: Source,
  { key, hash }: { key: string; hash: Buffer },
  buffer: GrowingBuffer,
): Promise<Records | 'none' | undefined> {
  const index = full ? await buffer.read(place, indexName(path)) : undefined;
  const spans = index && searchIndex(index, hash, bytes);
  if (spans === undefined) {
    const text = await buffer.read(place, path);
    return text && parseLines(pick(text, key));
  }
  if (spans.length === 0) return 'none';
  const texts: string[] = [];
  for (const { start, length } of spans) {
    const text = await buffer.read(place, path, { start, length });
    if (text === undefined) return undefined;
    texts.push(pick(text, key));
  }
  return parseLines(texts.join(''));
}

async function linesWith(place: Place, path: string, key: string): Promise<Records | undefined> {
  const text = await unlessMissing(place.files.readFile(path));
  return text && parseLines(pick(text, key));
}

/** The lines that hold a key; the rest need not be looked at. */
function pick(text: Buffer, key: string): string {
  const needle = Buffer.from(JSON.stringify(key));
  const lines: string[] = [];
  for (let at = text.indexOf(needle); at !== -1;) {
    const start = text.lastIndexOf('\n', at) + 1;
    const end = text.indexOf('\n', at);
    lines.push(text.toString('utf8', start, end === -1 ? text.length : end + 1));
    at = end === -1 ? -1 : text.indexOf(needle, end);
  }
  return lines.join('');
}
