import type { Context } from '../../context.ts';
import { parseOrder } from '../../providers/mercadopago/wire.ts';
import type { WireOrder } from '../../sandbox/sandbox.ts';
import { printOrder } from '../order/print-order.ts';

/** Prints an order straight from the sandbox as `order get` prints one from the API. */
export function printSandboxOrder(context: Context, wire: WireOrder): Promise<void> {
  return printOrder(context, parseOrder(JSON.stringify(wire)));
}
