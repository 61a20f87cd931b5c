/*
 * Runs a few commands of a fresh build, in one process, and writes down which parts they load, or what
 * V8 has compiled by then; or prints a help:
 *
 *     node bundle/warm-up.js LOADER CORE parts FILE
 *     node bundle/warm-up.js LOADER CORE compiled FILE
 *     node bundle/warm-up.js LOADER CORE help > FILE
 *     node bundle/warm-up.js LOADER CORE wide > FILE     for a terminal of 100 columns and more
 *     node bundle/warm-up.js LOADER CORE options > FILE
 *
 * LOADER is the text of main.cjs, which stands beside CORE later. The commands talk to this process
 * only, and find nothing of the user's.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Module, createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { Script } from 'node:vm';

const [loaderText = '', given = '', what = '', file = ''] = process.argv.slice(2);
const core = resolve(given);

/** An order of Mercado Pago's, as far as `get` reads it. */
const order = {
  ...{ id: 'ORD01J67CQQH5904WDBVZEM4JMEP3', type: 'qr', currency: 'ARS' },
  ...{ status: 'created', status_detail: 'created', total_amount: '50.00' },
  ...{ created_date: '2024-09-10T14:26:42.109Z', last_updated_date: '2024-09-10T14:26:42.109Z' },
  ...{ expiration_time: 'PT16M', config: { qr: { external_pos_id: 'POS1', mode: 'dynamic' } } },
  transactions: { payments: [{ id: 'PAY1', amount: '50.00', status: 'created' }] },
};

const main = join(dirname(core), 'main.cjs');
const loader = /** @type {any} */ (new Module(main));
loader.filename = main;
loader._compile(readFileSync(loaderText, 'utf8'), main);

const script = new Script(Module.wrap(readFileSync(core, 'latin1')), { filename: core });
const own = { exports: {} };
script.runInThisContext()(own.exports, createRequire(core), own, core, dirname(core));
/** @type {{ start: (folder: string) => Promise<void> }} */
const program = loader.exports.open(own.exports)('./main');

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(order));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
process.env.MP_ACCESS_TOKEN = 'none';
const url = ['--base-url', `http://127.0.0.1:${port}`];
const sale = ['--amount', '50', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'];
/** @type {Record<string, string[]>} */
const printed = { help: ['--help'], wide: ['--help'], options: ['help', 'options'] };
if (what === 'wide') Object.assign(process.stdout, { isTTY: true, columns: 100 });
const commands = [
  ['create', '--help'],
  ['get', order.id, '--json', ...url],
  ['create', ...sale, '--json', '--sandbox'],
];
const toPrint = printed[what];
for (const words of toPrint === undefined ? commands : [toPrint]) {
  process.argv = [process.execPath, 'mp-orders', ...words];
  await program.start(dirname(core));
  if (process.exitCode) throw new Error(`mp-orders ${words.join(' ')}: code ${process.exitCode}`);
}
server.closeAllConnections();
server.close();
if (what === 'parts') writeFileSync(file, JSON.stringify([...loader.exports.ran.keys()]));
if (what === 'compiled') writeFileSync(file, script.createCachedData());
