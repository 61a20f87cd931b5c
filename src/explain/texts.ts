import type { Entries } from './entries.ts';
import type { Kind, Mover, WordKind } from './entry.ts';

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
  /** Before the hint, where that is a sentence. */
  hint: string;
  /** Before the command that refunds what is left. */
  refund: string;
  /** Beside a status that is not known: a short phrase. */
  notKnown: string;
  didYouMean: string;
  /** `{thing}` stands for what was asked about. */
  unknown: string;
  kinds: Record<Kind, string>;
  movers: Record<Mover, string>;
}

/** The words around what is told of one order. */
export type OrderFacts = Record<
  | 'status'
  | 'reference'
  | 'created'
  | 'updated'
  | 'expires'
  | 'paid'
  | 'paid_with'
  | 'refunded'
  | 'pending'
  | 'left'
  | 'attempts'
  | 'cancel_reason'
  | 'denied'
  | 'code'
  | 'no_reason'
  | 'code_static_open'
  | 'code_static_over'
  | 'code_dynamic_over'
  | 'code_dynamic_open'
  | 'code_hybrid_open'
  | 'code_hybrid_over',
  string
> & {
  /** An order's dates, by the label that they have in English. */
  dates: Readonly<Record<string, string>>;
};

/** The words around what happened to one order, and around other orders that may be the same sale. */
export type TimelineWords = Record<
  | 'title'
  | 'from_here'
  /** `{who}`: user@host. */
  | 'by'
  /** `{id}` */
  | 'request_id'
  /** `{times}`: two or more. */
  | 'times'
  /** `{order}`: another one, of the same reference. */
  | 'other'
  | 'elsewhere'
  /** `{command}` */
  | 'unknown'
  /** `{what}`: an action, `{amount}` */
  | 'of'
  /** A refund without an amount. */
  | 'all'
  | 'twice'
  | 'same_reference'
  | 'by_reference'
  | 'by_place'
  /** `{why}`: a sentence. */
  | 'unseen_failed'
  | 'unseen_not_listed',
  string
> & {
  actions: Readonly<Record<string, string>>;
  /** The outcome of a request, by the journal's word; one that is missing is told as it is. */
  outcomes: Readonly<Record<string, string>>;
};

/** A language, as `locales/` holds it. */
export type Texts = { labels: Labels; orderFacts: OrderFacts; timeline: TimelineWords } & {
  [K in Kind]: Record<keyof Entries[K], K extends WordKind ? string : Text>;
};
