import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { signedIn, startServer } from './batch.js';
import { writeRows } from './batch-input.js';
import { environment } from './environment.js';
import { shuffled } from './measure.js';
import { order } from './order.js';
import { align, median } from './report.js';
import { useOf } from './timed-command.js';

const peer = (/** @type {string} */ name) =>
  fileURLToPath(new URL(`peers/${name}.js`, import.meta.url));

/**
 * Where the time of single commands goes: files read and parts of mp-orders that ran, ms until a request goes out, ms after its
 * answer was there, beside scripts of a few lines that do the same.
 * @param {{ bin: string, node: string, folder: string, rounds: number }} options
 */
export async function measureProfile({ bin, node, folder, rounds }) {
  const api = await startServer();
  try {
    const env = signedIn(folder, 'home', `${api.url}/0`);
    const offline = environment(folder, 'offline', {});
    const sale = ['--amount', '50', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic', '--json'];
    const run = (/** @type {string[]} */ ...args) =>
      execFileSync(node, [bin, ...args], { env: offline, encoding: 'utf8' }).trim();
    const cancelLine = () => {
      const id = run(
        'sandbox',
        'add',
        'mollie',
        '--status',
        'authorized',
        '--field',
        'id',
        '--quiet',
      );
      const line = run('get', id, '--sandbox', '--field', 'lines.0.id', '--quiet');
      return [bin, 'cancel', id, '--line', line, '--sandbox', '--json'];
    };
    const cases = [
      { name: 'bare node:http', args: [peer('get-order-http'), order.id], env },
      { name: 'bare fetch', args: [peer('get-order'), order.id], env },
      { name: 'mp-orders get --json', args: [bin, 'get', order.id, '--json'], env },
      { name: 'mp-orders get', args: [bin, 'get', order.id], env },
      { name: 'mp-orders create --json', args: [bin, 'create', ...sale], env },
      {
        name: 'create --from, 100 rows',
        args: [bin, 'create', '--from', writeRows(folder, 100)],
        env,
      },
      { name: 'create --sandbox', args: [bin, 'create', '--sandbox', ...sale], env: offline },
      { name: 'cancel ord_… --line --sandbox', args: cancelLine, env: offline },
      { name: 'mp-orders --help', args: [bin, '--help'], env: offline },
    ].map((one) => ({ ...one, uses: /** @type {import('./timed-command.js').Usage[]} */ ([]) }));
    for (let round = 0; round < rounds; round += 1) {
      for (const one of shuffled(cases)) {
        const args = typeof one.args === 'function' ? one.args() : one.args;
        one.uses.push(await useOf([node, ...args], { env: one.env, folder }));
      }
    }
    const head = ['', 'files', 'parts', 'until sent', 'after answer', 'in all', 'CPU', 'peak mem'];
    const rows = cases.map(({ name, uses }) => {
      const of = (/** @type {(use: import('./timed-command.js').Usage) => number} */ read) =>
        median(uses.map(read));
      const ms = (/** @type {number} */ value) =>
        Number.isNaN(value) ? '' : `${value.toFixed(1)} ms`;
      return [
        name,
        String(of((use) => use.files)),
        uses[0]?.parts === undefined ? '' : String(of((use) => use.parts ?? NaN)),
        ms(of((use) => use.sentMs ?? NaN)),
        ms(of((use) => use.endMs - (use.answeredMs ?? NaN))),
        ms(of((use) => use.endMs)),
        ms(of((use) => use.cpuMs)),
        `${of((use) => use.maxRssKiB / 1024).toFixed(1)} MiB`,
      ];
    });
    const data = cases.map(({ name, uses }) => ({ name, uses }));
    return { text: `${rounds} rounds, medians\n\n${align([head, ...rows]).join('\n')}`, data };
  } finally {
    api.stop();
  }
}
