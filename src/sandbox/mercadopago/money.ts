// Assumption: no sign, no space and no leading zero; the pages speak of the decimals only.
/** Whole, or with exactly two decimals. */
export const isAmount = (text: string): boolean => /^(0|[1-9]\d*)(\.\d{2})?$/.test(text);

/** An amount in hundredths. BigInt, because a string of digits may be longer than a double holds. */
export function cents(amount: string): bigint {
  const [whole = '', fraction = '00'] = amount.split('.');
  return BigInt(whole + fraction);
}

/** An amount in hundredths as text: without decimals where it needs none and `like` has none. */
export function amountOf(hundredths: bigint, like: string): string {
  const whole = hundredths / 100n;
  const rest = hundredths % 100n;
  if (rest === 0n && !like.includes('.')) return String(whole);
  return `${whole}.${String(rest).padStart(2, '0')}`;
}
