import type { OrderProvider } from '../../../../src/providers/order-system.ts';
import { createVtex } from '../../../../src/providers/vtex/client.ts';
import { vtex } from '../../../../src/providers/vtex/system.ts';
import { scriptedFetch, type ScriptedFetch, type Step } from '../../../helpers/scripted-fetch.ts';

export const keys = {
  app_key: 'vtexappkey-luxstore-QAZWSX',
  token: 'SECRETSECRETSECRET',
  account_name: 'luxstore',
  environment: 'vtexcommercestable',
};

export const now = new Date('2026-11-21T19:30:00.000Z');

interface Options {
  baseUrl?: string;
  fetch?: typeof globalThis.fetch;
  retries?: number;
  signal?: AbortSignal;
}

/** A client that waits for nothing; `waits` are the milliseconds that it would have. */
export function testClient({
  baseUrl = 'https://luxstore.vtexcommercestable.com.br',
  fetch = globalThis.fetch,
  retries = 3,
  signal = new AbortController().signal,
}: Options = {}): { provider: OrderProvider; waits: number[] } {
  const waits: number[] = [];
  const provider = createVtex(vtex, {
    keys,
    userAgent: 'mp-orders/test',
    http: { baseUrl, fetch, timeoutMs: 10_000, signal },
    retry: {
      retries,
      now: () => now,
      sleep: async (ms) => void waits.push(ms),
      random: () => 0.5,
      signal,
    },
  });
  return { provider, waits };
}

/** A client whose requests are answered by script. */
export function scriptedClient(...steps: Step[]): {
  provider: OrderProvider;
  asked: ScriptedFetch['asked'];
  waits: number[];
} {
  const { fetch, asked } = scriptedFetch(...steps);
  return { ...testClient({ fetch, retries: 2 }), asked };
}
