/** As GET writes dates: seven fraction digits and an offset, `2014-02-07T15:22:56.7612218-02:00`. */
export function stamp(ms: number, offsetMinutes = 0): string {
  const local = new Date(ms + offsetMinutes * 60_000).toISOString().slice(0, -1);
  const sign = offsetMinutes < 0 ? '-' : '+';
  const offset = Math.abs(offsetMinutes);
  const two = (n: number) => String(Math.trunc(n)).padStart(2, '0');
  return `${local}0000${sign}${two(offset / 60)}:${two(offset % 60)}`;
}

/** As the data on cancellations has dates: the same with a Z. */
export const zuluStamp = (ms: number): string => stamp(ms).replace('+00:00', 'Z');

/** As the list writes the dates that GET gives with fractions. */
export const withoutFraction = (text: string): string => text.replace(/\.\d+/, '');
