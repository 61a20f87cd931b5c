/**
 * `mp-orders/sandbox` in the process of a test: how soon it is ready, and what one create, pay and get
 * takes. Each round is a process of its own; goals: 100 ms and 10 ms.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { quantile } from './report.js';

const cwd = fileURLToPath(new URL('../..', import.meta.url));

const script = `
const began = performance.now();
const { startSandbox } = require('mp-orders/sandbox');
startSandbox().then(async (sandbox) => {
  const ready = performance.now() - began;
  const headers = (key) => ({ authorization: 'Bearer ' + sandbox.keys.MP_ACCESS_TOKEN, 'x-idempotency-key': key });
  const body = JSON.stringify({ type: 'qr', external_reference: 'bench',
    config: { qr: { external_pos_id: 'EXTERNALPOS019285', mode: 'dynamic' } },
    transactions: { payments: [{ amount: '50.00' }] } });
  const rounds = [];
  for (let i = 0; i < 60; i += 1) {
    const at = performance.now();
    const created = await fetch(sandbox.url + '/v1/orders', { method: 'POST', headers: headers('key-' + i), body });
    const { id } = await created.json();
    await sandbox.pay(id);
    const { status } = await (await fetch(sandbox.url + '/v1/orders/' + id, { headers: headers('none') })).json();
    if (status !== 'processed') throw new Error(status);
    rounds.push(performance.now() - at);
  }
  await sandbox.close();
  console.log(JSON.stringify({ ready, rounds: rounds.slice(10) }));
});`;

/** @param {{ rounds: number }} options */
export async function measureLibrary({ rounds }) {
  const runs = Array.from({ length: rounds }, () => {
    const text = execFileSync(process.execPath, ['-e', script], { cwd, encoding: 'utf8' });
    return /** @type {{ ready: number, rounds: number[] }} */ (JSON.parse(text));
  });
  const median = (/** @type {number[]} */ values) => quantile(values, 0.5);
  const readyMs = median(runs.map(({ ready }) => ready));
  const roundMs = median(runs.flatMap((run) => run.rounds));
  const text = [
    'mp-orders/sandbox in a process of its own (medians)',
    `  ready:             ${readyMs.toFixed(1)} ms (goal: under 100)`,
    `  create, pay, get:  ${roundMs.toFixed(1)} ms (goal: under 10)`,
  ].join('\n');
  return { text, data: { readyMs, roundMs } };
}
