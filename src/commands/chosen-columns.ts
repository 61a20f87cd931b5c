import type { Command } from 'commander';
import { usageError } from '../errors.ts';
import { meantHint } from '../nearest.ts';
import { sentence } from '../language/sentence.ts';
import type { Context } from '../session/context.ts';
import { wantsData } from './print.ts';

/** How the entries of a list are to be printed, as typed. */
export interface ColumnFlags {
  csv?: boolean;
  columns?: string;
}

/** The columns of a list: names, or paths into the document of an entry. */
export interface ChosenColumns {
  csv: boolean;
  columns: readonly string[];
  /** Those that the list has by name: an entry may have nothing there. */
  known: readonly string[];
}

/** The columns that a list has by name. */
interface KnownColumns {
  /** Those of CSV where none are chosen. */
  usual: readonly string[];
  all: readonly string[];
}

export function addColumnOptions(command: Command): Command {
  return command
    .option('--csv', 'print CSV, with a head')
    .option('--columns <a,b>', 'these columns, or paths into the document of an entry');
}

/** Undefined where the list has its usual form. Throws a usage error for what is no column. */
export function readColumns(
  context: Context,
  { csv = false, columns: typed }: ColumnFlags,
  known: KnownColumns,
): ChosenColumns | undefined {
  if (!csv && typed === undefined) return undefined;
  if (wantsData(context)) {
    throw besideData(csv ? '--csv' : '--columns');
  }
  const columns = typed === undefined ? known.usual : typed.split(',').map((name) => name.trim());
  const unknown = columns.find((name) => !known.all.includes(name) && !isPath(name));
  if (unknown === undefined) return { csv, columns, known: known.all };
  const all = sentence('There are: {names}. A path has a dot in it: .user_id, config.qr.mode', {
    names: known.all.join(', '),
  });
  throw usageError(sentence('There is no column "{name}".', { name: unknown }), {
    hint: meantHint(unknown, known.all, all),
  });
}

/** What to throw for a form of lists beside one of documents. */
export const besideData = (flag: string) =>
  usageError(sentence('{flag} and --json, --field or --template exclude each other.', { flag }), {
    hint: sentence('Leave one of them out.'),
  });

/** `config.qr.mode`, or `.user_id` for a field at the top of a document. */
const isPath = (name: string): boolean => /[.[]/.test(name) && /[^.[\]]/.test(name);
