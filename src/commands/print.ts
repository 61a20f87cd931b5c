import { messageOf } from '../errors.ts';
import { english, sentence, type Text } from '../language/sentence.ts';
import type { Context } from '../session/context.ts';
import type { Order } from '../orders/order.ts';
import { visibleJson } from '../terminal/clean-text.ts';
import { compactJson, indentJson } from '../json/text.ts';
import { orderColumnNames } from '../terminal/order-columns.ts';
import { renderTemplate, type Template } from '../terminal/template.ts';
import type { View } from '../terminal/view.ts';
import { fieldsThere, valueIn, whatIsThere, type Pickable } from './result-values.ts';

/** One result, in the two forms that it can be asked for. */
interface Printable {
  /** JSON text: the provider's own, unchanged, or an envelope of ours. */
  json: string;
  /** For people and for pipes; asked for only when it is to be printed. */
  text: (view: View) => string | Promise<string>;
  /** The order that it is, or is about: its columns are known by their names. */
  order?: Order | undefined;
  /** What is printed where the text cannot be laid out; the document when left out. */
  plain?: string;
}

/** How this run renders: for which terminal, when and where, and in which words. */
export async function viewOf(context: Context): Promise<View> {
  const { io, host } = context;
  const catalogue = await context.catalogue();
  let timeZone: string | undefined;
  return {
    isTerminal: io.isTerminal,
    columns: io.columns,
    chalk: io.chalk,
    get timeZone() {
      return (timeZone ??= host.timeZone); // what is known of zones takes 10 ms to load
    },
    now: host.now(),
    say: io.isTerminal ? context.say : english, // piped columns are for programs
    statusPhrase: (status, provider, what) =>
      catalogue.statusPhraseOf(provider, status, what) ??
      (what === 'line' ? undefined : catalogue.labels.notKnown),
  };
}

/** Whether values are picked from a result: `--field` or `--template`. */
export const picksValues = ({ options, template }: Context): boolean =>
  options.field !== undefined || template !== undefined;

/** Whether the result is for a program: `--json`, `--field` or `--template`. */
export const wantsData = (context: Context): boolean =>
  context.options.json === true || picksValues(context);

/**
 * Prints one result on stdout: its text, or with `--json` its document (one line of it, but indented
 * for a single one on a terminal), or with `--field` values of that document, tab-separated, or with
 * `--template` a line of the user's own.
 */
export async function printResult(
  context: Context,
  { json, text, order, plain = json }: Printable,
  { one = true }: { one?: boolean } = {},
): Promise<void> {
  const { io, options, template } = context;
  if (template !== undefined) return printLine(context, template, { json, order });
  if (options.field !== undefined) return printFields(context, options.field, { json, order });
  const layOut = async () => {
    if (options.json !== true) return text(await viewOf(context));
    if (!io.isTerminal) return compactJson(json);
    return visibleJson(one ? indentJson(json) : compactJson(json));
  };
  io.out(await orPlain(context, layOut, options.json === true ? json : plain));
}

/**
 * What laying out comes to, or the plain text where that fails: whatever is wrong with the zone, the
 * window or the drawing, a result that is there must not be hidden, least of all one of a change.
 */
export async function orPlain(
  { io }: Context,
  layOut: () => string | Promise<string>,
  plain: string,
): Promise<string> {
  try {
    return await layOut();
  } catch (error) {
    io.warn(
      sentence('Warning: the result could not be formatted ({reason}); it is printed plainly.', {
        reason: messageOf(error),
      }),
    );
    return plain;
  }
}

/**
 * Does what comes after a change that was done, such as a hint: what goes wrong with it is told, and
 * is no error of the change.
 */
export async function afterwards(
  { io }: Context,
  done: Text,
  tell: () => void | Promise<void>,
): Promise<void> {
  try {
    await tell();
  } catch (error) {
    io.warn(
      sentence('Warning: {done}; the rest could not be printed ({reason}).', {
        done,
        reason: messageOf(error),
      }),
    );
  }
}

function printLine(context: Context, template: Template, result: Pickable): void {
  const missing = (path: string) => {
    if (path === 'qr_data') context.io.warn(noCode(path));
    else if (result.order === undefined || !orderColumnNames.includes(path)) {
      context.addMissing(path, whatIsThere(fieldsThere(result, path))); // a column that this order does not tell is just empty
    }
  };
  context.io.out(renderTemplate(template, (path) => valueIn(result, path), missing));
}

/** A till that draws nothing must not pass for one whose customer does not pay. */
const noCode = (fields: string): Text =>
  sentence('There is no code in {fields} of the answer.', { fields });

function printFields(context: Context, paths: readonly string[], result: Pickable): void {
  const values = paths.map((path) => valueIn(result, path));
  // The column is always there; the path into an answer is not.
  const isEmptyCode = (path: string, i: number) =>
    /(^|[.\]])qr_data$/.test(path) &&
    (values[i] ?? '').trim() === '' &&
    (values[i] !== undefined || (path === 'qr_data' && result.order !== undefined));
  const empty = paths.filter(isEmptyCode);
  const missing = paths.filter((path, i) => values[i] === undefined && !isEmptyCode(path, i));
  if (missing.length > 0) {
    const fields = missing.join(', ');
    const there = whatIsThere(fieldsThere(result, missing[0] ?? ''));
    const text = sentence('There is no field {fields} in the answer.', { fields });
    context.io.warnOnce(there === undefined ? text : [text, ' ', there]);
  }
  if (empty.length > 0) context.io.warn(noCode(empty.join(', ')));
  const single = values.length === 1;
  context.io.out(
    values.map((value) => cell(value === null ? 'null' : (value ?? ''), single)).join('\t'),
  );
}

/** Beside others in one row, a value must not bring its own tabs and newlines. */
const cell = (value: string, single: boolean) =>
  single ? value : value.replace(/[\t\r\n]+/g, ' ');
