import type { Order } from '../orders/order.ts';
import { cellValue, cleanValue } from './clean-text.ts';
import { localTime } from './time.ts';
import type { View } from './view.ts';
import { renderEvent } from './watch-event.ts';
import { wrapHanging } from './wrap.ts';

/** How the watch of an order ended, for people. */
export interface WatchEndRow {
  id: string;
  /** Undefined when it was never read. */
  status: string | undefined;
  outcome: string;
  exitCode: number;
  /** For a terminal: `it will not be processed any more`. */
  words: string;
}

/** A change of one order of many: on a terminal with the order's id before it. */
export function renderEventOfMany(order: Order, at: string, view: View): string {
  if (!view.isTerminal) return renderEvent(order, at, view);
  const lead = `${cleanValue(order.id)}  `;
  const columns = view.columns && Math.max(leastColumns, view.columns - lead.length);
  const lines = renderEvent(order, at, { ...view, columns }).split('\n');
  return lead + lines.join(`\n${' '.repeat(lead.length)}`);
}

/** Room for a time and a word or two. */
const leastColumns = 20;

/**
 * The end at `at` (ISO 8601): on a terminal `ORD…  16:31:10  over: it will not be processed any more`,
 * elsewhere the time, id, status, nothing, outcome and exit code, tab-separated: a row of an end has
 * two cells more than that of a change.
 */
export function renderWatchEnd(end: WatchEndRow, at: string, view: View): string {
  const { id, status = '', outcome, exitCode, words } = end;
  if (!view.isTerminal) {
    return [at, id, status, '', outcome, String(exitCode)].map(cellValue).join('\t');
  }
  const time = localTime(Date.parse(at), view.timeZone).slice(11, 19);
  const lead = `${cleanValue(id)}  `;
  const columns = view.columns && Math.max(leastColumns, view.columns - lead.length);
  const line = `${view.chalk.dim(time)}  ${cleanValue(words)}`;
  const lines = wrapHanging(line, columns, time.length + 2).split('\n');
  return lead + lines.join(`\n${' '.repeat(lead.length)}`);
}
