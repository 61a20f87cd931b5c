import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { median } from './report.js';

/**
 * Whether a sandbox full of orders creates one as fast as an empty one: the median time of a create
 * among the first ones and among the last, over HTTP, one after the other.
 * @param {{ bin: string, home: string, orders: number, sample: number }} options
 * @returns {Promise<{ text: string, data: { orders: number, firstMs: number, lastMs: number } }>}
 */
export async function measureGrowth({ bin, home, orders, sample }) {
  const env = { PATH: process.env.PATH, MP_ORDERS_HOME: home };
  const served = spawn(process.execPath, [bin, 'sandbox', 'serve', '--port', '0'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const [url] = await once(createInterface(served.stdout), 'line');
    const token = await firstToken(served.stderr);
    /** @type {number[]} */
    const times = [];
    for (let number = 1; number <= orders; number += 1) {
      const started = performance.now();
      await createOrder(url, token, number);
      times.push(performance.now() - started);
    }
    // The very first ones warm the server up and belong to neither sample.
    const firstMs = median(times.slice(sample, 2 * sample));
    const lastMs = median(times.slice(-sample));
    const [first, last, ratio] = [firstMs, lastMs, lastMs / firstMs].map((one) => one.toFixed(2));
    const text = `${orders} creates: ${first} ms each at first, ${last} ms at last, ratio ${ratio}`;
    return { text, data: { orders, firstMs, lastMs } };
  } finally {
    served.kill();
  }
}

/** @param {import('node:stream').Readable} stream */
async function firstToken(stream) {
  for await (const line of createInterface(stream)) {
    const token = /APP_USR-\S+/.exec(line);
    if (token) return token[0];
  }
  throw new Error('sandbox serve named no access token');
}

/** @param {string} url @param {string} token @param {number} number */
async function createOrder(url, token, number) {
  const response = await fetch(`${url}/v1/orders`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'x-idempotency-key': `bench-${number}`,
    },
    body: JSON.stringify({
      type: 'qr',
      external_reference: `bench-${number}`,
      config: { qr: { external_pos_id: 'EXTERNALPOS019285', mode: 'dynamic' } },
      transactions: { payments: [{ amount: '50.00' }] },
    }),
  });
  if (response.status !== 201) throw new Error(`${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
}
