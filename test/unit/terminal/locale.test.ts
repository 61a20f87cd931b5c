import { expect, test } from '@jest/globals';
import { isUtf8Locale } from '../../../src/terminal/locale.ts';

test.each<[env: Record<string, string>, isUtf8: boolean]>([
  [{}, true],
  [{ LANG: '' }, true],
  [{ LANG: 'en_US.UTF-8' }, true],
  [{ LANG: 'es_AR.utf8' }, true],
  [{ LANG: 'C.UTF-8' }, true],
  [{ LANG: 'C' }, false],
  [{ LANG: 'POSIX' }, false],
  [{ LANG: 'es_AR.ISO-8859-1' }, false],
  [{ LC_ALL: 'C', LC_CTYPE: 'en_US.UTF-8', LANG: 'en_US.UTF-8' }, false],
  [{ LC_ALL: 'en_US.UTF-8', LC_CTYPE: 'C', LANG: 'C' }, true],
  [{ LC_CTYPE: 'C', LANG: 'en_US.UTF-8' }, false],
  [{ LC_CTYPE: 'UTF-8', LANG: 'C' }, true],
  [{ LC_ALL: '', LC_CTYPE: '', LANG: 'pt_BR.UTF-8' }, true],
  [{ TERM: 'dumb' }, false],
  [{ TERM: 'dumb', LANG: 'en_US.UTF-8' }, false],
  [{ TERM: 'xterm-256color' }, true],
])('%j is UTF-8: %j', (env, isUtf8) => {
  expect(isUtf8Locale(env)).toBe(isUtf8);
});
