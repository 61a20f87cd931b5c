import { topics } from '../../../src/help/topics.ts';
import { describe, expect, test } from '@jest/globals';
import { entries } from '../../../src/explain/entries.ts';
import { kinds, type Entry } from '../../../src/explain/entry.ts';
import { languages } from '../../../src/explain/languages.ts';
import { loadCatalogue, loadTexts } from '../../../src/explain/catalogue.ts';
import type { Text, Texts } from '../../../src/explain/texts.ts';
import { errorCodes, printedWords } from '../../helpers/words-of-source.ts';
import { required, verbs } from './required-names.ts';

interface Row extends Text {
  kind: (typeof kinds)[number];
  name: string;
}

const keysOf = <T extends object>(record: T) => Object.keys(record) as (keyof T)[];

/** This tool's own words are those that its source prints. */
const requiredOf = (kind: Row['kind']): readonly string[] =>
  kind === 'tool_word' || kind === 'tool_error' ? [...printedWords, ...errorCodes] : required[kind];

const rowsOf = (texts: Texts): Row[] =>
  kinds.flatMap((kind) =>
    Object.entries<Text | string>(texts[kind]).map(([name, text]) => ({
      kind,
      name,
      ...(typeof text === 'string' ? { meaning: text, cause: text, hint: text } : text),
    })),
  );

/** Every text of a language with the place it stands at. */
const placesOf = (texts: Texts): [place: string, text: string][] =>
  rowsOf(texts).flatMap(({ kind, name, ...text }) =>
    Object.entries(text).map(([part, words]): [string, string] => [
      `${kind} ${name} ${part}`,
      words,
    ]),
  );

const placesWhere = (texts: Texts, wrong: (text: string) => boolean): string[] =>
  placesOf(texts).flatMap(([place, text]) => (wrong(text) ? [place] : []));

/** Capitals, unless it begins with a command, an option or a word of the API. */
const beginning = /^(\p{Lu}|`|--\w|mp-orders |type |discounts |[a-z]+[_.][a-z])/u;
const isSentence = (text: string) => beginning.test(text) && /[^.]\.$/.test(text);
const isPhrase = (text: string) => /^\p{Ll}.*[^.!;:,\s]$/u.test(text);
const hasPhrase = ({ kind }: Row) => kind.includes('status');

/** The path to every text: `error_code.pos_not_found.hint`. */
const pathsIn = (json: object, before = ''): string[] =>
  Object.entries(json).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? pathsIn(value, `${before}${name}.`)
      : [`${before}${name}`],
  );

describe.each(languages)('in %s', (language) => {
  test('each entry has its three texts, and there is no other', async () => {
    const { labels, orderFacts, timeline, ...texts } = await loadTexts(language);
    const english = await loadTexts('en');
    const names = kinds.flatMap((kind) =>
      Object.keys(entries[kind]).flatMap((name) =>
        kind.startsWith('tool_')
          ? [`${kind}.${name}`]
          : ['meaning', 'cause', 'hint'].map((part) => `${kind}.${name}.${part}`),
      ),
    );
    expect(pathsIn(texts).sort()).toEqual(names.sort());
    expect(pathsIn({ labels, orderFacts, timeline })).toEqual(
      pathsIn({
        labels: english.labels,
        orderFacts: english.orderFacts,
        timeline: english.timeline,
      }),
    );
  });

  test.each(keysOf(required))('every %s that must be explained is', async (kind) => {
    const catalogue = await loadCatalogue(language);
    const named = (name: string) => catalogue.explain(kind === 'exit_code' ? `exit ${name}` : name);
    const missing = required[kind].filter(
      (name) => !named(name).some((explanation) => explanation.kind === kind),
    );
    expect(missing).toEqual([]);
  });

  test('every word that is printed as a code is explained', async () => {
    const catalogue = await loadCatalogue(language);
    const kindsOf = (word: string) => catalogue.explain(word).map(({ kind }) => kind);
    const isOwn = (kind: string) => kind.startsWith('tool_') || kind === 'error_code';
    const missing = printedWords.filter((word) => !kindsOf(word).some(isOwn));
    const unknown = errorCodes.filter((code) => kindsOf(code).length === 0);
    expect([missing, unknown]).toEqual([[], []]);
  });

  test('no text is empty, has stray space, or is far too long', async () => {
    const texts = await loadTexts(language);
    const tooLong = (text: string) => text.length > 200;
    expect(placesWhere(texts, (text) => text !== text.trim() || text.length < 4)).toEqual([]);
    expect(placesWhere(texts, (text) => /\s{2}|\n/.test(text))).toEqual([]);
    expect(placesWhere(texts, tooLong)).toEqual([]);
  });

  test('meanings and causes are sentences', async () => {
    const rows = rowsOf(await loadTexts(language));
    const wrong = rows.filter((row) => !isSentence(row.meaning) || !isSentence(row.cause));
    expect(wrong.map((row) => row.name)).toEqual([]);
  });

  test('hints are sentences, the words beside a status are a short phrase', async () => {
    const rows = rowsOf(await loadTexts(language));
    const wrong = rows.filter((row) =>
      hasPhrase(row) ? !isPhrase(row.hint) || row.hint.length > 60 : !isSentence(row.hint),
    );
    expect(wrong.map((row) => row.name)).toEqual([]);
  });

  test('backticks come in pairs, and every command in them is one of the contract', async () => {
    for (const [place, text] of placesOf(await loadTexts(language))) {
      const pieces = text.split('`');
      const commands = pieces.filter((piece, at) => at % 2 === 1 && piece.startsWith('mp-orders'));
      const unknown = commands.filter((command) => !startsWithVerb(command));
      expect([place, pieces.length % 2, unknown]).toEqual([place, 1, []]);
    }
  });

  test('what is not of Mercado Pago tells nobody to turn to it', async () => {
    const texts = await loadTexts(language);
    const strays = placesOf(texts).filter(
      ([place, text]) => text.includes('Mercado Pago') && !isOfMercadoPago(place),
    );
    expect(strays).toEqual([]);
  });

  test('what is of one order system speaks of no other', async () => {
    const strays = placesOf(await loadTexts(language)).filter(
      ([place, text]) =>
        (/mollie_/.test(place) && /vtex/i.test(text)) ||
        (/vtex_|OMS/.test(place) && /mollie/i.test(text)),
    );
    expect(strays).toEqual([]);
  });

  test('the words around an explanation are there', async () => {
    const { kinds: kindNames, movers, ...labels } = (await loadCatalogue(language)).labels;
    const words = [kindNames, movers, labels].flatMap((group) => Object.values<string>(group));
    expect(words.filter((word) => word.trim() === '' || word.endsWith(':'))).toEqual([]);
    expect(words).toHaveLength(30);
    expect(new Set(words).size).toBe(words.length);
  });
});

describe.each(['es', 'pt'] as const)('beside English, %s', (language) => {
  test('leaves nothing untranslated', async () => {
    const english = new Map(placesOf(await loadTexts('en')));
    const same = placesOf(await loadTexts(language)).filter(
      ([place, text]) => english.get(place) === text,
    );
    expect(same).toEqual([]);
  });

  test('leaves no label untranslated', async () => {
    const strings = ({ labels: { kinds: names, movers, ...labels } }: Texts) =>
      [names, movers, labels].flatMap((group) => Object.values<string>(group));
    const english = strings(await loadTexts('en'));
    const same = strings(await loadTexts(language)).filter((word) => english.includes(word));
    expect(same).toEqual([]);
  });

  test('names the same options, fields and commands', async () => {
    const english = new Map(placesOf(await loadTexts('en')));
    for (const [place, text] of placesOf(await loadTexts(language))) {
      expect([place, commandsIn(text)]).toEqual([place, commandsIn(english.get(place) ?? '')]);
    }
  });
});

/** Read on its pages, in its guides or in answers of it; this tool's own words are for all systems. */
function isOfMercadoPago(place: string): boolean {
  const [kind = '', name = ''] = place.split(' ');
  const own = entries as Record<string, Record<string, Entry>>;
  const sources = own[kind]?.[name]?.sources ?? [];
  return sources.every((source) => !/^(tool|http|mollie_.*|vtex_.*)$/.test(source));
}

const commandsIn = (text: string) => (text.match(/`[^`]*`/g) ?? []).sort();

const startsWithVerb = (command: string) =>
  verbs.some((verb) => `${command} `.startsWith(`mp-orders ${verb} `)) ||
  topics.some(({ name }) => command === `mp-orders help ${name}`);

const commandLines = kinds.flatMap((kind) =>
  Object.values<Entry>(entries[kind]).flatMap((entry) => entry.next ?? []),
);

test.each([...new Set(commandLines)])('%s is a command of the contract', (command) => {
  expect(startsWithVerb(command)).toBe(true);
});

const commandsOfStatuses = (
  ['mollie_status', 'mollie_line_status', 'vtex_status'] as const
).flatMap((kind) => Object.values<Entry>(entries[kind]).map(({ next }) => next ?? []));

test('after each status of Mollie and VTEX there is something to type that they can do', () => {
  const can =
    /^mp-orders ((get|watch|cancel|refund) \{id\}|watch \{id\} --until canceled|cancel \{id\} --confirm-second)$/;
  expect(commandsOfStatuses.filter((next) => next.length === 0)).toEqual([]);
  expect(commandsOfStatuses.flat().filter((command) => !can.test(command))).toEqual([]);
});

test('an entry for an HTTP status carries that status', () => {
  const wrong = Object.entries<Entry>(entries.error_code).filter(
    ([name, { http }]) =>
      name.startsWith('http_') &&
      name !== 'http_5xx' &&
      name.replace(/_(create|refund)$/, '') !== `http_${http}`,
  );
  expect(wrong).toEqual([]);
});

test('the catalogue holds nothing that this list does not know', () => {
  const unknown = kinds.flatMap((kind) =>
    Object.keys(entries[kind]).filter((name) => !requiredOf(kind).includes(name)),
  );
  expect(unknown).toEqual([]);
});
