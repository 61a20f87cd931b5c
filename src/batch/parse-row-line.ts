import { messageOf } from '../errors.ts';
import { sentence } from '../language/sentence.ts';
import { memberTokens } from '../json/slices.ts';
import { columnOf, invalidRow, requireUtf8, type Column, type RowFlags } from './row-columns.ts';

type Json = Record<string, unknown>;

/** A whole request body, or what flags would say. */
export type RowContent = { body: Json } | { flags: RowFlags };

/**
 * Reads a line of NDJSON: the body of a create request when it has `transactions` or `config`, else a
 * row whose keys are the names of flags. Throws a usage error.
 */
export function parseRowLine(line: string): RowContent {
  requireUtf8(line);
  const value = parseJson(line);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidRow(sentence('The row is not a JSON object.'), oneALine);
  }
  if ('transactions' in value || 'config' in value) return { body: value };
  return { flags: readFlags(line, value as Json) };
}

const oneALine = sentence('Write one JSON object per line (`jq -c` does).');

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    const why = messageOf(cause);
    throw invalidRow(sentence('The row is not JSON.'), oneALine, [why]);
  }
}

function readFlags(line: string, values: Json): RowFlags {
  const flags: Json = {};
  for (const [key, literal] of memberTokens(line)) {
    const column = columnOf(key);
    if (Object.hasOwn(flags, column.field))
      throw invalidRow(sentence('"{name}" appears twice.', { name: key }));
    const value = valueOf(column, values[key], literal);
    if (value !== undefined) flags[column.field] = value;
  }
  return flags;
}

/** Null is nothing said. A number is taken as it is written: as a number it could lose digits. */
function valueOf({ name, takes }: Column, value: unknown, literal: string): unknown {
  if (value === null) return undefined;
  if (takes === 'list') {
    if (Array.isArray(value)) return value;
    throw invalidRow(sentence('"{name}" takes a list of items as the API takes them.', { name }));
  }
  const texts = (takes === 'texts' && Array.isArray(value) ? value : [value]) as unknown[];
  if (takes === 'texts' && texts.every((text) => typeof text === 'string')) return texts;
  if (takes === 'text' && typeof value === 'string') return value;
  if (takes === 'text' && typeof value === 'number') return literal;
  throw invalidRow(
    takes === 'texts'
      ? sentence('"{name}" takes a text, or a list of texts.', { name })
      : sentence('"{name}" takes a text.', { name }),
  );
}
