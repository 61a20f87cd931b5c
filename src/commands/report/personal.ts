import { tokensOf } from '../../json/text.ts';

/** Names of fields whose whole value is about a person; letters only, in lower case. */
const people: ReadonlySet<string> = new Set([
  ...['payer', 'customer', 'buyer', 'consumer', 'cardholder', 'recipient', 'receiver', 'contact'],
  ...['person', 'client', 'identification', 'phone', 'address', 'billing', 'shipping', 'card'],
  ...['billingaddress', 'shippingaddress', 'receiveraddress', 'clientprofiledata', 'shippingdata'],
  ...['invoicedata', 'clientpreferencesdata', 'additionalinfopayer', 'callcenteroperatordata'],
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

/** What is about a person, or is a secret, in any text. */
const patterns: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['secret', /\b(?:APP_USR|TEST)-[\w-]{8,}|\b(?:live|test|access)_\w{20,}|\bvtexappkey-[\w-]+/g],
  ['secret', /\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}/gi],
  ['e-mail', /[\w.%+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi],
  ['document number', /\b(?:DNI|CPF|CNPJ|CUIT|CUIL|RUT|RFC|CURP)\W{0,3}\w*\d[\w./-]{5,}/gi],
  ['document number', /\b\d{3}\.\d{3}\.\d{3}-\d{2}\b|\b\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}\b/g],
  ['document number', /\b\d{2}-\d{8}-\d\b|\b\d{1,2}\.\d{3}\.\d{3}-[\dkK]\b/g],
  ['phone number', /\+\d{1,3}[ -]?\(?\d{1,4}\)?(?:[ -]?\d{2,5}){2,4}\b/g],
];

/** Collects what was taken out, with where it stood. */
export class Removed {
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
export function cleanText(text: string, removed: Removed): string {
  return patterns.reduce(
    (cleaned, [what, pattern]) =>
      cleaned.replace(pattern, () => {
        removed.add(what);
        return `[${what} removed]`;
      }),
    text,
  );
}

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
export function cleanJson(json: string, removed: Removed): string {
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
      if (isPersonal || facts.has(plainName(name))) {
        removed.add(level === undefined ? 'value' : placeOf(levels, name));
        return '"[removed]"';
      }
      return token.startsWith('"')
        ? JSON.stringify(cleanText(JSON.parse(token) as string, removed))
        : token;
    })
    .join('');
}

/** `payer.address.street`; of lists the name of the list. */
function placeOf(levels: readonly Level[], name: string): string {
  const names = [...levels.map((level) => level.name), name];
  return names.filter((one, i) => one !== '' && one !== names[i - 1]).join('.');
}
