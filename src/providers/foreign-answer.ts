import type { Order } from '../orders/order.ts';
import { differenceFrom, type AskedOrder } from '../orders/same-order.ts';

/** An answer about another order than was asked for: one that a cache or a proxy mixed up. */
export class ForeignAnswer extends Error {
  override name = 'ForeignAnswer';
}

/** The order itself; throws ForeignAnswer when it says that it is another than was asked for. */
export function requireSameOrder<T extends Order>(order: T, expected: AskedOrder): T {
  const difference = differenceFrom(expected, order);
  if (difference !== undefined) throw new ForeignAnswer(`It is another order: ${difference}.`);
  return order;
}
