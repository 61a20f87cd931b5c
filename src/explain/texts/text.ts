import type { Entries } from '../entries.ts';
import type { Kind, Mover } from '../entry.ts';

/** An entry in one language. */
export interface Text {
  /** What it means. */
  meaning: string;
  /** The usual cause. */
  cause: string;
  /**
   * The one line under an error, saying what to do: a sentence. For a status or a detail the short
   * phrase beside it, such as `waiting for payment`: no capital, no full stop.
   */
  hint: string;
}

/** The words around an explanation. */
export interface Labels {
  meaning: string;
  cause: string;
  mover: string;
  next: string;
  didYouMean: string;
  /** `{thing}` stands for what was asked about. */
  unknown: string;
  kinds: Record<Kind, string>;
  movers: Record<Mover, string>;
}

/** A language. An entry without a text is a type error. */
export type Texts = { labels: Labels } & {
  [K in Kind]: Record<keyof Entries[K], Text>;
};
