import { clearInterval, setInterval } from 'node:timers';
import type { Say } from '../language/sentence.ts';
import { spellDuration } from '../orders/duration.ts';

/** How far a batch is. */
export interface Progress {
  update(state: ProgressState): void;
  /** Makes room for something else on the same terminal; the line is drawn again below it. */
  clear(): void;
  stop(): void;
}

export interface ProgressState {
  rows: number;
  failed: number;
  /** From 0 to 1; undefined where the end is not known. */
  fraction: number | undefined;
}

interface ProgressOptions {
  /** The terminal on which it is drawn. */
  write: (text: string) => void;
  /** Asked at each draw: windows change. */
  columns: () => number;
  /** Ms of a monotonic clock. */
  now: () => number;
  say: Say;
}

/** Draws one line that tells the rows, the failures, the rate, and the time left where it is known. */
export function startProgress(
  { write, columns, now, say }: ProgressOptions,
  first: ProgressState,
): Progress {
  const startedAt = now();
  let state = first;
  let isCleared = false;
  // Rows printed in between make the screen scroll: the cursor moves only within its line.
  const draw = () => {
    const width = columns();
    const line = spellLine(state, { width, ms: now() - startedAt, say });
    write(`\r${line.slice(0, width - 1)}\u001b[K`);
    isCleared = false;
  };
  const clear = () => write('\r\u001b[K');
  draw();
  // A clock of its own: rows may come by the thousand, or none for a while.
  const timer = setInterval(draw, betweenDrawsMs).unref();
  return {
    update: (next) => {
      state = next;
      // Not by the timer alone: between two rows the line would be away for longer than it stands.
      if (isCleared) draw();
    },
    clear: () => {
      clear();
      isCleared = true;
    },
    stop: () => {
      clearInterval(timer);
      draw();
      clear();
    },
  };
}

const betweenDrawsMs = 125;

function spellLine(
  { rows, failed, fraction }: ProgressState,
  { width, ms, say }: { width: number; ms: number; say: Say },
): string {
  const rate = ((rows * 1000) / Math.max(ms, 1000)).toFixed(1);
  const counts = say('{rows} {rows|row|rows}  {failed} failed  {rate}/s', { rows, failed, rate });
  if (fraction === undefined) return counts;
  const size = Math.min(24, Math.max(8, width - 60));
  const percent = Math.floor(Math.min(fraction, 1) * 100); // 100 % is the end, and nothing before it
  const full = Math.round((percent / 100) * size);
  const bar = '█'.repeat(full) + '░'.repeat(size - full);
  return `${bar} ${percent}%  ${counts}${spellLeft(fraction, ms, say)}`;
}

function spellLeft(fraction: number, ms: number, say: Say): string {
  // The first rows of a batch tell nothing: what would take `0 s` by them may stand for a while.
  if (fraction === 0 || ms < 1000) return '';
  const amount = spellDuration((ms * (1 - fraction)) / fraction);
  return `  ${say('{amount} left', { amount })}`;
}
