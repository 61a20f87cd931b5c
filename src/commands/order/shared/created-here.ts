import { existsSync } from 'node:fs';
import type { Context } from '../../../session/context.ts';
import { CliError } from '../../../errors.ts';

/** A replica is behind for seconds: what was made longer ago than this tells nothing of a 404. */
const recentMs = 3_600_000;
/** A batch may have made thousands meanwhile; a 404 is not worth reading them all. */
const mostEntries = 20_000;

/** Whether the journal knows this order to have been made here a short time ago. */
export async function wasCreatedHere(context: Context, id: string): Promise<boolean> {
  if (!existsSync(context.folders.journal)) return false;
  const since = new Date(context.now().getTime() - recentMs);
  try {
    let read = 0;
    for await (const { settled } of (await context.journal()).history({ since })) {
      if (settled?.order === id && settled.outcome === 'created') return true;
      if ((read += 1) >= mostEntries) return false;
    }
  } catch (error) {
    if (!(error instanceof CliError)) throw error; // a journal that cannot be read knows nothing
  }
  return false;
}
