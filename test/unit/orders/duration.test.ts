import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CliError } from '../../../src/errors.ts';
import {
  durationForm,
  isoDurationMs,
  parseDuration,
  spellDuration,
} from '../../../src/orders/duration.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('an ISO 8601 duration', () => {
  test.each([
    ['PT16M', 16 * minute],
    ['PT30S', 30 * second],
    ['PT0.5S', 500],
    ['PT1H30M', 90 * minute],
    ['P1D', day],
    ['P1DT1S', day + second],
    ['P2W', 14 * day],
    ['P1M', 30 * day],
    ['P1Y', 365 * day],
    [
      'P3Y6M4DT12H30M5S', // the create page's own example
      (3 * 365 + 6 * 30 + 4) * day + 12 * hour + 30 * minute + 5 * second,
    ],
    ['PT3600H', 3600 * hour],
    ['PT0S', 0],
  ])('%s is read', (text, ms) => {
    expect([isoDurationMs(text), parseDuration(text)]).toEqual([ms, { ms, iso: text }]);
  });

  test.each([
    ...['', 'P', 'PT', 'P1DT', 'T16M', '16M', 'PT16', 'PT1M1H', 'P1H', 'P1D1H', 'pt16m'],
    ...['PT-1M', '-PT1M', 'PT1.5H', 'PT16M ', ' PT16M', 'PT16M\n', 'PT.5S', 'xPT16M'],
  ])('is not %j', (text) => {
    expect(isoDurationMs(text)).toBeUndefined();
  });
});

describe('a duration that is typed', () => {
  test.each([
    ['90s', 90 * second, 'PT90S'],
    ['16m', 16 * minute, 'PT16M'],
    ['2h', 2 * hour, 'PT2H'],
    ['1h30m', 90 * minute, 'PT1H30M'],
    ['1h30m5s', 90 * minute + 5 * second, 'PT1H30M5S'],
    ['3d', 3 * day, 'P3D'],
    ['1d12h', 36 * hour, 'P1DT12H'],
    ['1.5s', 1_500, 'PT1.5S'],
    ['0s', 0, 'PT0S'],
  ])('%s goes out as ISO 8601', (text, ms, iso) => {
    expect(parseDuration(text)).toEqual({ ms, iso });
  });

  test.each([
    ...['', ' ', '1.5h', '30m1h', '-5m', '1h-5m', 'soon', 's', '5ms', '5mo'].map((text) => [text]),
    ...['0', '1e3', 'P', '٥', '5s5', '5,5s'].map((text) => [text]),
    ['90', '90s or 90m'],
    ['90 s', '90s'],
    ['16M', '16m'],
    ['5min', '5m'],
    ['5 Minutos', '5m'],
    ['30 secs', '30s'],
    ['1 hour 30 min', '1h30m'],
    ['2días', '2d'],
    ['1.5 segundos', '1.5s'],
    ['pt16m', 'PT16M'],
  ])('is refused when it is %j, with what would be right', (text = '', meant = '') => {
    expect(() => parseDuration(text)).toThrow(
      new CliError(2, 'invalid_duration', `"${text}" is not a duration.`),
    );
    try {
      parseDuration(text);
    } catch (error) {
      const { exitCode, code, facts } = error as CliError;
      expect([exitCode, code, facts.hint]).toEqual([
        2,
        'invalid_duration',
        meant === '' ? `Write ${durationForm}.` : `Did you mean ${meant}?`,
      ]);
    }
  });

  test('means the same on the wire as it meant to whoever typed it', () => {
    const part = fc.option(fc.nat(10_000), { nil: undefined });
    fc.assert(
      fc.property(part, part, part, part, (d, h, m, s) => {
        const text = [d, h, m, s]
          .map((count, i) => (count === undefined ? '' : `${count}${'dhms'[i]}`))
          .join('');
        fc.pre(text !== '');
        const { ms, iso } = parseDuration(text);
        expect([ms, isoDurationMs(iso)]).toEqual([
          (d ?? 0) * day + (h ?? 0) * hour + (m ?? 0) * minute + (s ?? 0) * second,
          ms,
        ]);
      }),
    );
  });
});

test.each([
  [0, '0 s'],
  [-5_000, '0 s'],
  [499, '0 s'],
  [500, '1 s'],
  [45 * second, '45 s'],
  [59_500, '1 min'],
  [15 * minute, '15 min'],
  [15 * minute + 5 * second, '15 min 5 s'],
  [hour, '1 h'],
  [90 * minute, '1 h 30 min'],
  [hour + second, '1 h'],
  [hour + 59 * minute + 59 * second, '1 h 59 min'],
  [day, '1 d'],
  [day + hour + minute, '1 d 1 h'],
  [3600 * hour, '150 d'],
])('%d ms are spelt %j', (ms, words) => {
  expect(spellDuration(ms)).toBe(words);
});
