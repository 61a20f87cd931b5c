import * as v from 'valibot';
import { named, parseWire } from '../wire-fields.ts';
import type { Order } from '../../orders/order.ts';
import { date } from './cancellation.ts';
import { flag, text, textOrNumber, whole } from './fields.ts';
import { amountOf, currencyDigits } from './money.ts';

/** An entry of the list is an order in other words, and fewer: no lines, no totals. */
const summary = v.object({
  orderId: named,
  status: named,
  sequence: textOrNumber,
  marketPlaceOrderId: textOrNumber, // with a capital P here
  totalValue: whole,
  currencyCode: text,
  creationDate: text,
  authorizedDate: text,
  workflowInErrorState: flag,
});

/** An order from the JSON text of an entry of the list; throws when it has no id or no status. */
export function parseSummary(answer: string): Order {
  const parsed = v.safeParse(summary, parseWire(answer));
  if (!parsed.success) throw new Error('It is not an order: it has no orderId, or no status.');
  const { totalValue, currencyCode, ...wire } = parsed.output;
  const isTotal = totalValue !== undefined;
  return {
    provider: 'vtex',
    id: wire.orderId,
    status: wire.status,
    external_reference: wire.marketPlaceOrderId ?? wire.sequence,
    total_amount: isTotal ? amountOf(totalValue, currencyDigits(currencyCode)) : undefined,
    currency: currencyCode,
    created_date: wire.creationDate,
    payments: [],
    dates: date('Authorized at', wire.authorizedDate),
    in_error: wire.workflowInErrorState,
    renamedPaths: [
      'orderId',
      'creationDate',
      'currencyCode',
      'authorizedDate',
      wire.marketPlaceOrderId === undefined ? 'sequence' : 'marketPlaceOrderId',
      ...(isTotal ? ['totalValue'] : []),
      ...(wire.workflowInErrorState === true ? ['workflowInErrorState'] : []),
    ],
    answer,
  };
}
