import type { Context } from '../context.ts';
import { fieldOfJson } from '../terminal/field.ts';
import { compactJson, indentJson } from '../terminal/json-text.ts';
import type { View } from '../terminal/view.ts';

/** One result, in the two forms that it can be asked for. */
export interface Printable {
  /** JSON text: the provider's own, unchanged, or an envelope of ours. */
  json: string;
  /** For people and for pipes; asked for only when it is to be printed. */
  text: (view: View) => string | Promise<string>;
}

/** How this run renders: for which terminal, when and where, and in which words. */
export async function viewOf(context: Context): Promise<View> {
  const { io, host } = context;
  const catalogue = await context.catalogue();
  return {
    isTerminal: io.isTerminal,
    columns: io.columns,
    chalk: io.chalk,
    timeZone: host.timeZone,
    now: host.now(),
    statusPhrase: (status, provider, what) => catalogue.statusPhraseOf(provider, status, what),
  };
}

/** Whether the result is for a program: `--json` or `--field`. */
export const wantsData = (context: Context): boolean =>
  context.options.json === true || context.options.field !== undefined;

/**
 * Prints one result on stdout: its text, or with `--json` its document (one line of it, but indented
 * for a single one on a terminal), or with `--field` values of that document, tab-separated.
 */
export async function printResult(
  context: Context,
  { json, text }: Printable,
  { one = true }: { one?: boolean } = {},
): Promise<void> {
  const { io, options } = context;
  if (options.field !== undefined) return printFields(context, json, options.field);
  if (options.json !== true) return io.out(await text(await viewOf(context)));
  io.out(one && io.isTerminal ? indentJson(json) : compactJson(json));
}

function printFields(context: Context, json: string, paths: readonly string[]): void {
  const values = paths.map((path) => fieldOfJson(json, path));
  const missing = paths.filter((_path, i) => values[i] === undefined);
  if (missing.length > 0) context.io.warn(`There is no field ${missing.join(', ')} in the answer.`);
  const single = values.length === 1;
  context.io.out(values.map((value) => cell(value ?? '', single)).join('\t'));
}

/** Beside others in one row, a value must not bring its own tabs and newlines. */
const cell = (value: string, single: boolean) =>
  single ? value : value.replace(/[\t\r\n]+/g, ' ');
