/** Flags with their values; `true` for one without. What is undefined is left out. */
export type FlagValues = Readonly<Record<string, string | true | undefined>>;

/**
 * The verb among the words that were typed, `create` or `order create`, and all the others in their
 * order. Before the verb only global options stand; `withValue` are those whose next word is a value.
 */
export function splitVerb(
  typed: readonly string[],
  withValue: ReadonlySet<string>,
): { verb: string[]; rest: string[] } {
  const verb: string[] = [];
  const rest: string[] = [];
  for (let at = 0; at < typed.length; at += 1) {
    const word = typed[at] ?? '';
    const isWhole = verb.length === 2 || (verb.length === 1 && verb[0] !== 'order');
    if (isWhole) rest.push(word);
    else if (!word.startsWith('-')) verb.push(word);
    else if (withValue.has(word)) rest.push(word, typed[(at += 1)] ?? '');
    else rest.push(word);
  }
  return { verb, rest };
}

/** Words behind a verb, some of which are to stand elsewhere. */
export class TypedWords {
  readonly #words: string[];

  constructor(words: readonly string[]) {
    this.#words = [...words];
  }

  /** The flags as words, each taken from where it was typed. A value like `-x` is part of its flag. */
  takeAll(flags: readonly (readonly [string, string | true | undefined])[]): string[] {
    return flags.flatMap(([flag, value]) => {
      if (value === undefined) return [];
      this.#take(flag, value);
      if (value === true) return [flag];
      return value.startsWith('-') && value !== '-' ? [`${flag}=${value}`] : [flag, value];
    });
  }

  /**
   * Only where it is plain that the word is this flag: with this value, and seen once. Elsewhere it
   * stays as well, which says the same twice.
   */
  #take(flag: string, value: string | true): void {
    const options = this.#options();
    const places = options.flatMap((word, i) =>
      word === flag || word.startsWith(`${flag}=`) ? [i] : [],
    );
    const [at] = places;
    if (at === undefined || places.length > 1) return;
    if (value === true || options[at] === `${flag}=${value}`) this.#words.splice(at, 1);
    else if (options[at] === flag && options[at + 1] === value) this.#words.splice(at, 2);
  }

  /** What is left, with these words of it at the end: a flag with its value, or operands. */
  endingIn(last: readonly string[]): string[] {
    const options = this.#options();
    const [flag = '', value = ''] = last;
    const joined = options.indexOf(`${flag}=${value}`);
    if (flag.startsWith('--') && joined !== -1) {
      const [word = ''] = this.#words.splice(joined, 1);
      return this.#before(this.#words, [word]);
    }
    const isOnce = last.every((word) => this.#words.filter((one) => one === word).length === 1);
    if (!isOnce) return this.#words;
    const others = this.#words.filter((word) => !last.includes(word));
    return flag.startsWith('--') ? this.#before(others, last) : [...others, ...last];
  }

  /** Flags stand before a `--`. */
  #before(words: readonly string[], flags: readonly string[]): string[] {
    const end = words.indexOf('--');
    const at = end === -1 ? words.length : end;
    return [...words.slice(0, at), ...flags, ...words.slice(at)];
  }

  /** The words before a `--`, after which nothing is a flag. */
  #options(): string[] {
    const end = this.#words.indexOf('--');
    return end === -1 ? this.#words : this.#words.slice(0, end);
  }
}

/** Options whose value may be any word, an order's id too. */
const takeAnyWord = [
  '--reason',
  '--idempotency-key',
  '--payment',
  '--line',
  '--field',
  '--profile',
];

/** The words that were typed without these ids, where they stand for orders and not for a value. */
export const withoutIds = (typed: readonly string[], ids: readonly string[]): string[] =>
  typed.filter((word, i) => !ids.includes(word) || takeAnyWord.includes(typed[i - 1] ?? ''));
