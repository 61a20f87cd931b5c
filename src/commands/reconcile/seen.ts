import { CliError, exitCodes } from '../../errors.ts';
import type { JournalEntry } from '../../journal/journal.ts';
import type { Order } from '../../orders/order.ts';
import type { OrderProvider } from '../../providers/order-system.ts';
import type { Context } from '../../session/context.ts';
import { keyScope } from '../../session/key-scope.ts';

/** What was seen of a day's orders, and why that may not be all. */
export interface Seen {
  orders: Order[];
  /** Why there may be orders that were not seen; none where all were. */
  gaps: string[];
  /** References of creates whose outcome is not known: each may have made an order. */
  openReferences: ReadonlySet<string>;
}

export interface SeenOptions {
  begin: Date;
  end: Date;
  onProgress: (text: string) => void;
}

/** Clocks differ, and a request takes its time. */
const clockMs = 10 * 60_000;

/** More orders than these are not read one by one. */
const mostRead = 1000;

/**
 * All orders that were created between two times: those of the search, and those that the journal
 * knows and the search leaves out. Throws CliError where the provider cannot be read to the end.
 */
export async function readSeen(
  context: Context,
  provider: OrderProvider,
  { begin, end, onProgress }: SeenOptions,
): Promise<Seen> {
  const orders = new Map<string, Order>();
  const gaps: string[] = [];
  let odd = 0;
  const found = provider.search({ begin, end, onOdd: () => (odd += 1) });
  for await (const order of found) {
    orders.set(order.id, order);
    if (orders.size % 100 === 0) onProgress(`Reading: ${orders.size} orders`);
  }
  if (odd > 0) gaps.push(`${odd} of the search’s entries could not be read`);
  const listed = orders.size;
  const { made, openReferences } = await madeHere(context, provider, { begin, end });
  const missing = made.filter((id) => !orders.has(id));
  if (missing.length > 0) {
    gaps.push(
      `the search leaves out ${missing.length} of ${made.length} orders that were made here`,
    );
  } else if (listed === 0) {
    gaps.push('the search gave no orders at all, and whether it lists this account’s is not known');
  }
  for (const id of missing.slice(0, mostRead)) {
    onProgress(`Reading ${id}`);
    const order = await readOrder(provider, id);
    if (order !== undefined) orders.set(id, order);
  }
  return { orders: [...orders.values()], gaps, openReferences };
}

async function readOrder(provider: OrderProvider, id: string): Promise<Order | undefined> {
  try {
    return await provider.get(id);
  } catch (error) {
    if (error instanceof CliError && error.exitCode === exitCodes.notFound) return undefined;
    throw error;
  }
}

/** The orders that the journal has as created in this account in that time, and the open creates. */
async function madeHere(
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
