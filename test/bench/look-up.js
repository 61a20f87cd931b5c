/**
 * Looks a key up in a journal, as a process that does nothing else, and then writes a request and its
 * outcome there: `node look-up.js BUILT FOLDER KEY`. Prints what that took.
 */
import { pathToFileURL } from 'node:url';

const [built = '', folder = '', key = ''] = process.argv.slice(2);
const { openJournal } = await import(pathToFileURL(built).href);
const options = { folder, now: () => new Date(), pid: process.pid, isAlive: () => false };

const journal = openJournal(options);
const start = performance.now();
const found = (await journal.find(key)).length;
const findMs = performance.now() - start;

const another = openJournal(options);
const before = performance.now();
const sale = `bench-${process.pid}-${Date.now()}`;
const { id } = await another.record({
  ...{ key: sale, action: 'create', provider: 'mercadopago' },
  ...{ profile: 'default', method: 'POST', path: '/v1/orders', body: '{}', repeatable: true },
});
await another.settle({ id, key: sale, outcome: 'created' });
await another.close();
console.log(JSON.stringify({ found, findMs, writeMs: performance.now() - before }));
