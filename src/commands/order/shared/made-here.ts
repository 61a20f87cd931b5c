import type { JournalEntry } from '../../../journal/journal.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';
import type { Context } from '../../../session/context.ts';
import { keyScope } from '../../../session/key-scope.ts';

/** Clocks differ, and a request takes its time. */
const clockMs = 10 * 60_000;

/** The orders that the journal has as created in this account in that time, and the open creates. */
export async function madeHere(
  context: Context,
  provider: OrderProvider,
  { begin, end }: { begin: Date; end: Date },
): Promise<{ made: string[]; openReferences: Set<string> }> {
  const { placed } = await keyScope(context, await context.account(provider.system));
  // What was sent right at an end of the range may have been created on the other side of it.
  const isOver = end < context.now();
  const [first, last] = [begin.getTime() + clockMs, end.getTime() - (isOver ? clockMs : 0)];
  const isHere = ({ sent }: JournalEntry) =>
    sent.action === 'create' && Date.parse(sent.at) >= first && Date.parse(sent.at) <= last;
  const made = new Set<string>();
  const openReferences = new Set<string>();
  for await (const entry of (await context.journal()).history({ since: begin })) {
    if (!isHere(entry) || placed(entry) === 'no') continue;
    const { sent, settled } = entry;
    if (settled === undefined) openReferences.add(sent.reference ?? sent.key);
    else if (settled.outcome === 'created' && settled.order !== undefined) made.add(settled.order);
  }
  return { made: [...made], openReferences };
}
