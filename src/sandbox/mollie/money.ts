/** An amount on the wire. */
export interface Amount {
  value: string;
  currency: string;
}

// Assumption: of the currencies that Mollie takes, the yen alone has no decimals.
const decimalsOf = (currency: string): number => (currency === 'JPY' ? 0 : 2);

/** Whether a text is an amount with exactly the decimals of the currency. */
export const isValue = (text: string, currency: string): boolean =>
  (decimalsOf(currency) === 0 ? /^-?\d{1,15}$/ : /^-?\d{1,15}\.\d{2}$/).test(text);

/** An amount in the currency's smallest unit. BigInt, so that no sum is ever rounded. */
export const minor = (value: string): bigint => BigInt(value.replace('.', ''));

/** The smallest unit's count as text, with the decimals of the currency. */
export const valueOf = (units: bigint, currency: string): string =>
  decimal(units, decimalsOf(currency));

function decimal(units: bigint, decimals: number): string {
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals === 0 ? '' : `.${digits.slice(-decimals)}`;
  return `${units < 0n ? '-' : ''}${whole}${fraction}`;
}

export const amountOf = (units: bigint, currency: string): Amount => ({
  value: valueOf(units, currency),
  currency,
});

export const sum = (values: readonly bigint[]): bigint =>
  values.reduce((total, one) => total + one, 0n);

const symbols: Readonly<Record<string, string>> = { EUR: '€', GBP: '£', USD: '$' };

/** As error details write it: `-€6.08`. Assumption: a currency without a symbol has its code. */
export function inWords(units: bigint, currency: string): string {
  const sign = units < 0n ? '-' : '';
  const value = valueOf(units < 0n ? -units : units, currency);
  return `${sign}${symbols[currency] ?? `${currency} `}${value}`;
}

/**
 * The VAT in a total: `total × (rate / (100 + rate))`, as the create page has it. `rate` is a
 * percentage with two decimals, such as `21.00`.
 */
export function vatOf(total: bigint, rate: string): bigint {
  const hundredths = minor(rate);
  const whole = 10_000n + hundredths;
  const positive = total < 0n ? -total : total;
  // Half a cent is rounded away from zero.
  const vat = (2n * positive * hundredths + whole) / (2n * whole);
  return total < 0n ? -vat : vat;
}

/** How the VAT was worked out, as error details write it: `€100.00 × (21.00% / 121.00%)`. */
export const vatInWords = (total: bigint, rate: string, currency: string): string =>
  `${inWords(total, currency)} × (${rate}% / ${decimal(10_000n + minor(rate), 2)}%)`;
