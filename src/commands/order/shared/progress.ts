import { startProgress, type Progress } from '../../../batch/progress.ts';
import type { Tally } from '../../../batch/tally.ts';
import type { Context } from '../../../session/context.ts';
import { columnsOf } from '../../../io.ts';

/** The line that tells how far a batch is, where there is a terminal to show it on. */
export interface ShownProgress {
  /** Prints a result, and then tells of it. */
  print(result: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Shows nothing before the first result: the notes that come with the first answer stand above the
 * line and not in it.
 */
export function showProgress(
  context: Pick<Context, 'host' | 'io' | 'options'>,
  tally: Tally,
  fraction: () => number | undefined,
): ShownProgress {
  const { stderr, monotonic } = context.host;
  const state = () => ({ rows: tally.rows, failed: tally.failed, fraction: fraction() });
  const isShown = canShow(context);
  let progress: Progress | undefined;
  let isOver = false;
  return {
    print: async (result) => {
      if (!isShown) return result();
      await result();
      if (isOver) return;
      const write = (text: string) => void stderr.write(text);
      const columns = () => columnsOf(stderr) ?? 80;
      if (progress === undefined) {
        const line = startProgress(
          { write, columns, now: monotonic, say: context.io.say },
          state(),
        );
        // What is printed on the terminal meanwhile, rows and notes, does not know of the line.
        context.io.stepAside = () => line.clear();
        progress = line;
      }
      progress.update(state());
    },
    stop: async () => {
      isOver = true;
      progress?.stop();
      progress = undefined;
      context.io.stepAside = undefined;
    },
  };
}

function canShow({ host, options }: Pick<Context, 'host' | 'options'>): boolean {
  const traces = options.debug === true || options.debugCurl === true;
  const isQuiet = options.quiet === true || traces || host.env.TERM === 'dumb';
  const { stderr } = host;
  return stderr.isTTY === true && columnsOf(stderr) !== undefined && !isQuiet;
}
