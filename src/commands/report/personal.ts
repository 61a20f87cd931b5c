import { tokensOf } from '../../json/text.ts';

/** Names of fields whose whole value is about a person; letters only, in lower case. */
const people: ReadonlySet<string> = new Set([
  ...['payer', 'customer', 'buyer', 'consumer', 'cardholder', 'recipient', 'receiver', 'contact'],
  ...['person', 'client', 'identification', 'phone', 'address', 'billing', 'shipping', 'card'],
  ...['billingaddress', 'shippingaddress', 'receiveraddress', 'clientprofiledata', 'shippingdata'],
  ...[
    'invoicedata',
    'billinginfo',
    'clientpreferencesdata',
    'additionalinfopayer',
    'callcenteroperatordata',
  ],
]);

/** Names of fields that are about a person wherever they stand. */
const facts: ReadonlySet<string> = new Set([
  ...['email', 'mail', 'useremail', 'followupemail', 'customeremail', 'clientname'],
  ...['firstname', 'lastname', 'givenname', 'familyname', 'fullname', 'surname', 'nickname'],
  ...['document', 'documenttype', 'documentnumber', 'cpf', 'cnpj', 'cuit', 'cuil', 'dni', 'taxid'],
  ...['phonenumber', 'telephone', 'mobile', 'homephone', 'birthdate', 'dateofbirth'],
  ...['consumerdateofbirth', 'consumername', 'consumeraccount', 'cardnumber', 'cardholdername'],
  ...['firstdigits', 'lastdigits', 'firstsixdigits', 'lastfourdigits', 'iban', 'receivername'],
  ...['street', 'streetname', 'streetnumber', 'streetandnumber', 'zipcode', 'postalcode'],
  ...['ip', 'ipaddress', 'useragent', 'deviceid', 'opentextfield', 'userprofileid'],
]);

/** Ends of such names, whatever stands before them: `contact_email`, `mobile_phone`, `buyerLastName`. */
const ofPerson =
  /(?:email|phone|phonenumber|telefono|telefone|celular|firstname|lastname|fullname|surname|apellido|sobrenome|documentnumber|taxid|zipcode|postalcode|domicilio|endereco)$/;
/** `payer_name`, `customerAddress`. */
const nameOfPerson =
  /^(?:payer|customer|buyer|consumer|cardholder|recipient|receiver|contact|person|client|owner|holder)(?:name|address|document|mail)$/;

const isFact = (name: string): boolean =>
  facts.has(name) || ofPerson.test(name) || nameOfPerson.test(name);

/** Fields whose numbers are the API's own, though they may look like a card or a document. */
const ownNumbers: ReadonlySet<string> = new Set([
  ...['id', 'userid', 'referenceid', 'applicationid', 'sponsorid', 'transactionid'],
]);

/** What is about a person, or is a secret, in any text; with `isIt`, what only looks like it stays. */
interface Pattern {
  what: string;
  pattern: RegExp;
  isIt?: (digits: string) => boolean;
  /** A number of the API can look the same. */
  isNumber?: true;
}

const patterns: readonly Pattern[] = [
  {
    what: 'secret',
    pattern: /\b(?:APP_USR|TEST)-[\w-]{8,}|\b(?:live|test|access)_\w{20,}|\bvtexappkey-[\w-]+/g,
  },
  { what: 'secret', pattern: /\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}/gi },
  {
    what: 'secret',
    pattern:
      /\b(?:access_token|refresh_token|client_secret|api_?key|password)["']?\s*[=:]\s*["']?[^\s"'&,}]{6,}/gi,
  },
  { what: 'secret', pattern: /(?<=:\/\/)[^\s/@:]+:[^\s/@]+(?=@)/g },
  { what: 'e-mail', pattern: /[\p{L}\p{M}\w.%+-]+@[\p{L}\w-]+(?:\.[\p{L}\w-]+)*\.\p{L}{2,}/giu },
  {
    what: 'document number',
    pattern:
      /\b(?:D\.?N\.?I|C\.?P\.?F|CNPJ|C\.?U\.?I\.?[TL]|RG|RUT|RFC|CURP)\b\W{0,3}(?:n(?:ro|[úu]m(?:ero)?|[º°o.])?\W{0,3})?\w*\d[\w./-]{5,}/gi,
  },
  {
    what: 'document number',
    pattern: /\b\d{3}\.\d{3}\.\d{3}-\d{2}\b|\b\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}\b/g,
  },
  { what: 'document number', pattern: /\b\d{2}-\d{8}-\d\b|\b\d{1,2}\.\d{3}\.\d{3}-[\dkK]\b/g },
  {
    what: 'document number',
    pattern: /(?<![\w-])\d{11}(?![\w-])/g,
    isIt: isTaxNumber,
    isNumber: true,
  },
  {
    what: 'card number',
    pattern: /(?<![\w-])[3-6](?:[ -]?\d){12,18}(?![\w-])/g,
    isIt: hasLuhnDigit,
    isNumber: true,
  },
  { what: 'account number', pattern: /(?<![\w-])\d{22}(?![\w-])/g },
  { what: 'phone number', pattern: /\+\d{1,3}[ -]?\(?\d{1,4}\)?(?:[ -]?\d{2,5}){2,4}\b/g },
  {
    what: 'phone number',
    pattern: /(?<![\w-])(?:\(0?\d{2,4}\)[ -]?|0?\d{2}[ -])(?:9[ -]?)?\d{4}[ -]?\d{4}(?![\w-])/g,
  },
];

/** The check digit of ISO/IEC 7812 on a card. */
function hasLuhnDigit(number: string): boolean {
  const digits = [...number.replace(/\D/g, '')].map(Number).reverse();
  const sum = digits.reduce((total, digit, i) => {
    const doubled = i % 2 === 0 ? digit : digit * 2;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** The check digits of a Brazilian CPF, or that of an Argentine CUIT or CUIL. */
function isTaxNumber(number: string): boolean {
  const digits = [...number].map(Number);
  const weighed = (weights: readonly number[]) =>
    weights.reduce((sum, weight, i) => sum + weight * (digits[i] ?? 0), 0);
  const falling = (from: number) => Array.from({ length: from - 1 }, (_, i) => from - i);
  const checkOf = (sum: number) => ((sum * 10) % 11) % 10;
  const isCpf =
    checkOf(weighed(falling(10))) === digits[9] && checkOf(weighed(falling(11))) === digits[10];
  const isCuit =
    /^(?:2[03-7]|3[034])/.test(number) &&
    (11 - (weighed([5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === digits[10];
  return isCpf || isCuit;
}

/** Collects what was taken out, with where it stood. */
export class Removals {
  readonly #places = new Map<string, number>();

  add(what: string): void {
    this.#places.set(what, (this.#places.get(what) ?? 0) + 1);
  }

  /** `payer.email`, `e-mail (2)`: each once, with how often, where that is more than once. */
  list(): string[] {
    return [...this.#places].map(([what, count]) => (count === 1 ? what : `${what} (${count})`));
  }
}

/** A text without what is about a person, or secret, by its look. */
export const cleanText = (text: string, removed: Removals): string =>
  withoutPatterns(text, removed, patterns);

const withoutPatterns = (text: string, removed: Removals, sought: readonly Pattern[]): string =>
  sought.reduce(
    (cleaned, { what, pattern, isIt }) =>
      cleaned.replace(pattern, (found) => {
        if (isIt?.(found) === false) return found;
        removed.add(what);
        return `[${what} removed]`;
      }),
    text,
  );

/** Those for the API's own numbers. */
const exceptNumbers = patterns.filter(({ isNumber }) => isNumber !== true);

interface Level {
  isList: boolean;
  isPersonal: boolean;
  /** Name of the field that it is the value of. */
  name: string;
  /** Of the value that comes next. */
  key: string;
}

const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/**
 * JSON text, which must be valid, without what is about a person or secret: by the names of fields,
 * and in all its strings by their look. Everything else stays to the letter.
 */
export function cleanJson(json: string, removed: Removals): string {
  const levels: Level[] = [];
  const tokens = tokensOf(json);
  return tokens
    .map((token, i) => {
      const level = levels.at(-1);
      if (/^[,:]$/.test(token)) return token;
      if (/^[\]}]$/.test(token)) {
        levels.pop();
        return token;
      }
      if (tokens[i + 1] === ':' && level?.isList === false) {
        level.key = JSON.parse(token) as string;
        return token;
      }
      const name = level?.isList === true ? level.name : (level?.key ?? '');
      const isPersonal = level?.isPersonal === true || people.has(plainName(name));
      if (/^[[{]$/.test(token)) {
        levels.push({ isList: token === '[', isPersonal, name, key: '' });
        return token;
      }
      if (['null', '""', 'true', 'false'].includes(token)) return token;
      if (isPersonal || isFact(plainName(name))) {
        removed.add(level === undefined ? 'value' : placeOf(levels, name));
        return '"[removed]"';
      }
      if (!token.startsWith('"')) return token;
      const sought = ownNumbers.has(plainName(name)) ? exceptNumbers : patterns;
      return JSON.stringify(withoutPatterns(JSON.parse(token) as string, removed, sought));
    })
    .join('');
}

/** `payer.address.street`; of lists the name of the list. */
function placeOf(levels: readonly Level[], name: string): string {
  const names = [...levels.map((level) => level.name), name];
  return names.filter((one, i) => one !== '' && one !== names[i - 1]).join('.');
}
