import { sentence, type Text } from '../language/sentence.ts';
import { usageError } from '../errors.ts';
import { cellValue } from './clean-text.ts';

/** A value that a template has a place for. */
interface Place {
  /** `transactions.payments.0.amount`, or the name of a column. */
  path: string;
  /** What stands there when there is no value; undefined where the template names nothing. */
  or?: string;
}

/** A line of the user's own: texts, and places for values. */
export type Template = readonly (string | Place)[];

/** What a backslash and a character stand for. */
const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  '{': '{',
  '}': '}',
  '|': '|',
};

/**
 * Reads `{id} {status|-}\n`: a path in braces, after `|` what stands for a value that is not there;
 * `{{` and `}}` are braces, `\n` and `\t` a newline and a tab. Throws a usage error that says what is
 * wrong, and where.
 */
export function parseTemplate(text: string): Template {
  const parts: (string | Place)[] = [];
  let words = '';
  for (let at = 0; at < text.length;) {
    const [two, one] = [text.slice(at, at + 2), text.charAt(at)];
    if (two === '{{' || two === '}}') {
      words += one;
      at += 2;
    } else if (one === '\\') {
      words += escaped(text, at);
      at += 2;
    } else if (one === '{') {
      const read = readPlace(text, at);
      parts.push(...(words === '' ? [] : [words]), read.place);
      [words, at] = ['', read.end];
    } else {
      words += one;
      at += 1;
    }
  }
  return words === '' ? parts : [...parts, words];
}

function escaped(text: string, at: number): string {
  const letter = text.charAt(at + 1);
  const escape = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
  if (escape !== undefined) return escape;
  throw wrong(at, letter === '' ? sentence('a backslash with nothing after it') : `\\${letter}`, {
    hint: sentence('Write \\n for a newline, \\t for a tab, \\\\ for a backslash.'),
  });
}

/** A place from its opening brace on, and where it ends. */
function readPlace(text: string, begin: number): { place: Place; end: number } {
  let path = '';
  let or: string | undefined;
  for (let at = begin + 1; at < text.length; at += 1) {
    const one = text.charAt(at);
    if (one === '}') {
      if (isPath(path)) return { place: { path, ...(or !== undefined && { or }) }, end: at + 1 };
      throw wrong(begin, sentence('"{path}", which is not a path', { path }), {
        hint: sentence('Write a path in the braces, such as {example}, and {brace} for a brace.', {
          example: '{transactions.payments.0.amount}',
          brace: '{{',
        }),
      });
    }
    if (or !== undefined) {
      or += one === '\\' ? escaped(text, at) : one;
      if (one === '\\') at += 1;
    } else if (one === '|') or = '';
    else path += one;
  }
  throw wrong(begin, sentence('a brace that is not closed'), {
    hint: sentence('Close it with {end}, or write {brace} for a brace in the text.', {
      end: '}',
      brace: '{{',
    }),
  });
}

const isPath = (path: string): boolean => /^[^\s{}\\]+$/.test(path) && /[^.[\]]/.test(path);

const wrong = (at: number, what: Text, { hint }: { hint: Text }) =>
  usageError(sentence('--template: at character {at} stands {what}.', { at: at + 1, what }), {
    hint,
  });

/**
 * The line of a result. A value stands without line breaks, tabs and control characters, so that none
 * passes for another line. An empty value counts as none: `or` stands for it. `missing` is told of
 * paths that the result does not have, and that nothing stands for.
 */
export function renderTemplate(
  template: Template,
  valueOf: (path: string) => string | null | undefined,
  missing: (path: string) => void,
): string {
  return template
    .map((part) => {
      if (typeof part === 'string') return part;
      const value = valueOf(part.path);
      if (value === undefined && part.or === undefined) missing(part.path);
      return (value ?? '') === '' ? (part.or ?? '') : cellValue(value ?? '');
    })
    .join('');
}
