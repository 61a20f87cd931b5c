/**
 * A point in time as an answer has it, in ms since 1970; NaN for what names none. A text without a
 * zone names none: the machine's own would make another time of it in each country. RFC 3339, with what
 * servers do to it (a blank for the `T`, a comma, `-0400`, `-04`), an HTTP date, and a count of seconds or
 * ms since 1970, told apart by their digits.
 */
export function instantOf(text: string | undefined): number {
  if (text === undefined) return NaN;
  const parts = timestamp.exec(text);
  if (parts !== null) {
    const [, date = '', time = '', fraction = '', sign, hours = '', minutes = '00'] = parts;
    const zone = sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`;
    return Date.parse(`${date}T${time}${fraction.replace(',', '.')}${zone}`);
  }
  if (/^\d{10}$/.test(text)) return Number(text) * 1000;
  if (/^\d{13}$/.test(text)) return Number(text);
  return /^[A-Z][a-z]{2,8}, .* (GMT|[+-]\d{4})$/.test(text) ? Date.parse(text) : NaN;
}

const timestamp =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d)?)([.,]\d+)? ?(?:[Zz]|UTC|([+-])(\d\d):?(\d\d)?)$/;

/** ISO 8601, UTC; undefined for a time that no calendar has: an answer may ask for any number of years. */
export function isoOf(ms: number): string | undefined {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
