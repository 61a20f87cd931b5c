import { startProgress, type Progress } from '../../../batch/progress.ts';
import type { Tally } from '../../../batch/tally.ts';
import type { Context } from '../../../context.ts';

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
  context: Context,
  tally: Tally,
  fraction: () => number | undefined,
): ShownProgress {
  const { stderr, monotonic } = context.host;
  const state = () => ({ rows: tally.rows, failed: tally.failed, fraction: fraction() });
  const isShown = canShow(context);
  let progress: Promise<Progress> | undefined;
  let isOver = false;
  return {
    print: async (result) => {
      (await progress)?.clear();
      await result();
      if (!isShown || isOver) return;
      const write = (text: string) => void stderr.write(text);
      progress ??= startProgress({ write, columns: stderr.columns ?? 80, now: monotonic }, state());
      (await progress).update(state());
    },
    stop: async () => {
      isOver = true;
      (await progress)?.stop();
    },
  };
}

function canShow({ host, options }: Context): boolean {
  const { isTTY, columns = 0 } = host.stderr;
  const traces = options.debug === true || options.debugCurl === true;
  const isQuiet = options.quiet === true || traces || host.env.TERM === 'dumb';
  return isTTY === true && columns > 0 && !isQuiet; // some terminals report no width
}
