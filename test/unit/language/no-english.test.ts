import { describe, expect, test } from '@jest/globals';
import es from '../../../src/language/es.json' with { type: 'json' };
import pt from '../../../src/language/pt.json' with { type: 'json' };
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempHome } from '../../helpers/temp-home.ts';
import esTexts from '../../../src/explain/locales/es.json' with { type: 'json' };
import ptTexts from '../../../src/explain/locales/pt.json' with { type: 'json' };
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';

const sentences: Readonly<Record<string, Readonly<Record<string, string>>>> = { es, pt };

/**
 * Words of English that neither Spanish nor Portuguese has, nor any API: where one stands in what is
 * printed, a sentence was not translated, whether the catalogue has it or not.
 */
const englishWords =
  /\b(the|of|is|was|were|and|with|has|have|are|this|that|been|its|it|from|which|known|yet|not|no longer|cannot|be|by|to|in \d|ago|order|orders|request|requests|reference|amount|paid with|created at|follow|cancel it|pay it|warning|nothing|sent|account|expires|updated|until|when|or)\b/gi;

/** What is English in every language: commands, and what the catalogue says is to be typed or read. */
function said(text: string): string {
  return text
    .replace(/^.*\t.*$/gm, '') // rows for programs
    .replace(/`[^`]*`/g, '')
    .replace(/^ *mp-orders .*$/gm, '')
    .replace(/: {1,5}mp-orders .*$/gm, ':')
    .replace(/mp-orders( [\w./:=…<>-]+)+/g, '')
    .replace(/--[a-z][\w-]*(=[\w./:-]+)?/g, '…') // options
    .replace(/"[^"]*"|\([^()]*_[^()]*\)|\[[a-z_]+\]/g, '') // what was typed, codes
    .replace(/\b[a-z]+(?:_[a-z]+)+\b/g, '') // codes, fields
    .replace(/https?:\S+|\/[\w./-]+/g, '')
    .replace(/Atlas of Imaginary Islands|First point of sale/g, '') // names of the sandbox
    .replace(/^ {2}- ((Mercado Pago|Mollie|VTEX) answered|order ORD|'status'|ENOENT).*$/gm, ''); // a server’s own words
}

const patternOf = (sentence: string): RegExp =>
  new RegExp(
    sentence
      .split(/\{[^}]*\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join('.{0,80}?'),
  );

/** The sentences and labels of the catalogue that a language says otherwise, and that stand there. */
const untranslated = (lang: string, line: string): string[] => {
  const cells = new Set(line.split(/ {2,}/).map((cell) => cell.trim()));
  return Object.entries(sentences[lang] ?? {}).flatMap(([english, translated]) => {
    if (translated === english) return [];
    const isLong =
      english
        .replace(/\{[^}]*\}/g, '')
        .trim()
        .split(/\s+/).length > 2;
    const isThere = isLong ? patternOf(english).test(line) : cells.has(english);
    return isThere && !/^[a-z]/.test(english) ? [english] : [];
  });
};

const labelsOf = (text: unknown): string[] =>
  typeof text === 'string' ? [text] : Object.values(text as object).flatMap(labelsOf);

/** Labels that begin a line, and that the catalogue does not know in this language. */
function strangeLabels(lang: string, line: string): string[] {
  const [first = '', ...others] = line.split(/ {2,}/);
  if (others.length === 0 || !/^\p{Lu}\p{L}+( \p{L}+)?$/u.test(first)) return [];
  return known[lang]?.has(first) === true || ofServers.test(first) ? [] : [first];
}

const known: Readonly<Record<string, ReadonlySet<string>>> = {
  es: new Set([...Object.values(es), ...labelsOf(esTexts.labels), ...labelsOf(esTexts.orderFacts)]),
  pt: new Set([...Object.values(pt), ...labelsOf(ptTexts.labels), ...labelsOf(ptTexts.orderFacts)]),
};

/** What the sandbox's servers call their own things, and their sentences. */
const ofServers = /^(Total d[aoe]s? \w+|First point|Mercado Pago|Mollie|VTEX)$/;

const terminal = { columns: 200 };
const options = { terminal };

type Play = (
  machine: SandboxMachine,
  show: (...argv: string[]) => Promise<string>,
) => Promise<void>;

const sale = ['--amount', '50', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'];

/** Whole jobs, whose every screen is read. */
const plays: [name: string, play: Play][] = [
  [
    'an order from its create to its refund',
    async (machine, show) => {
      await show('create', ...sale, '--reference', 'VENTA-1', '--description', 'Café');
      const { id } = await machine.add('mercadopago', '--status', 'created');
      await show('get', id);
      await show('watch', id, '--timeout', '3s');
      await machine.run(['sandbox', 'pay', id], { plain: true });
      await show('get', id, '--all');
      await show('watch', id);
      await show('cancel', id);
      await show('refund', id, '--amount', '20', '--yes');
      await show('explain', id);
      await show('refund', id, '--yes');
      await show('get', id);
      await show('history');
      await show('history', '--long');
      await show('list');
      await show('list', '--sum');
      await show('list', '--sum', '--by', 'day');
      await show('find', id);
      await show('find', 'VENTA-1');
      await show('find', 'nada');
    },
  ],
  [
    'a till whose customer does not pay',
    async (_machine, show) => {
      const till = ['--watch', '--timeout', '10s', '--cancel-on-timeout'];
      await show('create', ...sale, '--idempotency-key', 'venta-7', ...till);
      await show('create', ...sale, '--idempotency-key', 'venta-7', ...till);
      await show('create', ...sale, '--amount', '51', '--idempotency-key', 'venta-7');
    },
  ],
  [
    'cancels, once and again, and what they change',
    async (machine, show) => {
      const { id } = await machine.add('mercadopago', '--status', 'created');
      await show('cancel', id, '--dry-run');
      await show('cancel', id);
      await show('cancel', id);
      await show('cancel', id, '--if-open');
      await show('get', 'ORDTST00001111222233334444555566');
      await show('explain', id);
    },
  ],
  [
    'orders of Mollie and VTEX',
    async (machine, show) => {
      const { id: mollie } = await machine.add('mollie', '--status', 'paid');
      const { id: vtex } = await machine.add('vtex', '--status', 'handling');
      await show('get', mollie);
      await show('refund', mollie, '--yes');
      await show('get', mollie);
      await show('explain', mollie);
      await show('get', vtex);
      await show('cancel', vtex, '--yes', '--reason', 'x');
      await show('explain', vtex);
    },
  ],
  [
    'many orders at once',
    async (machine, show) => {
      const { id } = await machine.add('mercadopago', '--status', 'created');
      const { id: other } = await machine.add('mercadopago', '--status', 'processed');
      await show('get', id, other);
      await show('watch', id, other, '--timeout', '5s');
      await show('cancel', id, other);
    },
  ],
  [
    'sales beside orders',
    async (_machine, show) => {
      await show('create', ...sale, '--reference', 'VENTA-1');
      const file = join(tempHome(), 'sales.csv');
      writeFileSync(file, 'reference,amount\nVENTA-1,50\nVENTA-2,10\n');
      await show('reconcile', file, '--day', 'today');
      await show('reconcile', file, '--day', 'today', '--by', 'pos');
    },
  ],
  [
    'the machine and the account',
    async (_machine, show) => {
      await show('doctor');
      await show('auth', 'status');
      await show('auth', 'list');
      await show('pos', 'list');
      await show('config', 'list');
      await show('config', 'set', 'pos', 'EXTERNALPOS019285');
      await show('config', 'list');
      await show('config', 'unset', 'pos');
      await show('order', 'resume');
      await show('qr', 'show', '');
    },
  ],
  [
    'what is typed wrong',
    async (machine, show) => {
      const { id } = await machine.add('mercadopago', '--status', 'processed');
      await show('get');
      await show('nosuch');
      await show('list', '--foo');
      await show('get', 'x');
      await show('get', id, id, '--json', '--field');
      await show('create', '--amount', '5,0', '--pos', 'P', '--expires', 'soon');
      await show('refund', id, '--amount', '-1', '--yes');
      await show('list', '--from', 'nunca');
      await show('list', '--status', 'payed');
      await show('watch', id, '--interval', 'x');
      await show('order', 'resume', 'no-such-key');
      await show('config', 'set', 'lang', 'fr');
      await show('explain', 'nada-de-nada');
      await show('cancel', id, '--wait');
      await show('create', '--from', '/no/such/file');
    },
  ],
];

describe.each(Object.keys(sentences))('in %s', (lang) => {
  test.each(plays)('no English stands in %s', async (_name, play) => {
    const machine = new SandboxMachine();
    const faults: [line: string, found: string[]][] = [];
    const show = async (...argv: string[]) => {
      const { stdout, stderr } = await machine.run([...argv, '--lang', lang], options);
      const text = said(`${stdout}\n${stderr}`);
      for (const line of text.split('\n')) {
        const found = [
          ...(line.match(englishWords) ?? []),
          ...untranslated(lang, line),
          ...strangeLabels(lang, line),
        ];
        if (found.length > 0) faults.push([`${argv.join(' ')}: ${line}`, found]);
      }
      return stdout;
    };
    await play(machine, show);
    expect(faults).toEqual([]);
  });
});
