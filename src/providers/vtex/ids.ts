import { sentence } from '../../language/sentence.ts';
import { usageError } from '../../errors.ts';

/** What can be an id here: `1172452900788-01`, `FRN-1636850500005-01`, also `123543123`, `seq501456`. */
const idPattern = /^[A-Za-z0-9-]{4,64}$/;

/**
 * The usual shape, which no other system's ids have: a long number, perhaps an affiliate before it,
 * and two digits that count a purchase's orders. A date, `2026-11-21`, is none.
 */
const ownPattern = /^(?:[A-Za-z0-9]+-)?(?=[A-Za-z]*\d)[A-Za-z0-9]{7,}-\d{2}$/;

/** Whether an id has VTEX's own shape; one without the two digits may be anybody's. */
export const ownsId = (id: string): boolean => ownPattern.test(id) && idPattern.test(id);

/** The ids of that shape in a text. */
export const idsIn = (text: string): string[] => text.split(/[^A-Za-z0-9-]+/).filter(ownsId);

/** Throws a usage error unless this can be the id of an order. */
export function checkId(id: string): void {
  if (idPattern.test(id)) return;
  throw usageError(sentence('"{id}" is not an order id.', { id }), {
    hint: sentence(
      'VTEX’s order ids are 4 to 64 letters, digits and hyphens, such as 1172452900788-01.',
    ),
    code: 'invalid_order_id',
  });
}
