import { sentence } from '../../../language/sentence.ts';
import { existsSync } from 'node:fs';
import { CliError } from '../../../errors.ts';
import type { Damage, JournalEntry } from '../../../journal/journal.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';
import type { Context } from '../../../session/context.ts';
import { warnOfDamage } from '../../../session/journal-damage.ts';
import { keyScope } from '../../../session/key-scope.ts';
import { instantOf } from '../../../orders/instant.ts';

/** What was sent from here, once however often it was sent. */
export interface OwnRequest extends JournalEntry {
  /** How often it was sent under its key, where that was more than once. */
  times?: number;
}

/** A request may have waited for its answer, and clocks differ. */
const marginMs = 24 * 3_600_000;

/**
 * What was sent from here about an order, and what else was created here under its reference, newest
 * first. What of the journal cannot be read is not known, which is said as a warning.
 */
export async function requestsAbout(
  context: Context,
  provider: OrderProvider,
  order: Pick<Order, 'id' | 'external_reference' | 'created_date'>,
): Promise<OwnRequest[]> {
  if (!existsSync(context.folders.journal)) return [];
  try {
    return await read(context, provider, order);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    context.io.warn(
      sentence('Warning: what was sent from here is not known. {message}', {
        message: error.text,
      }),
    );
    return [];
  }
}

async function read(
  context: Context,
  { system }: OrderProvider,
  { id, external_reference: reference, created_date: created }: Parameters<typeof requestsAbout>[2],
): Promise<OwnRequest[]> {
  const { placed } = await keyScope(context, await context.account(system));
  const needles = [id, ...(reference === undefined ? [] : [JSON.stringify(reference)])];
  const at = instantOf(created);
  const since = Number.isNaN(at) ? undefined : new Date(at - marginMs);
  const holding = (line: string) => needles.some((needle) => line.includes(needle));
  const entries: JournalEntry[] = [];
  const damage: Damage[] = [];
  const onDamage = (one: Damage) => damage.push(one);
  const journal = await context.journal();
  for await (const entry of journal.history({ since, holding, onDamage })) {
    const { sent, settled } = entry;
    const isOfOrder = [settled?.order, sent.order].includes(id) || sent.path.includes(id);
    const isOfReference =
      sent.action === 'create' && reference !== undefined && sent.reference === reference;
    if ((isOfOrder || isOfReference) && placed(entry) !== 'no') entries.push(entry);
  }
  warnOfDamage(context, damage);
  return onceEach(entries);
}

/**
 * The requests of these sendings, each once, as it was first sent. An answer that is lost has a request
 * sent again under its key, by this process or another one: that is one request, and made one order.
 */
function onceEach(newestFirst: readonly JournalEntry[]): OwnRequest[] {
  const requests = new Map<string, OwnRequest>();
  for (const entry of [...newestFirst].reverse()) {
    const { sent, settled } = entry;
    const isMade = sent.action === 'create' && settled?.outcome === 'created';
    const name = isMade ? [sent.key, settled.order] : [sent.key, sent.id, settled?.outcome];
    const known = requests.get(JSON.stringify(name));
    const { times = 1 } = known ?? {};
    requests.set(
      JSON.stringify(name),
      known === undefined ? entry : { ...known, times: times + 1 },
    );
  }
  return [...requests.values()].reverse();
}
