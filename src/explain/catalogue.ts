import type { Entry, StatusKind } from './entry.ts';
import type { Language } from './languages.ts';
import {
  canonical,
  entryOf,
  find,
  findDetail,
  findError,
  findStatus,
  nearest,
  own,
  type ErrorOrigin,
  type Key,
} from './lookup.ts';
import { orderSystems } from './order-systems.ts';
import type { StatusWords, SystemWords } from '../system-words.ts';
import type { Labels, OrderFacts, Text, Texts, TimelineWords } from './texts.ts';

export type { StatusKind } from './entry.ts';

export interface Explanation extends Key, Entry, Text {
  /** Command lines to type next; `<id>`, `<key>` and `…` are for the reader to fill in. */
  next: readonly string[];
}

/** What fills the places of a command line. */
interface NextValues {
  /** The id of the order. */
  id?: string | undefined;
}

/** What is known of codes and statuses, in one language. */
export class Catalogue {
  constructor(
    readonly language: Language,
    private readonly texts: Texts,
    /** The words that systems bring along, by the name of the system. */
    private readonly others: Readonly<Record<string, SystemWords>> = {},
  ) {}

  get labels(): Labels {
    return this.texts.labels;
  }

  get orderFacts(): OrderFacts {
    return this.texts.orderFacts;
  }

  get timeline(): TimelineWords {
    return this.texts.timeline;
  }

  /**
   * All that goes by this name, of any kind: `refunded` is a status and two details, `9` and
   * `exit 9` are an exit code. Upper case, spaces, hyphens and `cancelled` make no difference.
   */
  explain(thing: string, values: NextValues = {}): Explanation[] {
    const fromSystems = Object.values(this.others).flatMap((words) =>
      Object.keys(words).flatMap((status) =>
        canonical(status) === canonical(thing) ? this.explainWords(words, status, values) : [],
      ),
    );
    return [...find(thing).flatMap((key) => this.explanationOf(key, values)), ...fromSystems];
  }

  /** What the status of an order means in its own order system; empty for one that is not known. */
  explainStatus(provider: string, status: string, values: NextValues = {}): Explanation[] {
    const words = own(this.others, provider);
    if (words !== undefined) return this.explainWords(words, status, values);
    const kind = own(orderSystems, provider)?.statuses;
    const key = kind === undefined ? undefined : findStatus(status, kind);
    return key === undefined ? [] : this.explanationOf(key, values);
  }

  /** What an order's detail says beyond its status; empty for one that is not known of that status. */
  explainDetail(status: string, detail: string, values: NextValues = {}): Explanation[] {
    const key = findDetail(status, detail);
    return key === undefined
      ? []
      : this.explanationOf(key, values).map((one) => ({ ...one, name: detail }));
  }

  /** Names that an unknown thing may have been meant to be, closest first; at most three. */
  nearest(thing: string): string[] {
    return nearest(thing);
  }

  /** One sentence for a thing that nothing is known about. `thing` is given back as it came. */
  unknown(thing: string): string {
    return this.labels.unknown.replace('{thing}', () => thing);
  }

  /**
   * What to do about an error, in one line: by its code, which may be any word, else by its status.
   * With the order system that answered and what it was asked for, in words that are right for those.
   */
  hintFor(
    code: string | undefined,
    httpStatus: number | undefined,
    origin?: ErrorOrigin,
  ): string | undefined {
    const key = findError(code, httpStatus, origin);
    return key === undefined ? undefined : this.textOf(key)?.hint;
  }

  /** What an error means, in a sentence; undefined for one that is not known. As `hintFor`. */
  meaningFor(
    code: string | undefined,
    httpStatus: number | undefined,
    origin?: ErrorOrigin,
  ): string | undefined {
    const key = findError(code, httpStatus, origin);
    return key === undefined ? undefined : this.textOf(key)?.meaning;
  }

  /** The words beside a status: `waiting for payment`. Undefined for one that is not known. */
  statusPhrase(status: string, kind: StatusKind = 'order_status'): string | undefined {
    const key = findStatus(status, kind);
    return key === undefined ? undefined : this.textOf(key)?.hint;
  }

  /**
   * The words beside a status of an order system, of an order or of one of its lines. Undefined for
   * a status or a system that is not known, and where lines have no status of their own.
   */
  statusPhraseOf(
    provider: string,
    status: string,
    what: 'order' | 'line' = 'order',
  ): string | undefined {
    const words = own(this.others, provider);
    if (words !== undefined) return own(words, status)?.texts[this.language].hint;
    const system = own(orderSystems, provider);
    const kind = what === 'line' ? system?.lineStatuses : system?.statuses;
    return kind === undefined ? undefined : this.statusPhrase(status, kind);
  }

  /** Command lines to type after an error, ready to paste: those that lack a value are left out. */
  nextFor(
    code: string | undefined,
    httpStatus: number | undefined,
    values: NextValues = {},
    origin?: ErrorOrigin,
  ): string[] {
    const key = findError(code, httpStatus, origin);
    return readyCommands((key && entryOf(key)?.next) ?? [], values);
  }

  private explainWords(words: SystemWords, status: string, values: NextValues): Explanation[] {
    const statusWords: StatusWords | undefined = own(words, status);
    if (statusWords === undefined) return [];
    const { mover, texts, next = [] } = statusWords;
    const key = { kind: 'order_status', name: status } as const;
    const text = texts[this.language];
    return [{ ...key, mover, ...text, next: fillCommands(next, values), sources: ['tool'] }];
  }

  private explanationOf(key: Key, values: NextValues): Explanation[] {
    const entry = entryOf(key);
    const text = this.textOf(key);
    if (entry === undefined || text === undefined) return [];
    return [{ ...key, ...entry, ...text, next: fillCommands(entry.next ?? [], values) }];
  }

  private textOf({ kind, name }: Key): Text | undefined {
    const text = own<Text | string>(this.texts[kind], name);
    return typeof text === 'string' ? { meaning: text, cause: '', hint: '' } : text;
  }
}

/** An id of any other shape could be read as an option, or as more than one word by a shell. */
const safeId = /^\w[\w-]*$/;

/** Command lines for a reader: what is not known stays a place to fill in. */
function fillCommands(templates: readonly string[], { id }: NextValues): string[] {
  const place = id !== undefined && safeId.test(id) ? id : '<id>';
  return templates.map((template) => template.replace('{id}', place));
}

/** Those that can be pasted as they are. */
function readyCommands(templates: readonly string[], values: NextValues): string[] {
  return fillCommands(templates, values).filter((command) => !/[<…]/.test(command));
}

/** One import a language, spelt out, so that the bundler keeps each in a file of its own. */
const loaders: Record<Language, () => Promise<Texts>> = {
  en: async () => complete(await import('./locales/en.json', { with: { type: 'json' } })),
  es: async () => complete(await import('./locales/es.json', { with: { type: 'json' } })),
  pt: async () => complete(await import('./locales/pt.json', { with: { type: 'json' } })),
};

/** Every name of the catalogue and no other, at any depth: TypeScript by itself bears more of them. */
type Only<Shape, Json> = {
  [Name in keyof Json]: Name extends keyof Shape ? Only<Shape[Name], Json[Name]> : never;
};

/** A text that is missing, left over or misspelled in a locale is a type error here. */
function complete<Json extends Texts>({ default: texts }: { default: Json & Only<Texts, Json> }) {
  return texts;
}

/** The texts of a language; no other language is loaded. */
export const loadTexts = (language: Language): Promise<Texts> => loaders[language]();

/** The catalogue in a language, with the words that order systems bring along, by system. */
export async function loadCatalogue(
  language: Language,
  others: Readonly<Record<string, SystemWords>> = {},
): Promise<Catalogue> {
  return new Catalogue(language, await loadTexts(language), others);
}
