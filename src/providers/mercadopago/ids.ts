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
    : isCut(id)
      ? sentence('A part of it is missing: `mp-orders find {id}` looks for orders by it.', { id })
      : sentence(
          'An order id is ORD (or ORDTST for a test account) followed by 26 capital letters and digits.',
        );
  throw usageError(sentence('"{id}" is not an order id.', { id }), {
    hint: otherThan(id) ?? hint,
    code: 'invalid_order_id',
  });
}

/** The beginning of an id, with enough of it to tell orders apart. */
const isCut = (id: string): boolean => /^ORD(TST)?[0-7][0-9A-Z]{8,24}$/i.test(id);

const anywhere = /(?<![0-9A-Z])ORD(TST)?[0-9A-Z]{26}(?![0-9A-Z])/gi;

/** What follows the prefix is a ULID: its first digit is 7 at most, and it has no I, L, O and U. */
const ulid = '[0-7][0-9A-HJKMNP-TV-Z]{25}';
const strict = new RegExp(`^ORD(?:TST)?${ulid}$`);
/** What may be an id that was broken into pieces, by a line's end in a PDF or by a photo's reader. */
const inPieces = /(?<![0-9A-Z])ORD\s*(?:TST\s*)?[0-7][0-9A-Z]*(?:-?\s+[0-9A-Z]+)*/g;

/** The ids in a text, in capitals: those of the API have no other letters. */
export function idsIn(text: string): string[] {
  const whole = [...text.matchAll(anywhere)].map(([id]) => id.toUpperCase());
  if (whole.length > 0 || !/\s/.test(text)) return whole;
  return [...text.toUpperCase().matchAll(inPieces)].flatMap(([pieces]) => {
    const lengths = [29, 32];
    let id = '';
    for (const piece of pieces.split(/-?\s+/)) {
      id += piece;
      if (lengths.includes(id.length) && strict.test(id)) return [id];
    }
    return [];
  });
}

/**
 * The id that was meant by one with letters that ids never have: who reads it off a photo takes 0 for
 * O, and 1 for I or L. Undefined where it has none, or is no id then.
 */
export function likelyId(id: string): string | undefined {
  const [, prefix = '', rest = ''] = /^(ORD(?:TST)?)([0-9A-Z]{26})$/.exec(id) ?? [];
  const meant = prefix + rest.replaceAll('O', '0').replace(/[IL]/g, '1');
  return meant !== id && strict.test(meant) ? meant : undefined;
}
