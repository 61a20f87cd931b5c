import type { Option } from 'commander';
import { excludeEachOther, usageError } from './errors.ts';
import { sentence } from './language/sentence.ts';
import { wordList } from './word-list.ts';

/** The options that commander adds to every command by itself. */
const builtIn = ['-h', '--help', '-V', '--version'];

/**
 * The words of a command line with each value that begins with a hyphen joined to its option
 * (`--reference=-x`), since commander looks for global options among the words of a verb without
 * knowing which of them are values: it would read `-q1` as `-q` and `-1`.
 *
 * Throws a usage error for an option with another dash (`—dry-run`), and where an option stands in
 * place of a value. `--idempotency-key $KEY --watch` has no word for an empty variable: the key would
 * be `--watch`, and nothing would be watched. So it does for an option that has two values: commander
 * would take the last, and whoever reads the line the first; `--proxy URL --no-proxy` is the same slip.
 */
export function bindValues(words: readonly string[], options: readonly Option[]): string[] {
  const known = new Options(options);
  const given = new Map<Option, string>();
  const bound: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--') return [...bound, ...words.slice(at)];
    const option = known.takingValue(word);
    const value = words[at + 1];
    if (option === undefined || value === undefined) {
      const undone = known.undoneBy(word);
      if (undone !== undefined) checkOnce(given, undone, word);
      const flag = known.takingNone(word);
      if (flag !== undefined) throw valueTooMany(flag);
      if (/^[\u2010-\u2015\u2212]+[a-z]/i.test(word)) throw typographicDash(word);
      if (known.wouldBeTornApart(word)) throw noOption(word);
      const joined = known.joinedValue(word);
      if (joined !== undefined) checkOnce(given, ...joined);
      bound.push(word);
      continue;
    }
    at += 1;
    const joined = `${option.long ?? word}=${value}`;
    const isHyphened = value.startsWith('-') && value !== '-';
    if (isHyphened && known.looksLikeOption(value)) {
      throw missingValue(option.flags, value, joined);
    }
    checkOnce(given, option, value);
    bound.push(...(isHyphened ? [joined] : [word, value]));
    // Of an option that takes several, one that is joined would be the last.
    for (; option.variadic && isHyphened; at += 1) {
      const next = words[at + 1];
      if (next === undefined || known.looksLikeOption(next)) break;
      bound.push(`${option.long ?? word}=${next}`);
    }
  }
  return bound;
}

/** As text editors and web pages make them of two hyphens. */
const typographicDash = (word: string) =>
  usageError(sentence("Unknown option '{option}'.", { option: word }), {
    hint: sentence('Did you mean {meant}?', {
      meant: word.replace(/^[^a-z]+/i, /^[^a-z]+[a-z]$/i.test(word) ? '-' : '--'),
    }),
  });

/** What an argument needs that begins with a hyphen. */
export const afterTwoHyphens = (word: string) =>
  sentence(
    'Add --help to see what the command takes. What begins with a hyphen and is no option goes after two: -- {word}',
    { word },
  );

const noOption = (word: string) =>
  usageError(sentence("Unknown option '{option}'.", { option: word }), {
    hint: afterTwoHyphens(word),
  });

/** Of a script that sets a flag to yes or no: left as it is, `--dry-run=false` would be a dry run. */
const valueTooMany = (option: string) =>
  usageError(sentence("Option '{option}' takes no value.", { option }), {
    hint: sentence('Write {option} by itself, or leave it out.', { option }),
  });

/**
 * These say how a run goes, and not what it does: a line may follow an alias or a script of npm that has
 * a value of its own, and the last one counts.
 */
const ofManner = wordList(`
  --timeout, --retries, --lang, --limit, --rate, --concurrency, --interval, --max-wait
`);

/** The same value twice does no harm, as where a script adds `--pos P1` to a line that has it. */
function checkOnce(given: Map<Option, string>, option: Option, value: string): void {
  const before = given.get(option) ?? value;
  given.set(option, value);
  const isFree = mayRepeat(option) || ofManner.includes(option.long ?? '');
  if (before === value || isFree) return;
  const undoing = [before, value].find((one) => one === undoingFlag(option));
  if (undoing !== undefined) throw excludeEachOther(option.long ?? option.flags, undoing);
  throw usageError(
    sentence('{option} is given twice: {before} and {value}.', {
      option: option.long ?? option.flags,
      before,
      value,
    }),
    { hint: sentence('Leave one of them out.') },
  );
}

/** `--no-proxy` of `--proxy`. */
const undoingFlag = ({ long }: Option) => long?.replace(/^--/, '--no-');

/** Whether the parser of an option is handed what came before, to add to it. */
export const mayRepeat = ({ variadic, parseArg }: Option): boolean =>
  variadic || (parseArg?.length ?? 0) > 1;

class Options {
  readonly #takingValue: ReadonlyMap<string, Option>;
  readonly #takingNone: readonly string[];
  readonly #shortFlags: string;

  constructor(options: readonly Option[]) {
    this.#takingValue = new Map(
      options
        .filter(({ required }) => required)
        .flatMap((option) =>
          [option.long ?? [], option.short ?? []].flat().map((flag) => [flag, option]),
        ),
    );
    this.#takingNone = options.flatMap(({ required, optional, long }) =>
      required || optional ? [] : (long ?? []),
    );
    const flags = [...builtIn, ...options.flatMap(({ short }) => short ?? [])];
    this.#shortFlags = flags
      .filter((flag) => flag.length === 2)
      .map((flag) => flag.slice(1))
      .join('');
  }

  takingValue = (word: string): Option | undefined => this.#takingValue.get(word);

  /** The option with a value that a word such as `--no-proxy` turns off. */
  undoneBy = (word: string): Option | undefined =>
    word.startsWith('--no-') ? this.takingValue(`--${word.slice(5)}`) : undefined;

  /** The option of a word such as `--amount=5`, and its value. */
  joinedValue(word: string): [Option, string] | undefined {
    const end = word.indexOf('=');
    const option = end === -1 ? undefined : this.takingValue(word.slice(0, end));
    return option && [option, word.slice(end + 1)];
  }

  /** The flag of a word such as `--quiet=yes`, unless one with a value is an option (`--debug=curl`). */
  takingNone(word: string): string | undefined {
    const [flag = '', value] = word.split('=', 2);
    const hasValues = this.#takingNone.some((one) => one.startsWith(`${flag}=`));
    return value !== undefined && this.#takingNone.includes(flag) && !hasValues ? flag : undefined;
  }

  /** A word such as `-q1`, which commander would take for `-q` and `-1`. */
  wouldBeTornApart(word: string): boolean {
    const first = /^-([^-])[^=]/.exec(word)?.[1];
    return (
      first !== undefined &&
      this.#shortFlags.includes(first) &&
      !this.#takingValue.has(`-${first}`) &&
      !this.looksLikeOption(word)
    );
  }

  /** A word such as `--watch`, known or mistyped, `--`, or `-q`; not `-5`, `-x` or `-- text`. */
  looksLikeOption(word: string): boolean {
    if (/^--(?:$|[a-z])/i.test(word)) return true;
    return word.length > 1 && [...word.slice(1)].every((flag) => this.#shortFlags.includes(flag));
  }
}

const missingValue = (flags: string, word: string, joined: string) =>
  usageError(sentence("Option '{flags}' needs a value before {word}.", { flags, word }), {
    hint: sentence(
      'Put a variable that may be empty in quotes: "$VALUE". If {word} is the value, write {joined}.',
      { word, joined },
    ),
  });
