/* eslint-disable no-control-regex -- colours are control sequences, which take no room */

/** Made where it is used, as is `wide`: clean-text.ts says why. */
const noRoom = () => /\u001b\[[0-9;]*m|\p{Mn}|\p{Me}|[\u200b-\u200d]/gu;

const plain = /^[ -~]*$/;

/** East Asian wide and full-width characters, and emoji: two columns each. */
const wide = () =>
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** How many columns a line takes on a terminal. */
export function textWidth(line: string): number {
  if (plain.test(line)) return line.length;
  const isWide = wide();
  let width = 0;
  for (const char of line.replace(noRoom(), '')) width += isWide.test(char) ? 2 : 1;
  return width;
}

/** Makes one word of several, for `wrapWords`: an amount stays with its currency. */
export const glue = (text: string): string => text.replaceAll(' ', '\u00a0');

const unglue = (text: string): string => text.replaceAll('\u00a0', ' ');

/**
 * Breaks a line at spaces so that none is wider than `width` columns, or `hang` less after the first.
 * A longer word runs over: an id or a QR payload in two pieces could not be copied. Each word is
 * measured once, however long the text.
 */
export function wrapWords(
  text: string,
  width = Infinity,
  hang = 0,
  measure: (word: string) => number = textWidth,
): string[] {
  const words = text.split(' ');
  const lines: string[] = [];
  let from = 0;
  let usedWidth = 0;
  for (const [at, word] of words.entries()) {
    const room = lines.length === 0 ? width : width - hang;
    const wide = measure(word);
    const isFirst = at === from;
    if (isFirst || usedWidth + 1 + wide <= room) usedWidth = isFirst ? wide : usedWidth + 1 + wide;
    else {
      lines.push(words.slice(from, at).join(' '));
      from = at;
      usedWidth = wide;
    }
  }
  lines.push(words.slice(from).join(' '));
  const [first = '', ...others] = lines.map((each) => unglue(each).trimEnd());
  return [first, ...others.map((other) => other.trimStart()).filter((other) => other !== '')];
}

/** The text, filled with blanks to this width. */
export const padTo = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - textWidth(text)));

/** The greatest of any number of measures, 0 where there are none. */
export const greatest = (measures: readonly number[]): number =>
  measures.reduce((most, one) => Math.max(most, one), 0);

/** Wrapped, and from the second line on set in by so many columns. */
export function wrapHanging(text: string, columns: number | undefined, indent: number): string {
  return wrapWords(text, columns, indent).join(`\n${' '.repeat(indent)}`);
}

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

/**
 * A text that is laid out for 80 columns, in a narrower window: its paragraphs are filled anew. What is
 * set in stays as it is.
 */
export function fillNarrow(text: string, columns = 80): string {
  const isTooWide = (part: string) =>
    !/^ /m.test(part) && part.split('\n').some((line) => textWidth(line) > columns);
  const filled = (part: string) => wrapProse(part.replaceAll('\n', ' '), columns);
  return text
    .split(/(^\n|\n\n+|\n$)/)
    .map((part) => (isTooWide(part) ? filled(part) : part))
    .join('');
}

/** A command at the end of a sentence, to be copied as one in backticks is. */
const lastCommand = /(?<!`)\bmp-orders [^`]*$/;

/**
 * Notes as they are shown in a window: each line is wrapped at words. Lines that are set in stay as they
 * are: they are laid out already, or a command to type next.
 */
export function wrapNotes(text: string, columns: number | undefined): string {
  if (columns === undefined) return text;
  const wrapped = (line: string) =>
    /^\s/.test(line) || textWidth(line) <= columns
      ? line
      : wrapProse(line.replace(lastCommand, glue), columns, 2);
  return text.split('\n').map(wrapped).join('\n');
}
