import { sentence } from '../language/sentence.ts';
import { CliError, usageError } from '../errors.ts';

export const languages = ['en', 'es', 'pt'] as const;
export type Language = (typeof languages)[number];

/** What `--lang`, `MP_ORDERS_LANG` and `config set lang` take. */
const languageChoices = [...languages, 'auto'] as const;
type LanguageChoice = (typeof languageChoices)[number];

export const languageVariable = 'MP_ORDERS_LANG';

interface LanguageSettings {
  /** What `--lang` was given. */
  flag?: string | undefined;
  /** What `config set lang` stored. It was checked then: what is no language is as if not there. */
  stored?: string | undefined;
  env: Readonly<Record<string, string | undefined>>;
  /** The language that the system is set to (BCP 47); asked only where the environment names none. */
  system?: () => string | undefined;
}

/**
 * The flag, then MP_ORDERS_LANG, then the config, then the locale of the environment, then that of
 * the system, then English; `auto` stands for the locale. Throws when a choice is none.
 */
export function languageOf({ flag, env, stored, system }: LanguageSettings): Language {
  const choice =
    choiceOf(flag, '--lang') ??
    choiceOf(env[languageVariable]?.trim() || undefined, languageVariable) ??
    languageChoices.find((language) => language === stored) ??
    'auto';
  return choice === 'auto' ? localeLanguage(env, system) : choice;
}

function choiceOf(text: string | undefined, source: string): LanguageChoice | undefined {
  if (text === undefined) return undefined;
  try {
    return parseLanguage(text);
  } catch (error) {
    throw error instanceof CliError ? error.named(source) : error;
  }
}

/** A language as `config set lang` takes it; throws a usage error for anything else. */
export function parseLanguage(text: string): LanguageChoice {
  const choice = languageChoices.find((language) => language === text);
  if (choice !== undefined) return choice;
  throw usageError(sentence('"{text}" is not one of the languages.', { text }), {
    hint: sentence('Write en, es, pt or auto.'),
  });
}

/** POSIX: the first of these that is set and not empty decides, even when it says C. */
function localeLanguage(
  env: LanguageSettings['env'],
  system: () => string | undefined = () => undefined,
): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || system() || '';
  const prefix = /^[a-z]+/i.exec(locale)?.[0].toLowerCase();
  return languages.find((language) => language === prefix) ?? 'en';
}
