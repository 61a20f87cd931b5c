import { expect, test } from '@jest/globals';
import { languageOf } from '../../../src/explain/languages.ts';

test.each([
  [{}, 'en'],
  [{ LANG: 'es_AR.UTF-8' }, 'es'],
  [{ LANG: 'pt_BR' }, 'pt'],
  [{ LANG: 'pt-BR' }, 'pt'],
  [{ LANG: 'es' }, 'es'],
  [{ LANG: 'ES_mx@euro' }, 'es'],
  [{ LANG: 'de_DE.UTF-8' }, 'en'],
  [{ LANG: 'est_EE' }, 'en'],
  [{ LANG: 'C.UTF-8' }, 'en'],
  [{ LANG: 'POSIX' }, 'en'],
  [{ LANG: '' }, 'en'],
  [{ LC_MESSAGES: 'pt_BR.UTF-8', LANG: 'es_AR.UTF-8' }, 'pt'],
  [{ LC_ALL: 'es_UY.UTF-8', LC_MESSAGES: 'pt_BR', LANG: 'en_US' }, 'es'],
  [{ LC_ALL: 'C', LANG: 'es_AR.UTF-8' }, 'en'],
  [{ LC_ALL: '', LC_MESSAGES: '', LANG: 'es_AR.UTF-8' }, 'es'],
  [{ LC_CTYPE: 'es_AR.UTF-8' }, 'en'],
  [{ MP_ORDERS_LANG: 'pt', LC_ALL: 'es_AR.UTF-8' }, 'pt'],
  [{ MP_ORDERS_LANG: 'en', LANG: 'es_AR.UTF-8' }, 'en'],
  [{ MP_ORDERS_LANG: '', LANG: 'es_AR.UTF-8' }, 'es'],
])('%j is %s', (env, language) => {
  expect(languageOf({ env })).toBe(language);
});

test.each<[settings: Parameters<typeof languageOf>[0], language: string]>([
  [{ stored: 'pt', env: {} }, 'pt'],
  [{ stored: 'pt', env: { LANG: 'es_AR.UTF-8' } }, 'pt'],
  [{ stored: 'pt', env: { MP_ORDERS_LANG: 'es' } }, 'es'],
  [{ stored: 'pt', env: { MP_ORDERS_LANG: 'auto', LANG: 'es_AR.UTF-8' } }, 'es'],
  [{ stored: 'auto', env: { LANG: 'es_AR.UTF-8' } }, 'es'],
  [{ stored: 'pt', flag: 'auto', env: { MP_ORDERS_LANG: 'pt', LANG: 'es_AR' } }, 'es'],
  [{ stored: 'klingon', env: { LANG: 'es_AR.UTF-8' } }, 'es'],
  [{ env: {}, system: () => 'es-AR' }, 'es'],
  [{ env: { LANG: '' }, system: () => 'pt-BR' }, 'pt'],
  [{ env: {}, system: () => 'de-DE' }, 'en'],
  [{ env: {}, system: () => undefined }, 'en'],
  [{ env: { LANG: 'C' }, system: () => 'es-AR' }, 'en'],
  [{ env: { LC_ALL: 'en_US.UTF-8' }, system: () => 'es-AR' }, 'en'],
  [{ stored: 'pt', env: {}, system: () => 'es-AR' }, 'pt'],
])('%j is %s: the config, then the locale, then the system', (settings, language) => {
  expect(languageOf(settings)).toBe(language);
});

test('the flag goes before everything', () => {
  const env = { MP_ORDERS_LANG: 'nonsense', LC_ALL: 'pt_BR' };
  expect(languageOf({ flag: 'es', env })).toBe('es');
});

test.each([
  [{ flag: 'fr', env: {} }, '--lang: "fr" is not one of the languages.'],
  [{ flag: '', env: {} }, '--lang: "" is not one of the languages.'],
  [{ flag: 'constructor', env: {} }, '--lang: "constructor" is not one of the languages.'],
  [{ env: { MP_ORDERS_LANG: 'es_AR' } }, 'MP_ORDERS_LANG: "es_AR" is not one of the languages.'],
])('%j is wrong usage', (settings, message) => {
  expect(() => languageOf(settings)).toThrow(
    expect.objectContaining({
      exitCode: 2,
      message,
      facts: expect.objectContaining({ hint: 'Write en, es, pt or auto.' }),
    }),
  );
});
