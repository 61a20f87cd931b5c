import { describe, expect, test } from '@jest/globals';
import { factsOf, possible, toneOf } from '../../../src/pages/sandbox/facts.ts';
import {
  findOrder,
  firstState,
  hashOf,
  lastChange,
  listed,
  placeOf,
  refresh,
  take,
  timeOf,
} from '../../../src/pages/sandbox/state.ts';
import { texts } from '../../../src/pages/sandbox/texts.ts';
import { timelineOf } from '../../../src/pages/sandbox/timeline.ts';
import { clockTime, countdown, durationMs, money } from '../../../src/pages/shared/format.ts';
import { languageOf } from '../../../src/pages/shared/language.ts';

const noon = '2026-03-01T12:00:00.000Z';

const order = (fields: object = {}) => ({
  id: 'ORDTST1',
  status: 'created',
  total_amount: '50.00',
  currency: 'ARS',
  external_reference: 'sale',
  created_date: noon,
  expiration_time: 'PT15M',
  config: { qr: { external_pos_id: 'POS1' } },
  transactions: { payments: [{ status: 'created', status_detail: 'ready_to_process' }] },
  ...fields,
});
const controlled = (fields: object = {}, system = 'mercadopago') => {
  const one = order(fields);
  return { system, id: one.id, status: one.status, order: one };
};

test.each([
  ['1250.00', 'ARS', 'en', 'ARS 1,250.00'],
  ['1250.5', 'ARS', 'es', '1250,50 ARS'],
  ['50', 'CLP', 'es', '50 CLP'],
  ['50.25', 'CLP', 'en', 'CLP 50.25'],
  ['12345678901234567890.12', 'BRL', 'pt', 'BRL 12.345.678.901.234.567.890,12'],
  ['a <b>', 'ARS', 'en', 'a <b> ARS'],
  ['1', 'pesos', 'en', '1 pesos'],
  ['', '', 'en', ''],
])('an amount of %j %s in %s reads %j', (value, currency, language, words) => {
  expect(money(value, currency, language).replaceAll('\u00a0', ' ')).toBe(words);
});

test.each([
  [0, '00:00'],
  [-5, '00:00'],
  [1, '00:01'],
  [899_001, '15:00'],
  [3_723_000, '1:02:03'],
  [270_000_000, '3 d 03:00:00'],
])('%d ms left read %s', (ms, words) => expect(countdown(ms)).toBe(words));

test.each([
  ['PT15M', 900_000],
  ['P1DT2H3M4S', 93_784_000],
  ['PT', undefined],
  ['P', undefined],
  ['15m', undefined],
])('%s lasts %d ms', (text, ms) => expect(durationMs(text)).toBe(ms));

test('a time of another day comes with its day', () => {
  const at = new Date(2026, 2, 1, 12, 0, 5).getTime();
  expect(clockTime(at, 'en', at)).toBe('12:00:05');
  expect(clockTime(at, 'en', at + 86_400_000)).toBe('3/1/2026 12:00:05');
  expect(clockTime(NaN, 'en', at)).toBe('?');
});

test.each([
  ['pt-BR', 'pt'],
  ['ES', 'es'],
  ['fr', undefined],
  ['', undefined],
])('of %j the page speaks %s', (tag, language) => expect(languageOf(tag)).toBe(language));

test('every text is there in each language, and none is empty', () => {
  for (const all of Object.values(texts)) {
    expect(Object.keys(all)).toEqual(Object.keys(texts.en));
    expect(Object.values(all)).not.toContain('');
  }
});

test.each([
  ['', { view: 'orders', tab: 'timeline' }],
  ['#/orders/ORDTST1', { view: 'orders', id: 'ORDTST1', tab: 'timeline' }],
  ['#/orders/a%2Fb/document', { view: 'orders', id: 'a/b', tab: 'document' }],
  ['#/orders/x/nonsense', { view: 'orders', id: 'x', tab: 'timeline' }],
  ['#/requests', { view: 'requests' }],
  ['#/%E0%A4%A', { view: 'orders', tab: 'timeline' }],
])('the address %j is the place %j', (hash, place) => {
  expect(placeOf(hash)).toEqual(place);
  if ('id' in place)
    expect(placeOf(hashOf(place.id ?? '', place.tab as 'document'))).toEqual(place);
});

describe('what is shown of an order', () => {
  test.each([
    [
      controlled(),
      { amount: '50.00', currency: 'ARS', detail: 'ready_to_process', pos: 'POS1' },
      Date.parse(noon) + 900_000,
    ],
    [
      controlled({ status: 'processed', status_detail: 'accredited' }),
      { detail: 'accredited' },
      undefined,
    ],
    [controlled({ status: 'canceled', status_detail: 'canceled' }), { detail: '' }, undefined],
    [
      {
        ...{ system: 'mollie', id: 'ord_1', status: 'created' },
        order: {
          amount: { value: '84.85', currency: 'EUR' },
          orderNumber: 'EX-1',
          expiresAt: noon,
        },
      },
      { amount: '84.85', currency: 'EUR', reference: 'EX-1', created: NaN },
      Date.parse(noon),
    ],
    [
      {
        ...{ system: 'vtex', id: '1-01', status: 'handling' },
        order: { value: 5, storePreferencesData: { currencyCode: 'BRL' }, creationDate: noon },
      },
      { amount: '0.05', currency: 'BRL', created: Date.parse(noon) },
      undefined,
    ],
    [{ system: 'mercadopago', id: 'x', status: 'undefined', order: {} }, { amount: '' }, undefined],
  ])('%#', (one, facts, expires) => {
    expect(factsOf(one)).toMatchObject({ ...facts, expires });
  });

  test.each([
    ['created', 'open'],
    ['payment-pending', 'open'],
    ['processed', 'good'],
    ['payment-approved', 'good'],
    ['refunded', 'back'],
    ['canceled', 'over'],
    ['cancellation-request-denied', 'bad'],
    ['what-nobody-knows', 'open'],
  ])('%s looks %s', (status, tone) => expect(toneOf(status)).toBe(tone));

  test('what can be done follows from its system and status', () => {
    const can = (system: string, status: string) => possible({ ...controlled(), system, status });
    const open = { pay: true, refuse: true, expire: true, cancel: true, refund: false };
    expect(can('mercadopago', 'created')).toMatchObject({ ...open, moves: false });
    expect(can('mercadopago', 'processed')).toMatchObject({
      pay: false,
      cancel: false,
      refund: true,
    });
    expect(can('mollie', 'created')).toMatchObject({ pay: true, refuse: undefined, moves: true });
    expect(can('vtex', 'handling')).toMatchObject({ pay: false, cancel: true, refund: undefined });
  });
});

describe('what the page knows', () => {
  const change = (number: number, before: object | undefined, after: object) => ({
    ...{ number, at: noon, system: 'mercadopago', id: 'ORDTST1', before, after },
  });

  test('news change it; what comes twice counts once', () => {
    const state = firstState('en', placeOf(''));
    take(state, 'order', change(1, undefined, order()), 0);
    take(state, 'order', change(1, undefined, order()), 0);
    take(state, 'order', change(2, order(), order({ status: 'processed' })), 0);
    expect(state.changes).toHaveLength(2);
    expect(findOrder(state, 'ORDTST1')).toMatchObject({ status: 'processed' });
    expect(listed(state)).toHaveLength(1);
    take(state, 'clock', { now: noon, frozen: false }, 1000);
    expect(timeOf(state, 3500) - Date.parse(noon)).toBe(2500);
    take(state, 'clock', { now: noon, frozen: true }, 1000);
    expect(timeOf(state, 3500) - Date.parse(noon)).toBe(0);
    take(state, 'reset', {}, 0);
    expect([listed(state), state.changes]).toEqual([[], []]);
  });

  test('a list that is older than the news covers none of them; what is gone goes', () => {
    const state = firstState('en', placeOf(''));
    const other = { ...controlled(), id: 'ORDTST2' };
    const vtex = { ...controlled(), system: 'vtex', id: 'v1' };
    refresh(state, [controlled(), other, vtex], 0);
    const since = lastChange(state);
    take(state, 'order', change(1, order(), order({ status: 'processed' })), 0);
    refresh(state, [controlled(), vtex], since);
    const shown = () => listed(state).map(({ id, status }) => [id, status]);
    expect(shown().sort()).toEqual([
      ['ORDTST1', 'processed'],
      ['v1', 'created'],
    ]);
    refresh(state, [{ ...controlled(), status: 'refunded' }], lastChange(state));
    expect(shown()).toEqual([['ORDTST1', 'refunded']]);
  });

  test('the timeline of an order: its changes, requests and webhooks, the newest first', () => {
    const failed = { payments: [{ status: 'failed', status_detail: 'high_risk' }] };
    const refunded = { ...failed, refunds: [{ id: 'REF1', amount: '4.50', status: 'processed' }] };
    const changes = [
      change(1, undefined, order()),
      change(2, order(), order({ transactions: failed })),
      change(
        3,
        order({ transactions: failed }),
        order({ status: 'processed', transactions: failed }),
      ),
      change(
        4,
        order({ status: 'processed' }),
        order({ status: 'processed', transactions: refunded }),
      ),
      { ...change(5, undefined, order()), id: 'ORDTST2' },
    ];
    const request = {
      ...{ number: 1, at: noon, ms: 1, method: 'POST', path: '/v1/orders', system: 'mercadopago' },
      ...{ headers: {}, body: '', answer: { status: 201, headers: {}, body: '{"id":"ORDTST1"}' } },
    };
    const webhook = {
      ...{
        number: 1,
        at: noon,
        system: 'mercadopago',
        order: 'ORDTST1',
        action: 'order.processed',
      },
      ...{ url: 'http://127.0.0.1/', attempt: 0, headers: {}, body: '', status: undefined },
      ...{ error: undefined, fault: undefined, next: undefined },
    };
    const seen = {
      changes,
      requests: [request, { ...request, number: 2, method: 'GET', path: '/v1/orders/ORDTST2' }],
      webhooks: [webhook],
    };
    const moments = timelineOf(controlled(), seen, texts.en);
    expect(moments.map(({ words, status }) => [words, status])).toEqual([
      ['order.processed → http://127.0.0.1/: no answer', undefined],
      ['refund 4.50 processed', undefined],
      ['created →', 'processed'],
      ['payment refused: high_risk', undefined],
      ['created', undefined],
      ['POST /v1/orders → 201', undefined],
    ]);
    const none = { changes: [], requests: [], webhooks: [] };
    expect(timelineOf(controlled(), none, texts.en)).toEqual([
      { at: Date.parse(noon), kind: 'change', words: 'created', key: 'made' },
    ]);
  });
});
