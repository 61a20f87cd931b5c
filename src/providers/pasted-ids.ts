import { systems } from './systems.ts';

/** What stands around a word that was copied out of a sentence, a chat or a spreadsheet. */
const around = /^[\s"'`«»“”‘’<>()[\]{}#,;:…]+|[\s"'`«»“”‘’<>()[\]{}#,;:.!?…]+$/g;

/** A text without what was copied with it: blanks, quotes, a `#` before it, the end of a sentence. */
export const bareWord = (text: string): string => text.replace(unseen, '').replace(around, '');

/** Soft hyphens, and marks that have no width. */
const unseen = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** Cyrillic and Greek letters, and the letters of ids that look like them. */
const foreign = 'АВЕКМНОРСТУХЅІЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧ';
const latin = 'ABEKMHOPCTYXSIJABEZHIKMNOPTYX';

/** The ids of orders in a text, in the spelling that their system has for them, each once. */
export function idsIn(text: string): string[] {
  // Editors and PDFs make other hyphens of `-`.
  const plain = text
    .normalize('NFKC')
    .replace(unseen, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u0370-\u04ff]/g, (one) => latin[foreign.indexOf(one.toUpperCase())] ?? one);
  return [...new Set(systems.flatMap((system) => system.idsIn(plain)))];
}

/** The id that was meant by one that was misread, where its system can tell. */
export const likelyId = (id: string): string | undefined =>
  systems.find((system) => system.ownsId(id))?.likelyId?.(id);

/** The form of all ids that may have been misread as this one, where its system can tell. */
export const misreadForm = (id: string): RegExp | undefined =>
  systems.find((system) => system.ownsId(id))?.misreadForm?.(id);

/**
 * The id that was meant by what was pasted in its place: with blanks, quotes or a `#`, in lower case,
 * in a URL or in JSON. A text without an id, or with several, is given back bare, and whoever checks
 * ids says what is wrong.
 */
export function pastedId(text: string): string {
  const bare = bareWord(text);
  const [only, second] = idsIn(text);
  return only !== undefined && second === undefined ? only : bare;
}
