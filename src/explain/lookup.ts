import { entries } from './entries.ts';
import { kinds, type Entry, type Kind } from './entry.ts';
import { nearestNames } from './nearest.ts';

/** Where an entry stands: `name` is one of its kind's. */
export interface Key {
  kind: Kind;
  name: string;
}

/** A word's own entry in a record; words come from servers and users, and may be `constructor`. */
export function own<T>(record: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(record, word) ? record[word] : undefined;
}

export function entryOf({ kind, name }: Key): Entry | undefined {
  return own<Entry>(entries[kind], name);
}

/** As the catalogue spells a word: `Already-Cancelled` is `already_canceled`. */
function canonical(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
    .replaceAll('cancelled', 'canceled');
}

/**
 * All entries by the name of `thing`. A status and its detail may come together
 * (`processed/accredited`), and with the name of their field (`status=created`).
 */
export function find(thing: string): Key[] {
  const words = canonical(thing)
    .replace(/^status(_detail)?_?[=:]_?/, '')
    .split('/');
  return words.length > 2 ? [] : words.flatMap(findWord);
}

function findWord(word: string): Key[] {
  const exitCode = /^(?:exit_?code|exit|code)_?(\d+)$/.exec(word)?.[1];
  if (exitCode !== undefined) return keysOf(exitCode, ['exit_code']);
  const found = keysOf(word, kinds);
  if (found.length > 0) return found;
  const status = /^(?:http_?)?(\d{3}|5xx)$/.exec(word)?.[1];
  return status === undefined ? [] : findHttpStatus(status);
}

function findHttpStatus(status: string): Key[] {
  const found = keysOf(`http_${status}`, ['error_code']);
  if (found.length > 0 || !status.startsWith('5')) return found;
  return keysOf('http_5xx', ['error_code']);
}

function keysOf(name: string, among: readonly Kind[]): Key[] {
  return among.map((kind) => ({ kind, name })).filter((key) => entryOf(key) !== undefined);
}

/** The entry of an error: by its code, else by its HTTP status. */
export function findError(
  code: string | undefined,
  httpStatus: number | undefined,
): Key | undefined {
  const byCode = code === undefined ? [] : keysOf(canonical(code), ['error_code']);
  if (byCode.length > 0 || httpStatus === undefined) return byCode[0];
  return findHttpStatus(String(httpStatus))[0];
}

/** The entry of a status or a detail of one kind. */
export function findStatus(status: string, kind: Kind): Key | undefined {
  return keysOf(canonical(status), [kind])[0];
}

/** What an unknown thing may have been meant to be. */
export function nearest(thing: string): string[] {
  const names = kinds.flatMap((kind) => Object.keys(entries[kind]));
  const words = new Set(names.filter((name) => !/^\d+$/.test(name)));
  return nearestNames(canonical(thing), words);
}
