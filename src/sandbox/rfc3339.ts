const pattern =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Milliseconds of an RFC 3339 date, or undefined when it is none. */
export function dateMs(text: string): number | undefined {
  const [, day] = pattern.exec(text) ?? [];
  if (day === undefined) return undefined;
  // JavaScript reads 30 February as 2 March.
  const midnight = new Date(`${day}T00:00:00.000Z`);
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return undefined;
  return Date.parse(text);
}
