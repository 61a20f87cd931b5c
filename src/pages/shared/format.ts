/** An amount in its currency, in the words of a language; the digits stay those that were given. */
export function money(value: string, currency: string, language: string): string {
  if (!/^\d+(\.\d+)?$/.test(value) || !/^[A-Z]{3}$/.test(currency)) {
    return `${value} ${currency}`.trim();
  }
  const usual = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'code',
  });
  const [whole = '', fraction = ''] = value.split('.');
  const digits = Math.max(fraction.length, usual.resolvedOptions().maximumFractionDigits ?? 0);
  const parts = usual.formatToParts(BigInt(whole));
  const point = usual.formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  const decimals = digits === 0 ? '' : point + fraction.padEnd(digits, '0');
  const last = parts.findLastIndex(({ type }) => type === 'integer');
  return parts
    .map(({ type, value: text }, at) => {
      if (type === 'fraction' || type === 'decimal') return '';
      return at === last ? text + decimals : text;
    })
    .join('');
}

/** Time left, as a clock shows it: `14:59`, `1:02:03`, `3 d 04:05:06`; never below zero. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [days, hours, minutes] = [86_400, 3_600, 60].map((unit) => Math.floor(seconds / unit));
  const two = (count: number) => String(count).padStart(2, '0');
  const [h, m, s] = [(hours ?? 0) % 24, (minutes ?? 0) % 60, seconds % 60];
  if (days) return `${days} d ${two(h)}:${two(m)}:${two(s)}`;
  return hours ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

/** Milliseconds of an ISO 8601 duration of days and less; undefined for any other text. */
export function durationMs(text: string): number | undefined {
  const match = /^P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (match === null) return undefined;
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return ((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
}

/** The time of day, and the day where it is another one than that of `now`. */
export function clockTime(at: number, language: string, now: number): string {
  if (Number.isNaN(at)) return '?';
  const date = new Date(at);
  const time = date.toLocaleTimeString(language, { hourCycle: 'h23' });
  if (date.toDateString() === new Date(now).toDateString()) return time;
  return `${date.toLocaleDateString(language)} ${time}`;
}
