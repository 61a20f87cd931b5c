import { glue, wrapHanging } from './wrap.ts';

/** What is to be copied out of a sentence stands in backticks. */
const quoted = /`[^`]*`/g;

/**
 * Sentences, wrapped at words and from the second line on set in by `indent` columns. A command in
 * them stays whole, however long: with a newline inside it could not be copied. Without `columns`,
 * off a terminal, nothing changes.
 */
export function wrapProse(text: string, columns: number | undefined, indent = 0): string {
  if (columns === undefined) return text;
  return wrapHanging(text.replace(quoted, glue), columns, indent);
}
