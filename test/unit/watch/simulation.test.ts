import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RateBudget } from '../../../src/batch/rate-budget.ts';
import { outageNotes } from '../../../src/commands/order/shared/watch-one.ts';
import { paceOfMany } from '../../../src/watch/pace.ts';
import { Watcher } from '../../../src/watch/watcher.ts';
import { Context } from '../../../src/session/context.ts';
import { CliError, exitCodes } from '../../../src/errors.ts';
import type { Order } from '../../../src/orders/order.ts';
import { fakeHost } from '../../helpers/fake-host.ts';
import { tempHome } from '../../helpers/temp-home.ts';
import { VirtualTime } from './virtual-time.ts';

const [second, minute, hour] = [1_000, 60_000, 3_600_000];

interface World {
  /** Ages of the orders when the watch begins, in ms. */
  ages: readonly number[];
  /** How long it goes on. */
  forMs: number;
  /** When an order is paid, in ms since the beginning. */
  paidAt?: (order: number) => number;
  /** Whether the server is out of reach. */
  isDown?: (ms: number) => boolean;
  /** Looks that fail for good, whatever the others do. */
  isBroken?: (order: number) => boolean;
  rate?: number;
  concurrency?: number;
  latencyMs?: number;
  random?: () => number;
}

interface Seen {
  /** Every request: when, and for which order. */
  requests: { at: number; order: number; answered: boolean }[];
  /** When each order was told to be paid. */
  told: Map<number, number>;
  notes: string;
}

/** Numbers from 0 up to 1 that look random and repeat (a linear congruential generator). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Watches orders in virtual time: all but HTTP and printing is the real thing. */
async function watch(world: World): Promise<Seen> {
  const { rate, concurrency = 16, latencyMs = 80, random = seeded(1) } = world;
  const time = new VirtualTime();
  const start = time.now();
  const now = () => new Date(time.now());
  const env = { MP_ORDERS_HOME: tempHome() };
  const host = { ...fakeHost({ env }), now, monotonic: time.now, sleep: time.sleep, random };
  const context = await Context.create(host, {}, []);
  const seen: Seen = { requests: [], told: new Map(), notes: '' };
  const budget = new RateBudget({ rate, now: time.now, sleep: time.sleep });
  const signal = new AbortController().signal;

  const get = async (id: string): Promise<Order> => {
    await budget.enter(signal);
    const order = Number(id);
    const at = time.now() - start;
    const answered = world.isDown?.(at) !== true && world.isBroken?.(order) !== true;
    seen.requests.push({ at, order, answered });
    await time.sleep(latencyMs);
    budget.answered(answered ? { status: 200 } : {});
    if (!answered) throw new CliError(exitCodes.unreachable, 'unreachable', 'No network.');
    const status = (world.paidAt?.(order) ?? Infinity) <= at ? 'processed' : 'created';
    const created_date = new Date(start - (world.ages[order] ?? 0)).toISOString();
    return { provider: 'mercadopago', id, status, created_date, payments: [], answer: '{}' };
  };

  const watcher = new Watcher({
    ...{ host, get, pace: paceOfMany(3 * second), concurrency },
    ...{ timeoutMs: world.forMs, lastLooksMs: minute, longestPauseMs: Infinity },
    wasCreatedHere: async () => false,
    teller: {
      ...outageNotes(context.io),
      judge({ id }, { status }) {
        if (status !== 'processed') return 'open';
        seen.told.set(Number(id), time.now() - start);
        return 'over';
      },
      failed: (_order, error) => Promise.reject(error),
      missing: () => undefined,
      foundAgain: () => undefined,
      beforeWait: () => Infinity,
    },
  });
  world.ages.forEach((_age, i) => watcher.add(String(i)));
  watcher.close();
  await time.run(watcher.run());
  // At the deadline each gets one look more: that is no part of the pace.
  seen.requests = seen.requests.filter(({ at }) => at < world.forMs);
  seen.notes = host.printed.stderr;
  return seen;
}

const times = (count: number, age: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => age(i));

/** The longest that an order was not looked at, from the beginning to the end. */
function longestGap({ requests }: Seen, orders: number, forMs: number): number {
  const last = new Float64Array(orders);
  let longest = 0;
  for (const { at, order } of [...requests]) {
    longest = Math.max(longest, at - (last[order] ?? 0));
    last[order] = at;
  }
  return Math.max(longest, forMs - Math.min(...last));
}

/** The most requests within any window of so many ms. */
function mostWithin({ requests }: Seen, windowMs: number): number {
  let [most, from] = [0, 0];
  requests.forEach(({ at }, i) => {
    while (at - (requests[from]?.at ?? 0) >= windowMs) from += 1;
    most = Math.max(most, i - from + 1);
  });
  return most;
}

describe('thousands of orders, for hours', () => {
  test('keep to the rate, none is left out, and young ones go first', async () => {
    const [orders, rate, forMs] = [2_000, 20, 10 * minute];
    const isYoung = (order: number) => order % 10 === 0;
    const ages = times(orders, (i) => (isYoung(i) ? 0 : 24 * hour));
    const seen = await watch({ ages, forMs, rate });
    expect(mostWithin(seen, 10 * second)).toBeLessThanOrEqual(10 * rate + 2); // turns missed by up to 50 ms are made up for
    expect(seen.requests.length).toBeGreaterThan(0.98 * rate * (forMs / second));
    expect(new Set(seen.requests.slice(0, orders).map(({ order }) => order)).size).toBe(orders);
    // A look at each takes 100 s at that rate. While a tenth is young, old ones wait longer.
    expect(longestGap(seen, orders, forMs)).toBeLessThan(4 * (orders / rate) * second);
    const early = seen.requests.slice(orders, 2 * orders); // after the first look at each
    expect(early.filter(({ order }) => isYoung(order)).length).toBeGreaterThan(orders / 3);
  });

  test('take no more looks than they need where nothing limits them', async () => {
    const [orders, forMs] = [1_000, 10 * minute];
    const seen = await watch({ ages: times(orders, () => 24 * hour), forMs });
    const aMinute = seen.requests.length / (forMs / minute);
    expect(aMinute).toBeGreaterThan(orders);
    expect(aMinute).toBeLessThan(orders * 1.25); // pauses are up to a fifth shorter than a minute
    // 16 at once, each in 80 ms, are 200 a second: so the first look at each takes 5 s in all.
    expect(longestGap(seen, orders, forMs)).toBeLessThan((60 + orders / 200 + 1) * second);
  });
});

test('an order is told to be paid within the pause of its age, whenever that happens', async () => {
  const minutes = fc.array(fc.integer({ min: 0, max: 60 * 60 }), { minLength: 1, maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(minutes, fc.integer(), async (paid, seed) => {
      const random = seeded(seed);
      const paidAt = (order: number) => (paid[order] ?? 0) * second;
      const { told } = await watch({ ages: paid.map(() => 0), forMs: 2 * hour, paidAt, random });
      paid.forEach((_at, order) => {
        const pause = Math.min(minute, Math.max(3 * second, paidAt(order) / 20));
        const late = (told.get(order) ?? Infinity) - paidAt(order);
        // An answer takes 80 ms; 16 go at once, so a crowd of 200 takes a second.
        expect(late).toBeLessThan(pause * 1.06 + 1.5 * second);
      });
    }),
    { numRuns: 12 },
  );
});

describe('a day offline', () => {
  const [from, until] = [5 * minute, 24 * hour + 5 * minute];
  const isDown = (ms: number) => ms >= from && ms < until;

  test('costs one request a minute, two notes, and no storm when it is over', async () => {
    const orders = 1_000;
    const forMs = until + 5 * minute;
    const seen = await watch({ ages: times(orders, () => 24 * hour), forMs, isDown });
    const offline = seen.requests.filter(({ answered }) => !answered);
    expect(offline.length).toBeLessThan((24 * 60) / 0.8 + 32);
    expect(offline.length).toBeGreaterThan(24 * 60);
    expect(seen.notes).toBe('No answer; still watching. (No network.)\nThe connection is back.\n');
    const before = {
      ...seen,
      requests: seen.requests.filter(({ at }) => at > minute && at < from),
    };
    const after = { ...seen, requests: seen.requests.filter(({ at }) => at >= until) };
    expect(mostWithin(after, second)).toBeLessThanOrEqual(2 * mostWithin(before, second));
    // A minute at most to notice, and a pause to look at each.
    const firsts = new Map(after.requests.map(({ at, order }) => [order, at] as const).reverse());
    expect(firsts.size).toBe(orders);
    expect(Math.max(...firsts.values()) - until).toBeLessThan(2.1 * minute);
  });

  test('of two orders costs no more, and both are told when it is over', async () => {
    const paidAt = (order: number) => (order + 1) * hour;
    const { told, requests } = await watch({ ages: [0, 0], forMs: until + hour, isDown, paidAt });
    expect(requests.filter(({ answered }) => !answered).length).toBeLessThan((24 * 60) / 0.8 + 32);
    expect([...told.values()].every((at) => at >= until && at < until + 2.1 * minute)).toBe(true);
    expect(told.size).toBe(2);
  });
});

test('orders that cannot be read do not hold up the others, and are no outage', async () => {
  const isBroken = (order: number) => order < 3;
  const paidAt = () => 50 * second;
  const seen = await watch({ ages: times(50, () => 0), forMs: 10 * minute, isBroken, paidAt });
  const looks = seen.requests.filter(({ order }) => order === 0).length;
  expect([seen.told.size, Math.max(...seen.told.values()) < 54 * second]).toEqual([47, true]);
  expect(looks).toBeLessThan(30);
});
