import { usageError } from '../errors.ts';

export const languages = ['en', 'es', 'pt'] as const;
export type Language = (typeof languages)[number];

export const languageVariable = 'MP_ORDERS_LANG';

interface LanguageSettings {
  /** What `--lang` was given. */
  flag?: string | undefined;
  env: Readonly<Record<string, string | undefined>>;
}

/** The flag, then MP_ORDERS_LANG, then the locale, then English. Throws when a choice is none. */
export function languageOf({ flag, env }: LanguageSettings): Language {
  if (flag !== undefined) return parseLanguage(flag, '--lang');
  const fromEnv = env[languageVariable];
  if (fromEnv) return parseLanguage(fromEnv, languageVariable);
  return localeLanguage(env);
}

function parseLanguage(text: string, source: string): Language {
  const found = languages.find((language) => language === text);
  if (found !== undefined) return found;
  throw usageError(`${source}: "${text}" is not one of the languages.`, {
    hint: `Write ${languages.slice(0, -1).join(', ')} or ${languages.at(-1)}.`,
  });
}

/** POSIX: the first of these that is set and not empty decides, even when it says C. */
function localeLanguage(env: LanguageSettings['env']): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  const prefix = /^[a-z]+/i.exec(locale)?.[0].toLowerCase();
  return languages.find((language) => language === prefix) ?? 'en';
}
