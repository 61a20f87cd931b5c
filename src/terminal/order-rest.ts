import { cleanValue } from './clean-text.ts';
import { jsonLeaves, type JsonLeaf } from '../json/leaves.ts';
import { renderDetails } from './table.ts';
import type { View } from './view.ts';
import { greatest, textWidth, wrapHanging } from './wrap.ts';

/** Fields that are read as numbers; all others that the view shows are strings. */
const numbers: ReadonlySet<string> = new Set([
  'items[].quantity',
  'transactions.payments[].payment_method.installments',
]);

/** Amounts, references and ids, which are read as strings and as numbers. */
const figures: ReadonlySet<string> = new Set([
  'total_amount',
  'total_paid_amount',
  'marketplace_fee',
  'external_reference',
  'user_id',
  ...['application_id', 'platform_id', 'integrator_id', 'sponsor.id'].map(
    (field) => `integration_data.${field}`,
  ),
  'config.qr.external_pos_id',
  ...['id', 'amount', 'paid_amount', 'refunded_amount', 'reference_id'].map(
    (field) => `transactions.payments[].${field}`,
  ),
  ...['id', 'transaction_id', 'reference_id', 'amount'].map(
    (field) => `transactions.refunds[].${field}`,
  ),
  ...['id', 'amount'].map((field) => `transactions.cash_outs[].${field}`),
  ...['unit_price', 'external_code'].map((field) => `items[].${field}`),
  'discounts.payment_methods[].new_total_amount',
]);

/** What of an answer the view shows. Paths have `[]` for any index. */
interface ShownFields {
  shown: ReadonlySet<string>;
  /** Shown under another name, and maybe in another form: `value` in cents, `isCancelable`. */
  renamed: ReadonlySet<string>;
  /** Values that are told, but which this view leaves out. */
  past: readonly string[];
}

/**
 * The fields of an answer that the view does not show, `path  value` a line: those it does not know,
 * and those of another type than documented.
 */
export function renderRest(answer: string, fields: ShownFields, view: View): string {
  const hidden = jsonLeaves(answer).filter((leaf) => leaf.path !== '' && !isShown(leaf, fields));
  if (hidden.length === 0) return '';
  const rows = hidden.map(({ path, token }) => [cleanValue(path), valueOf(token)] as const);
  return `${view.chalk.dim(view.say('Other fields'))}\n${renderRows(rows, view)}`;
}

function isShown({ path, token }: JsonLeaf, { shown, renamed, past }: ShownFields): boolean {
  const pattern = path.replace(/\[\d+\]/g, '[]');
  if (renamed.has(pattern)) return saysSomething(token) && !past.includes(valueOf(token));
  if (!shown.has(pattern)) return false;
  const isNumber = /^[-\d]/.test(token);
  return numbers.has(pattern)
    ? isNumber
    : token.startsWith('"') || (isNumber && figures.has(pattern));
}

/** What is null or empty reads as absent: the view shows nothing for it. */
const saysSomething = (token: string): boolean => !['null', '""', '{}', '[]'].includes(token);

/** A string without its quotes, unless there is nothing in it; anything else as it is written. */
function valueOf(token: string): string {
  const text = token.startsWith('"') ? cleanValue(JSON.parse(token) as string).trim() : token;
  return text === '' ? token : text;
}

/** In two columns, where the paths leave room for the values. */
function renderRows(rows: readonly (readonly [string, string])[], view: View): string {
  const { columns = Infinity } = view;
  const widest = greatest(rows.map(([path]) => textWidth(path)));
  if (widest <= columns / 2) return renderDetails(rows, view);
  return rows
    .map(([path, value]) => wrapHanging(`${view.chalk.dim(path)}  ${value}`, view.columns, 2))
    .join('\n');
}
