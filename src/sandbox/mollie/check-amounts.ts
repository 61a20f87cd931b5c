import { unprocessable } from './errors.ts';
import { type Amount, inWords, isValue, minor, sum, vatInWords, vatOf } from './money.ts';
import type { OrderRequest, RequestLine } from './order-request.ts';

/** Throws what the API says about the first amount that does not add up. */
export function checkAmounts({ amount, lines }: OrderRequest): void {
  const { currency } = amount;
  checkForm('amount', amount, currency);
  lines.forEach((line, at) => {
    for (const name of ['unitPrice', 'discountAmount', 'totalAmount', 'vatAmount'] as const) {
      const there = line[name];
      if (there) checkForm(`lines.${at}.${name}`, there, currency);
    }
    checkLine(line, at, currency);
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

function checkLine(line: RequestLine, at: number, currency: string): void {
  const full = minor(line.unitPrice.value) * BigInt(line.quantity);
  const expected = full - minor(line.discountAmount?.value ?? '0');
  const total = minor(line.totalAmount.value);
  const off = (name: string, what: string, wish: string, got: bigint) => {
    const start = `Order line ${at} is invalid. ${what} is off.`;
    return unprocessable(`lines.${at}.${name}`, `${start} ${wish}, got ${inWords(got, currency)}`);
  };
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
