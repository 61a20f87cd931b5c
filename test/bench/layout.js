import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { environment } from './environment.js';
import { order, token } from './order.js';
import { align, median } from './report.js';
import { timeCommand } from './timed-command.js';

const terminal = fileURLToPath(new URL('pretend-terminal.cjs', import.meta.url));

const megabyte = 1_000_000;
const thousands = Array.from({ length: 10_000 }, (_entry, i) => i);

/** Answers that a person reads on a terminal, as they should not be. @type {Record<string, object>} */
const answers = {
  'as it should be': order,
  '1 MB of words': { ...order, description: 'palabra '.repeat(megabyte / 8) },
  '1 MB in one word': { ...order, description: 'x'.repeat(megabyte) },
  '1 MB of wide letters': { ...order, description: '寿司 '.repeat(megabyte / 7) },
  '10,000 discounts': {
    ...order,
    discounts: {
      payment_methods: thousands.map((i) => ({ type: `method_${i}`, new_total_amount: '1.00' })),
    },
  },
  '10,000 items': {
    ...order,
    items: thousands.map((i) => ({ title: `Item ${i}`, unit_price: '1.00', quantity: 1 })),
  },
};

/** The whole command, with the start of the process, takes no longer than this. */
const goalSeconds = 1;

/**
 * How long `get` takes on a terminal of 80 columns for orders that no shop has and a broken or hostile
 * server may answer with.
 * @param {{ bin: string, folder: string, rounds: number }} options
 */
export async function measureLayout({ bin, folder, rounds }) {
  let answer = '';
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const env = environment(folder, 'home', {
    MP_ORDERS_BASE_URL: `http://127.0.0.1:${port}`,
    MP_ACCESS_TOKEN: token,
  });
  const command = [process.execPath, '--require', terminal, bin, 'get', order.id, '--all', '-q'];
  try {
    const rows = [];
    for (const [name, document] of Object.entries(answers)) {
      answer = JSON.stringify(document);
      const times = [];
      for (let round = 0; round < rounds; round += 1) {
        times.push(await timeCommand(command, { env, folder }));
      }
      const seconds = median(times.map((time) => time.seconds));
      const cpuSeconds = median(times.map((time) => time.cpuSeconds));
      rows.push({
        name,
        seconds,
        cpuSeconds,
        outcome: seconds <= goalSeconds ? 'reached' : 'missed',
      });
    }
    const lines = rows.map(({ name, seconds, cpuSeconds, outcome }) => [
      ...[name, seconds.toFixed(2), cpuSeconds.toFixed(2)],
      outcome,
    ]);
    const table = align(
      [['get --all of an order', 'seconds', 'of CPU', 'goal: 1 s'], ...lines],
      [0, 3],
    );
    return { text: `${rounds} rounds, medians\n\n${table.join('\n')}`, data: { rounds, rows } };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
