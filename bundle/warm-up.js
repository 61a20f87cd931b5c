/*
 * Runs a few commands of a fresh build, in one process, and writes down which parts each loads, or
 * what V8 has compiled by then; or prints a help:
 *
 *     node bundle/warm-up.js LOADER FOLDER parts FILE
 *     node bundle/warm-up.js LOADER FOLDER compiled FILE
 *     node bundle/warm-up.js LOADER FOLDER help > FILE
 *     node bundle/warm-up.js LOADER FOLDER wide > FILE     for a terminal of 100 columns and more
 *     node bundle/warm-up.js LOADER FOLDER options > FILE
 *
 * LOADER is the text of main.cjs, which stands in FOLDER later; `compiled` makes files of FILE, each
 * for a text of common parts. The commands talk to this process only, and find nothing of the user's.
 */
import fs, { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Module } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import v8 from 'node:v8';
import { Script } from 'node:vm';

const [loaderText = '', given = '', what = '', file = ''] = process.argv.slice(2);
const folder = resolve(given);

/** An order of Mercado Pago's, as far as `get` reads it. */
const order = {
  ...{ id: 'ORD01J67CQQH5904WDBVZEM4JMEP3', type: 'qr', currency: 'ARS' },
  ...{ status: 'created', status_detail: 'created', total_amount: '50.00' },
  ...{ created_date: '2024-09-10T14:26:42.109Z', last_updated_date: '2024-09-10T14:26:42.109Z' },
  ...{ expiration_time: 'PT16M', config: { qr: { external_pos_id: 'POS1', mode: 'dynamic' } } },
  transactions: { payments: [{ id: 'PAY1', amount: '50.00', status: 'created' }] },
};

const main = join(folder, 'main.cjs');
const loader = /** @type {any} */ (new Module(main));
loader.filename = main;
loader._compile(readFileSync(loaderText, 'utf8'), main);
/** @type {{ built: import('./built.js').Built, common: Map<string, object>, ran: Map<string, object>, start: (folder: string) => Promise<void> }} */
const { built, common, ran, start } = loader.exports;

const scripts = built.common.map(({ name }) => {
  const text = readFileSync(join(folder, `.${name}.cjs`), 'latin1');
  const script = new Script(text, { filename: join(folder, `${name}.cjs`) });
  const own = { exports: {} };
  script.runInThisContext()(own);
  common.set(name, own.exports);
  return { name, script };
});

// A batch sets some, and V8 takes compiled code only where all flags are those it was compiled with.
v8.setFlagsFromString = () => undefined;

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(order));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
process.env.MP_ACCESS_TOKEN = 'none';
const url = ['--base-url', `http://127.0.0.1:${port}`];
const sale = ['--amount', '50', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'];
const rows = join(process.env.MP_ORDERS_HOME ?? folder, 'rows.ndjson');
mkdirSync(dirname(rows), { recursive: true });
writeFileSync(rows, JSON.stringify({ amount: '50', pos: 'EXTERNALPOS019285' }));
/** @type {Record<string, string[]>} */
const printed = { help: ['--help'], wide: ['--help'], options: ['help', 'options'] };
if (what === 'wide') {
  fs.fstatSync = () => {
    throw new Error('a console');
  };
  Object.assign(process.stdout, { isTTY: true, columns: 100 });
}
const commands = [
  ['get', order.id, '--json', ...url],
  ['create', ...sale, '--json', '--sandbox'],
  ['create', ...sale, '--json', '--sandbox'], // it finds a journal now
  ['create', '--help'],
  ['create', '--from', rows, ...url],
];
/** @param {readonly string[]} words */
const nameOf = (words) =>
  words.includes('--help') ? 'help' : words.includes('--from') ? 'batch' : (words[0] ?? '');
const toPrint = printed[what];
/** @type {Record<string, string[]>} */
const loaded = {};
/** @type {Map<string, Buffer>} */
const compiled = new Map();
for (const words of toPrint === undefined ? commands : [toPrint]) {
  process.argv = [process.execPath, 'mp-orders', ...words];
  if (what === 'parts') ran.clear(); // as if no other had run
  await start(folder);
  if (process.exitCode) throw new Error(`mp-orders ${words.join(' ')}: code ${process.exitCode}`);
  loaded[nameOf(words)] = [...ran.keys()];
  // Each text as the commands before and this one leave it, which are those it is for: what a help or
  // a batch calls of it besides would only take all others time to read.
  for (const { name, script } of scripts) {
    const command = name.replace(/-[^-]*$/, '');
    if (command === nameOf(words) || (command === 'core' && nameOf(words) === 'create')) {
      compiled.set(name, script.createCachedData());
    }
  }
}
server.closeAllConnections();
server.close();
if (what === 'parts') writeFileSync(file, JSON.stringify(loaded));
if (what === 'compiled')
  for (const [name, data] of compiled) writeFileSync(`${file}-${name}`, data);
