import { sentence } from '../../language/sentence.ts';
import { usageError } from '../../errors.ts';
import { otherThan } from '../other-ids.ts';

/** `ORDTST` for orders of test accounts, `ORD` for live ones, then 26 characters (cancel page). */
const idPattern = /^ORD(TST)?[0-9A-Z]{26}$/;

/** A payment's, a refund's, a cash-out's, a dispute's; or the operation number of a receipt. */
const ofTransaction = /^((PAY|REF|CAS|CBK)[0-9A-Z]{20,}|\d{6,20})$/i;

/** Throws a usage error unless this can be the id of an order. */
export function checkId(id: string): void {
  if (idPattern.test(id)) return;
  const hint = ofTransaction.test(id)
    ? sentence('It may be a payment’s: `mp-orders find {id}` looks for its order.', { id })
    : sentence(
        'An order id is ORD (or ORDTST for a test account) followed by 26 capital letters and digits.',
      );
  throw usageError(sentence('"{id}" is not an order id.', { id }), {
    hint: otherThan(id) ?? hint,
    code: 'invalid_order_id',
  });
}

const anywhere = /(?<![0-9A-Z])ORD(TST)?[0-9A-Z]{26}(?![0-9A-Z])/gi;

/** The ids in a text, in capitals: those of the API have no other letters. */
export const idsIn = (text: string): string[] =>
  [...text.matchAll(anywhere)].map(([id]) => id.toUpperCase());
