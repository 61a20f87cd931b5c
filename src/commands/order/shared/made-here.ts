import type { Damage, JournalEntry } from '../../../journal/journal.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';
import type { Context } from '../../../session/context.ts';
import { keyScope } from '../../../session/key-scope.ts';

/** Clocks differ, and a request takes its time. */
const clockMs = 10 * 60_000;

/**
 * Whether something was sent within a range, and by its order system's clock too. What was sent right
 * at an end may have been created on the other side of it; not where the range ended when the command
 * began: it is over by as long as the search took, and the newest orders are those a search lacks.
 */
export function isWithin(
  sentAt: string,
  { begin, end }: { begin: Date; end: Date },
  now: Date,
): boolean {
  const isOver = end.getTime() + clockMs < now.getTime();
  const [first, last] = [begin.getTime() + clockMs, end.getTime() - (isOver ? clockMs : 0)];
  const at = Date.parse(sentAt);
  return at >= first && at <= last;
}

interface MadeHere {
  ids: string[];
  /** When the newest of them was sent, in ms; undefined without one. */
  newest: number | undefined;
  openReferences: Set<string>;
  damage: Damage[];
}

/**
 * The orders that the journal has as created in this account in that time, and the open creates. With
 * damage it may have had others.
 */
export async function madeHere(
  context: Context,
  provider: OrderProvider,
  { begin, end }: { begin: Date; end: Date },
): Promise<MadeHere> {
  const { placed } = await keyScope(context, await context.account(provider.system));
  const now = context.now();
  const isHere = ({ sent }: JournalEntry) =>
    sent.action === 'create' && isWithin(sent.at, { begin, end }, now);
  const ids = new Set<string>();
  let newest: number | undefined;
  const openReferences = new Set<string>();
  const damage: Damage[] = [];
  const onDamage = (one: Damage) => damage.push(one);
  const journal = await context.journal();
  for await (const entry of journal.history({ since: begin, onDamage })) {
    if (!isHere(entry) || placed(entry) === 'no') continue;
    const { sent, settled } = entry;
    if (settled === undefined) openReferences.add(sent.reference ?? sent.key);
    else if (settled.outcome === 'created' && settled.order !== undefined) {
      ids.add(settled.order);
      newest = Math.max(newest ?? 0, Date.parse(sent.at));
    }
  }
  return { ids: [...ids], newest, openReferences, damage };
}
