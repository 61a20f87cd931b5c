import type { Context } from '../../session/context.ts';
import { about } from '../../errors.ts';
import type { Order } from '../../orders/order.ts';
import { findSystem } from '../../providers/systems.ts';
import { printOrder } from '../order/shared/print-order.ts';

/** Prints an order straight from the sandbox as `order get` prints one from its system's API. */
export async function printSandboxOrder(
  context: Context,
  system: string,
  wire: object,
): Promise<void> {
  await printOrder(context, await parseSandboxOrder(system, wire));
}

/** An order straight from the sandbox, read as its system's answer. */
export async function parseSandboxOrder(system: string, wire: object): Promise<Order> {
  const known = findSystem(system);
  if (known === undefined) throw new Error(`The sandbox has a system that is not known: ${system}`);
  return known.parseOrder(JSON.stringify(wire));
}

/** What the sandbox did to an order; an error of its tells which order that is. */
export const doneTo = <T>(id: string, done: Promise<T>): Promise<T> =>
  done.catch((error: unknown) => {
    throw about(error, { orderIds: [id] });
  });
