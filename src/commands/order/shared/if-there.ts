import { CliError, exitCodes, canGoOnAfter } from '../../../errors.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderProvider, OrderQuery } from '../../../providers/order-system.ts';

/** The order; undefined where this account has none of that id. */
export async function orderIfThere(
  provider: OrderProvider,
  id: string,
): Promise<Order | undefined> {
  try {
    return await provider.get(id);
  } catch (error) {
    if (error instanceof CliError && error.exitCode === exitCodes.notFound) return undefined;
    throw error;
  }
}

/** Takes what a search finds: nothing for a text that the order system refuses as a reference. */
export async function searchIfTaken(
  provider: OrderProvider,
  query: OrderQuery,
  take: (order: Order) => void,
): Promise<void> {
  try {
    for await (const order of provider.search(query)) take(order);
  } catch (error) {
    if (!(error instanceof CliError) || error.exitCode !== exitCodes.refused) throw error;
  }
}

/** For what a command can do without: nothing in place of an error, unless that ends the command. */
export function unlessInterrupted(error: unknown): undefined {
  if (!canGoOnAfter(error)) throw error;
  return undefined;
}
