import { describe, expect, test } from '@jest/globals';
import { exitCodes, type CliError } from '../../../src/errors.ts';
import { dateForm, parseDay, parseTime } from '../../../src/orders/date.ts';
import { zoneOf } from '../../../src/terminal/time.ts';

const now = new Date('2026-11-21T19:30:00.000Z');

const read = (text: string, { zone = 'America/Argentina/Buenos_Aires', end = false } = {}) =>
  parseTime(text, { now, end, zone: zoneOf(zone) }).at.toISOString();

const refusal = (text: string) => {
  try {
    return `accepted as ${read(text)}`;
  } catch (error) {
    const { exitCode, code, message, facts } = error as CliError;
    return { exitCode, code, message, hint: facts.hint };
  }
};

describe('a date', () => {
  test.each([
    ['2026-11-21', '2026-11-21T03:00:00.000Z', '2026-11-22T02:59:59.999Z'],
    ['2026-01-01', '2026-01-01T03:00:00.000Z', '2026-01-02T02:59:59.999Z'],
    ['2024-02-29', '2024-02-29T03:00:00.000Z', '2024-03-01T02:59:59.999Z'],
  ])('%s is a whole day where the user is', (text, first, last) => {
    expect([read(text), read(text, { end: true })]).toEqual([first, last]);
  });

  test.each([
    ['2026-11-21T16:30:00-03:00', '2026-11-21T19:30:00.000Z'],
    ['2026-11-21T16:30-03:00', '2026-11-21T19:30:00.000Z'],
    ['2026-11-21T19:30:00Z', '2026-11-21T19:30:00.000Z'],
    ['2026-11-21T19:30:00.123456789Z', '2026-11-21T19:30:00.123Z'],
    ['2026-11-21T23:59:59+05:45', '2026-11-21T18:14:59.000Z'],
  ])('%s is that moment, at the beginning and at the end of a range', (text, at) => {
    expect([read(text), read(text, { end: true })]).toEqual([at, at]);
  });

  test.each([
    ['2h', '2026-11-21T17:30:00.000Z'],
    ['7d', '2026-11-14T19:30:00.000Z'],
    ['1h30m', '2026-11-21T18:00:00.000Z'],
    ['PT16M', '2026-11-21T19:14:00.000Z'],
    ['0s', '2026-11-21T19:30:00.000Z'],
    ...['now', 'Right now', 'ahora', 'Ahora mismo', 'recién', 'agora', 'agora mesmo'].map(
      (word) => [word, '2026-11-21T19:30:00.000Z'] as const,
    ),
    ['5 minutes ago', '2026-11-21T19:25:00.000Z'],
    ['hace 5 minutos', '2026-11-21T19:25:00.000Z'],
    ['há 5 minutos', '2026-11-21T19:25:00.000Z'],
    ['5 min. atrás', '2026-11-21T19:25:00.000Z'],
    ['há 90 min atrás', '2026-11-21T18:00:00.000Z'],
    ['Hace 1 minuto', '2026-11-21T19:29:00.000Z'],
    ['a minute ago', '2026-11-21T19:29:00.000Z'],
    ['an hour ago', '2026-11-21T18:30:00.000Z'],
    ['half an hour ago', '2026-11-21T19:00:00.000Z'],
    ['hace una hora', '2026-11-21T18:30:00.000Z'],
    ['hace media hora', '2026-11-21T19:00:00.000Z'],
    ['há uma hora', '2026-11-21T18:30:00.000Z'],
    ['há meia hora', '2026-11-21T19:00:00.000Z'],
    ['hace 2 hs', '2026-11-21T17:30:00.000Z'],
    ['hace 2h', '2026-11-21T17:30:00.000Z'],
    ['3h ago', '2026-11-21T16:30:00.000Z'],
    ['1h 10min atrás', '2026-11-21T18:20:00.000Z'],
    ['30 segundos atrás', '2026-11-21T19:29:30.000Z'],
    ['hace 1 hora y 10 minutos', '2026-11-21T18:20:00.000Z'],
    ['há uma hora e 10 min', '2026-11-21T18:20:00.000Z'],
    ['1 hour 10 minutes ago', '2026-11-21T18:20:00.000Z'],
    ['a half hour ago', '2026-11-21T19:00:00.000Z'],
    ['hace unos 30 minutos', '2026-11-21T19:00:00.000Z'],
    ['há cerca de 30 minutos', '2026-11-21T19:00:00.000Z'],
    ['about 5 minutes ago', '2026-11-21T19:25:00.000Z'],
  ])('%s is so long ago', (text, at) => {
    expect([read(text), read(text, { end: true })]).toEqual([at, at]);
  });

  test.each([
    ...['', ' ', 'tomorrow', 'mañana', '2026-11', '2026-1-1', '20261121', '1795289400'],
    ...['2026-02-30', '2025-02-29', '2026-13-01', '2026-11-00', '2026-11-31'],
    ...[
      '24:01',
      '24:00:01',
      '24:30',
      '16:60',
      '16',
      '16:3',
      'today 25:00',
      '2026-02-30 10:00',
      ' 16:30',
      '16:30:61',
    ],
    ...[
      '2026-11-21 16:30Z',
      '2026-11-21T25:00Z',
      'yesterday16:30',
      '7d 16:30',
      'ayer a las',
      'hace dos días',
      'hace 1e3 minutos',
      'hace 5',
      '-5 minutes ago',
      'nows',
      'hace 5 monedas',
      'days ago',
    ],
    ...['2026-11-21T16:30:00-0300', '2026-11-21T16:30:00 Z', '-2h', '+7d', '2026-11-21\n'],
    '2026-02-30T10:00:00Z',
    ...['0000-01-01', '0001-01-01 10:00', '0026-11-21', '9999-12-31', '0000-01-01T00:00:00Z'],
    '99999999999d', // further back than dates go
    '99999999d', // and than four digits of a year
  ])('is not %j', (text) => {
    expect(refusal(text)).toEqual({
      exitCode: exitCodes.usage,
      code: 'invalid_date',
      message: `"${text}" is not a date.`,
      hint: `Write ${dateForm}.`,
    });
  });
});

test('a length of time is not a date, and its short form is', () => {
  expect(refusal('5 minutes')).toMatchObject({ code: 'invalid_date', hint: 'Did you mean 5m?' });
});

describe('without a zone, the time is that of the place', () => {
  test.each([
    ['today', '2026-11-21T03:00:00.000Z', '2026-11-22T02:59:59.999Z'],
    ['hoy', '2026-11-21T03:00:00.000Z', '2026-11-22T02:59:59.999Z'],
    ['Hoje', '2026-11-21T03:00:00.000Z', '2026-11-22T02:59:59.999Z'],
    ['yesterday', '2026-11-20T03:00:00.000Z', '2026-11-21T02:59:59.999Z'],
    ['AYER', '2026-11-20T03:00:00.000Z', '2026-11-21T02:59:59.999Z'],
    ['ontem', '2026-11-20T03:00:00.000Z', '2026-11-21T02:59:59.999Z'],
    ['16:30', '2026-11-21T19:30:00.000Z', '2026-11-21T19:30:59.999Z'],
    ['9:05', '2026-11-21T12:05:00.000Z', '2026-11-21T12:05:59.999Z'],
    ['16:30:05', '2026-11-21T19:30:05.000Z', '2026-11-21T19:30:05.000Z'],
    ['a las 16:30', '2026-11-21T19:30:00.000Z', '2026-11-21T19:30:59.999Z'],
    ['às 16h30', '2026-11-21T19:30:00.000Z', '2026-11-21T19:30:59.999Z'],
    ['at 4:30 pm', '2026-11-21T19:30:00.000Z', '2026-11-21T19:30:59.999Z'],
    ['yesterday 16:30', '2026-11-20T19:30:00.000Z', '2026-11-20T19:30:59.999Z'],
    ['ayer 9:00', '2026-11-20T12:00:00.000Z', '2026-11-20T12:00:59.999Z'],
    ['2026-11-19T07:00', '2026-11-19T10:00:00.000Z', '2026-11-19T10:00:59.999Z'],
    ['2026-11-19 07:00:30', '2026-11-19T10:00:30.000Z', '2026-11-19T10:00:30.000Z'],
  ])('%s', (text, first, last) => {
    expect([read(text), read(text, { end: true })]).toEqual([first, last]);
  });

  test('whose day it is, its zone says', () => {
    const zones = ['Pacific/Kiritimati', 'America/Los_Angeles', '-03:00'];
    expect(zones.map((zone) => read('today', { zone }))).toEqual([
      '2026-11-21T10:00:00.000Z',
      '2026-11-21T08:00:00.000Z',
      '2026-11-21T03:00:00.000Z',
    ]);
  });

  // Madrid, 2026: from 02:00 to 03:00 on March 29; 02:30 comes twice on October 25.
  test.each([
    ['2026-03-29 01:59', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29 02:30', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29 03:00', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25 02:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25 03:00', '2026-10-25T02:00:00.000Z'],
  ])('%s in Madrid, where the clocks change', (text, at) => {
    expect(read(text, { zone: 'Europe/Madrid' })).toBe(at);
  });

  // What was sold in the second of two hours is not left out.
  test.each([
    ['Europe/Madrid', '2026-10-25 02:30', '2026-10-25T01:30:59.999Z'],
    ['Europe/Madrid', '2026-10-25 02:59:59', '2026-10-25T01:59:59.000Z'],
    ['Europe/Madrid', '2026-10-25 03:00', '2026-10-25T02:00:59.999Z'],
    ['Europe/Madrid', '2026-03-29 02:30', '2026-03-29T01:00:59.999Z'],
    ['America/Santiago', '2026-04-04 23:30', '2026-04-05T03:30:59.999Z'],
    ['America/Santiago', '2026-04-04', '2026-04-05T03:59:59.999Z'],
  ])('in %s a range that ends at %s ends at the later of two', (zone, text, at) => {
    expect(read(text, { zone, end: true })).toBe(at);
  });

  test('a time as it is printed here is read with its zone, to the end of its second', () => {
    const text = '2026-11-20 23:59:59 -05:00';
    expect([read(text), read(text, { end: true })]).toEqual([
      '2026-11-21T04:59:59.000Z',
      '2026-11-21T04:59:59.999Z',
    ]);
    expect(refusal('2026-02-30 10:00:00 -03:00')).toMatchObject({ code: 'invalid_date' });
  });

  test.each([
    ['28/11/2026', '2026-11-28'],
    ['11/28/2026', '2026-11-28'],
    ['11.11.2026', '2026-11-11'],
    ['28-11-2025', '2025-11-28'],
    ['28/11/26', '2026-11-28'],
    ['28/11', '2025-11-28'],
    ['21/11', '2026-11-21'],
    ['2026/11/05', '2026-11-05'],
    ['2026.11.28', '2026-11-28'],
  ])('%s can be read in one way: %s', (text, day) => {
    expect([read(text), read(text, { end: true })]).toEqual([read(day), read(day, { end: true })]);
    expect(read(`${text} 16:30`)).toBe(read(`${day} 16:30`));
  });

  test.each([
    ['5/11/2026', 'Did you mean 2026-11-05 or 2026-05-11?'],
    ['5/11', 'Did you mean 2026-11-05 or 2026-05-11?'],
    ['12-10', 'Did you mean 2026-10-12 or 2025-12-10?'],
    ['28-11', 'Did you mean 2025-11-28?'],
    ['28.11.26', 'Did you mean 2026-11-28?'],
    ['05.11.2026 a las 4:30 pm', 'Did you mean 2026-11-05 16:30 or 2026-05-11 16:30?'],
    ['31/02/2026', `Write ${dateForm}.`],
    ['31/12/2026/1', `Write ${dateForm}.`],
  ])('%s is no date; what it can mean is named', (text, hint) => {
    expect(refusal(text)).toMatchObject({ code: 'invalid_date', hint });
  });
});

test.each([
  ['yesterday', '2026-11-20T03:00:00.000Z', '2026-11-21T02:59:59.999Z'],
  ['2026-11-19', '2026-11-19T03:00:00.000Z', '2026-11-20T02:59:59.999Z'],
  ['19/11/2026', '2026-11-19T03:00:00.000Z', '2026-11-20T02:59:59.999Z'],
])('the day %s begins and ends where the user is', (text, begin, end) => {
  const day = parseDay(text, { now, zone: zoneOf('America/Argentina/Buenos_Aires') });
  expect([day.begin.toISOString(), day.end.toISOString()]).toEqual([begin, end]);
});

test.each(['16:30', '2h', '2026-02-30', ''])('%j is no day', (text) => {
  expect(() => parseDay(text, { now, zone: zoneOf('UTC') })).toThrow(`"${text}" is not a day.`);
});

// November 21, 2026, is a Saturday.
describe('a day that is named by a word', () => {
  test.each([
    ['2026-11-21', 'today hoy HOJE'],
    ['2026-11-20', 'yesterday ayer ontem friday viernes sexta SEXTA-FEIRA'],
    ['2026-11-19', 'anteayer antier anteontem Thursday jueves quinta'],
    ['2026-11-18', 'trasanteayer tresanteontem wednesday miércoles miercoles quarta'],
    ['2026-11-17', 'tuesday martes terça terca terça-feira'],
    ['2026-11-16', 'monday lunes segunda'],
    ['2026-11-15', 'sunday domingo DOMINGO'],
    ['2026-11-14', 'saturday sábado sabado'],
    ...[
      'day before yesterday',
      'the day before yesterday',
      'antes de ayer',
      'antes de ontem',
      '2 days ago',
      'hace 2 días',
      'há 2 dias',
      'Há 2 dias atrás',
      '2  dias atrás',
    ].map((phrase) => ['2026-11-19', phrase.replaceAll(' ', '\u00a0')] as const),
    ...['last friday', 'el viernes', 'el viernes pasado', 'na sexta', 'sexta feira passada'].map(
      (phrase) => ['2026-11-20', phrase.replaceAll(' ', '\u00a0')] as const,
    ),
    ['2026-11-20', '1\u00a0day\u00a0ago'],
    ...[
      ['2026-11-18', '3d ago'],
      ['2026-11-19', 'hace 2d'],
      ['2026-11-14', 'a week ago'],
      ['2026-11-14', 'hace una semana'],
      ['2026-11-07', 'há 2 semanas'],
    ].map(([date = '', phrase = '']) => [date, phrase.replaceAll(' ', '\u00a0')] as const),
    ['2026-10-21', 'hace\u00a031\u00a0días'],
  ])('%s: %s', (date, words) => {
    const zone = zoneOf('America/Argentina/Buenos_Aires');
    const begins = words
      .split(' ')
      .map((word) => parseDay(word.replaceAll('\u00a0', ' '), { now, zone }).begin.toISOString());
    expect(new Set(begins)).toEqual(new Set([`${date}T03:00:00.000Z`]));
  });

  // What was yesterday, and before, at ends of months and years, and where the clocks have changed.
  test.each([
    ['2027-01-01T12:00:00Z', 'UTC', 'anteontem', '2026-12-30T00:00:00.000Z'],
    ['2028-03-01T12:00:00Z', 'UTC', 'yesterday', '2028-02-29T00:00:00.000Z'],
    ['2026-03-01T02:00:00Z', '-03:00', 'ayer', '2026-02-27T03:00:00.000Z'],
    ['2026-03-30T12:00:00Z', 'Europe/Madrid', 'anteayer', '2026-03-27T23:00:00.000Z'],
    ['2026-03-30T12:00:00Z', 'Europe/Madrid', 'yesterday', '2026-03-28T23:00:00.000Z'],
    ['2026-09-07T12:00:00Z', 'America/Santiago', 'ayer', '2026-09-06T04:00:00.000Z'],
    ['2026-09-07T12:00:00Z', 'America/Santiago', 'domingo', '2026-09-06T04:00:00.000Z'],
    ['2026-11-21T18:31:00Z', 'Asia/Kolkata', 'today', '2026-11-21T18:30:00.000Z'],
    ['2026-11-21T18:29:00Z', 'Asia/Kolkata', 'today', '2026-11-20T18:30:00.000Z'],
    ['2026-11-21T18:29:00Z', '+05:45', 'yesterday', '2026-11-20T18:15:00.000Z'],
    ['2026-03-08T12:00:00Z', 'America/St_Johns', 'today', '2026-03-08T03:30:00.000Z'],
    ['2026-03-09T12:00:00Z', 'America/St_Johns', 'today', '2026-03-09T02:30:00.000Z'],
    // Half an hour is what its clocks change by.
    ['2026-04-05T12:00:00Z', 'Australia/Lord_Howe', 'today', '2026-04-04T13:00:00.000Z'],
    ['2026-04-06T12:00:00Z', 'Australia/Lord_Howe', 'today', '2026-04-05T13:30:00.000Z'],
  ])('at %s in %s, %s begins at %s', (at, zone, word, begin) => {
    const day = parseDay(word, { now: new Date(at), zone: zoneOf(zone) });
    expect(day.begin.toISOString()).toBe(begin);
  });

  test.each([
    ['anteayer 9:05', '2026-11-19T12:05:00.000Z'],
    ['yesterday at 16:30', '2026-11-20T19:30:00.000Z'],
    ['ayer a las 16:30', '2026-11-20T19:30:00.000Z'],
    ['ontem às 16:30:05', '2026-11-20T19:30:05.000Z'],
    ['day before yesterday 16:30', '2026-11-19T19:30:00.000Z'],
    ['hace 2 días a las 16:30', '2026-11-19T19:30:00.000Z'],
    ['el viernes a la 1:30', '2026-11-20T04:30:00.000Z'],
    ['2026-11-19 at 07:00', '2026-11-19T10:00:00.000Z'],
    ['16h30', '2026-11-21T19:30:00.000Z'],
    ['16:30 hs', '2026-11-21T19:30:00.000Z'],
    ['16:30h', '2026-11-21T19:30:00.000Z'],
    ['4:30 pm', '2026-11-21T19:30:00.000Z'],
    ['4:30 p. m.', '2026-11-21T19:30:00.000Z'],
    ['12:15 am', '2026-11-21T03:15:00.000Z'],
    ['12:15 PM', '2026-11-21T15:15:00.000Z'],
    ['4pm', '2026-11-21T19:00:00.000Z'],
    ['ayer 16h', '2026-11-20T19:00:00.000Z'],
    ['ontem às 16h30', '2026-11-20T19:30:00.000Z'],
    ['20 de noviembre, 16:30', '2026-11-20T19:30:00.000Z'],
    ['16h', '2026-11-21T03:30:00.000Z'], // so long ago
  ])('with a time of day: %s', (text, at) => {
    expect(read(text)).toBe(at);
  });
});

describe('a day that is named with its month', () => {
  test.each([
    ['20 de noviembre', '2026-11-20'],
    ['20 de novembro de 2024', '2024-11-20'],
    ['20 nov 2026', '2026-11-20'],
    ['20-nov-2026', '2026-11-20'],
    ['Nov 20, 2026', '2026-11-20'],
    ['november 20th', '2026-11-20'],
    ['1º de março', '2026-03-01'],
    ['22 nov', '2025-11-22'],
    ['31 dic', '2025-12-31'],
    ['29 de febrero de 2024', '2024-02-29'],
    ['5 sept', '2026-09-05'],
  ])('%s is %s', (text, date) => {
    expect(
      parseDay(text, { now, zone: zoneOf('UTC') })
        .begin.toISOString()
        .slice(0, 10),
    ).toBe(date);
  });

  test.each(['31 de noviembre', '29 de febrero de 2026', '20 marchas', '20 de', 'nov', '5-set'])(
    '%s is none',
    (text) => {
      expect(() => parseDay(text, { now, zone: zoneOf('UTC') })).toThrow('is not a day.');
    },
  );
});

describe('a time of day that is none', () => {
  test.each(['13pm', '0 am', '16h75', 'ayer 25h', '4:75 pm'])('%s', (text) => {
    expect(refusal(text)).toMatchObject({ code: 'invalid_date' });
  });
});

describe('24:00 is the end of a day', () => {
  test.each([
    ['24:00', 'UTC', '2026-11-22T00:00:00.000Z', '2026-11-21T23:59:59.999Z'],
    ['yesterday 24:00', '-03:00', '2026-11-21T03:00:00.000Z', '2026-11-21T02:59:59.999Z'],
    ['2026-02-28T24:00:00', 'UTC', '2026-03-01T00:00:00.000Z', '2026-02-28T23:59:59.999Z'],
    // Midnight does not come that day.
    [
      '2026-09-05 24:00',
      'America/Santiago',
      '2026-09-06T04:00:00.000Z',
      '2026-09-06T03:59:59.999Z',
    ],
  ])('%s in %s', (text, zone, begin, end) => {
    expect([read(text, { zone }), read(text, { zone, end: true })]).toEqual([begin, end]);
  });
});

describe('a day on which the clocks change', () => {
  // Chile, which has QR orders, changes them at midnight; Madrid at two or three in the morning.
  test.each([
    ['America/Santiago', '2026-04-03', '2026-04-03T03:00:00.000Z', '2026-04-04T02:59:59.999Z'],
    ['America/Santiago', '2026-04-04', '2026-04-04T03:00:00.000Z', '2026-04-05T03:59:59.999Z'],
    ['America/Santiago', '2026-04-05', '2026-04-05T04:00:00.000Z', '2026-04-06T03:59:59.999Z'],
    ['America/Santiago', '2026-09-05', '2026-09-05T04:00:00.000Z', '2026-09-06T03:59:59.999Z'],
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', '2026-09-07T02:59:59.999Z'],
    ['Europe/Madrid', '2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'],
    ['Europe/Madrid', '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999Z'],
    ['UTC', '2026-03-29', '2026-03-29T00:00:00.000Z', '2026-03-29T23:59:59.999Z'],
  ])('in %s, %s, is that day, no more and no less', (zone, text, first, last) => {
    expect([read(text, { zone }), read(text, { zone, end: true })]).toEqual([first, last]);
  });

  test('one that the clocks jumped over is none', () => {
    const zone = zoneOf('Pacific/Apia');
    expect(() => parseDay('2011-12-30', { now, zone })).toThrow('"2011-12-30" is not a day.');
    expect(parseDay('2011-12-31', { now, zone }).begin.toISOString()).toBe(
      '2011-12-30T10:00:00.000Z',
    );
  });
});
