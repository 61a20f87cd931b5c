import { sentence, type Text } from './sentence.ts';

/** `a, b and c`, `a or b`: words that are the same in every language, as a list in a sentence. */
export function listed(words: readonly string[], last: 'and' | 'or' = 'or'): Text {
  if (words.length < 2) return words.join('');
  const conjunction = last === 'and' ? sentence('and') : sentence('or');
  return [words.slice(0, -1).join(', '), ' ', conjunction, ` ${words.at(-1)}`];
}
