import { sentence, type Text } from '../language/sentence.ts';
import { usageError } from '../errors.ts';
import { nearestNames } from '../nearest.ts';

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

/** What the API, and people who speak Spanish or Portuguese, call these columns. */
const otherNames: Readonly<Record<string, string>> = {
  amount: 'total-amount monto importe valor',
  pos: 'external-pos-id caja caixa',
  reference: 'external-reference referencia referência',
  description: 'descripcion descripción descricao descrição',
  expires: 'expiration-time',
  'marketplace-fee': 'application-fee',
};

const byName = new Map(columns.map((column) => [column.name, column]));

/** A column by its name: that of a flag, with `_` or `-`, in capitals or not. Throws a usage error. */
export function columnOf(name: string): Column {
  const typed = name.trim().toLowerCase().replaceAll('_', '-');
  const column = byName.get(typed);
  if (column !== undefined) return column;
  const [meant = nearestNames(typed, byName.keys())[0]] = Object.keys(otherNames).filter((one) =>
    otherNames[one]?.split(' ').includes(typed),
  );
  const known = sentence('Columns are named like the flags: {columns}.', {
    columns: columns.map((one) => one.name).join(', '),
  });
  throw usageError(
    name.trim() === ''
      ? sentence('A column has no name.')
      : sentence('There is no column "{name}".', { name }),
    {
      code: 'unknown_column',
      hint:
        meant === undefined ? known : [sentence('Did you mean {meant}?', { meant }), ' ', known],
    },
  );
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
