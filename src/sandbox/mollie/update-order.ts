import * as v from 'valibot';
import { unprocessable } from './errors.ts';
import { minor, sum, valueOf } from './money.ts';
import { address, checkLine, filled, lineFields, url } from './order-request.ts';
import { sentFields } from './parse-body.ts';
import type { LineRecord, OrderRecord } from './record.ts';

/** The body of PATCH /v2/orders/:id. */
export const orderChanges = v.strictObject({
  orderNumber: v.nullish(filled),
  redirectUrl: url,
  cancelUrl: url,
  webhookUrl: url,
  billingAddress: v.nullish(address),
  shippingAddress: v.nullish(address),
});

/** The body of PATCH /v2/orders/:id/lines/:lineId. */
export const lineChanges = v.partial(v.omit(v.strictObject(lineFields), ['type', 'category']));

/**
 * PATCH /v2/orders/:id. Assumption: an order can be changed in every status, and what is sent as null
 * stays as it is.
 */
export function updateOrder(
  order: OrderRecord,
  changes: v.InferOutput<typeof orderChanges>,
): OrderRecord {
  const { billingAddress, shippingAddress, ...rest } = sentFields(changes);
  return {
    ...order,
    ...rest,
    ...(billingAddress && { billingAddress: sentFields(billingAddress) }),
    ...(shippingAddress && { shippingAddress: sentFields(shippingAddress) }),
  };
}

/**
 * PATCH /v2/orders/:id/lines/:lineId, for lines that are created or authorized, as the page has it.
 * Assumption: the wordings, and that the order comes to the amount of its lines.
 */
export function updateLine(
  order: OrderRecord,
  id: string,
  changes: v.InferOutput<typeof lineChanges>,
): OrderRecord {
  const line = order.lines.find((one) => one.id === id);
  if (line === undefined) throw unprocessable('id', `The order has no line ${id}.`);
  if (line.status !== 'created' && line.status !== 'authorized') {
    throw unprocessable('id', `The line cannot be updated from state: ${line.status}.`);
  }
  const changed = changedLine(line, order.currency, changes);
  const lines = order.lines.map((one) => (one.id === id ? changed : one));
  const amount = valueOf(sum(lines.map((one) => minor(one.totalAmount))), order.currency);
  return { ...order, lines, amount };
}

function changedLine(
  line: LineRecord,
  currency: string,
  changes: v.InferOutput<typeof lineChanges>,
): LineRecord {
  const money = (value: string) => ({ value, currency });
  const { discountAmount: discount } = line;
  const changedLine = {
    ...line,
    unitPrice: money(line.unitPrice),
    discountAmount: discount === undefined ? undefined : money(discount),
    totalAmount: money(line.totalAmount),
    vatAmount: money(line.vatAmount),
    ...sentFields(changes),
  };
  checkLine(changedLine, currency, { field: '', start: 'The order line is invalid.' });
  const canceledPart = line.canceled;
  if (
    changedLine.quantity <= canceledPart.quantity ||
    minor(changedLine.totalAmount.value) < minor(canceledPart.amount)
  ) {
    throw unprocessable('quantity', 'More of the order line is canceled than would be left of it.');
  }
  const { discountAmount, ...rest } = changedLine;
  return {
    ...rest,
    unitPrice: changedLine.unitPrice.value,
    ...(discountAmount && { discountAmount: discountAmount.value }),
    totalAmount: changedLine.totalAmount.value,
    vatAmount: changedLine.vatAmount.value,
  };
}
