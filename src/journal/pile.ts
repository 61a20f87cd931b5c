import type { JournalEntry } from './entry.ts';
import { compareTimes } from './join.ts';
import { readPairs, type UsualPairs } from './usual-lines.ts';

/** Entries in order of time, of which the newest is taken first. */
export interface Pile {
  /** When the newest was sent; undefined where none is left. */
  readonly newest: string | undefined;
  /** Takes the newest off; there must be one. */
  pop(): JournalEntry;
}

/** A pile of entries that are read. */
export class EntryPile implements Pile {
  readonly #entries: JournalEntry[];

  constructor(entries: readonly JournalEntry[]) {
    this.#entries = [...entries].sort((a, b) => compareTimes(a.sent.at, b.sent.at));
  }

  get newest(): string | undefined {
    return this.#entries.at(-1)?.sent.at;
  }

  pop(): JournalEntry {
    return this.#entries.pop()!;
  }
}

/**
 * The entries of a file whose lines are all usual, in pairs of a request and its outcome, as nearly all
 * are that were merged: each is made when it is its turn, so that a batch that was run before costs
 * neither a file's worth of objects at a time nor their garbage. Undefined for any other file.
 */
export function lazyPile(bytes: Buffer): PairPile | undefined {
  const pairs = readPairs(bytes);
  return pairs && new PairPile(pairs);
}

/** The bytes are read until all is taken. */
export class PairPile implements Pile {
  whenTaken: (() => void) | undefined;
  #top: JournalEntry | undefined;

  constructor(private readonly pairs: UsualPairs) {
    this.#top = pairs.pop();
  }

  get newest(): string | undefined {
    return this.#top?.sent.at;
  }

  pop(): JournalEntry {
    const top = this.#top!;
    this.#top = this.pairs.pop();
    if (this.#top === undefined) this.whenTaken?.();
    return top;
  }
}
