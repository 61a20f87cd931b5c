import * as v from 'valibot';
import { checkAmounts } from './check-amounts.ts';
import { unprocessable } from './errors.ts';
import { type Fields, parseFields } from './parse-body.ts';

const filled = v.pipe(v.string(), v.nonEmpty());
const text = v.nullish(v.string());
const url = v.nullish(v.pipe(v.string(), v.url()));
const date = v.nullish(v.pipe(v.string(), v.isoDate()));
const amount = v.strictObject({
  value: v.pipe(v.string(), v.regex(/^-?\d+(\.\d+)?$/)),
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
});

const address = v.strictObject({
  organizationName: text,
  title: text,
  givenName: filled,
  familyName: filled,
  email: v.pipe(v.string(), v.email()),
  phone: text,
  streetAndNumber: filled,
  streetAdditional: text,
  postalCode: text,
  city: filled,
  region: text,
  country: v.pipe(v.string(), v.regex(/^[A-Za-z]{2}$/)),
});

const lineTypes = [
  'physical',
  'discount',
  'digital',
  'shipping_fee',
  'store_credit',
  'gift_card',
  'surcharge',
];

const line = v.strictObject({
  type: v.nullish(v.picklist(lineTypes)),
  category: text,
  name: filled,
  quantity: v.pipe(v.number(), v.integer(), v.minValue(1)),
  unitPrice: amount,
  discountAmount: v.nullish(amount),
  totalAmount: amount,
  vatRate: v.pipe(v.string(), v.regex(/^\d{1,3}\.\d{2}$/)),
  vatAmount: amount,
  sku: v.nullish(v.pipe(v.string(), v.maxLength(64))),
  imageUrl: url,
  productUrl: url,
  metadata: v.optional(v.unknown()),
});

const orderRequest = v.strictObject({
  amount,
  orderNumber: filled,
  lines: v.array(line),
  billingAddress: address,
  shippingAddress: v.nullish(address),
  consumerDateOfBirth: date,
  redirectUrl: url,
  cancelUrl: url,
  webhookUrl: url,
  locale: v.pipe(v.string(), v.regex(/^[a-z]{2}_[A-Z]{2}$/)),
  method: v.nullish(v.union([v.string(), v.array(v.string())])),
  payment: v.nullish(v.looseObject({ sequenceType: text })),
  metadata: v.optional(v.unknown()),
  expiresAt: date,
  shopperCountryMustMatchBillingCountry: v.nullish(v.boolean()),
});

/** The body of POST /v2/orders, without what says for whom and in which mode. */
export type OrderRequest = v.InferOutput<typeof orderRequest>;
export type RequestLine = v.InferOutput<typeof line>;

const dayMs = 24 * 3_600_000;

/** Throws what the API says about the first thing that is wrong. */
export function parseOrderRequest(fields: Fields, now: Date): OrderRequest {
  const request = parseFields(orderRequest, fields);
  const { lines, redirectUrl, payment, expiresAt } = request;
  if (lines.length === 0) throw unprocessable('lines', 'No order lines present in order');
  if (!redirectUrl && payment?.sequenceType !== 'recurring') {
    throw unprocessable('redirectUrl', 'The field redirectUrl is missing.');
  }
  if (expiresAt) {
    const day = Date.parse(expiresAt);
    const today = Math.floor(now.getTime() / dayMs) * dayMs;
    if (day <= today || day > today + 101 * dayMs) {
      const range = 'tomorrow at the earliest, and at most 100 days after tomorrow';
      throw unprocessable('expiresAt', `The expiry date must be ${range}.`);
    }
  }
  checkAmounts(request);
  return request;
}
