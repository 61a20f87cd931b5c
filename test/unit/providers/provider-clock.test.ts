import { describe, expect, test } from '@jest/globals';
import { ProviderClock } from '../../../src/providers/provider-clock.ts';

const [second, minute, hour] = [1_000, 60_000, 3_600_000];
const start = Date.parse('2026-11-21T19:30:00Z');

/** A clock that has heard these headers, on a machine whose own was set right at the start. */
function clockAfter(...answers: Record<string, string>[]) {
  let [wall, passed] = [start, 5_000];
  const clock = new ProviderClock({ now: () => new Date(wall), monotonic: () => passed });
  answers.forEach((headers) => clock.readDate({ headers: new Headers(headers) }));
  const pass = (ms: number) => {
    wall += ms;
    passed += ms;
  };
  return { clock, pass, set: (ms: number) => (wall += ms) };
}

const dated = (ms: number) => ({ date: new Date(start + ms).toUTCString() });

describe('the provider’s clock', () => {
  test.each<[string, Record<string, string>[], number[], number]>([
    ['no answer', [], [], 0],
    ['an answer without a date', [{}], [], 0],
    ['the same time', [dated(0)], [0], 0],
    ['five minutes more', [dated(5 * minute)], [5 * minute], 0],
    ['six minutes more', [dated(6 * minute)], [6 * minute], 6 * minute],
    ['a day less', [dated(-24 * hour)], [-24 * hour], -24 * hour],
    ['two that agree', [dated(hour), dated(hour + second)], [hour], hour],
    ['two that disagree: both count', [dated(hour), dated(-hour)], [-hour, hour], 0],
    ['a kept answer', [{ ...dated(-hour), age: '3600' }], [], 0],
    ['an answer that was just kept', [{ ...dated(hour), age: '0' }], [hour], hour],
    ['no date', [{ date: 'yesterday' }], [], 0],
    ['a number', [{ date: '1795289400' }], [], 0],
    ['another form', [{ date: '2026-11-21T20:30:00Z' }], [], 0],
    ['no such day', [{ date: 'Sat, 32 Nov 2026 20:30:00 GMT' }], [], 0],
    ['the beginning of time', [{ date: 'Thu, 01 Jan 1970 00:00:00 GMT' }], [], 0],
  ])('by %s', (_what, answers, readings, aheadMs) => {
    const { clock } = clockAfter(...answers);
    expect([clock.readings().map((at) => at - start), clock.aheadMs]).toEqual([readings, aheadMs]);
    expect(clock.isKnown).toBe(readings.length > 0);
  });

  test('goes on by itself, whatever somebody sets ours to', () => {
    const { clock, pass, set } = clockAfter(dated(0));
    pass(hour);
    set(-30 * hour);
    expect([clock.readings(), clock.aheadMs]).toEqual([[start + hour], 30 * hour]);
  });

  test('is asked for once, and not at all where an answer has told already', async () => {
    let asked = 0;
    const ask = async () => (asked += 1);
    const { clock } = clockAfter();
    await Promise.all([clock.learn(ask), clock.learn(ask)]);
    await clockAfter(dated(0)).clock.learn(ask);
    expect(asked).toBe(1);
  });
});
