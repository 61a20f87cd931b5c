import { Catalogue } from './catalogue.ts';
import type { Language } from './languages.ts';
import type { Texts } from './texts/text.ts';

/** One import a language, spelt out, so that the bundler keeps each in a file of its own. */
const loaders: Record<Language, () => Promise<{ texts: Texts }>> = {
  en: () => import('./texts/en.ts'),
  es: () => import('./texts/es.ts'),
  pt: () => import('./texts/pt.ts'),
};

export async function loadTexts(language: Language): Promise<Texts> {
  return (await loaders[language]()).texts;
}

/** The catalogue in a language; no other language's texts are loaded. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return new Catalogue(language, await loadTexts(language));
}
