import { sentence } from '../../language/sentence.ts';
import { usageError } from '../../errors.ts';
import { otherThan, referenceFacts } from '../other-ids.ts';

/** `ORDTST` for orders of test accounts, `ORD` for live ones, then 26 characters (cancel page). */
const idPattern = /^ORD(TST)?[0-9A-Z]{26}$/;

/** A payment's, a refund's, a cash-out's, a dispute's; or the operation number of a receipt. */
const ofTransaction = /^((PAY|REF|CAS|CBK)[0-9A-Z]{20,}|\d{6,20})$/i;

/** Throws a usage error unless this can be the id of an order. */
export function checkId(id: string): void {
  if (idPattern.test(id)) return;
  const isElsewhere = ofTransaction.test(id) || isCut(id);
  const hint = ofTransaction.test(id)
    ? sentence('It may be a payment’s: `mp-orders find {id}` looks for its order.', { id })
    : isCut(id)
      ? sentence('A part of it is missing: `mp-orders find {id}` looks for orders by it.', { id })
      : idsIn(id).length > 1
        ? sentence('These are several ids: write each as an argument, or a line, of its own.')
        : sentence(
            'An order id is ORD (or ORDTST for a test account) followed by 26 capital letters and digits.',
          );
  throw usageError(sentence('"{id}" is not an order id.', { id }), {
    hint: otherThan(id) ?? hint,
    code: 'invalid_order_id',
    ...(isElsewhere ? { next: [`mp-orders find ${id}`] } : referenceFacts(id)),
  });
}

/** The beginning of an id, with enough of it to tell orders apart. */
const isCut = (id: string): boolean => /^ORD(TST)?[0-7][0-9A-Z]{8,24}$/i.test(id);

const anywhere = /(?<![0-9A-Z])ORD(TST)?[0-9A-Z]{26}(?![0-9A-Z])/gi;

/** With a prefix that was misread: `0RD…`, `OR0T5T…`. */
const misread = /(?<![0-9A-Z])[O0DQ]R[D0OQ]([T7][S5][T7])?([0-9A-Z]{26})(?![0-9A-Z])/gi;

/** What follows the prefix is a ULID: its first digit is 7 at most, and it has no I, L, O and U. */
const ulid = '[0-7][0-9A-HJKMNP-TV-Z]{25}';
const strict = new RegExp(`^ORD(?:TST)?${ulid}$`);
/** What may be an id that was broken into pieces, by a line's end in a PDF or by a photo's reader. */
const inPieces = /(?<![0-9A-Z])ORD\s*(?:TST\s*)?[0-7][0-9A-Z]*(?:-?\s+[0-9A-Z]+)*/g;

/** The ids in a text, in capitals: those of the API have no other letters. */
export function idsIn(text: string): string[] {
  const whole = [...text.matchAll(anywhere)].map(([id]) => id.toUpperCase());
  if (whole.length > 0) return whole;
  const misprinted = [...text.matchAll(misread)].flatMap(([, test, rest = '']) => {
    const id = `ORD${test === undefined ? '' : 'TST'}${rest}`.toUpperCase();
    return strict.test(likelyId(id) ?? id) ? [id] : [];
  });
  if (misprinted.length > 0 || !/\s/.test(text)) return misprinted;
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

/** Characters that look alike on a photo or a bad print, the likeliest to be taken for one another first. */
const alike = ['8B', '5S', '0DOQ', '1IL', '2Z', '6G', 'VU'];

const groupOf = (character: string): string =>
  alike.find((group) => group.includes(character)) ?? character;

const partsOf = (id: string): [prefix: string, rest: string] | undefined => {
  const [, prefix = '', rest = ''] = /^(ORD(?:TST)?)([0-9A-Z]{26})$/.exec(id) ?? [];
  return rest === '' ? undefined : [prefix, rest];
};

/**
 * The id that was meant by one with letters that ids never have: who reads it off a photo takes 0 for
 * O, and 1 for I or L. Undefined where it has none, or is no id then.
 */
export function likelyId(id: string): string | undefined {
  const [prefix = '', rest = ''] = partsOf(id) ?? [];
  const meant = prefix + rest.replaceAll('O', '0').replace(/[IL]/g, '1').replaceAll('U', 'V');
  return meant !== id && strict.test(meant) ? meant : undefined;
}

/** The form of all ids that may have been misread as this one. */
export function misreadForm(id: string): RegExp | undefined {
  const [prefix, rest] = partsOf(id) ?? [];
  if (prefix === undefined || rest === undefined) return undefined;
  const classes = [...rest].map((character) => `[${groupOf(character)}]`);
  return new RegExp(`(?<![0-9A-Z])${prefix}${classes.join('')}(?![0-9A-Z])`, 'i');
}

/**
 * Ids that may have been misread as this one, the likeliest first: those that one character tells apart
 * from it, then two. Of these only what the API may still serve, by the time that they tell.
 */
export function* misreadIds(id: string, now: Date): Generator<string> {
  const typed = likelyId(id) ?? id;
  const one = [...replacements(typed)];
  const two = one.flatMap((first) =>
    [...replacements(first.id)]
      .filter(({ at }) => at > first.at)
      .map(({ id: second }) => ({ id: second })),
  );
  for (const { id: other } of [...one, ...two]) {
    const age = now.getTime() - (madeAt(other) ?? 0);
    if (strict.test(other) && age <= servedMs && age >= -dayMs) yield other;
  }
}

const dayMs = 86_400_000;

/** The three months that the API serves an order, with a day for time zones (reference). */
export const servedMs = 93 * dayMs;

/** The ids that one other character makes of this one, by how alike the two are. A Q is seldom seen in a 0. */
function* replacements(id: string): Generator<{ id: string; at: number }> {
  const begin = id.length - 26;
  for (const group of alike) {
    for (let at = begin; at < id.length; at += 1) {
      if (!group.includes(id.charAt(at))) continue;
      for (const other of group.replace(/[OILQU]/g, '').replace(id.charAt(at), '')) {
        yield { id: `${id.slice(0, at)}${other}${id.slice(at + 1)}`, at };
      }
    }
  }
}

/** When an order was made, in ms, which the first ten characters after the prefix tell; undefined of other ids. */
export function madeAt(id: string): number | undefined {
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const values = [...id.slice(-26, -16)].map((character) => digits.indexOf(character));
  if (values.length < 10 || values.includes(-1)) return undefined;
  const time = values.reduce((sum, value) => sum * 32 + value, 0);
  // Before 2020 there was no Orders API: such an id is no ULID.
  return time >= Date.UTC(2020, 0) ? time : undefined;
}
