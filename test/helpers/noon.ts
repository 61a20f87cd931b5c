/** A time zone in which it is noon: a test that speaks of today does not run into midnight. */
export function zoneAtNoon(now = new Date()): string {
  const offset = 12 - now.getUTCHours();
  // Names of these zones count the other way round (POSIX).
  return `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
}
