import * as v from 'valibot';

/** Known fields of another type than documented read as absent; the answer itself is kept whole. */
const text = v.fallback(v.optional(v.string()), undefined);
const number = v.fallback(v.optional(v.number()), undefined);

const group = <const T extends v.ObjectEntries>(entries: T) =>
  v.fallback(v.optional(v.object(entries)), undefined);

/** A list keeps the place of an entry that is no object. */
const list = <const T extends v.ObjectEntries>(entries: T) =>
  v.fallback(v.optional(v.array(v.fallback(v.object(entries), {} as never))), undefined);

const amount = group({ value: text, currency: text });

const line = {
  id: text,
  name: text,
  sku: text,
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
  id: v.string(),
  status: v.string(),
  mode: text,
  orderNumber: text,
  amount,
  amountCaptured: amount,
  amountRefunded: amount,
  isCancelable: v.fallback(v.optional(v.boolean()), undefined),
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
export const owner = v.object({ id: v.string(), name: text, email: text });
