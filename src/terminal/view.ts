import type { ChalkInstance } from 'chalk';
import type { Say } from '../language/sentence.ts';

/** How to render: for a terminal or for a pipe, with which colours, as seen when and where. */
export interface View {
  isTerminal: boolean;
  /** How wide the terminal is; undefined: lines are not broken. */
  columns: number | undefined;
  chalk: ChalkInstance;
  /** IANA name, such as America/Argentina/Buenos_Aires. */
  timeZone: string;
  now: Date;
  /** Says things in the user's language. */
  say: Say;
  /**
   * What a status means to an order system (`mollie`), in the user's language; undefined for one that
   * is not known.
   */
  statusPhrase: (status: string, provider: string, what?: 'order' | 'line') => string | undefined;
}
