import { sandboxBehind } from '../../../session/connect.ts';
import { CliError, exitCodes, canGoOnAfter } from '../../../errors.ts';
import type { JournalEntry } from '../../../journal/journal.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';
import { sandboxOf, type KeyScope } from '../../../session/key-scope.ts';
import { orderOf } from '../../../journal/entry.ts';

/** What a look at the order of a request of the journal comes to. */
type KeyLook =
  | { kind: 'order'; order: Order }
  /** It was sent to another sandbox: its key means nothing here. */
  | { kind: 'elsewhere' }
  | { kind: 'nothing'; error: CliError };

/**
 * Reads the order that a request made, or is about; undefined where no order is known. What was done
 * in a sandbox counts there alone: the answer tells which one it is; and of a sandbox that does not
 * tell, a missing order does. Throws what no command goes on after.
 */
export async function lookAt(
  provider: OrderProvider,
  scope: KeyScope,
  entry: JournalEntry,
): Promise<KeyLook | undefined> {
  const id = orderOf(entry);
  if (id === undefined) return undefined;
  try {
    const order = await provider.get(id);
    const isOther = isElsewhere(provider, entry) || isUntold(provider, scope, entry);
    return isOther ? { kind: 'elsewhere' } : { kind: 'order', order };
  } catch (error) {
    if (!canGoOnAfter(error)) throw error;
    const isAnswered = error.facts.httpStatus !== undefined;
    const isOther =
      isElsewhere(provider, entry) ||
      (isAnswered && isUntold(provider, scope, entry)) ||
      (error.exitCode === exitCodes.notFound && isForgotten(provider, entry));
    return isOther ? { kind: 'elsewhere' } : { kind: 'nothing', error };
  }
}

/** Whether the sandbox that answers is another than the one that a request was sent to. */
export function isElsewhere(provider: OrderProvider, entry: JournalEntry): boolean {
  const its = sandboxOf(entry);
  const here = sandboxBehind(provider);
  return its !== undefined && here !== undefined && its !== here;
}

/** At another URL only a sandbox that tells its identity can be the same. */
const isUntold = (provider: OrderProvider, scope: KeyScope, entry: JournalEntry): boolean =>
  scope.placed(entry) === 'maybe' && sandboxBehind(provider) === undefined;

/** A sandbox forgets its orders when it is reset, and only then. */
const isForgotten = (provider: OrderProvider, entry: JournalEntry): boolean =>
  sandboxBehind(provider) !== undefined && sandboxOf(entry) === undefined;

export const sharesSandbox = (one: JournalEntry, other: JournalEntry): boolean =>
  sandboxOf(one) !== undefined && sandboxOf(one) === sandboxOf(other);

/**
 * Tells of many requests whether they were sent to where this run sends, with one look for all that
 * were sent to the same sandbox, or to the same URL. Without `looks` what is likely counts.
 */
export function placeTest(
  provider: OrderProvider,
  scope: KeyScope,
  { looks }: { looks: boolean },
): (entry: JournalEntry) => boolean | Promise<boolean> {
  const placeLooks = new Map<string, boolean>();
  const lookOnce = async (entry: JournalEntry, place: string) => {
    const look = await lookAt(provider, scope, entry);
    const isHere = look?.kind !== 'elsewhere';
    if (look !== undefined) placeLooks.set(place, isHere);
    return isHere;
  };
  return (entry) => {
    const placed = scope.placed(entry);
    if (placed === 'no' || placed === 'yes' || !looks) return placed !== 'no';
    const place = sandboxOf(entry) ?? `at ${entry.sent.base_url ?? ''}`;
    const known = placeLooks.get(place);
    if (known !== undefined || entry.settled === undefined) return known ?? true;
    return lookOnce(entry, place);
  };
}
