import { wordList } from '../../word-list.ts';
import { tokensOf } from '../../json/text.ts';
import { exceptNumbers, patterns, type Pattern } from './patterns.ts';

/** Names of fields whose whole value is about a person; letters only, in lower case. */
const people: ReadonlySet<string> = new Set(
  wordList(`
    payer, customer, buyer, consumer, cardholder, recipient, receiver, contact, person, client,
    identification, phone, address, billing, shipping, card, billingaddress, shippingaddress,
    receiveraddress, clientprofiledata, shippingdata, invoicedata, billinginfo,
    clientpreferencesdata, additionalinfopayer, callcenteroperatordata
  `),
);

/** Names of fields that are about a person in any object. */
const facts: ReadonlySet<string> = new Set(
  wordList(`
    email, mail, useremail, followupemail, customeremail, clientname, firstname, lastname,
    givenname, familyname, fullname, surname, nickname, documentid, nationalid, fiscalid,
    personalid, document, documenttype, documentnumber, cpf, cnpj, cuit, cuil, dni, taxid,
    phonenumber, telephone, mobile, homephone, birthdate, dateofbirth, consumerdateofbirth,
    consumername, consumeraccount, cardnumber, cardholdername, firstdigits, lastdigits,
    firstsixdigits, lastfourdigits, iban, receivername, street, streetname, streetnumber,
    streetandnumber, zipcode, postalcode, ip, ipaddress, useragent, deviceid, opentextfield,
    userprofileid
  `),
);

/** Ends of such names, after any beginning: `contact_email`, `mobile_phone`, `buyerLastName`. */
const ofPerson =
  /(?:email|phone|phonenumber|(?:cpf|cnpj|dni|cuit|cuil|rut)(?:number|numero|nro)?|telefono|telefone|celular|firstname|lastname|fullname|surname|apellido|sobrenome|documentnumber|taxid|zipcode|postalcode|domicilio|endereco)$/;
/** `payer_name`, `customerAddress`. */
const nameOfPerson =
  /^(?:payer|customer|buyer|consumer|cardholder|recipient|receiver|contact|person|client|owner|holder)(?:name|address|document|mail)$/;

const isFact = (name: string): boolean =>
  facts.has(name) || ofPerson.test(name) || nameOfPerson.test(name);

/** Fields whose numbers are the API's own, though they may look like a card or a document. */
const isOwnNumber = (name: string): boolean =>
  /ids?$/.test(name) || ownNumbers.test(name) || amounts.test(name);

const ownNumbers = /^(?:ordernumber|sequence|externalcode|sku|ean|gtin|refid|page|offset|limit)$/;
const amounts = /(?:amount|value|price|total|fee|quantity)$/;

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

/** A text without what is about a person, or secret, by its look; `known` numbers stay. */
export const cleanText = (text: string, removed: Removals, known?: ReadonlySet<string>): string =>
  withoutPatterns(text, removed, { patternsToHide: patterns, known });

const withoutPatterns = (
  text: string,
  removed: Removals,
  {
    patternsToHide,
    known,
  }: { patternsToHide: readonly Pattern[]; known?: ReadonlySet<string> | undefined },
): string =>
  patternsToHide.reduce(
    (cleaned, { what, pattern, isIt }) =>
      cleaned.replace(pattern, (match) => {
        if (isIt?.(match) === false || known?.has(match) === true) return match;
        removed.add(what);
        return `[${what} removed]`;
      }),
    text,
  );

interface Level {
  isList: boolean;
  isPersonal: boolean;
  /** Name of the field that it is the value of. */
  name: string;
  /** Of the value that comes next. */
  key: string;
}

const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/** A number that is a document's or a card's, in place of which there is a text then. */
function withoutNumber(token: string, removed: Removals): string {
  const cleaned = withoutPatterns(token, removed, { patternsToHide: patterns });
  return cleaned === token ? token : JSON.stringify(cleaned);
}

/**
 * JSON text, which must be valid, without what is about a person or secret: by the names of fields,
 * and in all its strings by their look. Everything else stays to the letter.
 * The order system's own ids and amounts are put into `known`, for other texts to keep.
 */
export function cleanJson(json: string, removed: Removals, known?: Set<string>): string {
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
      const isOwn = isOwnNumber(plainName(name));
      if (!token.startsWith('"')) return isOwn ? token : withoutNumber(token, removed);
      const patternsToHide = isOwn ? exceptNumbers : patterns;
      const text = JSON.parse(token) as string;
      if (isOwn) known?.add(text);
      return JSON.stringify(withoutPatterns(text, removed, { patternsToHide, known }));
    })
    .join('');
}

/** `payer.address.street`; of lists the name of the list. */
function placeOf(levels: readonly Level[], name: string): string {
  const names = [...levels.map((level) => level.name), name];
  return names.filter((one, i) => one !== '' && one !== names[i - 1]).join('.');
}
