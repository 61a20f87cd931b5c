import { usageError } from '../../../errors.ts';
import { nearestNames } from '../../../explain/nearest.ts';
import { sentence } from '../../../language/sentence.ts';
import { orderColumnNames } from '../../../terminal/order-columns.ts';
import type { Context } from '../../../session/context.ts';

/** What stands at the top of an order's document at Mercado Pago, and of the envelopes around one. */
const topNames = [
  ...orderColumnNames,
  ...['transactions', 'config', 'items', 'discounts', 'type_response', 'integration_data'],
  ...['marketplace_fee', 'user_id', 'country_code', 'expiration_time', 'processing_mode', 'taxes'],
  ...['outcome', 'answer', 'event', 'at', 'row', 'reference', 'key', 'error', 'notes', 'warnings'],
];

/**
 * Throws a usage error for a name in the template that is likely to be meant for another, before
 * anything is sent. A name that is not known here may be new in the API, and one with something that
 * stands for it may be missing: those pass.
 */
export function checkTemplate({ template = [] }: Context): void {
  for (const part of template) {
    if (typeof part === 'string' || part.or !== undefined) continue;
    const [top = ''] = part.path.split(/[.[\]]+/).filter((name) => name !== '');
    if (topNames.includes(top)) continue;
    const near = nearestNames(top, topNames).find((name) => !name.includes(top));
    if (near === undefined) continue;
    throw usageError(sentence('--template: orders have no {path}.', { path: part.path }), {
      hint: sentence('Did you mean {name}?', { name: near }),
    });
  }
}
