import type { Language } from '../explain/languages.ts';
import { english, sayIn, type Say, type SayOptions, type Sentences } from './sentence.ts';

/** One import a language, spelt out, so that the bundler keeps each in a file of its own. */
const loaders: Record<Exclude<Language, 'en'>, () => Promise<Sentences>> = {
  es: async () => complete(await import('./es.json', { with: { type: 'json' } })),
  pt: async () => complete(await import('./pt.json', { with: { type: 'json' } })),
};

/** Sentences that are missing or left over in a language are a type error here. */
function complete<Json extends Sentences>({
  default: sentences,
}: {
  default: Json & { [Name in keyof Json]: Name extends keyof Sentences ? string : never };
}): Sentences {
  return sentences;
}

/** Says things in a language, of which only this one is loaded; English needs nothing. */
export async function loadSay(language: Language, options?: SayOptions): Promise<Say> {
  if (language === 'en') return options === undefined ? english : sayIn(undefined, options);
  return sayIn(await loaders[language](), options);
}
