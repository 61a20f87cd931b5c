/** Most currencies have so many. */
const usualDigits = 2;

/**
 * An amount in a currency's smallest unit as a decimal string: 1160 with 2 digits is `11.60`.
 * `units` are the digits of a whole number; a discount is negative.
 */
export function amountOf(units: string, digits: number = usualDigits): string {
  const whole = BigInt(units);
  const sign = whole < 0n ? '-' : '';
  const figures = (whole < 0n ? -whole : whole).toString().padStart(digits + 1, '0');
  if (digits === 0) return `${sign}${figures}`;
  return `${sign}${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
}

// Assumption: the list's amounts are in the unit that ISO 4217 gives the currency, since an entry
// tells no digits of its own as an order does.
/** How many decimals a currency has; two where that is not known. */
export function currencyDigits(currency: string | undefined): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency: currency ?? '' });
    return format.resolvedOptions().maximumFractionDigits ?? usualDigits;
  } catch {
    return usualDigits;
  }
}
