import { describe, expect, test } from '@jest/globals';
import { exitCodes, type CliError } from '../../../src/errors.ts';
import { dateForm, parseDate } from '../../../src/orders/date.ts';
import { startOfDay } from '../../../src/terminal/time.ts';

const now = new Date('2026-11-21T19:30:00.000Z');

const read = (text: string, { zone = 'America/Argentina/Buenos_Aires', end = false } = {}) =>
  parseDate(text, { now, end, startOfDay: (date) => startOfDay(date, zone) }).toISOString();

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
  ])('%s is so long ago', (text, at) => {
    expect([read(text), read(text, { end: true })]).toEqual([at, at]);
  });

  test.each([
    ...['', ' ', 'yesterday', '21/11/2026', '2026-11', '2026-1-1', '20261121', '1795289400'],
    ...['2026-02-30', '2025-02-29', '2026-13-01', '2026-11-00', '2026-11-31'],
    ...['2026-11-21T16:30', '2026-11-21T16:30:00', '2026-11-21 16:30Z', '2026-11-21T25:00Z'],
    ...['2026-11-21T16:30:00-0300', '2026-11-21T16:30:00 Z', '-2h', '+7d', '2026-11-21\n'],
    '2026-02-30T10:00:00Z',
    '99999999999d', // further back than dates go
  ])('is not %j', (text) => {
    expect(refusal(text)).toEqual({
      exitCode: exitCodes.usage,
      code: 'invalid_date',
      message: `"${text}" is not a date.`,
      hint: `Write ${dateForm}.`,
    });
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
});
