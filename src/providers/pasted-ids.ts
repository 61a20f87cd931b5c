import { systems } from './systems.ts';

/** What stands around a word that was copied out of a sentence, a chat or a spreadsheet. */
const around = /^[\s"'`«»“”‘’<>()[\]{}#,;:]+|[\s"'`«»“”‘’<>()[\]{}#,;:.!?]+$/g;

/** A text without what was copied with it: blanks, quotes, a `#` before it, the end of a sentence. */
export const bareWord = (text: string): string =>
  text.replace(/[\u200b-\u200d\u2060\ufeff]/g, '').replace(around, '');

/** The ids of orders in a text, in the spelling that their system has for them, each once. */
export function idsIn(text: string): string[] {
  return [...new Set(systems.flatMap((system) => system.idsIn(text)))];
}

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
