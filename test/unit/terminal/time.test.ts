import { describe, expect, test } from '@jest/globals';
import { Chalk } from 'chalk';
import { english } from '../../../src/language/sentence.ts';
import {
  distance,
  formatTime,
  isTimeZone,
  localTime,
  shortTime,
  zoneOf,
} from '../../../src/terminal/time.ts';

const view = (now: string, timeZone = 'America/Argentina/Buenos_Aires') => ({
  isTerminal: true,
  columns: undefined,
  statusPhrase: () => undefined,
  say: english,
  chalk: new Chalk({ level: 0 }),
  timeZone,
  now: new Date(now),
});

describe('local time', () => {
  test.each([
    ['2026-11-21T19:30:05.000Z', 'UTC', '2026-11-21 19:30:05 +00:00'],
    ['2026-11-21T19:30:05.999Z', 'America/Argentina/Buenos_Aires', '2026-11-21 16:30:05 -03:00'],
    ['2026-11-21T19:30:05.000Z', 'Asia/Kolkata', '2026-11-22 01:00:05 +05:30'],
    ['2026-11-21T19:30:05.000Z', 'Asia/Kathmandu', '2026-11-22 01:15:05 +05:45'],
    ['2026-11-21T19:30:05.000Z', 'Pacific/Kiritimati', '2026-11-22 09:30:05 +14:00'],
    ['2026-03-01T02:59:59.000Z', 'America/Sao_Paulo', '2026-02-28 23:59:59 -03:00'],
    ['2026-03-01T03:00:00.000Z', 'America/Sao_Paulo', '2026-03-01 00:00:00 -03:00'],
    // midnight is hour 00 of the new day
    ['2027-01-01T00:00:00.000Z', 'Europe/London', '2027-01-01 00:00:00 +00:00'],
    // New York, an hour before and after summer time begins and ends
    ['2026-03-08T06:59:59.000Z', 'America/New_York', '2026-03-08 01:59:59 -05:00'],
    ['2026-03-08T07:00:00.000Z', 'America/New_York', '2026-03-08 03:00:00 -04:00'],
    ['2026-11-01T05:30:00.000Z', 'America/New_York', '2026-11-01 01:30:00 -04:00'],
    ['2026-11-01T06:30:00.000Z', 'America/New_York', '2026-11-01 01:30:00 -05:00'],
    // Lord Howe Island moves its clocks by half an hour
    ['2026-07-01T00:00:00.000Z', 'Australia/Lord_Howe', '2026-07-01 10:30:00 +10:30'],
    ['2026-12-01T00:00:00.000Z', 'Australia/Lord_Howe', '2026-12-01 11:00:00 +11:00'],
    // an offset, where the zone has no name that Intl takes
    ['2026-11-21T19:30:05.000Z', '-03:00', '2026-11-21 16:30:05 -03:00'],
    ['2026-12-31T23:59:59.000Z', '+05:30', '2027-01-01 05:29:59 +05:30'],
    ['2026-01-01T00:00:00.000Z', '-00:30', '2025-12-31 23:30:00 -00:30'],
    // none at all
    ['2026-11-21T19:30:05.000Z', 'Etc/Unknown', '2026-11-21 19:30:05 +00:00'],
    ['2026-11-21T19:30:05.000Z', 'GMT+03:00', '2026-11-21 19:30:05 +00:00'],
    ['2026-11-21T19:30:05.000Z', '', '2026-11-21 19:30:05 +00:00'],
  ])('at %s in %s is %s', (at, zone, expected) => {
    expect(localTime(Date.parse(at), zone)).toBe(expected);
  });
});

test.each([
  [0, 'now'],
  [999, 'now'],
  [-999, 'now'],
  [1_000, 'in 1 s'],
  [-1_000, '1 s ago'],
  [300_000, 'in 5 min'],
  [-7_500_000, '2 h 5 min ago'],
  [-86_400_000, '1 d ago'],
])('%d ms away is "%s"', (ms, words) => {
  expect(distance(ms, english)).toBe(words);
});

describe('a time for people', () => {
  const now = '2026-11-21T19:30:00.000Z';

  test.each([
    ['2026-11-21T19:28:00.000Z', '2026-11-21 16:28:00 -03:00 (2 min ago)'],
    ['2026-11-21T19:30:00.400Z', '2026-11-21 16:30:00 -03:00 (now)'],
    ['2026-11-21T19:45:30Z', '2026-11-21 16:45:30 -03:00 (in 15 min 30 s)'],
    ['2026-11-21T15:28:00.109320977-04:00', '2026-11-21 16:28:00 -03:00 (2 min ago)'],
  ])('%s is local, with its zone and its distance', (iso, expected) => {
    expect(formatTime(iso, view(now))).toBe(expected);
  });

  test('is nothing where there is none', () => {
    expect(formatTime(undefined, view(now))).toBeUndefined();
  });

  test('is the server’s own word where that is no time, made safe', () => {
    expect(formatTime('\u001b[2Jwhenever\n', view(now))).toBe('[2Jwhenever ');
  });
});

test.each([
  ['America/Argentina/Buenos_Aires', '2026-11-21T03:00:00.000Z'],
  ['-03:00', '2026-11-21T03:00:00.000Z'],
  ['Etc/Unknown', '2026-11-21T00:00:00.000Z'],
])('a day begins in the zone %s at %s', (zone, at) => {
  expect(zoneOf(zone).momentOf('2026-11-21', '00:00:00').toISOString()).toBe(at);
});

test.each([
  ['2026-11-21T19:28:05.000Z', '16:28:05'],
  ['2026-11-21T02:59:00.000Z', '11-20 23:59'],
  ['2025-11-21T19:28:05.000Z', '2025-11-21 16:28'],
  ['soon\u001b', 'soon'],
  [undefined, ''],
])('%s in few columns is "%s"', (iso, expected) => {
  expect(shortTime(iso, view('2026-11-21T19:30:00.000Z'))).toBe(expected);
});

test('a zone is a name that is known, or an offset that there is', () => {
  // ICU has ART for Cairo, ECT for Paris, BST for Dhaka.
  const others = 'ART,art,ECT,BST,AST,PST,CET,GMT,PRC,UCT,EST5EDT';
  expect(others.split(',').filter(isTimeZone)).toEqual(['CET', 'GMT', 'PRC', 'UCT', 'EST5EDT']);
  const names = 'UTC,America/Sao_Paulo,+14:00,-03:30,+05:45,+14:30,+99:99,+05:60,Nowhere/X,,3';
  expect(names.split(',').filter(isTimeZone)).toEqual([
    ...['UTC', 'America/Sao_Paulo', '+14:00', '-03:30', '+05:45'],
  ]);
});
