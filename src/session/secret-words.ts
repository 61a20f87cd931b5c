import { sentence, type Label, type Text } from '../language/sentence.ts';

/* What the secrets of the order systems are called within a sentence. */

/** `access token`, `API key`. */
export const inSentence = (label: string): string =>
  /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);

/** Gender is another in each language. */
const withArticles: Readonly<Record<string, Label>> = {
  'Access token': 'an access token',
  'API key': 'an API key',
  'App key': 'an app key',
  'App token': 'an app token',
};

/** `an access token`. */
export const withArticle = (label: string): Text =>
  sentence(withArticles[label] ?? (`a ${inSentence(label)}` as Label));
