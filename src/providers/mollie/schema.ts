import * as v from 'valibot';
import { flag, group, list, named, number, string, text, textOrNumber } from '../wire-fields.ts';

const amount = group({ value: textOrNumber, currency: text });

const line = {
  id: text,
  name: text,
  sku: textOrNumber,
  status: text,
  quantity: number,
  quantityShipped: number,
  quantityRefunded: number,
  quantityCanceled: number,
  cancelableQuantity: number,
  unitPrice: amount,
  totalAmount: amount,
};

const payment = {
  id: text,
  status: text,
  method: text,
  amount,
  amountCaptured: amount,
  amountRefunded: amount,
};

const refund = { id: text, paymentId: text, status: text, amount };

export const order = v.object({
  id: named,
  status: named,
  mode: text,
  orderNumber: textOrNumber,
  amount,
  amountCaptured: amount,
  amountRefunded: amount,
  isCancelable: flag,
  createdAt: text,
  expiresAt: text,
  authorizedAt: text,
  paidAt: text,
  completedAt: text,
  canceledAt: text,
  expiredAt: text,
  lines: list(line),
  _embedded: group({ payments: list(payment), refunds: list(refund) }),
  _links: group({ checkout: group({ href: text }) }),
});

export type WireOrder = v.InferOutput<typeof order>;
export type WireLine = NonNullable<WireOrder['lines']>[number];
export type WirePayment = NonNullable<NonNullable<WireOrder['_embedded']>['payments']>[number];

/** A profile or an organization. */
export const owner = v.object({ id: string, name: text, email: text });
