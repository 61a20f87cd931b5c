const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
// Assumption: a year is 365 days and a month 30. No page says, and no year fits the limit anyway.
const units = [365 * day, 30 * day, 7 * day, day, hour, minute, second];

const pattern =
  /^P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

export const shortestExpiration = 30 * second;
export const longestExpiration = 3600 * hour;

/** Milliseconds of an ISO 8601 duration, or undefined when it is none. */
export function durationMs(text: string): number | undefined {
  const parts = pattern.exec(text)?.slice(1);
  return parts?.reduce((sum, part, at) => sum + Number(part ?? 0) * (units[at] ?? 0), 0);
}
