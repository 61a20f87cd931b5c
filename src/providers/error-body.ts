import { isObject, parseJson } from '../json/text.ts';
import { sentence, type Text } from '../language/sentence.ts';

/** What the body of an error says, in any form. */
export interface ErrorBody {
  /** The first code that is named; a number where it came as one. */
  code?: string | number;
  /** A heading above the sentence, where there are both (RFC 9457). */
  title?: string;
  /** The sentences; of several errors all of them. Undefined where there is none. */
  message?: string;
  /** What else is told of it: causes, fields. */
  details: string[];
  /** All of the body, where no field that is known holds a word. */
  rest?: string;
}

/**
 * An order system's own words, told as its own: they stay in its language. `rest` stands behind them,
 * such as a code in brackets.
 */
export function answeredWith(
  title: string,
  status: number,
  said: string | undefined,
  rest = '',
): Text {
  return said === undefined
    ? sentence('{title} answered {status}, without saying why{rest}.', { title, status, rest })
    : sentence('{title} answered {status}: {said}', { title, status, said: `${said}${rest}` });
}

/** Whether a text is that, or a server's words alone. */
export const isServersWords = (text: Text): boolean =>
  typeof text === 'string' || ('key' in text && text.key.startsWith('{title} answered {status}'));

/**
 * Reads the body of an answer of 400 and up. The order systems, their older APIs and the gateways
 * before them have a form each: `{"errors":[{code,message,details}]}`, `{message,error,cause}`,
 * `[{code,description}]`, `{"error":{code,message}}`, `{title,detail}`, `{"errors":["text"]}`. What
 * has none of these is given back whole: a body that says something is never lost. Where there is no
 * sentence, a plain text or the details stand for it. What an error
 * names beside its words (a field, a list) is a detail of it, but for the fields that the caller
 * reads by itself.
 */
export function readErrorBody(body: string, readByCaller: readonly string[] = []): ErrorBody {
  const text = body.trim();
  const json = parseJson(text);
  if (typeof json === 'string' && json.trim() !== '') return { message: json.trim(), details: [] };
  if (isDeep(json)) return { details: [], rest: text };
  const fault = faultOf(json, { depth: 0, skipped: [...noWords, ...readByCaller] });
  const { code, message } = fault;
  if (message !== undefined || text === '') return fault;
  const details = fault.details.length > 0 || !isByField(json) ? fault.details : spell(json);
  if (details.length > 0) return { ...fault, message: details.join('; '), details: [] };
  if (json === undefined) {
    if (/^[^<{[].{0,299}$/s.test(text)) return { message: text, details: [] };
    const [, words] = /<(?:faultstring|message)\b[^>]*>\s*([^<]+)/i.exec(text) ?? [];
    return { message: words?.trim(), details: [], rest: text };
  }
  const isCodeAlone =
    code !== undefined && stringsIn(json).every((word) => word === '' || word === code);
  return isCodeAlone ? fault : { ...fault, rest: text };
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

/** An error inside an error inside an error: further down is not read. */
const deepest = 3;

/** More levels than any error has, and some day more than the stack. */
function isDeep(json: unknown): boolean {
  let level: unknown[] = [json];
  for (let depth = 0; depth < 32; depth += 1) {
    level = level.flatMap((value): unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}

/** How far down an error stands, and the fields that are no detail of it. */
interface Place {
  depth: number;
  skipped: readonly string[];
}

const below = ({ depth, skipped }: Place): Place => ({ depth: depth + 1, skipped });

function faultOf(value: unknown, place: Place): ErrorBody {
  if (Array.isArray(value)) return faultOfMany(value, place);
  if (typeof value === 'string') return { message: nonEmpty(value), details: [] };
  if (!isObject(value) || place.depth > deepest) return { details: [] };
  const fields = new Fields(value);
  const own = ownFault(fields, place);
  const inner = innerFault(fields, place) ?? wrappedFault(fields, own, place);
  if (inner === undefined) return own;
  if (own.message === undefined) return { ...inner, code: own.code ?? inner.code };
  const heading =
    inner.message === undefined || inner.message === own.message ? [] : [inner.message];
  return {
    ...own,
    code: own.code ?? inner.code,
    details: [...heading, ...inner.details, ...own.details],
  };
}

/** A list of errors: the code is the first one's, the words are everybody's. */
function faultOfMany(values: readonly unknown[], place: Place): ErrorBody {
  const faults = values.map((value) => faultOf(value, below(place)));
  const messages = faults.flatMap((fault) => fault.message ?? asText(fault.code) ?? []);
  return {
    code: faults[0]?.code,
    title: faults.length === 1 ? faults[0]?.title : undefined,
    message: nonEmpty(messages.join('; ')),
    details: faults.flatMap((fault, i) =>
      fault.message === undefined && fault.code === undefined && fault.details.length === 0
        ? spell(values[i])
        : fault.details,
    ),
  };
}

function ownFault(fields: Fields, { skipped }: Place): ErrorBody {
  const error = fields.text('error');
  // `error` is a code in one format and the sentence in another: a code has no blanks.
  const isCode = error !== undefined && /^[\w.-]+$/.test(error);
  const title = fields.text('title');
  const [message = isCode ? undefined : error, ...others] = fields.texts(...sentences);
  const hasWords = (message ?? title) !== undefined;
  return {
    code: fields.code('code', 'errorcode', 'errorkey') ?? (isCode ? error : undefined),
    title: message === undefined ? undefined : title,
    message: message ?? title,
    details: [
      ...others,
      ...fields.each(...detailNames),
      ...(hasWords ? fields.beside([...detailNames, ...innerNames, ...skipped]) : []),
    ],
  };
}

const detailNames = [
  'details',
  'detail',
  'cause',
  'causes',
  'messages',
  'violations',
  'modelstate',
  'validationerrors',
  'fielderrors',
  'reasons',
  'invalidparams', // RFC 7807, section 3
];

/** Objects and lists beside the words that say nothing of what is wrong: a 402's order, links. */
const noWords = ['data', 'links', 'exception', 'stack', 'stacktrace', 'trace', 'innerexception'];

/** Where the sentence may stand, by name without capitals and `_`. */
const sentences = [
  'message',
  'errormessage',
  'description',
  'errordescription',
  'detail',
  'msg',
  'faultstring',
  'reason',
  'errors',
];

/** An error that is wrapped in another object, or a list of them. */
function innerFault(fields: Fields, place: Place): ErrorBody | undefined {
  for (const name of innerNames) {
    const value = fields.get(name);
    if (Array.isArray(value) && value.length > 0) return faultOfMany(value, place);
    if (!isObject(value)) continue;
    const fault = faultOf(value, below(place));
    if (saysSomething(fault)) return fault;
    // `{"errors":{"field":["text"]}}`
    const named = spell(value);
    if (named.length > 0) return { details: named };
  }
  return undefined;
}

const innerNames = ['errors', 'error', 'fault'];

/** An answer that a gateway or an SDK put whole into another; an order in it is no error. */
function wrappedFault(fields: Fields, own: ErrorBody, place: Place): ErrorBody | undefined {
  if (own.message !== undefined) return undefined;
  for (const name of ['response', 'result', 'data', 'body']) {
    const value = fields.get(name);
    if (!isObject(value) || 'id' in value) continue;
    const fault = faultOf(value, below(place));
    if (saysSomething(fault)) return fault;
  }
  return undefined;
}

const saysSomething = ({ code, message, details }: ErrorBody): boolean =>
  message !== undefined || code !== undefined || details.length > 0;

/** The fields of an object, in any spelling of their names: `Message`, `error_message`. */
class Fields {
  readonly #values: ReadonlyMap<string, unknown>;

  constructor(object: Readonly<Record<string, unknown>>) {
    const named = Object.entries(object).map(([name, value]) => [plain(name), value] as const);
    this.#values = new Map(named.reverse()); // of two spellings the first one counts
  }

  get = (name: string): unknown => this.#values.get(name);

  /** The first of these that holds words. */
  text = (...names: readonly string[]): string | undefined => this.texts(...names)[0];

  /** The words that these hold, each once. */
  texts(...names: readonly string[]): string[] {
    const values = names.map((name) => this.#values.get(name));
    const words = values.map((value) => (typeof value === 'string' ? nonEmpty(value) : undefined));
    return [...new Set(words.filter((word) => word !== undefined))];
  }

  code(...names: readonly string[]): string | number | undefined {
    const values = names.map((name) => this.#values.get(name));
    return values.find(
      (value): value is string | number =>
        typeof value === 'number' || (typeof value === 'string' && value.trim() !== ''),
    );
  }

  /** What it names beside these: where the fault is, and each list or object with its name. */
  beside(known: readonly string[]): string[] {
    const where = this.where();
    const named = [...this.#values].filter(
      ([name, value]) => typeof value === 'object' && !known.includes(name) && name !== where?.name,
    );
    return [
      ...(where === undefined || known.includes(where.name) ? [] : [`${where.name}: ${where.at}`]),
      ...named.reverse().flatMap(([name, value]) => {
        const words = spell(value).join(', ');
        return words === '' ? [] : [`${name}: ${words}`];
      }),
    ];
  }

  /** The part of the request that it is about: `amount`, `body.amount`. */
  where(): { name: string; at: string } | undefined {
    for (const name of placeNames) {
      const value = this.#values.get(name);
      const parts = Array.isArray(value) ? (value as unknown[]) : [value];
      const isPath = parts.every((part) => typeof part === 'string' || typeof part === 'number');
      if (isPath && parts.length > 0 && parts[0] !== '') return { name, at: parts.join('.') };
    }
    return undefined;
  }

  /** What these hold, but for a `detail` that is one of the sentences. */
  each(...names: readonly string[]): string[] {
    return names.flatMap((name) => {
      const value = this.#values.get(name);
      return name === 'detail' && typeof value === 'string' ? [] : spell(value);
    });
  }
}

const placeNames = [
  'field',
  'property',
  'parameter',
  'param',
  'pointer',
  'location',
  'path',
  'loc',
];

const plain = (name: string): string => name.toLowerCase().replace(/[_-]/g, '');

/** A detail for people: its words, else its JSON; a list one by one. */
function spell(detail: unknown): string[] {
  if (detail === undefined || detail === null || detail === '') return [];
  if (Array.isArray(detail)) return detail.flatMap(spell);
  if (!isObject(detail)) return [typeof detail === 'string' ? detail : JSON.stringify(detail)];
  const fields = new Fields(detail);
  const words = fields.text(...sentences);
  const at = fields.where()?.at ?? fields.text('name');
  if (words !== undefined) return [at === undefined ? words : `${at}: ${words}`];
  const entries = Object.entries(detail);
  const isEmpty = entries.every(([, value]) => value === null || value === '');
  if (!isByField(detail)) return isEmpty ? [] : [JSON.stringify(detail)];
  return entries.map(([field, value]) => `${field}: ${spell(value).join(', ')}`);
}

/** `{"amount":["This field is required."]}` */
const isByField = (value: unknown): boolean =>
  isObject(value) &&
  Object.keys(value).length > 0 &&
  Object.values(value).every((words) => Array.isArray(words) && typeof words[0] === 'string');

const nonEmpty = (text: string): string | undefined => text.trim() || undefined;

const asText = (code: string | number | undefined): string | undefined =>
  code === undefined ? undefined : String(code);

/**
 * What a body says is wrong that came with a 2xx, as from gateways that answer 200 whatever happened;
 * undefined where it is no error in any form: an order has a `status` and a `description` too.
 */
export function errorInSuccess(body: string): string | undefined {
  const json = parseJson(body.trim());
  if (!isObject(json)) return undefined;
  const fields = new Fields(json);
  const isError =
    innerNames.some((name) => (fields.get(name) ?? false) !== false) ||
    Number(fields.code('status', 'statuscode')) >= 400 ||
    (fields.code('code') !== undefined && fields.text('message') !== undefined);
  if (!isError) return undefined;
  const { code, message } = readErrorBody(body);
  const parts = [asText(code), message].filter((part) => part !== undefined);
  const words = [...new Set(parts)].join(': ');
  return words === '' ? undefined : words;
}

/** Statuses that say that the request was not worked on, or not to its end; the same one may be taken later. */
export const wasNotTaken = (status: number): boolean =>
  [408, 421, 425, 429].includes(status) || status >= 500;

/** Words of a refusal that will pass, in the shops' languages: the same request may be taken later. */
export const asksToTryLater = (message: string | undefined): boolean =>
  message !== undefined &&
  /\b(re-?)?try( it)?( again)? (later|soon|shortly|after|in (a|an|some|\d+) )|at (this|the) moment|temporar(y|il)|m[aá]i?s tarde\b|(en|em) (unos|algunos|alguns) (minutos|instantes|segundos)/i.test(
    message,
  );
