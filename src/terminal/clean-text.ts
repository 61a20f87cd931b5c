/* eslint-disable no-control-regex -- control characters are what this file is about */

/** Control characters and C1 controls, but tab and newline. */
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/*
 * Patterns of whole Unicode properties are made where they are used: V8 looks each property up in a
 * table as soon as there is a pattern of it, and few texts need one.
 */

/** What takes no room, or reorders what stands beside it: two ids that look alike may differ in it. */
const hidden = () => /\p{Default_Ignorable_Code_Point}|[\u2028\u2029]/u;

/** Emoji of several code points, which are joined and chosen by such characters: 👩‍💻, ☕️, 1️⃣. */
const emoji = () =>
  /[0-9#*]\ufe0f\u20e3|\p{Extended_Pictographic}[\ufe0e\ufe0f]?\p{Emoji_Modifier}?(?:\u200d\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?)*/u;

/** Matches a text also with characters in its midst that a terminal does not show. */
export function looseMatch(text: string): RegExp {
  const unseen = `(?:${control.source}|${hidden().source})*`;
  const letters = Array.from(text, (letter) => letter.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&'));
  return new RegExp(letters.join(unseen), 'gu');
}

/** What nearly all texts are: letters and signs of ASCII, in lines. */
const plain = /^[\t\n\x20-\x7e]*$/;

/** Whether a text has characters that a terminal does not show. */
export const hasUnseen = (text: string): boolean =>
  !plain.test(text) && (text.search(control) !== -1 || hidden().test(text));

/** Names the hidden characters of a text, but those of an emoji. */
function nameHidden(text: string, name: (character: string) => string): string {
  if (plain.test(text) || !hidden().test(text)) return text;
  const { source } = hidden();
  const alone = new RegExp(`^(?:${source})$`, 'u');
  return text.replace(new RegExp(`${emoji().source}|${source}`, 'gu'), (character) =>
    alone.test(character) ? name(character) : character,
  );
}

const codePoint = (character: string): string =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

const safe = (text: string): string => nameHidden(text.replace(control, ''), codePoint);

/**
 * Text that came from elsewhere, made safe for a terminal: one line, no control character, no escape
 * sequence, and hidden characters by name (`\u{200b}`). Call it on every value at the place where it
 * is rendered, so that what is measured is what is seen.
 */
export const cleanValue = (value: string): string => safe(value.replace(/[\t\n]/g, ' '));

/**
 * The same for what tells somebody what is wrong: control characters are named as well, for one of them
 * may be what is (a carriage return behind a name from a file of Windows).
 */
export const faultyValue = (value: string): string =>
  nameHidden(value.replace(/\r?\n|\t/g, ' ').replace(control, codePoint), codePoint);

/** A value in a tab-separated row for a program: without what ends a cell or drives a terminal. */
export const cellValue = (value: string): string =>
  value.replace(/[\t\n]/g, ' ').replace(control, '');

/**
 * JSON text whose strings show their hidden characters as JSON's own escapes: the same document, safe
 * for a terminal.
 */
export function visibleJson(json: string): string {
  const escaped = (text: string) =>
    Array.from({ length: text.length }, (_unit, i) => text.charCodeAt(i))
      .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join('');
  return nameHidden(json.replace(/[\u007f-\u009f]/g, escaped), escaped);
}

/** A colour or style sequence, and its parameters. */
const style = /\u001b\[([0-9;]*)m/g;

/**
 * The tool's own colours, told from those of any text by a number that no other program knows: it stands in
 * each of their sequences until they are written.
 */
export class OwnStyles {
  readonly #marked: RegExp;

  /** `mark` is a number of some digits, new in each run. */
  constructor(private readonly mark: string) {
    this.#marked = new RegExp(`\\u001b\\[${mark};([0-9;]*)m`);
  }

  /** Claims all sequences of a text as the tool's own: there are no others in it. */
  claim(text: string): string {
    return text.replace(style, `\u001b[${this.mark};$1m`);
  }

  /**
   * The last guard before a terminal: newlines, tabs and the tool's own colours stay, all other
   * control characters go, and hidden ones are named.
   */
  guard(text: string): string {
    return this.#map(text, safe);
  }

  /** For what is no terminal: the colours alone, everything else as it is. */
  unmark(text: string): string {
    return this.#map(text, (part) => part);
  }

  #map(text: string, ofOthers: (part: string) => string): string {
    if (plain.test(text)) return text;
    return text
      .split(this.#marked)
      .map((part, i) => (i % 2 === 1 ? `\u001b[${part}m` : ofOthers(part)))
      .join('');
  }
}
