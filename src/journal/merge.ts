import type { JournalEntry, Sent, Settled } from './entry.ts';
import { knownContent } from './identity.ts';
import { compareTimes, isAbout, joinEntries } from './join.ts';
import { lookedLine, sentLine, settledLine, type Records } from './lines.ts';

/** A file that came of merging. */
export interface Merged {
  text: string;
  /** The newest time in it. */
  last: string;
}

/**
 * Merges settled segments into files of about `bytes` bytes, in order of time. The bodies are dropped,
 * which are of no use once the outcome is known, and so are copies. Everything else is kept: outcomes
 * of requests that are not in these segments, and kinds of lines that this version does not know.
 */
export function mergeRecords(segments: readonly Records[], bytes: number): Merged[] {
  const sent = segments.flatMap((records) => records.sent);
  const settled = segments.flatMap((records) => records.settled);
  const looked = segments.flatMap((records) => records.looked);
  const known = new Map<string, Sent[]>();
  for (const one of sent) known.set(one.key, [...(known.get(one.key) ?? []), one]);
  const isHere = (one: Settled) => known.get(one.key)?.some((each) => isAbout(one, each)) ?? false;
  const strays = settled.filter((one) => !isHere(one));
  const entries = joinEntries(sent, settled).map((entry) => ({
    ...{ at: entry.sent.at, last: lastOf(entry), text: linesOf(entry) },
  }));
  const pieces = [
    ...entries,
    ...strays.map((stray) => ({ at: stray.at, last: stray.at, text: settledLine(stray) })),
    ...looked.map((look) => ({ at: look.at, last: look.at, text: lookedLine(look) })),
  ].sort((a, b) => compareTimes(a.at, b.at));
  const other = segments.flatMap((records) => records.other.map((line) => `${line}\n`));
  return pack([...other.map((text) => ({ last: '', text })), ...pieces], bytes);
}

const lastOf = ({ sent, settled }: JournalEntry): string =>
  settled !== undefined && settled.at > sent.at ? settled.at : sent.at;

function linesOf({ sent, settled }: JournalEntry): string {
  if (settled === undefined) return sentLine(sent);
  const kept = { ...sent, content: knownContent(sent), body: undefined };
  return sentLine(kept) + settledLine(settled);
}

function pack(pieces: readonly Merged[], bytes: number): Merged[] {
  const files: { texts: string[]; size: number; last: string }[] = [];
  for (const { text, last } of pieces) {
    let file = files.at(-1);
    if (file === undefined || file.size + text.length > bytes) {
      file = { texts: [], size: 0, last: '' };
      files.push(file);
    }
    file.texts.push(text);
    file.size += text.length;
    if (last > file.last) file.last = last;
  }
  return files.map(({ texts, last }) => ({ text: texts.join(''), last }));
}
