import type { Text } from '../language/sentence.ts';
import type { Order } from './order.ts';

/** The outcome of a cancel, in one set of words for all systems. */
export type CancelOutcome =
  /** All of it, or the lines that were asked for. */
  | 'canceled'
  /** What was not shipped yet is canceled, and the order is over. */
  | 'completed'
  /** The request was taken in; the order is not canceled yet. */
  | 'requested'
  | 'already_canceled'
  /** The seller, or another party that has to agree, did not. */
  | 'denied'
  | 'refused'
  | 'unknown';

/** A cancel that was sent, or was not for the order was canceled already. */
export interface Cancellation {
  outcome: CancelOutcome;
  /** The order as it stood at each look, oldest first; the last is how it stands now. */
  history: readonly [Order, ...Order[]];
  /** The JSON text of the provider's own answer. */
  answer: string;
  /** Told to people beside the order: a receipt, what has to follow. */
  notes?: readonly Text[];
  /** Set where a second request has to confirm this one, and was not sent. */
  needsSecond?: boolean;
}

/** A cancel that got no answer, as the journal has it. */
export interface SentCancel {
  /** ISO 8601. */
  at: string;
  /** The exact text that was sent. */
  body?: string;
}

/** What the order itself tells of such a cancel. */
export type CancelFinding = CancelOutcome | 'not_done' | 'unknowable';
