import type { Noun, VerbTree } from './commands/verb.ts';
import { isAmount, meantAmount } from './orders/money.ts';
import { namesCalled } from './other-names.ts';
import { idsIn } from './providers/pasted-ids.ts';

/** Verbs of a noun that have another name which stands for nothing else, and what is no command. */
const besideVerbs = ['sandbox pay', 'auth login', 'auth logout', 'help', '--version'];

/**
 * The commands that `word` may stand for, which is none: what is called so elsewhere, the verb of
 * another noun (`login`: `auth login`), or `get` for an order's id. `noun` is what it was typed behind.
 */
export function meantCommands(
  word: string,
  { shortcuts, nouns, loneVerbs }: VerbTree,
  noun?: string,
): string[] {
  const typed = nouns.find(({ name }) => name === noun);
  const namesOf = (entries: readonly { name: string }[]) => entries.map(({ name }) => name);
  const there =
    typed === undefined
      ? [...namesOf([...shortcuts, ...nouns, ...loneVerbs]), ...besideVerbs]
      : [...namesOf(typed.verbs), ...besideVerbs.filter((one) => one.startsWith(`${noun} `))];
  const hasVerb = (one: Noun) => one.verbs.some(({ name }) => name === word);
  const elsewhere = nouns
    .filter(hasVerb)
    .map(({ name }) => (name === 'order' ? word : `${name} ${word}`));
  const [id] = noun === undefined ? idsIn(word) : [];
  const called = namesCalled(word, there);
  return [...new Set([...called, ...elsewhere, ...(id === undefined ? [] : [`get ${id}`])])];
}

/**
 * The options that are meant by one that the command does not have (`-amount`, `--monto`); `there` are
 * those that it has.
 */
export function meantOptions(typed: string, there: readonly string[]): string[] {
  const [option = ''] = typed.split('=', 1);
  return namesCalled(option, there);
}

/**
 * The option that an argument lacks where the command takes none: `50` is an amount, and what has
 * letters and a digit may be a point of sale. Any other word is not repeated: it may be a token.
 */
export function lackedOption(word: string, there: readonly string[]): string | undefined {
  const amount = isAmount(word) ? word : meantAmount(word);
  if (amount !== undefined && there.includes('--amount')) return `--amount ${amount}`;
  const isPos = /^(?=.*\d)[a-z\d]{1,40}$/i.test(word);
  return isPos && there.includes('--pos') ? `--pos ${word}` : undefined;
}
