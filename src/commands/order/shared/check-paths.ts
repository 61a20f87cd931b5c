import { wordList } from '../../../word-list.ts';
import { usageError } from '../../../errors.ts';
import { nearestNames } from '../../../nearest.ts';
import { sentence } from '../../../language/sentence.ts';
import { orderColumnNames } from '../../../terminal/order-columns.ts';
import type { Context } from '../../../session/context.ts';

/** What stands at the top of an order's document at Mercado Pago, and of the envelopes around one. */
const topNames = [
  ...orderColumnNames,
  ...wordList(`
    transactions, config, items, discounts, type_response, integration_data, marketplace_fee,
    user_id, country_code, expiration_time, processing_mode, taxes, outcome, answer, event, at,
    row, reference, key, error, notes, warnings
  `),
];

/**
 * Throws a usage error for a name in the template that is likely to be meant for another, before
 * anything is sent; of a change in `--field` too, where the id of a new order would be an empty line. A
 * name that is not known here may be new in the API, and one with something that stands for it may be
 * missing: those pass. So does a path that begins with a dot (`.statu`).
 */
export function checkPaths(
  { options, template = [] }: Context,
  { isChange = false }: { isChange?: boolean } = {},
): void {
  if (isChange) options.field?.forEach((path) => check('--field', path));
  for (const part of template) {
    if (typeof part !== 'string' && part.or === undefined) check('--template', part.path);
  }
}

function check(flag: string, path: string): void {
  const [top = ''] = path.split(/[.[\]]+/);
  if (top === '' || topNames.includes(top)) return;
  const near = nearestNames(top, topNames).find((name) => !name.includes(top));
  if (near === undefined) return;
  throw usageError(sentence('{flag}: orders have no {path}.', { flag, path }), {
    hint: sentence('Did you mean {meant}?', { meant: near }),
  });
}
