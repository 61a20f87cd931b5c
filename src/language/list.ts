import { sentence, type Text } from './sentence.ts';

/** Texts one after the other, with a separator between each two. */
export const joinTexts = (texts: readonly Text[], separator: string): Text[] =>
  texts.flatMap((text, i): Text[] => (i === 0 ? [text] : [separator, text]));

/** `a, b and c`, `a or b`: words that are the same in every language, as a list in a sentence. */
export function listed(words: readonly string[], last: 'and' | 'or' = 'or'): Text {
  if (words.length < 2) return words.join('');
  const conjunction = last === 'and' ? sentence('and') : sentence('or');
  return [words.slice(0, -1).join(', '), ' ', conjunction, ` ${words.at(-1)}`];
}
