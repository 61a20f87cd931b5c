import type { ChalkInstance } from 'chalk';

/** How to render: for a terminal or for a pipe, with which colours, as seen when and where. */
export interface View {
  isTerminal: boolean;
  chalk: ChalkInstance;
  /** IANA name, such as America/Argentina/Buenos_Aires. */
  timeZone: string;
  now: Date;
}
