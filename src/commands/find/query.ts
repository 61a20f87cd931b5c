import { wordList } from '../../word-list.ts';
import type { Label } from '../../language/sentence.ts';
import { currencyOf } from '../../orders/currency.ts';
import { plainAmount, isAmount, numberAndCurrency, sameAmount } from '../../orders/money.ts';
import type { Order } from '../../orders/order.ts';
import { looseReference, plainReference } from '../../orders/reference.ts';
import { percentDecoded } from '../../percent-encoding.ts';
import { parseJson } from '../../json/text.ts';
import { bareWord, idsIn, likelyId, misreadForm } from '../../providers/pasted-ids.ts';
import type { JournalEntry } from '../../journal/journal.ts';
import { isOfAmount } from '../order/list/filters.ts';
import { orderOf } from '../../journal/entry.ts';

/** What a user has of an order, taken apart. */
export interface FindQuery {
  /** As it was pasted. */
  pasted: string;
  /** Words that may be a reference, a number or a key. */
  words: string[];
  /** Beginnings of references and ids, which were cut: `VENTA-10…`. */
  beginnings: string[];
  /** Ids of orders in it, and those that were meant by ids that were misread. */
  ids: string[];
  /** The forms of ids that may have been misread as one of those. */
  alike: RegExp[];
  /** An amount, where it is to be looked for as one. */
  amount?: string;
  /** An amount among other words, which is not looked for. */
  unsought?: string;
  /** The code of the currency that stands beside the amount. */
  currency?: string;
}

/** Where a document names an order: the API's fields, and those of notifications. */
const namingFields = new Set(
  wordList(`
    id, order_id, external_reference, reference_id, idempotency_key, request_id, orderId,
    orderNumber, resource, qr_data
  `),
);

/** Takes apart what was pasted; a whole number is an amount only where the hour is known too. */
export function readQuery(pasted: string, { hasTime }: { hasTime: boolean }): FindQuery {
  const document = parseJson(pasted);
  const isDocument = typeof document === 'object' && document !== null;
  const words = isDocument ? namesIn(document) : wordsOf(pasted);
  const ids = idsIn(pasted).flatMap((id) => [id, likelyId(id) ?? []].flat());
  // An id that was broken into pieces is no words.
  const isPiece = (word: string) =>
    ids.some((id) => id.length > word.length && id.includes(word.toUpperCase()));
  return {
    pasted,
    words: [...new Set(words.flatMap(spellings))].filter((word) => !isPiece(word)),
    beginnings: isDocument ? [] : beginningsIn(pasted),
    ids,
    alike: ids.flatMap((id) => misreadForm(id) ?? []),
    ...(isDocument ? {} : amountsIn(pasted, hasTime)),
  };
}

/** A word with the hyphens and letters that are typed, where an editor or a PDF has others. */
const spellings = (word: string): string[] => [
  word,
  plainReference(word.replace(/\s*[\u2010-\u2015\u2212]\s*/g, '-')),
  ...misreadNumber(word),
];

const digitOf: Readonly<Record<string, string>> = {
  ...{ O: '0', Q: '0', D: '0', I: '1', L: '1' },
  ...{ Z: '2', S: '5', G: '6', B: '8' },
};

/** The number of an operation in which a photo’s reader took digits for letters: `7913S8I5`. */
function misreadNumber(word: string): string[] {
  const digits = word.replace(/\D/g, '').length;
  const isNumber = /^[\dBDGILOQSZ]{6,20}$/i.test(word) && digits < word.length;
  if (!isNumber || digits * 5 < word.length * 3) return [];
  return [word.toUpperCase().replace(/\D/g, (letter) => digitOf[letter] ?? letter)];
}

/** A reference in whose number a photo's reader took a nought or a one for a letter: `VENTA-1OO1`. */
const misreadReference = (word: string): string =>
  word.replace(/(?<![A-Z\d])[\dOIL]{2,}(?![A-Z\d])/gi, (group) =>
    /\d/.test(group)
      ? group.toUpperCase().replace(/\D/g, (letter) => digitOf[letter] ?? letter)
      : group,
  );

/** Tables end what they cut with `…`; so do those of this tool. */
const beginningsIn = (pasted: string): string[] => {
  const [, start = ''] = /^["'\s]*([^\s…]{3,}?)(?:…|\.{3})["'\s]*$/.exec(pasted) ?? [];
  return start === '' ? [] : [start.toUpperCase()];
};

/** The word itself, or what stands at the end of a URL. */
function wordsOf(pasted: string): string[] {
  const bare = bareWord(pasted);
  if (/[\s;|]/.test(bare)) return [...wordsOfProse(pasted, bare), ...numberInGroups(bare)];
  return [...wordOf(pasted, bare), ...numbersIn(bare)];
}

/** Numbers as long as those of operations in a word that has signs too: `MP*61212056`, `op=61212056&x=1`. */
const numbersIn = (word: string): string[] =>
  /^(?:0002\d\d|https?:)/.test(word) || !/[^\p{L}\p{N}_-]/u.test(word)
    ? []
    : [...(word.match(/(?<![\d.,])\d{6,20}(?![\d.,])/g) ?? []), ...numberInGroups(word)];

/** The only number of a text, where it is written in groups: `61 212 056`, `61.212.056`. */
function numberInGroups(text: string): string[] {
  const [, number] = /^[^\d]*(\d{1,4}(?:[ .\u00a0-]\d{2,4}){1,5})[^\d]*$/.exec(text) ?? [];
  const digits = number?.replace(/\D/g, '') ?? '';
  return /^\d{6,20}$/.test(digits) ? [digits] : [];
}

/** Each word is a question to the order system. */
const mostWords = 12;
const mostPairs = 3;
const dateOrTime = /^(?:\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{1,4})?|\d{1,2}:\d{2}.*|\d{4}-\d\d-\d\dT.*)$/;
const amountLike = /^[\p{L}$€]*[\d.,]*[.,]\d{1,2}$/u;

/**
 * The text itself, a reference with blanks perhaps, and of a receipt or a message that was pasted whole
 * the words that can name an order: those with a digit that are no date, hour or amount.
 */
function wordsOfProse(pasted: string, bare: string): string[] {
  const whole = wordOf(pasted, bare);
  if (/^0002\d\d/.test(bare)) return whole;
  const words = bare.split(/[\s;|]+/).flatMap((part) => {
    const word = bareWord(part);
    const numbers = word.match(/(?<!\d)\d{6,20}(?!\d)/g) ?? [];
    // `Operación:61212056`, `N°61212056`: the label is no part of it.
    const labeled = /^(?:\p{L}+[:=]|n[.º°o]+:?|#)(?<rest>\S+)$/iu.exec(word)?.groups?.rest;
    return labeled === undefined ? [word] : [labeled, ...numbers];
  });
  const telling = words.filter(
    (word) =>
      word.length >= 3 && /\d/.test(word) && !dateOrTime.test(word) && !amountLike.test(word),
  );
  // A long text has its operation number anywhere.
  const hasNumber = (word: string) => /\d{6}/.test(word);
  const [first, others] = [telling.filter(hasNumber), telling.filter((word) => !hasNumber(word))];
  // `N° 12`, `Venta 7`: a short number is one where nothing else is there.
  const [, short = ''] = /^[\p{L}.º°]+:?\s+#?(\d{1,5})$/u.exec(bare) ?? [];
  const named = short === '' ? [] : [short];
  // `la venta 1002 de $ 24,50`: what a reference may be, written in two words.
  const pairs = bare.match(/(?<!\p{L})\p{L}{2,} #?\d{2,5}(?![\d.,:/-])/gu) ?? [];
  return [
    ...whole,
    ...[...new Set([...first, ...pairs.slice(0, mostPairs), ...others, ...named])].slice(
      0,
      mostWords,
    ),
  ];
}

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** Whether a code, or the UUID in it, is among the words. */
const isCodeOf = (qr: string | undefined, words: readonly string[]): boolean =>
  qr !== undefined &&
  words.some((word) => word === qr || (uuid.test(word) && qr.includes(word.toLowerCase())));

function wordOf(pasted: string, bare: string): string[] {
  // A code is pasted whole: its end is its checksum, and blanks in it count. What of it is one order's
  // is the UUID of its field 43.06: that is there in a code that was cut or altered as well.
  const isCode = /^\s*0002\d\d/.test(pasted);
  const whole = isCode ? [pasted.trim(), ...(pasted.match(uuid) ?? [])] : [];
  if (!/^https?:\/\//i.test(bare) || !URL.canParse(bare)) return [...whole, bare].filter(Boolean);
  const { pathname, searchParams } = new URL(bare);
  const last = pathname.split('/').filter(Boolean).at(-1) ?? '';
  return [percentDecoded(last), ...searchParams.values()].map(bareWord).filter(Boolean);
}

function namesIn(document: unknown): string[] {
  if (Array.isArray(document)) return document.flatMap(namesIn);
  if (typeof document !== 'object' || document === null) return [];
  return Object.entries(document).flatMap(([key, value]) => {
    const isName = typeof value === 'string' || typeof value === 'number';
    if (isName) return namingFields.has(key) ? [bareWord(String(value))].filter(Boolean) : [];
    return namesIn(value);
  });
}

/** Groups of thousands are parted by one mark, and the cents by the other one. */
const amountForm = /^(\d{1,3}(?:\.\d{3})+(?!\.)|\d{1,3}(?:,\d{3})+(?!,)|\d+)(?:[.,](\d{1,2}))?$/;

/** `Total: $ 24,50`, `monto=24.50`. */
const amountLabel =
  /^\s*(?:total|monto|importe|valor|amount|pag[oa]|paid)(?: pag[oa](?:d[oa])?)?\s*[:=]?\s*/i;
const amountInProse = /(?<=^|\s)(?:[\p{L}$€]{1,4} ?)?\d[\d.,]*[.,]\d\d(?=[.,;]?(?:\s|$))/u;

function amountsIn(
  pasted: string,
  hasTime: boolean,
): Pick<FindQuery, 'amount' | 'currency' | 'unsought'> {
  const own = amountIn(pasted.replace(amountLabel, ''), hasTime);
  if (own.amount !== undefined) return own;
  const [found] = amountInProse.exec(pasted) ?? [];
  const { amount } = found === undefined ? {} : amountIn(found, hasTime);
  return amount === undefined ? {} : { unsought: amount };
}

/** `24.50`, `24,5`, `$ 24,50`, `1.234,56 ARS`, `1 234,56`; `50` where the hour is known. */
function amountIn(pasted: string, hasTime: boolean): Pick<FindQuery, 'amount' | 'currency'> {
  const { number, currency } = numberAndCurrency(bareWord(pasted.replace(/[.,][-–—]\s*$/, '')));
  const [, whole, cents] = amountForm.exec(number) ?? [];
  if (whole === undefined) return {};
  // A number with a currency beside it can be nothing else.
  if (cents === undefined && !hasTime && currency === undefined) return {};
  const plain = whole.replace(/[.,]/g, '').replace(/^0+(?=\d)/, '');
  const amount = cents === undefined ? plain : `${plain}.${cents.padEnd(2, '0')}`;
  if (!isAmount(amount)) return {};
  const code = currencyOf(currency ?? '');
  return { amount: plainAmount(amount), ...(code && { currency: code }) };
}

const same = (a: string | undefined, b: string): boolean =>
  a !== undefined && a.toUpperCase() === b.toUpperCase();

/** An id's end tells orders apart, and its beginning, which says when it was made, where it is long. */
const isPartOf = (id: string, word: string): boolean =>
  /^[0-9A-Z]+$/i.test(word) &&
  ((word.length >= 6 && id.endsWith(word.toUpperCase())) ||
    (word.length >= 14 && id.startsWith(word.toUpperCase())));

/** What of an order's id fits. */
function idReason(id: string, { ids, alike, words, beginnings }: FindQuery): Label | undefined {
  if (ids.includes(id) || words.some((word) => same(id, word))) return 'order id';
  if (alike.some((form) => form.test(id))) return 'order id, misread';
  const isPart = words.some((word) => isPartOf(id, word));
  return isPart || beginnings.some((start) => id.toUpperCase().startsWith(start))
    ? 'a part of the order id'
    : undefined;
}

/** What of a reference fits. */
function referenceReason(
  reference: string | undefined,
  { words, beginnings }: FindQuery,
): Label | undefined {
  if (reference === undefined) return undefined;
  if (words.includes(reference)) return 'reference';
  if (words.some((word) => same(reference, word))) return 'reference, in other capitals';
  const loose = looseReference(reference);
  const forms = words.flatMap((word) => [word, misreadReference(word)]);
  if (forms.some((word) => loose !== '' && looseReference(word) === loose)) {
    return 'reference, written otherwise';
  }
  return beginnings.some((start) => reference.toUpperCase().startsWith(start))
    ? 'the beginning of the reference'
    : undefined;
}

/** An amount that was pasted with a currency may have another one's sign. */
const amountReason = (order: Order, { currency = order.currency }: FindQuery): Label =>
  [undefined, currency].includes(order.currency) ? 'amount' : 'amount, in another currency';

/** Why an order is the one that is looked for; nothing for another one. */
export function reasonsOf(order: Order, query: FindQuery): string[] {
  const { words, amount } = query;
  const { payments, refunds = [], cash_outs = [], external_reference: reference } = order;
  const isAny = (value: string | undefined) => words.some((word) => same(value, word));
  const reasons = [
    idReason(order.id, query),
    payments.some(({ id }) => isAny(id)) ? 'payment' : undefined,
    payments.some((one) => isAny(one.reference_id)) ? 'operation number' : undefined,
    refunds.some(({ id, reference_id }) => isAny(id) || isAny(reference_id)) ? 'refund' : undefined,
    cash_outs.some(({ id }) => isAny(id)) ? 'cash-out' : undefined,
    referenceReason(reference, query),
    isCodeOf(order.qr_data, words) ? 'code' : undefined,
    amount !== undefined && isOfAmount(order, amount) ? amountReason(order, query) : undefined,
  ];
  return reasons.flatMap((reason) => reason ?? []);
}

/**
 * What of an order a part was pasted of, which by itself says too little: its reference has the word in it,
 * or the number of a payment or a refund ends with it.
 */
export function nearOf(order: Order, { words, amount }: FindQuery): string | undefined {
  if (amount !== undefined) return undefined;
  const parts = words
    .map((word) => word.replace(/^[.…*]+/, '').toUpperCase())
    .filter((word) => word.length >= 4 && /\d/.test(word));
  const { payments, refunds = [], external_reference: reference } = order;
  const numbers = [...payments, ...refunds].flatMap((one) => [one.reference_id, one.id]);
  const has = (text: string | undefined, isPart: 'includes' | 'endsWith') =>
    text !== undefined && parts.some((part) => text.toUpperCase()[isPart](part));
  return has(reference, 'includes') ? reference : numbers.find((one) => has(one, 'endsWith'));
}

/** Why a request that was sent from here is about the order that is looked for. */
export function reasonsOfEntry(
  entry: JournalEntry,
  query: FindQuery,
  isInTime: (at: Date) => boolean,
): string[] {
  const { sent, settled } = entry;
  const { words, amount } = query;
  const order = orderOf(entry);
  const isAny = (value: string | undefined) => words.some((word) => same(value, word));
  const requestedAmount =
    sent.action === 'create' && amount !== undefined ? amountOf(sent.body) : undefined;
  const isAmountAsked =
    amount !== undefined &&
    requestedAmount !== undefined &&
    sameAmount(requestedAmount, amount) &&
    isInTime(new Date(sent.at));
  const reasons = [
    order === undefined ? undefined : idReason(order, query),
    isAny(sent.key) ? 'idempotency key' : undefined,
    isAny(settled?.request_id) ? 'request id' : undefined,
    referenceReason(sent.reference, query),
    isCodeOf(settled?.qr_data, words) ? 'code' : undefined,
    words.some(
      (word) => isTransaction(word) && sent.body?.toUpperCase().includes(word.toUpperCase()),
    )
      ? 'payment'
      : undefined,
    isAmountAsked ? 'amount' : undefined,
  ];
  return reasons.flatMap((reason) => reason ?? []);
}

const isTransaction = (word: string): boolean => /^(PAY|REF|CAS)[0-9A-Z]{20,}$/i.test(word);

function amountOf(body: string | undefined): string | undefined {
  const document = parseJson(body ?? '') as { total_amount?: unknown } | null | undefined;
  return typeof document?.total_amount === 'string' ? document.total_amount : undefined;
}

/** Whether a line of the journal may be about it. */
export function lineTest({
  ids,
  alike,
  words,
  beginnings,
  amount,
}: FindQuery): ((line: string) => boolean) | undefined {
  if (amount !== undefined) return undefined;
  const inJson = (word: string) => JSON.stringify(word).slice(1, -1).toUpperCase();
  const needles = [...ids, ...words, ...beginnings].map(inJson);
  // Of a word that may be written otherwise, all that is written in one way only.
  const forms = words.flatMap((word) => [word, misreadReference(word)]);
  const parts = forms.map((word) => word.toUpperCase().match(/(?!0)[A-Z0-9]+/g) ?? []);
  const told = parts.filter((some) => some.length > 0);
  return (line) => {
    const upper = line.toUpperCase();
    const has = (needle: string) => upper.includes(needle);
    return (
      needles.some(has) ||
      told.some((some) => some.every(has)) ||
      alike.some((form) => form.test(line))
    );
  };
}
