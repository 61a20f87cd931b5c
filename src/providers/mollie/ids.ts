import { sentence } from '../../language/sentence.ts';
import { usageError } from '../../errors.ts';
import { otherThan, referenceFacts } from '../other-ids.ts';

/** `ord_8wmqcHMN4U`, `ord_1.o2io4c`: the prefix is sure, Mollie makes the rest. */
const idPattern = /^ord_[A-Za-z0-9._-]+$/;

/** Throws a usage error unless this can be the id of an order. */
export function checkId(id: string): void {
  if (idPattern.test(id)) return;
  throw usageError(sentence('"{id}" is not an order id of Mollie.', { id }), {
    hint:
      otherThan(id) ??
      sentence('An order id is ord_ followed by letters and digits: ord_8wmqcHMN4U.'),
    code: 'invalid_order_id',
    ...referenceFacts(id),
  });
}

/** The ids in a text; its letters are what they are, and a dot at the end is a sentence's. */
export const idsIn = (text: string): string[] =>
  [...text.matchAll(/(?<!\w)ord_[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?/g)].map(([id]) => id);

/** `odl_dgtxyl`: as of orders, the prefix is sure. */
const lineIdPattern = /^odl_[A-Za-z0-9._-]+$/;

/** Throws a usage error unless this can be the id of an order's line. */
export function checkLineId(id: string): void {
  if (lineIdPattern.test(id)) return;
  throw usageError(sentence('"{id}" is not the id of a line of Mollie.', { id }), {
    hint: sentence(
      'A line’s id is odl_ followed by letters and digits: odl_dgtxyl; `mp-orders get` shows them.',
    ),
    code: 'invalid_line_id',
  });
}
