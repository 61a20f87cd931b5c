import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nameOf, renderFiring } from '../../../../src/sandbox/faults/fault.ts';
import { parseFault } from '../../../../src/sandbox/faults/parse.ts';
import { draw, planFaults, streamOf } from '../../../../src/sandbox/faults/plan.ts';

const create = { method: 'POST', path: '/v1/orders' };

/** What fires on so many creates, by name; a dot where nothing does. */
function run(
  lines: readonly string[],
  { seed = 1, requests = 8, request = create } = {},
): string[] {
  const plan = planFaults(
    lines.map((line) => parseFault(line)),
    seed,
  );
  return Array.from({ length: requests }, () => {
    const firing = plan.next(request);
    return firing === undefined ? '.' : nameOf(firing.fault.action);
  });
}

describe('a plan', () => {
  test.each<[string[], string]>([
    [[], '. . . . . . . .'],
    [['POST /v1/orders: 503'], '503 503 503 503 503 503 503 503'],
    [['POST /v1/orders: 503 x2'], '503 503 . . . . . .'],
    [['POST /v1/orders: 503 after 5'], '. . . . . 503 503 503'],
    [['POST /v1/orders: 503 x2 after 3'], '. . . 503 503 . . .'],
    [['* *: 503 x1', 'POST *: 429 x2'], '503 429 429 . . . . .'],
    [['* *: 503 x1 after 1', 'POST *: 429'], '429 503 429 429 429 429 429 429'],
    [['* *: 503 x2', 'POST *: 429 x1 after 1'], '503 503 429 . . . . .'],
    [['GET *: 503', 'POST *: 429 x1'], '429 . . . . . . .'],
  ])('%j', (lines, fires) => {
    expect(run(lines).join(' ')).toBe(fires);
  });

  test.each<[string, string, string, boolean]>([
    ['POST /v1/orders', 'POST', '/v1/orders', true],
    ['POST /v1/orders', 'GET', '/v1/orders', false],
    ['POST /v1/orders', 'POST', '/v1/orders/', false],
    ['POST /v1/orders', 'POST', '/x/v1/orders', false],
    ['* /v1/orders', 'DELETE', '/v1/orders', true],
    ['GET /v1/orders/*', 'GET', '/v1/orders/ORD1', true],
    ['GET /v1/orders/*', 'GET', '/v1/orders/', true],
    ['GET /v1/orders/*', 'GET', '/v1/orders', false],
    ['POST /v1/orders/*', 'POST', '/v1/orders/ORD1/cancel', true],
    ['POST /v1/orders/*/cancel', 'POST', '/v1/orders/ORD1/cancel', true],
    ['POST /v1/orders/*/cancel', 'POST', '/v1/orders/ORD1/refund', false],
    ['* *', 'PATCH', '/', true],
    ['* /v2/orders/ord_1.x', 'GET', '/v2/orders/ord_1.x', true],
    ['* /v2/orders/ord_1.x', 'GET', '/v2/orders/ord_1yx', false],
    ['* /a+(b)[c]', 'GET', '/a+(b)[c]', true],
  ])('%s meets %s %s: %p', (who, method, path, meets) => {
    const plan = planFaults([parseFault(`${who}: 503`)]);
    expect(plan.next({ method, path }) !== undefined).toBe(meets);
  });

  test('counts what fired, on which request', () => {
    const plan = planFaults(
      ['POST *: 503 x2', 'GET *: drop after'].map((line) => parseFault(line)),
    );
    const requests = [create, { method: 'GET', path: '/v1/orders/1' }, create, create];
    const lines = requests.map((request) => {
      const firing = plan.next(request);
      return firing && renderFiring(firing);
    });
    expect(lines).toEqual([
      'POST /v1/orders -> 503 (1 of 2)',
      'GET /v1/orders/1 -> drop after (1)',
      'POST /v1/orders -> 503 (2 of 2)',
      undefined,
    ]);
  });
});

describe('chance', () => {
  const chaos = ['POST *: 503 30%', 'POST *: drop after 30%', 'POST *: html 10% x5'];
  /** On which requests, from 0, this fires. */
  const firesOn = (name: string, fired: readonly string[]) =>
    fired.flatMap((one, i) => (one === name ? [i] : []));

  test('is the same for the same seed, and another for another', () => {
    const [first, again, other] = [7, 7, 8].map((seed) => run(chaos, { seed, requests: 200 }));
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  test('stays what it was in the version before', () => {
    expect(run(chaos, { requests: 16 }).join(' ')).toBe(
      'html . drop after . . . . . drop after drop after drop after . . 503 503 drop after',
    );
  });

  test('is not shifted by a fault that is added, taken away or moved', () => {
    const alone = firesOn('503', run(['POST *: 503 30%'], { requests: 300 }));
    const first = ['POST *: 503 30%', 'POST *: drop after 50%', 'POST *: delay 1s x9'];
    expect(firesOn('503', run(first, { requests: 300 }))).toEqual(alone);
    const last = firesOn('503', run([...first].reverse(), { requests: 300 }));
    const taken = run([...first.slice(1)].reverse(), { requests: 300 });
    expect(last).toEqual(alone.filter((i) => taken[i] === '.'));
    expect(last.length).toBeGreaterThan(0);
  });

  test('a higher percentage only adds', () => {
    const [some, more] = ['20%', '40%'].map((percent) =>
      firesOn('503', run([`POST *: 503 ${percent}`], { requests: 300 })),
    );
    expect(more).toEqual(expect.arrayContaining(some ?? []));
    expect(more?.length).toBeGreaterThan(some?.length ?? Infinity);
  });

  test('two faults that read alike draw apart', () => {
    const fired = run(['POST *: 503 50%', 'POST *: 503 50%'], { requests: 1000 });
    const share = firesOn('503', fired).length / 1000;
    expect(share).toBeGreaterThan(0.7); // 75%; 50% if both drew the same
    expect(share).toBeLessThan(0.8);
  });

  test('a certain fault always fires, and a plan has no state outside of it', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat({ max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (seed, after, x) => {
          const lines = [`POST *: 503 x${x} after ${after} 100%`];
          const fired = run(lines, { seed, requests: 50 });
          const expected = fired.map((_, i) => (i >= after && i < after + x ? '503' : '.'));
          expect(fired).toEqual(expected);
        },
      ),
    );
  });

  test.each([0.5, 5, 30, 50, 90])('%d%% fires about that often, with any seed', (percent) => {
    const requests = 4000;
    const spread = 5 * Math.sqrt((percent / 100) * (1 - percent / 100) * requests);
    for (const seed of [0, 1, 2, 3, 1000, 2 ** 32, 999_999_999_999_999]) {
      const fired = run([`POST *: 503 ${percent}%`], { seed, requests });
      const away = firesOn('503', fired).length - (percent / 100) * requests;
      expect(Math.abs(away)).toBeLessThan(spread);
    }
  });

  test('numbers lie from 0 up to 1, and neighbours have nothing to do with each other', () => {
    const numbers = Array.from({ length: 10_000 }, (_, n) => draw(streamOf('a'), n));
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    expect(new Set(numbers).size).toBe(numbers.length);
    const rises = numbers.filter((number, i) => number > (numbers[i - 1] ?? 1)).length;
    expect(Math.abs(rises - 5000)).toBeLessThan(250);
  });
});
