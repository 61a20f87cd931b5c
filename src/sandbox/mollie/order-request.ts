import * as v from 'valibot';
import { unprocessable } from './errors.ts';
import { type Amount, inWords, isValue, minor, sum, vatInWords, vatOf } from './money.ts';
import { type Fields, parseFields } from './parse-body.ts';

export const filled = v.pipe(v.string(), v.nonEmpty());
const text = v.nullish(v.string());
export const url = v.nullish(v.pipe(v.string(), v.url()));
const date = v.nullish(v.pipe(v.string(), v.isoDate()));
const amount = v.strictObject({
  value: v.pipe(v.string(), v.regex(/^-?\d+(\.\d+)?$/)),
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
});

export const address = v.strictObject({
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

export const lineFields = {
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
};
const line = v.strictObject(lineFields);

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

/** Throws what the API says about the first amount that does not add up. */
function checkAmounts({ amount, lines }: OrderRequest): void {
  const { currency } = amount;
  checkForm('amount', amount, currency);
  lines.forEach((line, at) => {
    checkLine(line, currency, { field: `lines.${at}.`, start: `Order line ${at} is invalid.` });
  });
  const total = sum(lines.map((line) => minor(line.totalAmount.value)));
  if (total === minor(amount.value)) return;
  const start = 'The amount of the order does not match the total amount from the order lines.';
  const wish = `Expected order amount to be ${inWords(total, currency)}`;
  const got = inWords(minor(amount.value), currency);
  throw unprocessable('amount', `${start} ${wish} but got ${got}`);
}

function checkForm(field: string, { value, currency }: Amount, expected: string): void {
  // Assumption: the wording. That currencies cannot be mixed is the create page's.
  if (currency !== expected) {
    throw unprocessable(`${field}.currency`, `The currency must be ${expected}, as the order's.`);
  }
  if (isValue(value, currency)) return;
  throw unprocessable(`${field}.value`, `The amount ${value} has the wrong decimals.`);
}

const lineAmounts = ['unitPrice', 'discountAmount', 'totalAmount', 'vatAmount'] as const;

/** What is checked of a line. */
type LineAmounts = Pick<RequestLine, (typeof lineAmounts)[number] | 'quantity' | 'vatRate'>;

/** Where a line stands: what its fields are called from there, and how an error's sentence begins. */
interface Place {
  field: string;
  start: string;
}

/** Throws what the API says about the first amount of a line that does not add up. */
export function checkLine(line: LineAmounts, currency: string, { field, start }: Place): void {
  for (const name of lineAmounts) {
    const there = line[name];
    if (there) checkForm(`${field}${name}`, there, currency);
  }
  const full = minor(line.unitPrice.value) * BigInt(line.quantity);
  const expected = full - minor(line.discountAmount?.value ?? '0');
  const total = minor(line.totalAmount.value);
  const off = (name: string, what: string, wish: string, got: bigint) =>
    unprocessable(
      `${field}${name}`,
      `${start} ${what} is off. ${wish}, got ${inWords(got, currency)}`,
    );
  if (total !== expected) {
    // Assumption: worded as what is known of the VAT.
    const wish = `Expected total amount to be ${inWords(expected, currency)}`;
    throw off('totalAmount', 'Total amount', wish, total);
  }
  const vat = vatOf(total, line.vatRate);
  const got = minor(line.vatAmount.value);
  if (vat === got) return;
  const formula = vatInWords(total, line.vatRate, currency);
  const wish = `Expected VAT amount to be ${inWords(vat, currency)} (${formula})`;
  throw off('vatAmount', 'VAT amount', wish, got);
}
