import { sentence, type Text } from '../language/sentence.ts';
import { joinTexts } from '../language/list.ts';
import { usageError } from '../errors.ts';
import { nearestNames } from '../nearest.ts';
import { namesCalled } from '../other-names.ts';

/** What a row says of its order, as the flags of the same names would. */
export interface RowFlags {
  amount?: string;
  total?: string;
  pos?: string;
  mode?: string;
  reference?: string;
  description?: string;
  expires?: string;
  /** Each as with `--item`. */
  item?: readonly string[];
  /** As the API takes them. */
  items?: readonly unknown[];
  /** Each as with `--discount`. */
  discount?: readonly string[];
  marketplaceFee?: string;
  platformId?: string;
  integratorId?: string;
  sponsorId?: string;
}

export interface Column {
  name: string;
  field: keyof RowFlags;
  /** One text, several texts, or a list of objects. */
  takes: 'text' | 'texts' | 'list';
}

const columns: readonly Column[] = [
  { name: 'amount', field: 'amount', takes: 'text' },
  { name: 'total', field: 'total', takes: 'text' },
  { name: 'pos', field: 'pos', takes: 'text' },
  { name: 'mode', field: 'mode', takes: 'text' },
  { name: 'reference', field: 'reference', takes: 'text' },
  { name: 'description', field: 'description', takes: 'text' },
  { name: 'expires', field: 'expires', takes: 'text' },
  { name: 'item', field: 'item', takes: 'texts' },
  { name: 'items', field: 'items', takes: 'list' },
  { name: 'discount', field: 'discount', takes: 'texts' },
  { name: 'marketplace-fee', field: 'marketplaceFee', takes: 'text' },
  { name: 'platform-id', field: 'platformId', takes: 'text' },
  { name: 'integrator-id', field: 'integratorId', takes: 'text' },
  { name: 'sponsor-id', field: 'sponsorId', takes: 'text' },
];

const byName = new Map(columns.map((column) => [column.name, column]));

const plain = (name: string): string => name.trim().toLowerCase().replaceAll('_', '-');

/** A column by its name: that of a flag, with `_` or `-`, in capitals or not. Throws a usage error. */
export const columnOf = (name: string): Column => columnsOf([name])[0]!;

/** Columns by their names. Throws a usage error that tells of all which are none. */
export function columnsOf(names: readonly string[]): Column[] {
  const found = names.flatMap((name) => byName.get(plain(name)) ?? []);
  if (found.length === names.length) return found;
  const unknown = names.filter((name) => !byName.has(plain(name)));
  const known = sentence('Columns are named like the flags: {columns}.', {
    columns: columns.map((one) => one.name).join(', '),
  });
  const [message = '', ...more] = unknown.map((name) =>
    name.trim() === ''
      ? sentence('A column has no name.')
      : sentence('There is no column "{name}".', { name }),
  );
  const hints = unknown.map(meantBy);
  const [hint] = hints;
  const code = 'unknown_column';
  if (more.length === 0)
    throw usageError(message, { code, hint: hint === undefined ? known : [hint, ' ', known] });
  throw usageError(sentence('{count} columns are not known.', { count: unknown.length }), {
    code,
    details: [message, ...more].map((text, i): Text =>
      joinTexts([text, hints[i] ?? []].flat(), ' '),
    ),
    hint: known,
  });
}

function meantBy(name: string): Text | undefined {
  const typed = plain(name);
  const [meant = nearestNames(typed, byName.keys())[0]] = namesCalled(typed, byName.keys());
  return meant === undefined ? undefined : sentence('Did you mean {meant}?', { meant });
}

export const invalidRow = (message: Text, hint?: Text, details?: readonly Text[]) =>
  usageError(message, { code: 'invalid_row', hint, details });

/** Where a text was not UTF-8, the decoder put this character. */
export function requireUtf8(text: string): void {
  if (!text.includes('\uFFFD')) return;
  throw invalidRow(
    sentence('The row is not UTF-8.'),
    sentence('Save the file as UTF-8 (in a spreadsheet: CSV UTF-8).'),
  );
}
