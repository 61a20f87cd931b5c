import { describe, expect, test } from '@jest/globals';
import es from '../../../src/language/es.json' with { type: 'json' };
import pt from '../../../src/language/pt.json' with { type: 'json' };
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempHome } from '../../helpers/temp-home.ts';
import esTexts from '../../../src/explain/locales/es.json' with { type: 'json' };
import ptTexts from '../../../src/explain/locales/pt.json' with { type: 'json' };
import { signText } from '../../../src/providers/mercadopago/signature.ts';
import { breaks } from '../../helpers/scripted-fetch.ts';
import { SandboxMachine, type MachineOptions } from '../../helpers/sandbox-machine.ts';

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
    .replace(/^( {2}- (?:Mercado Pago|Mollie|VTEX) respond\S+ \d+: ).*$/gm, '$1') // a server’s words
    .replace(/^ {2}- (order ORD|'status'|Unexpected|Expected).*$|ENOENT: [^,]*,/gm, '') // and Node’s
    .replace(/`[^`]*`/g, '')
    .replace(/^ *mp-orders .*$/gm, '')
    .replace(/: {1,5}mp-orders .*$/gm, ':')
    .replace(/mp-orders( [\w./:=…<>-]+)+/g, '')
    .replace(/--[a-z][\w-]*(=[\w./:-]+)?/g, '…') // options
    .replace(/"[^"]*"|\([^()]*_[^()]*\)|\[[a-z_]+\]/g, '') // what was typed, codes
    .replace(/https?:\S+|\/[\w./-]+/g, '')
    .replace(/\b[a-z_]+(\[\d+\])?(\.\w+(\[\d+\])?)+/g, '…') // paths of fields, events
    .replace(/\b[a-z]+(?:_[a-z]+)+\b/g, '') // codes, fields
    .replace(/\b(?:x-)?request-id\b|\bmax-(?:order|refund)\b|'(?:[^']|'')*'/g, '…')
    .replace(/(?:[a-z_-]+, ){3,}[a-z_-]+/g, '…') // names of columns and settings
    .replace(/\bNo has iniciado\b/g, '')
    .replace(/Atlas of Imaginary Islands|First point of sale/g, ''); // names of the sandbox
}

/** An English sentence with places for values, as it may stand in a line. */
interface Long {
  english: string;
  /** The longest words between two places: a line without them is quickly passed over. */
  words: string;
  pattern: RegExp;
}

function longOf(english: string): Long {
  const parts = english.split(/\{[^}]*\}/);
  const literal = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const words = parts.reduce((longest, part) => (part.length > longest.length ? part : longest));
  return { english, words, pattern: new RegExp(literal.join('.{0,80}?')) };
}

const isLong = (english: string): boolean =>
  english
    .replace(/\{[^}]*\}/g, '')
    .trim()
    .split(/\s+/).length > 2;

/** What a language says otherwise: whole sentences, and labels, which fill a cell. */
const englishOf = Object.fromEntries(
  Object.entries(sentences).map(([lang, translations]) => {
    const others = Object.entries(translations)
      .filter(([english, translated]) => translated !== english && !/^[a-z]/.test(english))
      .map(([english]) => english);
    const labels = new Set(others.filter((english) => !isLong(english)));
    return [lang, { long: others.filter(isLong).map(longOf), labels }];
  }),
);

/** The sentences and labels of the catalogue that a language says otherwise, and that stand there. */
function untranslated(lang: string, line: string): string[] {
  const { long = [], labels = new Set() } = englishOf[lang] ?? {};
  const cells = line.split(/ {2,}/).map((cell) => cell.trim());
  return [
    ...long
      .filter(({ words, pattern }) => line.includes(words) && pattern.test(line))
      .map(({ english }) => english),
    ...cells.filter((cell) => labels.has(cell)),
  ];
}

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
  show: (...argv: Argument[]) => Promise<string>,
) => Promise<void>;

/** A word of a command line; an object says on which machine it runs. */
type Argument = string | MachineOptions;

const webhookSecret = { MP_ORDERS_WEBHOOK_SECRET: 'f'.repeat(64) };

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
  [
    'what is wrong with the body of a create',
    async (_machine, show) => {
      const bodyOf = (body: unknown) => {
        const file = join(tempHome(), 'order.json');
        writeFileSync(file, typeof body === 'string' ? body : JSON.stringify(body));
        return ['create', '--data', file];
      };
      await show(...bodyOf('nada'));
      await show(...bodyOf([]));
      await show(...bodyOf({ type: 'x', foo: 1, config: [], transactions: { payments: [{}, 7] } }));
      await show(
        ...bodyOf({
          type: 'qr',
          total_amount: 5,
          description: 'x'.repeat(151),
          external_reference: 'a b',
          expiration_time: '10m',
          marketplace_fee: '1,0',
          integration_data: {
            platform_id: '',
            integrator_id: 'x',
            sponsor: { id: 'x' },
          },
          config: { qr: { external_pos_id: '', mode: 'printed' } },
          transactions: {
            payments: [{ amount: '1' }, { amount: '2' }],
            cash_outs: [{ amount: '1', additional_info: 1 }, { amount: '1' }],
          },
          items: Array.from({ length: 11 }, () => ({
            quantity: 0,
            external_categories: Array.from({ length: 11 }, () => ({ id: '' })),
          })),
          discounts: { payment_methods: [] },
        }),
      );
      await show(...bodyOf({ type: 'qr', items: [{ quantity: '1' }] }));
      await show('create', ...sale, '--item', 'title=x,price=y');
      await show('create', ...sale, '--discount', 'x');
      await show('create', ...sale, '--items', '/no/such/file');
      await show('create', ...sale, '--template', '{');
      await show('create', ...sale, '--template', '{}');
      await show('create', ...sale, '--template', '\\');
      await show('create', ...sale, '--total', '70');
      await show('create', ...sale, '--item', 'title=x,price=3.00,qty=1', '--dry-run');
    },
  ],
  [
    'batches and their faults',
    async (machine, show) => {
      const rows = (name: string, text: string) => {
        const file = join(tempHome(), name);
        writeFileSync(file, text);
        return ['create', '--from', file];
      };
      await show(...rows('a.csv', 'reference,amount,pos\nA1,10,EXTERNALPOS019285\nA2,x,\n'));
      await show(...rows('b.csv', 'reference,amount,nada\nA1,10,x\n'));
      await show(...rows('c.csv', 'reference,amount\nA1,10,x\nA2\n'));
      await show(...rows('d.csv', 'reference,amount\n"A1,10\n'));
      await show(...rows('e.csv', 'reference,amount\nA"1,10\n'));
      await show(...rows('f.csv', 'reference,amount\n"A"1,10\n'));
      await show(...rows('g.ndjson', '[1]\nnada\n{"amount":"1","amount":"2"}\n{"amount":[1]}\n'));
      await show(...rows('h.ndjson', '{"items":"x"}\n{"item":7}\n'));
      await show(...rows('i.json', '[{"amount":"1"}]'));
      await show(...rows('j.csv', ''));
      await show('get', '-');
      await show('order', 'resume', '--list');
      await machine.run(['create', ...sale, '--idempotency-key', 'k-1'], { door: () => 'before' });
      await show('order', 'resume', '--list');
      await show('order', 'resume');
      await show('order', 'resume', 'k-1');
      await show('order', 'resume', '--forget', 'k-2');
    },
  ],
  [
    'notifications',
    async (_machine, show) => {
      const id = 'ORD01J67CQQH5904WDBVZEM4JMEP3';
      const request = `POST /hook?data.id=${id}&type=order HTTP/1.1\nx-request-id: r\n\n{}`;
      const verify = (stdin: string, ...argv: string[]) =>
        show('webhook', 'verify', ...argv, { env: webhookSecret, stdin });
      await show('webhook', 'verify');
      await show('webhook', 'verify', '--secret', 'abc');
      await show('webhook', 'verify', '--secret', '-');
      await verify('');
      await verify('nada');
      await verify('POST /hook\nx');
      await verify('{');
      await verify('{}');
      await verify('{"url":"/","headers":[1]}');
      await verify('{"url":"http://["}');
      await verify(request);
      await verify('', '--url', '/hook', '--header', 'x');
      await verify('', '--url', 'x');
      await verify('', '--header', 'x-request-id: r');
      await verify('', '--url', '/hook', '--max-age', '1m', '--any-age');
      const notes = ['--url', `/hook?data.id=${id}&type=order`, '--header', 'x-request-id: r'];
      for (const signature of ['x', 'ts=1,v1=2', 'ts=1742505638683,v1=2', 'ts=1,ts=2']) {
        await verify('', ...notes, '--header', `x-signature: ${signature}`);
      }
      const at = 1_742_505_638_683;
      const signed = (template: string, ts: number = at) =>
        `x-signature: ts=${ts},v1=${signText(template, webhookSecret.MP_ORDERS_WEBHOOK_SECRET)}`;
      const right = (ts: number) => `id:${id};request-id:r;ts:${ts};`;
      const now = Date.parse('2026-11-21T19:30:00.000Z');
      for (const [template, ts] of [
        [right(now), now],
        [right(now).toLowerCase(), now],
        [right(at), at],
        [right(now + 9e6), now + 9e6],
        [`request-id:r;ts:${at};`, at],
        [`id:${id};ts:${at}`, at],
        ['', at],
      ] as const) {
        await verify('', ...notes, '--header', signed(template, ts));
      }
      await verify('', '--url', '/hook', '--header', signed(`ts:${now};`, now));
      await verify('', ...notes.slice(0, 2), '--header', signed(`id:${id};request-id:;ts:${at};`));
      await verify('', ...notes.slice(0, 2), '--header', signed(`id:${id};ts:${at}000;`));
      const send = (...argv: string[]) =>
        show('webhook', 'send', ...argv, { env: webhookSecret, stdin: '' });
      const to = ['--to', 'http://127.0.0.1:9/hook'];
      await send('nada', id, ...to);
      await send('order.processed', id, ...to);
      await send('order.processed', id, '--to', 'https://example.com/');
      await send('order.processed', id, '--to', 'nada');
      await send('order.processed', id, ...to, '--ts', 'x');
      await send('order.processed', id, ...to, '--id-case', 'x');
      await show('webhook', 'listen', '--port', 'x');
      await show('webhook', 'listen', '--port', '0');
      await show('webhook', 'listen', '--forward-to', 'x');
      await show('webhook', 'listen', '--provider', 'vtex');
      await show('webhook', 'listen', 'x');
    },
  ],
  [
    'the sandbox',
    async (machine, show) => {
      const { id } = await machine.add('mercadopago', '--status', 'created');
      const { id: vtex } = await machine.add('vtex', '--status', 'handling');
      const sandbox = (...argv: Argument[]) => show('sandbox', ...argv, { plain: true });
      await sandbox('list');
      await sandbox('pay', id, '--installments', 'x');
      await sandbox('pay', id, '--method', 'x');
      await sandbox('pay', vtex);
      await sandbox('pay', 'ORDTST00001111222233334444555566');
      await sandbox('pay', id);
      await sandbox('fail', id);
      await sandbox('expire', id);
      await sandbox('dispute', id);
      await sandbox('move', vtex, 'nada');
      await sandbox('move', vtex, 'invoiced');
      await sandbox('add', 'nada');
      await sandbox('add', 'mollie', '--denies');
      await sandbox('add', 'mollie', '--status', 'nada');
      await sandbox('clock');
      await sandbox('clock', 'advance');
      await sandbox('clock', 'advance', 'x');
      await sandbox('clock', 'set');
      await sandbox('clock', 'set', 'x');
      await sandbox('clock', 'set', '1900-01-01T00:00:00Z');
      await sandbox('clock', 'freeze', '1m');
      await sandbox('clock', 'freeze');
      await sandbox('clock', 'resume');
      await sandbox('refunds', 'x');
      await sandbox('refunds', 'delayed:5s');
      await sandbox('minimum-amount', 'on');
      await sandbox('pos', 'x', 'y');
      await sandbox('pos', 'add', 'a b');
      await sandbox('pos', 'add', 'COUNTER2');
      await sandbox('env');
      await sandbox('env', '--undo');
      await sandbox('env', '--undo', '--json');
      await sandbox('env', 'x');
      await sandbox('faults');
      await sandbox('faults', '--off', 'x');
      await sandbox('faults', '--seed', '1');
      await sandbox('webhooks');
      await sandbox('webhooks', '--off', 'x');
      await sandbox('requests');
      await sandbox('requests', '--clear');
      await sandbox('list', '--base-url', 'http://127.0.0.1:9');
      for (const fault of [
        ...['x', 'POST', 'POST x', 'POST /x', 'POST /x?a: 503', 'POST /x:', "POST 'x", "POST 'x'y"],
        ...['GET /x: x', 'GET /x: 7', 'GET /x: 101', 'GET /x: 204 body', 'GET /x: 102 body'],
        ...['GET /x: 503 body', 'GET /x: 503 body x', 'GET /x: 429 retry-after', 'GET /x: delay'],
        ...['GET /x: 429 retry-after x', 'GET /x: delay x', 'GET /x: drop', 'GET /x: drop x'],
        ...['GET /x: redirect', 'GET /x: redirect x', 'GET /x: 503 x2 x3', 'GET /x: 503 after'],
        ...[
          'GET /x: 503 after x',
          'GET /x: 503 zz',
          'GET /x: 503 1% 2%',
          "GET /x: 503 body 'a' body 'b'",
        ],
      ]) {
        await sandbox('serve', '--fault', fault);
      }
      await sandbox('serve', '--port', 'x');
      await sandbox('serve', '--host', 'x');
      await sandbox('serve', '--host', '0.0.0.0');
      await sandbox('serve', '--allow-host', '-');
      await sandbox('serve', '--allow', 'example.com');
      await sandbox('serve', '--proxy-port', '1');
      await sandbox('serve', '--with-proxy', '--allow', '%');
      await sandbox('serve', '--with-proxy', '--allow', 'api.mollie.com');
      await sandbox('serve', '--seed', 'x');
      await sandbox('serve', '--faults', '/no/such/file');
      await sandbox('serve', '--webhook', 'x');
      await sandbox('serve', '--webhook-secret', '-');
      await sandbox('serve', '--webhook-allow', '-', '--webhook', 'http://127.0.0.1:9/');
      await sandbox('run', '--home', machine.home, '--', 'true');
      await sandbox('run');
      await sandbox('reset');
      await sandbox('list');
    },
  ],
  [
    'requests of one’s own',
    async (_machine, show) => {
      await show('api', 'get', 'pos');
      await show('api', 'nada', '/pos');
      await show('api', 'get', '/pos', '--data', '{}');
      await show('api', 'post', '/pos', '--data', 'x');
      await show('api', 'post', '/pos', '--data', '@/no/such/file');
      await show('api', 'get', '/nada');
      await show('api', 'post', '/v1/orders', '--data', '{}', '--dry-run');
      await show('pos', 'show', 'nada');
      await show('pos', 'show', 'EXTERNALPOS019285');
      await show('pos', 'create', 'a b');
      await show('pos', 'create', 'CAJA2');
      await show('pos', 'update', 'CAJA2');
      await show('pos', 'update', 'CAJA2', '--name', 'Caja 2', '--yes');
      await show('pos', 'delete', 'CAJA2', '--yes');
      await show('pos', 'delete', 'nada', '--yes');
      await show('store', 'list');
      await show('store', 'create', 'x');
      await show('qr', 'decode', 'nada');
      await show('qr', 'decode', '00');
      await show('qr', 'decode', '0004ab');
      await show('qr', 'decode', '00020101021226');
      await show('qr', 'show', 'nada');
      await show('completion', 'nada');
      await show('report', 'ORDTST00001111222233334444555566');
    },
  ],
  [
    'keys, settings and the network',
    async (machine, show) => {
      const plain = (...argv: Argument[]) => show(...argv, { plain: true, stdin: '' });
      await plain('auth', 'login');
      await plain('auth', 'login', '--provider', 'vtex');
      await show('auth', 'login', '--provider', 'mollie', { plain: true, stdin: 'a b' });
      await show('auth', 'login', '--no-verify', { plain: true, stdin: 'TEST-1234567890-aaaa' });
      await plain('auth', 'use', 'nada');
      await plain('auth', 'logout');
      await plain('auth', 'logout', '--profile', 'nada');
      await plain('auth', 'status');
      await plain('get', 'ORD01J67CQQH5904WDBVZEM4JMEP3');
      await plain('config', 'set', 'nada', 'x');
      await plain('config', 'set', 'max-order', 'x');
      await plain('config', 'set', 'timeout', 'x');
      await plain('config', 'set', 'webhook-secret', 'x');
      await plain('config', 'get', 'pos');
      await plain('config', 'get', 'nada');
      await plain('config', 'unset', 'nada');
      await plain('config', 'set', 'token_command', 'x');
      await show('config', 'set', 'max-order', 'ARS=50000');
      await show('config', 'set', 'read-only', 'on');
      await show('config', 'list');
      await show('create', ...sale);
      await show('config', 'unset', 'read-only');
      await show('create', ...sale, '--amount', '60000');
      const token = { MP_ACCESS_TOKEN: 'TEST-1234567890-aaaa' };
      const away = (error: string, ...argv: Argument[]) =>
        show(...argv, {
          plain: true,
          env: { ...token, MP_ORDERS_BASE_URL: 'http://127.0.0.1:9' },
          fetch: async (input, init) => breaks(error)(new Request(input, init)),
        });
      for (const error of ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'CERT_HAS_EXPIRED', 'EPROTO'])
        await away(error, 'get', 'ORD01J67CQQH5904WDBVZEM4JMEP3', '--retries', '1');
      await away('ECONNRESET', 'create', ...sale, '--retries', '1');
      await away('ECONNRESET', 'cancel', 'ORD01J67CQQH5904WDBVZEM4JMEP3', '--retries', '0');
      await away('ECONNREFUSED', 'doctor');
      await show('get', 'ORD01J67CQQH5904WDBVZEM4JMEP3', '--base-url', 'x', {
        plain: true,
        env: token,
      });
      await show('get', 'x', { plain: true, env: { MP_ACCESS_TOKEN: 'a b' } });
      await show('get', 'x', { plain: true, env: { ...token, MP_ORDERS_PROXY: 'x' } });
      await show('get', 'x', '--ca-file', '/no/such/file', { plain: true, env: token });
      for (const text of ['nada', '[]', '']) {
        const answers = () => text;
        await show('get', 'ORD01J67CQQH5904WDBVZEM4JMEP3', { door: true, answers });
        await show('list', { door: true, answers });
      }
      const odd = () => '{"data":[{}],"paging":{"total":1,"limit":30,"offset":0}}';
      await show('list', { door: true, answers: odd });
      await show('list', { door: () => 503 });
      writeFileSync(join(machine.home, 'config.json'), '{"profiles": 7}');
      await plain('config', 'list');
      await plain('get', 'x');
      writeFileSync(join(machine.home, 'config.json'), 'nada');
      await plain('config', 'list');
      writeFileSync(join(machine.home, 'config.json'), '');
      await plain('auth', 'list');
    },
  ],
];

describe.each(Object.keys(sentences))('in %s', (lang) => {
  test.each(plays)('no English stands in %s', async (_name, play) => {
    const machine = new SandboxMachine();
    const inLanguage = ['--lang', lang];
    const faults: [line: string, found: string[]][] = [];
    const show = async (...line: Argument[]) => {
      const argv = line.filter((word) => typeof word === 'string');
      const own = line
        .filter((word) => typeof word !== 'string')
        .reduce((all, one) => ({ ...all, ...one }), {});
      const end = argv.indexOf('--');
      const words = end === -1 ? [...argv, ...inLanguage] : argv.toSpliced(end, 0, ...inLanguage);
      const { stdout, stderr } = await machine.run(words, { ...options, ...own });
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
