import { Catalogue } from './catalogue.ts';
import type { Language } from './languages.ts';
import type { SystemWords } from '../system-words.ts';
import type { Texts } from './texts.ts';

/** One import a language, spelt out, so that the bundler keeps each in a file of its own. */
const loaders: Record<Language, () => Promise<Texts>> = {
  en: async () => complete(await import('./locales/en.json', { with: { type: 'json' } })),
  es: async () => complete(await import('./locales/es.json', { with: { type: 'json' } })),
  pt: async () => complete(await import('./locales/pt.json', { with: { type: 'json' } })),
};

/** Every name of the catalogue and no other, at any depth: TypeScript by itself bears more of them. */
type Only<Shape, Json> = {
  [Name in keyof Json]: Name extends keyof Shape ? Only<Shape[Name], Json[Name]> : never;
};

/** A text that is missing, left over or misspelled in a locale is a type error here. */
function complete<Json extends Texts>({ default: texts }: { default: Json & Only<Texts, Json> }) {
  return texts;
}

/** The texts of a language; no other language is loaded. */
export const loadTexts = (language: Language): Promise<Texts> => loaders[language]();

/** The catalogue in a language, with the words that order systems bring along, by system. */
export async function loadCatalogue(
  language: Language,
  others: Readonly<Record<string, SystemWords>> = {},
): Promise<Catalogue> {
  return new Catalogue(language, await loadTexts(language), others);
}
