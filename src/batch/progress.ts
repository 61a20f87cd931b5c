import { type Say } from '../language/sentence.ts';
import type { Options } from 'cli-progress';
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
export async function startProgress(
  { write, columns, now, say }: ProgressOptions,
  first: ProgressState,
): Promise<Progress> {
  const { default: cliProgress } = await import('cli-progress');
  const startedAt = now();
  const terminal = lineTerminal(write, columns);
  const options: Options & { terminal: object } = {
    terminal,
    format: first.fraction === undefined ? '{counts}' : '{bar} {percentage}%  {counts}{left}',
    barsize: Math.min(24, Math.max(8, columns() - 60)),
    clearOnComplete: true,
    linewrap: true, // leaves the terminal's own setting alone, and cuts the line
    forceRedraw: true, // what was printed in between has overwritten it
    fps: 8,
  };
  const bar = new cliProgress.SingleBar(options, cliProgress.Presets.shades_classic);
  const payload = (state: ProgressState) => wordsOf(state, now() - startedAt, say);
  bar.start(1, shownOf(first), payload(first));
  let isCleared = false;
  return {
    update: (state) => {
      bar.update(shownOf(state), payload(state));
      // Not by its timer alone: between two rows the line would be away for longer than it stands.
      if (isCleared) bar.render();
      isCleared = false;
    },
    clear: () => {
      terminal.clearLine();
      isCleared = true;
    },
    stop: () => bar.stop(),
  };
}

/** In whole hundredths, and none too many: 100 % is the end, and nothing before it. */
const shownOf = ({ fraction = 0 }: ProgressState): number => Math.floor(fraction * 100) / 100;

function wordsOf({ rows, failed, fraction = 0 }: ProgressState, ms: number, say: Say): object {
  // The first rows of a batch tell nothing: what would take `0 s` by them may stand for a while.
  const tells = fraction > 0 && ms >= 1000;
  const left = tells ? spellDuration((ms * (1 - fraction)) / fraction) : undefined;
  const rate = ((rows * 1000) / Math.max(ms, 1000)).toFixed(1);
  return {
    counts: say('{rows} {rows|row|rows}  {failed} failed  {rate}/s', { rows, failed, rate }),
    left: left === undefined ? '' : `  ${say('{amount} left', { amount: left })}`,
  };
}

/**
 * A terminal as cli-progress drives one, but that keeps to its line: rows printed in between make
 * the screen scroll, so a cursor position saved before would be a wrong one.
 */
function lineTerminal(write: (text: string) => void, columns: () => number) {
  const nothing = () => undefined;
  return {
    cursorSave: nothing,
    cursorRestore: nothing,
    cursor: nothing,
    lineWrapping: nothing,
    cursorTo: () => write('\r'),
    clearRight: () => write('\u001b[K'),
    clearLine: () => write('\r\u001b[K'),
    newline: () => write('\n'),
    write: (text: string) => write(text.slice(0, columns() - 1)),
    isTTY: () => true,
    getWidth: columns,
  };
}
