import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import es from '../../../../src/language/es.json' with { type: 'json' };
import pt from '../../../../src/language/pt.json' with { type: 'json' };
import { english, sayIn } from '../../../../src/language/sentence.ts';
import { decodeEmvQr } from '../../../../src/orders/emv-qr.ts';
import { parseOrder } from '../../../../src/providers/mercadopago/wire.ts';
import { renderEmvQr } from '../../../../src/terminal/emv-view.ts';
import { renderOrder } from '../../../../src/terminal/order-view.ts';
import { renderTable } from '../../../../src/terminal/table.ts';
import type { View } from '../../../../src/terminal/view.ts';
import { renderEvent } from '../../../../src/terminal/watch-event.ts';
import { textWidth } from '../../../../src/terminal/wrap.ts';
import { golden, goldenFolder } from '../../../helpers/golden.ts';
import { phraseIn, testView } from '../test-view.ts';
import { answers } from './orders.ts';
import { otherOrders } from './other-orders.ts';
import { phrases } from './phrases.ts';

const folder = goldenFolder('views');
const widths = [undefined, 60, 80, 200] as const;

type Render = (view: View) => string;

const ofOrders: [name: string, render: Render][] = Object.entries(answers).map(([name, answer]) => [
  `order-${name}`,
  (view) => renderOrder(parseOrder(answer), view),
]);

const withAll: [name: string, render: Render][] = Object.entries(answers).map(([name, answer]) => [
  `all-${name}`,
  (view) => renderOrder(parseOrder(answer), view, { all: true }),
]);

const ofOthers: [name: string, render: Render][] = Object.entries(otherOrders).flatMap(
  ([name, order]): [name: string, render: Render][] => [
    [`order-${name}`, (view) => renderOrder(order, view)],
    [`all-${name}`, (view) => renderOrder(order, view, { all: true })],
  ],
);

const events = ['created-dynamic', 'processed-discount', 'partially-refunded', 'refunded-page'];
const moreEvents = ['canceled-page', 'expired', 'unknown-status', 'hostile'];

const ofEvents: [name: string, render: Render][] = [
  [
    'watch-events',
    (view) =>
      [...events, ...moreEvents]
        .map((name) => parseOrder(answers[name] ?? ''))
        .map((order) => renderEvent(order, '2026-11-21T19:40:00.000Z', view))
        .join('\n'),
  ],
  [
    'watch-events-others',
    (view) =>
      Object.values(otherOrders)
        .map((order) => renderEvent(order, '2026-11-21T19:40:00.000Z', view))
        .join('\n'),
  ],
];

const payload =
  '00020101021243650016com.mercadolibre020130636261ba79b-e543-41c7-b71a-cec05c18e72b' +
  '50120008326594305204970053030325802AR5904Test6004CABA6304';

const others: [name: string, render: Render][] = [
  ['emv', (view) => renderEmvQr(decodeEmvQr(`${payload}1094`), view)],
  ['emv-wrong-crc', (view) => renderEmvQr(decodeEmvQr(`${payload}0000`), view)],
  [
    'table-orders',
    (view) =>
      renderTable(
        (['Order', 'Status', 'Amount', 'Reference', 'Created'] as const).map((head) =>
          view.say(head),
        ),
        Object.values(answers).map((answer) => {
          const order = parseOrder(answer);
          const amount = `${order.total_amount ?? ''} ${order.currency ?? ''}`.trim();
          return [order.id, order.status, amount, order.external_reference, '10 min ago'];
        }),
        view,
      ),
  ],
  [
    'table-pos',
    (view) =>
      renderTable(
        ['External id', 'Name', 'Id', 'Store'],
        [
          ['EXTERNALPOS019285', 'Caja 1', '41285712', '58823371'],
          [undefined, 'Mostrador de la sucursal Palermo Soho, planta baja', '41285713', '58823371'],
          ['寿司POS', '寿司 バー', '41285714', undefined],
        ],
        view,
      ),
  ],
];

const says: Readonly<Record<string, View['say']>> = { es: sayIn(es), pt: sayIn(pt) };
const sayOf = (language: string): View['say'] => says[language] ?? english;

const viewOf = (columns: number | undefined, language: string): View =>
  testView({
    isTerminal: columns !== undefined,
    columns,
    now: new Date('2026-11-21T19:40:00.000Z'),
    statusPhrase: phraseIn(language),
    say: columns === undefined ? english : sayOf(language),
  });

/** The view off a terminal and at every width, one after the other. */
const sheet = (render: Render, language: string): string =>
  widths
    .map((columns) => {
      const title = columns === undefined ? 'off a terminal' : `${columns} columns`;
      return `--- ${title} ---\n${render(viewOf(columns, language))}\n`;
    })
    .join('\n');

const ids = /\b((ORD|PAY|REF|CAS)[0-9A-Z]{26,}|(ord|odl|tr)_[\w.]+|\d{13}-\d\d|[0-9A-F]{32})/g;

const languages = Object.keys(phrases);
const told = [...ofOrders, ...ofOthers, ...ofEvents, ...withAll, ...others];
const fileOf = (name: string, language: string) => `${name}.${language}.txt`;

describe.each(told)('%s', (name, render) => {
  test.each(languages)('reads in %s as its golden file', (language) => {
    const text = sheet(render, language);
    expect(text).toBe(golden(folder + fileOf(name, language), text));
  });
});

describe.each(widths.filter((width) => width !== undefined))('at %d columns', (columns) => {
  test.each(told)('%s fits, but for words that do not', (_name, render) => {
    for (const language of languages) {
      const lines = render(viewOf(columns, language)).split('\n');
      // A line may only be too wide for one word after its label or indent.
      const wide = lines.filter((line) => textWidth(line) > columns);
      expect(wide.filter((line) => !/^( *|\S+ {2}|\S.* {2})\S+$/.test(line))).toEqual([]);
      expect(lines.filter((line) => /\s$/.test(line))).toEqual([]);
    }
  });

  test.each(told)('%s breaks no id', (_name, render) => {
    const idsIn = (text: string) => new Set(text.match(ids));
    expect(idsIn(render(viewOf(columns, 'en')))).toEqual(idsIn(render(viewOf(1000, 'en'))));
  });
});

test('no golden file is left of a view that is gone', () => {
  const files = [...told.flatMap(([name]) => languages.map((language) => fileOf(name, language)))];
  expect(readdirSync(folder).sort()).toEqual(files.sort());
});
