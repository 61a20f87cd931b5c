import type { Text } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import type { Order } from '../../../orders/order.ts';
import type { View } from '../../../terminal/view.ts';
import { printResult } from '../../print.ts';

interface PrintOrderOptions {
  /** What `--json` prints; the provider's own answer unless something must be said beside it. */
  json?: string;
  /** A line before the order on a terminal. */
  headline?: Text;
  /** What stands under the order on a terminal. */
  below?: (view: View) => string;
  /** Whether this is the only result of the command. */
  one?: boolean;
  /** Show people every field, known or not. */
  all?: boolean;
}

/** Prints an order. What draws it for people is not loaded when a program asks. */
export function printOrder(
  context: Context,
  order: Order,
  { json = order.answer, headline, below, one = true, all = false }: PrintOrderOptions = {},
): Promise<void> {
  const text = async (view: View) => {
    const { renderOrder } = await import('../../../terminal/order-view.ts');
    const rendered = renderOrder(order, view, { all });
    if (!view.isTerminal) return rendered;
    const lead = headline === undefined ? undefined : view.say([headline]);
    const parts = [lead, rendered, below?.(view)];
    return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
  };
  return printResult(context, { json, text, order, plain: plainOrder(context, order) }, { one });
}

/** What is needed of an order: its id, how it stands, and what is to be paid with. */
function plainOrder({ io }: Context, { id, status, qr_data }: Order): string {
  const facts = [id, status, ...(qr_data === undefined ? [] : [qr_data])];
  return facts.join(io.isTerminal ? '\n' : '\t');
}
