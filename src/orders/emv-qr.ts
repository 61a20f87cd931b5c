import { sentence, type Text } from '../language/sentence.ts';
import { usageError } from '../errors.ts';

/** One field of a merchant-presented EMV QR code. */
export interface EmvField {
  tag: string;
  /** The tags from the outermost one in: `62.05`. */
  path: string;
  name: string;
  value: string;
  /** What a coded value stands for, where that is known: `ARS` for the currency `032`. */
  meaning?: string;
  /** The fields inside, where the value is a template. */
  children?: readonly EmvField[];
}

export interface EmvQr {
  fields: readonly EmvField[];
  crc: {
    /** The checksum in field 63, if there is one. */
    stated: string | undefined;
    /** The checksum of the payload, four upper-case hexadecimal digits. */
    computed: string;
    /** Whether the two agree and field 63 is the last one, so that the checksum covers all others. */
    valid: boolean;
  };
}

/** Text that can be cut at numbered places: at characters, or at bytes. */
interface Source {
  length: number;
  /** Undefined if the cut goes through a character. */
  text(from: number, to: number): string | undefined;
}

/** Where the payload stops being tag, length and value, and what should have been there. */
interface Misfit {
  offset: number;
  expected: Text;
}

/** The fields up to a misfit, or all. */
interface ParseResult {
  fields: EmvField[];
  misfit?: Misfit;
}

/**
 * Decodes the payload of a merchant-presented EMV QR code. Unknown tags are kept, and a wrong
 * checksum is only told in `crc.valid`: issuers' own examples have one after editing by hand.
 * @throws a usage error if the text is not made of tags, lengths and values
 */
export function decodeEmvQr(payload: string): EmvQr {
  const { misfit, ...read } = readEmvQr(payload);
  if (misfit === undefined) return read;
  throw notEmv(misfit, Array.from(payload.trim()));
}

/** The same of a text that may stop being tag, length and value: the fields up to there, and where. */
export function readEmvQr(payload: string): EmvQr & { misfit?: Misfit } {
  const text = payload.trim();
  const characters = Array.from(text);
  const parsed = parseAll({
    length: characters.length,
    text: (from, to) => characters.slice(from, to).join(''),
  });
  // EMV counts characters. Issuers that count the bytes of "São Paulo" are common enough.
  const inBytes = parsed.misfit === undefined ? parsed : parseAll(byteSource(text));
  const { fields, misfit } = inBytes.misfit === undefined ? inBytes : parsed;
  const named = isPix(fields) ? fields.map(nameOfPix) : fields;
  return { fields: named, crc: checkCrc(text, fields), ...(misfit !== undefined && { misfit }) };
}

/**
 * Whether a payload of ASCII is made of tags, lengths and values, and ends with its right checksum:
 * what `decodeEmvQr` says of nearly every code, without the fields. False says nothing.
 */
export function isSoundEmvQr(payload: string): boolean {
  const text = payload.trim();
  if (!/^[\x20-\x7e]*$/.test(text)) return false;
  let head = '';
  let at = 0;
  while (at < text.length) {
    head = text.slice(at, at + 4);
    if (!/^\d{4}$/.test(head)) return false;
    at += 4 + Number(head.slice(2));
  }
  if (at !== text.length || head !== '6304') return false; // the checksum's own tag and length
  return text.slice(-4).toUpperCase() === crcDigits(text.slice(0, -4));
}

/** CRC-16/CCITT-FALSE of a text's UTF-8 bytes: polynomial 0x1021, starting from 0xFFFF. */
export function crc16(text: string): number {
  let crc = 0xffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
    crc &= 0xffff;
  }
  return crc;
}

const crcDigits = (text: string): string => crc16(text).toString(16).toUpperCase().padStart(4, '0');

/** The checksum covers everything before its own value, the tag and length of field 63 included. */
function checkCrc(text: string, fields: readonly EmvField[]): EmvQr['crc'] {
  const at = fields.findLastIndex(({ tag }) => tag === '63');
  const before = at < 0 ? fields : fields.slice(0, at);
  const covered = before.reduce((total, { value }) => total + 4 + value.length, 0);
  const stated = fields[at]?.value;
  const computed = crcDigits(`${text.slice(0, covered)}6304`);
  const isLast = at === fields.length - 1;
  return { stated, computed, valid: isLast && stated?.toUpperCase() === computed };
}

function byteSource(text: string): Source {
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return {
    length: bytes.length,
    text: (from, to) => {
      try {
        return decoder.decode(bytes.subarray(from, to));
      } catch {
        return undefined;
      }
    },
  };
}

function parseAll(source: Source): ParseResult {
  if (source.length === 0) {
    return { fields: [], misfit: { offset: 0, expected: sentence('a two-digit tag') } };
  }
  return parseFields(source, 0, source.length, '');
}

function parseFields(source: Source, from: number, to: number, parent: string): ParseResult {
  const fields: EmvField[] = [];
  for (let at = from; at < to;) {
    const cut = readField(source, at, to);
    if ('expected' in cut) return { fields, misfit: cut };
    fields.push(toField(source, { ...cut, end: at + 4 + cut.length }, parent));
    at += 4 + cut.length;
  }
  return { fields };
}

interface FieldParts {
  tag: string;
  length: number;
  value: string;
}

function readField(source: Source, at: number, to: number): FieldParts | Misfit {
  const digits = (from: number) => /^\d\d$/.exec(source.text(from, Math.min(from + 2, to)) ?? '');
  const tag = digits(at)?.[0];
  if (tag === undefined) return { offset: at, expected: sentence('a two-digit tag') };
  const stated = digits(at + 2)?.[0];
  if (stated === undefined) {
    return { offset: at + 2, expected: sentence('the two-digit length of field {tag}', { tag }) };
  }
  const length = Number(stated);
  const left = to - at - 4;
  const value = length <= left ? source.text(at + 4, at + 4 + length) : undefined;
  if (value === undefined) {
    const expected = sentence('the {length} characters of field {tag} ({left} are there)', {
      length,
      tag,
      left,
    });
    return { offset: at + 4, expected };
  }
  return { tag, length, value };
}

function toField(source: Source, cut: FieldParts & { end: number }, parent: string): EmvField {
  const { tag, value, length, end } = cut;
  const path = parent === '' ? tag : `${parent}.${tag}`;
  const field: EmvField = { tag, path, name: nameOf(tag, parent), value };
  const known = meanings[path] ?? {};
  // The value is anybody's text, so it must not find what every object has ("constructor").
  if (Object.hasOwn(known, value)) field.meaning = known[value];
  if (length > 0 && templates.test(path)) {
    const inside = parseFields(source, end - length, end, path);
    // Issuers put plain values into tags that are templates by the standard, so a misfit is one.
    if (inside.misfit === undefined) field.children = inside.fields;
  }
  return field;
}

/** Tags whose value holds fields; those in 62 are for payment systems, as in Brazil's 62.50. */
const templates = /^(2[6-9]|[34]\d|5[01]|62|64|[89]\d|62\.[5-9]\d)$/;

function nameOf(tag: string, parent: string): string {
  const known = names[parent]?.[tag];
  if (known !== undefined) return known;
  const number = Number(tag);
  if (parent === '62') return number >= 50 ? 'Payment system specific template' : 'Reserved';
  if (parent === '64') return 'Reserved';
  if (parent !== '') return tag === '00' ? 'Globally unique identifier' : 'Issuer specific data';
  if (number <= 51) return 'Merchant account information';
  return number >= 80 ? 'Unreserved template' : 'Reserved';
}

/** The names in the EMV QR code specification for merchant-presented mode, by the tag around them. */
const names: Record<string, Record<string, string>> = {
  '': {
    '00': 'Payload format indicator',
    '01': 'Point of initiation method',
    52: 'Merchant category code',
    53: 'Transaction currency',
    54: 'Transaction amount',
    55: 'Tip or convenience indicator',
    56: 'Value of convenience fee fixed',
    57: 'Value of convenience fee percentage',
    58: 'Country code',
    59: 'Merchant name',
    60: 'Merchant city',
    61: 'Postal code',
    62: 'Additional data',
    63: 'CRC',
    64: 'Merchant information, language template',
  },
  62: {
    '01': 'Bill number',
    '02': 'Mobile number',
    '03': 'Store label',
    '04': 'Loyalty number',
    '05': 'Reference label',
    '06': 'Customer label',
    '07': 'Terminal label',
    '08': 'Purpose of transaction',
    '09': 'Additional consumer data request',
    10: 'Merchant tax ID',
    11: 'Merchant channel',
  },
  64: {
    '00': 'Language preference',
    '01': 'Merchant name, alternate language',
    '02': 'Merchant city, alternate language',
  },
};

const meanings: Record<string, Record<string, string>> = {
  '01': { 11: 'static', 12: 'dynamic' },
  /** ISO 4217, the number to the letters: Latin America, and what its shops also take. */
  53: {
    '032': 'ARS',
    '068': 'BOB',
    152: 'CLP',
    170: 'COP',
    188: 'CRC',
    214: 'DOP',
    320: 'GTQ',
    340: 'HNL',
    484: 'MXN',
    558: 'NIO',
    590: 'PAB',
    600: 'PYG',
    604: 'PEN',
    840: 'USD',
    858: 'UYU',
    928: 'VES',
    978: 'EUR',
    986: 'BRL',
  },
  55: { '01': 'the payer is asked for a tip', '02': 'fixed fee', '03': 'percentage fee' },
};

function notEmv({ offset, expected }: Misfit, characters: readonly string[]) {
  const excerpt = characters.slice(offset, offset + 8).join('');
  const instead = excerpt === '' ? sentence('the end of the text') : JSON.stringify(excerpt);
  return usageError(
    sentence(
      'This is not the text of an EMV QR code: at offset {offset}, expected {expected}, found {instead}.',
      { offset, expected, instead },
    ),
    {
      code: 'invalid_emv_qr',
      hint: sentence('Pass the whole text of the code, such as qr_data, in quotes.'),
    },
  );
}

/** The name that Brazil's BR Code has for its own template (manual of the BR Code, annex I). */
const pix = 'br.gov.bcb.pix';

const hasPix = ({ children = [] }: EmvField): boolean =>
  children.some(({ tag, value }) => tag === '00' && value.toLowerCase() === pix);

const isPix = (fields: readonly EmvField[]): boolean => fields.some(hasPix);

const pixNames: Readonly<Record<string, string>> = {
  '01': 'PIX key',
  '02': 'Additional information',
  25: 'URL of the charge',
};

/** The fields of a BR Code by the names that people ask for: the key and the txid. */
function nameOfPix(field: EmvField): EmvField {
  const { tag, children } = field;
  if (children === undefined) return field;
  if (hasPix(field)) {
    const named = (child: EmvField): EmvField => {
      const kind = child.tag === '01' ? kindOfKey(child.value) : undefined;
      const name = pixNames[child.tag] ?? child.name;
      return { ...child, name, ...(kind !== undefined && { meaning: kind }) };
    };
    return { ...field, children: children.map(named) };
  }
  if (tag !== '62') return field;
  const named = (child: EmvField): EmvField =>
    child.tag === '05'
      ? { ...child, name: 'txid', ...(child.value === '***' && { meaning: 'none' }) }
      : child;
  return { ...field, children: children.map(named) };
}

/** What a PIX key is, by its form (DICT API, `Key`). */
function kindOfKey(key: string): string | undefined {
  if (/^\+\d{5,15}$/.test(key)) return 'phone number';
  if (/^\d{11}$/.test(key)) return 'CPF';
  if (/^[0-9A-Z]{12}\d{2}$/.test(key)) return 'CNPJ';
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key)) return 'random key';
  return /^[^@\s]+@[^@\s]+$/.test(key) ? 'e-mail' : undefined;
}
