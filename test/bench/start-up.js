import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { environment } from './environment.js';
import { measure } from './measure.js';
import { order, token } from './order.js';
import { render, summarize } from './report.js';

const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));

/** @type {import('./report.js').Comparison[]} */
const comparisons = [
  { name: 'mp-orders --version', against: 'node -e 0', atMost: 1.3 },
  { name: 'mp-orders --help', against: 'node -e 0' },
  { name: 'mp-orders get --json', against: 'bare fetch', atMost: 1.35 },
  { name: 'mp-orders get --json, stored profile', against: 'bare fetch' },
];

/**
 * How long a start of mp-orders takes, and how much memory, beside what it cannot go below: an empty
 * node, and a script of a few lines that does the same with bare fetch.
 * @param {{ bin: string, folder: string, rounds: number }} options
 */
export async function measureStartUp({ bin, folder, rounds }) {
  const server = fork(path('loopback-server.js'));
  try {
    const [{ port }] = await once(server, 'message');
    const cases = prepareCases(bin, folder, `http://127.0.0.1:${port}`);
    const results = measure(cases, { rounds, memoryRounds: Math.min(rounds, 7), folder });
    const rows = summarize(results, comparisons);
    return { text: `${rounds} rounds\n\n${render(rows)}`, data: { rounds, rows } };
  } finally {
    server.disconnect();
  }
}

/**
 * @param {string} bin
 * @param {string} folder
 * @param {string} baseUrl
 * @returns {import('./measure.js').Case[]}
 */
function prepareCases(bin, folder, baseUrl) {
  const peer = path('peers/get-order.js');
  const get = [bin, 'get', order.id, '--json'];
  const base = environment(folder, 'home', { MP_ORDERS_BASE_URL: baseUrl });
  const signedIn = environment(folder, 'home-with-profile', { MP_ORDERS_BASE_URL: baseUrl });
  const withToken = { ...base, MP_ACCESS_TOKEN: token };
  const login = [bin, 'auth', 'login', '--quiet'];
  const { status, stderr } = spawnSync(process.execPath, login, { env: signedIn, input: token });
  if (status !== 0) throw new Error(`auth login failed with code ${status}.\n${stderr}`);
  return [
    { name: 'node -e 0', args: ['-e', '0'], env: base, prints: '' },
    { name: 'mp-orders --version', args: [bin, '--version'], env: base, prints: '.' },
    { name: 'mp-orders --help', args: [bin, '--help'], env: base, prints: 'Usage:' },
    { name: 'bare fetch', args: [peer, order.id], env: withToken, prints: order.id },
    { name: 'mp-orders get --json', args: get, env: withToken, prints: order.id },
    { name: 'mp-orders get --json, stored profile', args: get, env: signedIn, prints: order.id },
  ];
}
