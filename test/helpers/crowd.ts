import type { Step } from './scripted-fetch.ts';

export interface Crowd {
  /** How many requests are underway now, were at most, and are done. */
  seen: { now: number; most: number; done: number };
  fetch: typeof globalThis.fetch;
}

/** Counts how many requests are underway at once, and lets each wait for others to come. */
export function crowd(step: Step): Crowd {
  const seen = { now: 0, most: 0, done: 0 };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve));
    seen.now -= 1;
    seen.done += 1;
    return step(request);
  };
  return { seen, fetch };
}
