import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { RateBudget } from '../../../src/batch/rate-budget.ts';
import { VirtualClock } from './virtual-clock.ts';

const never = new AbortController().signal;

/** A server that lets so many requests a second through, and refuses the others with a 429. */
class LimitedServer {
  #tokens: number;
  #at: number;
  readonly passed: number[] = [];
  refused = 0;

  constructor(
    private readonly clock: VirtualClock,
    public rate: number,
    private readonly latencyMs: number,
    private readonly retryAfterMs: number | undefined,
    /** Whether the next request is refused whatever the rate. */
    private readonly isUnlucky: () => boolean = () => false,
  ) {
    this.#tokens = rate;
    this.#at = clock.now();
  }

  async request(): Promise<{ status: number; retryAfterMs?: number }> {
    const now = this.clock.now();
    this.#tokens = Math.min(this.rate, this.#tokens + ((now - this.#at) / 1000) * this.rate);
    this.#at = now;
    const isLetIn = !this.isUnlucky() && this.#tokens >= 1;
    if (isLetIn) this.#tokens -= 1;
    await this.clock.sleep(this.latencyMs);
    if (isLetIn) {
      this.passed.push(this.clock.now());
      return { status: 201 };
    }
    this.refused += 1;
    return {
      status: 429,
      ...(this.retryAfterMs !== undefined && { retryAfterMs: this.retryAfterMs }),
    };
  }

  /** Requests a second that passed from `from` to `to`, in seconds from now backwards. */
  rateOver(from: number, to: number): number {
    const now = this.clock.now();
    const within = this.passed.filter((at) => at >= now - from * 1000 && at < now - to * 1000);
    return within.length / (from - to);
  }
}

function startWorkers(budget: RateBudget, server: LimitedServer, count: number): () => void {
  let isOn = true;
  for (let i = 0; i < count; i += 1) {
    void (async () => {
      while (isOn) {
        if (!budget.pass(never)) await budget.enter(never); // as a batch does
        budget.answered(await server.request());
      }
    })();
  }
  return () => (isOn = false);
}

describe('a turn without a wait', () => {
  const budgetAt = (clock: VirtualClock, rate: number) =>
    new RateBudget({ rate, now: clock.now, sleep: clock.sleep });

  test.each([0.5, 2, 10])('is given at a rate of %d a second only', async (rate) => {
    const clock = new VirtualClock();
    const budget = budgetAt(clock, rate);
    let given = 0;
    for (let ms = 0; ms < 20_000; ms += 10) {
      if (budget.pass(never)) given += 1;
      await clock.run(10);
    }
    expect([given >= rate * 20, given <= rate * 20 + 1 + rate]).toEqual([true, true]);
  });

  test('is not given while the server asks for a pause', async () => {
    const clock = new VirtualClock();
    const budget = budgetAt(clock, 100);
    budget.answered({ status: 429, retryAfterMs: 3_000 });
    await clock.run(2_900);
    const before = budget.pass(never);
    await clock.run(200);
    expect([before, budget.pass(never)]).toEqual([false, true]);
  });

  test('is not given before those who wait, nor after an interruption', async () => {
    const clock = new VirtualClock();
    const budget = budgetAt(clock, 1);
    expect(budget.pass(AbortSignal.abort())).toBe(false);
    for (let tries = 0; tries < 9 && budget.pass(never); tries += 1);
    void budget.enter(never);
    expect(budget.pass(never)).toBe(false);
  });
});

describe('a rate', () => {
  test.each([0.5, 2, 30, 250])('of %d a second is kept to', async (rate) => {
    const clock = new VirtualClock();
    const { now, sleep } = clock;
    const budget = new RateBudget({ rate, now, sleep });
    const server = new LimitedServer(clock, 10_000, 20, undefined);
    const stop = startWorkers(budget, server, 20);
    await clock.run(20_000);
    expect(server.rateOver(20, 0)).toBeGreaterThan(rate * 0.9);
    expect(server.rateOver(20, 0)).toBeLessThan(rate * 1.05 + 0.06);
    stop();
  });

  test('is shared by all, who go in the order in which they came', async () => {
    const clock = new VirtualClock();
    const { now, sleep } = clock;
    const budget = new RateBudget({ rate: 10, now, sleep });
    const start = now();
    const went: [string, number][] = [];
    for (const name of ['a', 'b', 'c', 'd']) {
      void budget.enter(never).then(() => went.push([name, now() - start]));
    }
    await clock.run();
    expect(went.map(([name]) => name)).toEqual(['a', 'b', 'c', 'd']);
    expect(went.at(-1)?.[1]).toBeGreaterThanOrEqual(250);
    expect(went.at(-1)?.[1]).toBeLessThanOrEqual(300);
  });

  test('without one there is no waiting', async () => {
    const clock = new VirtualClock();
    const { now, sleep } = clock;
    const budget = new RateBudget({ now, sleep });
    let went = 0;
    for (let i = 0; i < 1000; i += 1) void budget.enter(never).then(() => (went += 1));
    await clock.run(0);
    expect([went, budget.rate]).toEqual([1000, Infinity]);
  });
});

describe('an answer', () => {
  const begin = async (rate?: number) => {
    const clock = new VirtualClock();
    const pauses: number[] = [];
    const { now, sleep } = clock;
    const budget = new RateBudget({ rate, now, sleep, onPause: (ms) => pauses.push(ms) });
    const start = now();
    const wentAfter = async () => {
      let at: number | undefined;
      void budget.enter(never).then(() => (at = now() - start));
      await clock.run(600_000);
      return at;
    };
    return { clock, budget, pauses, wentAfter };
  };

  test.each([
    ['429 with Retry-After', { status: 429, retryAfterMs: 7_000 }, 7_000, 5],
    ['503 with Retry-After', { status: 503, retryAfterMs: 7_000 }, 7_000, 5],
    ['429 alone', { status: 429 }, 200, 5],
    ['503 alone', { status: 503 }, 50, 10],
    ['500', { status: 500 }, 50, 10],
    ['200', { status: 200 }, 50, 10],
    ['no answer', {}, 50, 10],
  ])('%s', async (_what, answered, waited, rate) => {
    const { clock, budget, pauses, wentAfter } = await begin(10);
    // Ten in a second: what is halved is what really went out.
    for (let i = 0; i < 10; i += 1) void budget.enter(never);
    await clock.run(0);
    for (let i = 0; i < 9; i += 1) {
      await clock.run(100);
      budget.answered({ status: 201 });
    }
    const before = clock.now() - 5_000;
    budget.answered(answered);
    expect(budget.rate).toBeCloseTo(rate, 0);
    const at = await wentAfter();
    expect((at ?? 0) - before).toBeGreaterThanOrEqual(waited - 50);
    expect((at ?? 0) - before).toBeLessThanOrEqual(waited + 250);
    expect(pauses).toEqual('retryAfterMs' in answered ? [7_000] : []);
  });

  test('429 to many at once halves once', async () => {
    const { clock, budget } = await begin();
    for (let i = 0; i < 40; i += 1) void budget.enter(never);
    await clock.run(0);
    for (let i = 0; i < 40; i += 1) budget.answered({ status: 429 });
    expect(budget.rate).toBe(20);
  });

  test('holds those who wait already', async () => {
    const { clock, budget } = await begin(1);
    const start = clock.now();
    await budget.enter(never);
    let at = 0;
    void budget.enter(never).then(() => (at = clock.now() - start));
    await clock.run(500);
    budget.answered({ status: 429, retryAfterMs: 60_000 });
    await clock.run();
    expect(at).toBe(60_500);
  });
});

describe('the end of a wait', () => {
  test('comes with an abort, for all who wait, and for nobody who comes later', async () => {
    const clock = new VirtualClock();
    const { now, sleep } = clock;
    const budget = new RateBudget({ rate: 0.1, now, sleep });
    await budget.enter(never);
    const abort = new AbortController();
    const ends = Promise.allSettled([
      budget.enter(abort.signal),
      budget.enter(abort.signal),
      budget.enter(never),
    ]);
    await clock.run(100);
    abort.abort();
    await clock.run();
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  });
});

describe('against a server that lets a number of requests a second through', () => {
  const servers = fc.record({
    rate: fc.integer({ min: 2, max: 60 }),
    latencyMs: fc.integer({ min: 5, max: 300 }),
    retryAfterMs: fc.option(fc.constantFrom(1_000, 3_000), { nil: undefined }),
    workers: fc.integer({ min: 2, max: 30 }),
  });

  test('the budget comes near that number, and finds its way up again', async () => {
    await fc.assert(
      fc.asyncProperty(servers, async ({ rate, latencyMs, retryAfterMs, workers }) => {
        const clock = new VirtualClock();
        const { now, sleep } = clock;
        const server = new LimitedServer(clock, rate, latencyMs, retryAfterMs);
        const budget = new RateBudget({ now, sleep });
        const stop = startWorkers(budget, server, workers);
        const possible = () => Math.min(server.rate, (workers * 1000) / latencyMs);
        await clock.run(60_000);
        expect(server.rateOver(30, 0)).toBeGreaterThan(possible() * 0.6);
        const { refused } = server;
        expect(refused).toBeLessThan(server.passed.length * 0.25 + workers);
        server.rate = rate * 2;
        await clock.run(90_000);
        expect(server.rateOver(30, 0)).toBeGreaterThan(possible() * 0.6);
        stop();
      }),
      { numRuns: 10 },
    );
  });
});

/** Numbers from 0 up to 1 that look random and repeat (a linear congruential generator). */
function seeded(seed: number): () => number {
  let state = Math.imul(seed, 7919) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Shape {
  /** The share that is refused by chance. */
  chance?: number;
  /** Requests a second that are let through. */
  limit?: number;
  retryAfterMs?: number;
  workers?: number;
  latencyMs?: number;
}

/** What gets through in two minutes: as a part of what would, and the share of refusals in the second. */
async function runAgainst(shape: Shape, seed: number) {
  const { chance = 0, limit = 100_000, workers = 8, latencyMs = 50 } = shape;
  const clock = new VirtualClock();
  const random = seeded(seed);
  const isUnlucky = () => random() < chance;
  const server = new LimitedServer(clock, limit, latencyMs, shape.retryAfterMs, isUnlucky);
  const budget = new RateBudget({ now: clock.now, sleep: clock.sleep });
  const stop = startWorkers(budget, server, workers);
  await clock.run(60_000);
  const [passed, refused] = [server.passed.length, server.refused];
  await clock.run(60_000);
  stop();
  const possible = Math.min(limit, ((workers * 1000) / latencyMs) * (1 - chance));
  const [last, lastRefused] = [server.passed.length - passed, server.refused - refused];
  return { part: server.passed.length / 120 / possible, share: lastRefused / (last + lastRefused) };
}

describe('refusals that come by chance starve nobody', () => {
  test.each<[Shape, number]>([
    [{ chance: 0.01 }, 0.7],
    [{ chance: 0.03 }, 0.7],
    [{ chance: 0.1 }, 0.8],
    [{ chance: 0.1, retryAfterMs: 0 }, 0.8],
    [{ chance: 0.1, latencyMs: 20 }, 0.8],
    [{ chance: 0.1, latencyMs: 400 }, 0.6],
    [{ chance: 0.1, latencyMs: 300, workers: 1 }, 0.55],
    [{ chance: 0.3 }, 0.5],
  ])('%j: more than %d of what the server lets through', async (shape, least) => {
    for (const seed of [1, 2, 3]) {
      expect((await runAgainst(shape, seed)).part).toBeGreaterThan(least);
    }
  });
});

describe('a limit is respected', () => {
  test.each<[Shape, number, number]>([
    [{ limit: 2 }, 0.7, 0.05],
    [{ limit: 5 }, 0.85, 0.05],
    [{ limit: 5, workers: 30, latencyMs: 20 }, 0.85, 0.05],
    [{ limit: 20 }, 0.9, 0.03],
    [{ limit: 20, retryAfterMs: 1_000 }, 0.85, 0.03],
    [{ limit: 50 }, 0.9, 0.02],
    [{ limit: 50, workers: 50, latencyMs: 5 }, 0.9, 0.02],
    [{ limit: 100, workers: 30 }, 0.9, 0.02],
  ])('%j: %d of it is used, and of the answers less than %d are refusals', async (...row) => {
    const [shape, least, most] = row;
    for (const seed of [1, 2, 3]) {
      const { part, share } = await runAgainst(shape, seed);
      expect(part).toBeGreaterThan(least);
      expect(share).toBeLessThan(most);
    }
  });

  test('also where a part is refused by chance beside it', async () => {
    const { part, share } = await runAgainst({ limit: 20, chance: 0.05 }, 1);
    expect(part).toBeGreaterThan(0.8);
    expect(share).toBeLessThan(0.2);
  });

  test('a long Retry-After holds everybody for as long as it says', async () => {
    const { part } = await runAgainst({ chance: 0.1, retryAfterMs: 60_000 }, 1);
    expect(part * 120 * 144).toBeLessThan(60);
  });
});
