/** What is about a person, or is a secret, in any text; with `isIt`, what only looks like it stays. */
export interface Pattern {
  what: string;
  pattern: RegExp;
  isIt?: (text: string) => boolean;
  /** A number of the API can look the same. */
  isNumber?: true;
}

/** No part of a longer word, or of an amount, begins or ends there. */
const [begin, end] = ['(?<![\\w-]|\\d[.,])', '(?![\\w-]|[.,]\\d)'];

const number = (what: string, pattern: string, isIt?: Pattern['isIt']): Pattern => ({
  what,
  pattern: new RegExp(begin + pattern + end, 'g'),
  isNumber: true,
  ...(isIt !== undefined && { isIt }),
});

/** Words for a document, with which any number is one. */
const documents = 'D\\.?N\\.?I|C\\.?P\\.?F|CNPJ|C\\.?U\\.?I\\.?[TL]|RUT|RFC|CURP|NIF|NIE|C[ée]dula';
const ordinal = '(?:n(?:ro|[úu]m(?:ero)?|[º°o.])?\\W{0,3})?';
const phones =
  'tel(?:[ée]fono|efone)?|cel(?:ular)?|fone|phone|mobile|m[óo]vil|whats?app|wh?pp?|wpp|wsp|zap';
const holders =
  '[Cc]liente|[Cc]ustomer|[Tt]itular|[Pp]agador|[Pp]ayer|[Cc]omprador|[Bb]uyer|[Hh]older|' +
  '[Nn]ombre y apellido|[Nn]ome completo|[Aa]pellido|[Ss]obrenome';

export const patterns: readonly Pattern[] = [
  // A code that can be paid, with the key of who is paid in it: from its format to its checksum.
  { what: 'payment code', pattern: /(?<!\d)000201[^\n"]{20,}?6304[0-9A-Fa-f]{4}(?!\w)/g },
  {
    what: 'secret',
    pattern:
      /\bAPP_USR-[\w-]{8,}|\bTEST-(?:\d{12,}-[\w-]{8,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|\b(?:live|test|access)_[A-Za-z0-9]{20,}|\bvtexappkey-[\w-]+|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  },
  { what: 'secret', pattern: /\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}/gi },
  {
    what: 'secret',
    pattern:
      /\b(?:access_?token|refresh_?token|client_?secret|api_?key|app_?token|app_?key|passw(?:or)?d|contraseña|senha)["']?\s*[=:]\s*["']?[^\s"'&,}]{6,}/giu,
  },
  { what: 'secret', pattern: /(?<=:\/\/)[^\s/@:]+:[^\s/@]+(?=@)/g },
  { what: 'e-mail', pattern: /[\p{L}\p{M}\w.%+-]+@[\p{L}\w-]+(?:\.[\p{L}\w-]+)*\.\p{L}{2,}/giu },
  {
    what: 'PIX key',
    pattern: /(?<=\bpix\b\W{0,3}(?:chave\W{0,3})?)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi,
  },
  {
    what: 'document number',
    pattern: new RegExp(`\\b(?:${documents})\\b\\W{0,3}${ordinal}\\w*\\d[\\w./-]{5,}`, 'giu'),
  },
  // `RG-2026-000123` is a reference.
  { what: 'document number', pattern: /\bRG\b(?:\s*[:.nº°]+\s*|\s+)\w*\d[\w./-]{5,}/giu },
  number('document number', '\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}'),
  number('document number', '\\d{2}\\.\\d{3}\\.\\d{3}/\\d{4}-\\d{2}'),
  number('document number', '\\d{1,2}\\.\\d{3}\\.\\d{3}-[\\dkK]'),
  number('document number', '(?:2[03-7]|3[034])-\\d{8}-\\d', isCuitOrNoDate),
  number('document number', '\\d{7,8}-[\\dkK]', (text) => isRut(text) && !isDate(text)),
  number('document number', '\\d{11}', (text) => isCpf(text) || isCuit(text)),
  number('document number', '\\d{14}', (text) => isCnpj(text) && !isDate(text)),
  {
    what: 'account number',
    pattern: /(?<![\w-])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\w-])/g,
    isIt: isIban,
  },
  number(
    'card number',
    '(?:[3-6]\\d{3}|2[2-7]\\d\\d)(?:([ -]?)\\d{4})(?:\\1\\d{4}){2}(?:\\1\\d{3})?',
    hasLuhnDigit,
  ),
  number('card number', '3[47]\\d{2}([ -]?)\\d{6}\\1\\d{5}', hasLuhnDigit),
  number('card number', '3(?:0[0-5]|[68]\\d)\\d([ -]?)\\d{6}\\1\\d{4}', hasLuhnDigit),
  {
    what: 'name',
    pattern: new RegExp(
      `(?<=(?<!\\p{L})(?:${holders})\\s*[:=]\\s*)\\p{Lu}[\\p{L}'.-]+(?:[ \\t]+(?:d[aeo]s?[ \\t]+)?\\p{Lu}[\\p{L}'.-]*){1,4}`,
      'gu',
    ),
  },
  { what: 'account number', pattern: /(?<![\w-])\d{22}(?![\w-])/g },
  {
    what: 'phone number',
    pattern: new RegExp(
      `(?<=\\b(?:${phones})\\b\\W{0,3}${ordinal})\\+?\\(?\\d[\\d ()-]{6,}\\d`,
      'giu',
    ),
  },
  {
    what: 'phone number',
    pattern: /(?<![\w/=+])\+\d{1,3}[ -]?\(?\d{1,4}\)?(?:[ -]?\d{2,5}){2,4}(?![\w]|[.,:]\d)/g,
  },
  {
    what: 'phone number',
    pattern: /(?<![\w-])\(0?\d{2,4}\)[ -]?(?:9[ -]?)?\d{3,5}[ -]?\d{4}(?![\w-])/g,
  },
  // Without brackets, and in two parts: `11 20261128` is a number and a day.
  {
    what: 'phone number',
    pattern:
      /(?<![\w-]|\d[.,])0?[1-9]\d[ -](?:9[ -]?)?(?!(?:19|20)\d\d[ -])\d{4}[ -]\d{4}(?![\w-]|[.,]\d)/g,
  },
];

/** Those for the API's own numbers. */
export const exceptNumbers = patterns.filter(({ isNumber }) => isNumber !== true);

const digitsOf = (text: string): number[] => [...text.replace(/\D/g, '')].map(Number);

const weighed = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * (digits[i] ?? 0), 0);

const falling = (from: number, count = from - 1) =>
  Array.from({ length: count }, (_, i) => from - i);

/** The check digit of ISO/IEC 7812 on a card. */
function hasLuhnDigit(text: string): boolean {
  const sum = digitsOf(text)
    .reverse()
    .reduce((total, digit, i) => {
      const doubled = i % 2 === 0 ? digit : digit * 2;
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return sum % 10 === 0;
}

/** The check digits of a Brazilian CPF. */
function isCpf(text: string): boolean {
  const digits = digitsOf(text);
  const checkOf = (from: number) => ((weighed(digits, falling(from)) * 10) % 11) % 10;
  return checkOf(10) === digits[9] && checkOf(11) === digits[10];
}

/** Those of a Brazilian CNPJ. */
function isCnpj(text: string): boolean {
  const digits = digitsOf(text);
  const weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
  const checkOf = (count: number) => {
    const rest = weighed(digits, weights.slice(-count)) % 11;
    return rest < 2 ? 0 : 11 - rest;
  };
  return checkOf(12) === digits[12] && checkOf(13) === digits[13];
}

/** That of an Argentine CUIT or CUIL. */
function isCuit(text: string): boolean {
  const digits = digitsOf(text);
  const isKind = /^(?:2[03-7]|3[034])/.test(text);
  return (
    isKind && (11 - (weighed(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === digits[10]
  );
}

/** `20-20261128-1` is more likely a till, a day and a number than a CUIT with a wrong check digit. */
function isCuitOrNoDate(text: string): boolean {
  return isCuit(text) || !isDate(text.slice(3));
}

/** The check digit of a Chilean RUT, which may be a K. */
function isRut(text: string): boolean {
  const [whole = '', check = ''] = text.toLowerCase().split('-');
  const digits = digitsOf(whole).reverse();
  const rest = 11 - (weighed(digits, [2, 3, 4, 5, 6, 7, 2, 3]) % 11);
  return check === (rest === 11 ? '0' : rest === 10 ? 'k' : String(rest));
}

/** The check of an IBAN (ISO 13616). */
function isIban(text: string): boolean {
  const plain = text.replaceAll(' ', '');
  const moved = plain.slice(4) + plain.slice(0, 4);
  const numeral = [...moved].map((char) => parseInt(char, 36)).join('');
  return plain.length >= 15 && BigInt(numeral) % 97n === 1n;
}

/** A day of this century is how it begins: `20261128163005`. */
function isDate(text: string): boolean {
  return /^20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/.test(text);
}
