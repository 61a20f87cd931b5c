import type { Order } from '../../../orders/order.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';

const month = 30 * 86_400_000;
/** A page of Mercado Pago’s search. */
const mostRead = 100;

/** Whether an order was made for a till, and not for an online shop. */
export const isOfTill = ({ type, mode }: Pick<Order, 'type' | 'mode'>): boolean =>
  type === 'qr' || mode !== undefined;

/**
 * Whether an account's search lists orders of a till at all: Mercado Pago documents it for online orders
 * only, so an empty range proves nothing by itself. Looks through the newest orders of the last month.
 * An order system without points of sale lists all there is. Throws what searching throws.
 */
export async function listsTills(provider: OrderProvider, now: Date): Promise<boolean> {
  if (provider.system.cannot.pos !== undefined) return true;
  const newest = { begin: new Date(now.getTime() - month), end: now };
  let read = 0;
  for await (const order of provider.search({ ...newest, onOdd: () => undefined })) {
    if (isOfTill(order)) return true;
    if ((read += 1) >= mostRead) return false;
  }
  return false;
}
