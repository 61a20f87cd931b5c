/**
 * Whether text of this environment is UTF-8. No locale at all counts as UTF-8: containers have none,
 * and the terminals that look into them are.
 */
export function isUtf8Locale(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  if (locale === undefined || locale === '') return env.TERM !== 'dumb';
  return /utf-?8/i.test(locale) && env.TERM !== 'dumb';
}
