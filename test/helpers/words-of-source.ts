import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The source itself is asked which words it prints: a new one is found without being typed out. */
const source = fileURLToPath(new URL('../../src', import.meta.url));

/** Without comments. */
const read = (path: string) =>
  readFileSync(join(source, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);

/** Where the words stand of which a verdict, an outcome, a request, a check or a fault is one. */
const unions: readonly (readonly [path: string, begin: string])[] = [
  ['commands/reconcile/verdicts.ts', 'type Verdict ='],
  ['batch/tally.ts', 'type RowOutcome ='],
  ['watch/tally.ts', 'type WatchOutcome ='],
  ['orders/cancel-outcome.ts', 'type CancelOutcome ='],
  ['orders/cancel-outcome.ts', 'type CancelFinding ='],
  ['orders/refund-outcome.ts', 'type RefundOutcome ='],
  ['orders/refund-outcome.ts', 'type RefundAfterwards ='],
  ['commands/doctor/check.ts', 'status:'],
  ['journal/entry.ts', 'action:'],
  ['orders/emv-faults.ts', 'code:'],
];

/** A look that told nothing: it is judged before anything is printed. */
const neverPrinted = ['unread'];

function wordsOfUnion(path: string, begin: string): string[] {
  const text = read(path);
  const at = text.indexOf(begin);
  const end = text.indexOf(';', at);
  const words = [...text.slice(at, end).matchAll(/'(\w+)'/g)].map(([, word = '']) => word);
  if (at === -1 || words.length === 0) throw new Error(`${path} has no ${begin}`);
  return words;
}

const found = (names: readonly string[], form: RegExp): string[] =>
  names.flatMap((name) => [...read(name).matchAll(form)].map(([, word = '']) => word));

const sorted = (words: readonly string[]): string[] =>
  [...new Set(words)].filter((word) => !neverPrinted.includes(word)).sort();

/** Verdicts, outcomes, events, kinds of requests, checks and faults of codes. */
export const printedWords: readonly string[] = sorted([
  ...unions.flatMap(([path, begin]) => wordsOfUnion(path, begin)),
  ...found(
    files.filter((name) => name.startsWith('commands')),
    /\b(?:outcome|event): '(\w+)'/g,
  ),
]);

/** The codes of errors, of this tool and of those of the order systems that it knows by name. */
export const errorCodes: readonly string[] = sorted([
  ...found(
    files.filter((name) => !name.startsWith('sandbox')),
    /\bcode: '([a-z]\w+)'/g,
  ),
  ...found(files, /\bnew CliError\(\s*[^,'()]+,\s*'(\w+)'/g),
  ...found(files, /\busageError\([^;]*?\bcode: '(\w+)'/g),
]);
