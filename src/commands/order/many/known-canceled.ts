import type { Context } from '../../../session/context.ts';
import type { OrderSystem } from '../../../providers/system.ts';
import { keyScope } from '../../../session/key-scope.ts';

/** So many orders are remembered, the newest: the journal may hold a million. */
const most = 100_000;

/**
 * The orders of this account that the journal has as canceled, by their ids. Each is to be looked at,
 * and need not be canceled again: a cancel that gets no answer would leave one more open request.
 */
export async function knownCanceled(
  context: Context,
  system: OrderSystem,
): Promise<ReadonlySet<string>> {
  const scope = await keyScope(context, await context.account(system));
  const ids = new Set<string>();
  for await (const entry of (await context.journal()).history()) {
    const { sent, settled } = entry;
    if (sent.action !== 'cancel' || sent.order === undefined) continue;
    if (!isCanceled(settled) || scope.placed(entry) === 'no') continue;
    ids.add(sent.order);
    if (ids.size === most) break;
  }
  return ids;
}

/** A refusal that says so counts too. */
const isCanceled = (settled: { outcome: string; code?: string } | undefined): boolean =>
  settled !== undefined &&
  (['canceled', 'already_canceled'].includes(settled.outcome) ||
    settled.code === 'order_already_canceled');
