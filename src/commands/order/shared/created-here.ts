import { existsSync } from 'node:fs';
import type { Context } from '../../../session/context.ts';
import { CliError } from '../../../errors.ts';

/** A replica is behind for seconds: what was made longer ago than this tells nothing of a 404. */
const recentMs = 3_600_000;
/** A batch may have made thousands meanwhile; a 404 is not worth reading them all. */
const mostEntries = 20_000;
/** Another process may make orders while this one watches them; but thousands may not be found. */
const freshMs = 5_000;

/**
 * Tells of an order whether the journal knows it to have been made here a short time ago. The journal
 * is read once for all that are asked about within seconds.
 */
export function createdHere(context: Context): (id: string) => Promise<boolean> {
  let ids: Promise<Pick<ReadonlySet<string>, 'has'>> | undefined;
  let readAt = 0;
  return async (id) => {
    const now = context.host.monotonic();
    if (ids === undefined || now - readAt >= freshMs) {
      ids = recentlyCreated(context);
      readAt = now;
    }
    return (await ids).has(id);
  };
}

/** A line that cannot be read may have made the order. */
async function recentlyCreated(context: Context): Promise<Pick<ReadonlySet<string>, 'has'>> {
  const ids = new Set<string>();
  if (!existsSync(context.folders.journal)) return ids;
  const since = new Date(context.now().getTime() - recentMs);
  try {
    let read = 0;
    let isWhole = true;
    const onDamage = () => (isWhole = false);
    for await (const { settled } of (await context.journal()).history({ since, onDamage })) {
      if (settled?.outcome === 'created' && settled.order !== undefined) ids.add(settled.order);
      if ((read += 1) >= mostEntries) break;
    }
    if (!isWhole) return { has: () => true };
  } catch (error) {
    if (!(error instanceof CliError)) throw error; // a journal that cannot be read knows nothing
  }
  return ids;
}
