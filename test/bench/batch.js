import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { writeCurlConfig, writeRows, writeShellLoop } from './batch-input.js';
import { batchGoals, renderBatch } from './batch-report.js';
import { environment } from './environment.js';
import { shuffled } from './measure.js';
import { token } from './order.js';
import { peakMemory, timeCommand } from './timed-command.js';

/**
 * @typedef {object} BatchOptions
 * @property {string} bin
 * @property {string} folder for all that is written
 * @property {number} rows orders of a batch
 * @property {number} loopRows orders of the shell loop
 * @property {[number, number]} memoryRows a small batch and a large one
 * @property {number} rounds
 */

/**
 * @typedef {object} Sender
 * @property {string} name
 * @property {number} orders
 * @property {(baseUrl: string) => string[]} command
 */

/** @typedef {{ name: string, latencyMs: number, perSecond: number[], cpuPerThousand: number[] }} Speed */

/** @typedef {{ concurrency: number, rows: number, loopRows: number, rounds: number, speeds: Speed[], memory: { rows: number, mib: number[] }[] }} BatchResult */

const concurrency = 50;
const latencies = [0, 50];

/**
 * A batch of creates beside curl and a script with bare fetch, which send the same bodies and do no
 * more, and a shell loop that starts a process an order: one after the other, in another order each
 * round. The answers are counted,
 * so nothing is measured that did not create each order once.
 * @param {BatchOptions} options
 * @returns {Promise<{ text: string, data: BatchResult & { goals: import('./batch-report.js').Goal[] } }>}
 */
export async function measureBatch(options) {
  const { rows, loopRows, rounds } = options;
  const api = await startServer();
  try {
    const speeds = await measureSpeeds(api, options);
    const memory = await measureMemory(api, options);
    const result = { concurrency, rows, loopRows, rounds, speeds, memory };
    const goals = batchGoals(result);
    return { text: renderBatch(result, goals), data: { ...result, goals } };
  } finally {
    api.stop();
  }
}

/** @typedef {{ url: string, check: (orders: number, what: string) => Promise<void>, stop: () => void }} Api */

/** @returns {Promise<Api>} */
export async function startServer() {
  const server = fork(fileURLToPath(new URL('order-server.js', import.meta.url)));
  const [{ port }] = await once(server, 'message');
  return {
    url: `http://127.0.0.1:${port}`,
    check: async (orders, what) => {
      server.send('how many');
      const [made] = await once(server, 'message');
      if (made.orders === orders && made.keys === orders) return;
      throw new Error(`${what}: ${made.orders} orders, ${made.keys} keys; wanted ${orders}.`);
    },
    stop: () => server.disconnect(),
  };
}

/** @param {Api} api @param {BatchOptions} options */
async function measureSpeeds(api, options) {
  const { folder, rounds } = options;
  const cases = senders(options).flatMap((sender) =>
    latencies.map((latencyMs) => ({
      sender,
      /** @type {Speed} */
      speed: { name: sender.name, latencyMs, perSecond: [], cpuPerThousand: [] },
    })),
  );
  for (let round = 1; round <= rounds; round += 1) {
    for (const { sender, speed } of shuffled(cases)) {
      const { name, orders, command } = sender;
      const url = `${api.url}/${speed.latencyMs}`;
      // A home of its own: what an earlier run created would not be sent again.
      const env = signedIn(folder, `${name}-${speed.latencyMs}-${round}`, url);
      const { seconds, cpuSeconds } = await timeCommand(command(url), { env, folder });
      await api.check(orders, name);
      speed.perSecond.push(orders / seconds);
      speed.cpuPerThousand.push((cpuSeconds * 1000) / orders);
    }
  }
  return cases.map(({ speed }) => speed);
}

/** @param {BatchOptions} options @returns {Sender[]} */
function senders({ bin, folder, rows, loopRows }) {
  const [batch, loop] = [writeRows(folder, rows), writeRows(folder, loopRows)];
  const script = writeShellLoop(folder, bin);
  const pace = ['--concurrency', String(concurrency)];
  const parallel = ['--parallel', '--parallel-max', String(concurrency)];
  const peer = fileURLToPath(new URL('peers/create-orders.js', import.meta.url));
  const hasCurl = spawnSync('curl', ['--version']).status === 0;
  return [
    {
      name: 'mp-orders create --from',
      orders: rows,
      command: () => [process.execPath, bin, 'create', '--from', batch, ...pace],
    },
    ...(hasCurl
      ? [
          {
            name: 'curl --parallel',
            orders: rows,
            command: (/** @type {string} */ url) => {
              const config = writeCurlConfig(folder, rows, url);
              return ['curl', ...parallel, '--config', config];
            },
          },
        ]
      : []),
    {
      name: 'bare fetch',
      orders: rows,
      command: () => [process.execPath, peer, batch, String(concurrency)],
    },
    { name: 'shell loop', orders: loopRows, command: () => ['sh', script, loop] },
  ];
}

/** The peaks of a small batch and of a large one. @param {Api} api @param {BatchOptions} options */
async function measureMemory(api, { bin, folder, memoryRows, rounds }) {
  const sizes = memoryRows.map((rows) => ({ rows, mib: /** @type {number[]} */ ([]) }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const { rows, mib } of sizes) {
      const env = signedIn(folder, `memory-${rows}-${round}`, `${api.url}/0`);
      const from = ['create', '--from', writeRows(folder, rows)];
      const args = [bin, ...from, '--concurrency', String(concurrency)];
      mib.push(await peakMemory(args, { env, folder }));
      await api.check(rows, `${rows} rows`);
    }
  }
  return sizes;
}

/** @param {string} folder @param {string} name @param {string} url */
export const signedIn = (folder, name, url) =>
  environment(folder, name.replace(/\W+/g, '-'), {
    MP_ORDERS_BASE_URL: url,
    MP_ACCESS_TOKEN: token,
  });
