import type { Context } from '../../context.ts';
import { parseOrder } from '../../providers/mercadopago/wire.ts';
import type { WireOrder } from '../../sandbox/sandbox.ts';
import { renderOrder } from '../../terminal/order-view.ts';
import { printResult } from '../print.ts';

/** Prints an order straight from the sandbox as `order get` prints one from the API. */
export function printSandboxOrder(context: Context, wire: WireOrder): void {
  const json = JSON.stringify(wire);
  printResult(context, { json, text: (view) => renderOrder(parseOrder(json), view) });
}
