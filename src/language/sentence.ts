import type es from './es.json';

/*
 * HOW TO ADD A SENTENCE, A LABEL, A PROMPT OR A NOTE
 *
 * 1. Write it in English where it is said, whole, with its values in braces:
 *
 *        context.io.note(sentence('{count} {count|order was|orders were} canceled.', { count }));
 *
 *    `{name}` is a value; `{name|one|more}` is the first form for 1 and the second for all else. In
 *    a view it is `view.say(…)`. Where the language is not known yet (a pure function, an error), make
 *    a `sentence(…)`: `io.note`, `io.warn`, `io.confirm`, `usageError` and `CliError` take one, and
 *    it is said in the user's language when it is printed. The head of a column and the label of a
 *    fact are named in English, and said by `section` and `renderDetails`’s callers. A point in time is
 *    a `moment(…)`.
 * 2. The English sentence is the key. Add it with its translation to es.json and to pt.json, at its
 *    place in the alphabet. One that is missing in either, or left over in one, is a type error; a
 *    value that a translation drops or misspells, and a sentence that nothing says, fail
 *    test/unit/language/.
 *
 * Whole sentences, never parts put together: word order, gender and number differ. Spanish is neutral
 * Latin American and says tú; Portuguese is Brazilian. What programs read is never translated:
 * columns of piped rows, JSON, CSV, codes, statuses, ids, commands; nor is `--help`.
 */

/** An English sentence, label or note that the catalogue has in every language. */
type Key = keyof typeof es;

/** The names of the values that a sentence has places for. */
type Places<Text> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? (Place extends `${infer Name}|${string}` ? Name : Place) | Places<Rest>
  : never;

type Value = number | Text;

/** The second argument of `say`: none for a sentence without places. */
type Values<K> = [Places<K>] extends [never] ? [] : [values: Readonly<Record<Places<K>, Value>>];

/** A sentence that is not said yet: in which language is decided by the code that prints it. */
export interface Sentence {
  readonly key: Key;
  readonly values: Readonly<Record<string, Value>>;
}

/** A label: a key without a place in it. */
export type Label = { [K in Key]: [Places<K>] extends [never] ? K : never }[Key];

/** A point in time in a sentence: programs get it as it came (RFC 3339), people by their clock. */
interface Moment {
  readonly iso: string;
}

export const moment = (iso: string): Moment => ({ iso });

/**
 * What is printed: a sentence, words that are the same in every language (a server's, an id, a
 * command), a point in time, or several of these put together.
 */
export type Text = string | Sentence | Moment | readonly Text[];

/** Says things in one language. */
export interface Say {
  <K extends Key>(key: K, ...values: Values<K>): string;
  (text: Exclude<Text, string>): string;
}

/** A language's sentences by the English ones; none for English itself. */
export type Sentences = Readonly<Record<Key, string>>;

/** A sentence for later, as `say` takes one. */
export const sentence = <K extends Key>(key: K, ...[values]: Values<K>): Sentence => ({
  key,
  values: values ?? {},
});

export interface SayOptions {
  /** For what a language does not know: is given each sentence before it has its values. */
  finish?: (sentence: string) => string;
  /** Spells a point in time; as it came where left out. */
  timeOf?: ((iso: string) => string) | undefined;
}

/** Says things in the language of these sentences. */
export function sayIn(
  sentences: Sentences | undefined,
  { finish = (sentence) => sentence, timeOf = (iso) => iso }: SayOptions = {},
): Say {
  const translated = (key: string): string =>
    sentences !== undefined && Object.hasOwn(sentences, key) ? sentences[key as Key] : key;
  const textOf = (text: Text): string => {
    if (typeof text === 'string') return text;
    if ('iso' in text) return timeOf(text.iso);
    if (!('key' in text)) return text.map(textOf).join('');
    return fill(finish(translated(text.key)), text.values, textOf);
  };
  return (said: Text, values: Sentence['values'] = {}): string =>
    typeof said === 'string' ? fill(finish(translated(said)), values, textOf) : textOf(said);
}

/** Says things in English: for what a program reads, and until the language is known. */
export const english: Say = sayIn(undefined);

/** A text in a language; words that are no sentence stay as they are. */
export const textIn = (say: Say, text: Text): string =>
  typeof text === 'string' ? text : say(text);

/**
 * Words that may or may not be in the catalogue, as the labels that an order system brings along are:
 * in the user's language where they are known, else as they came.
 */
export const labelIn = (say: Say, label: string): string => say(label as Label);

function fill(template: string, values: Sentence['values'], textOf: (text: Text) => string) {
  return template.replace(
    /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g,
    (place, name: string, one?: string, more?: string) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (value === undefined) return place;
      if (one !== undefined) return (Number(value) === 1 ? one : more) ?? place;
      return typeof value === 'number' ? String(value) : textOf(value);
    },
  );
}
