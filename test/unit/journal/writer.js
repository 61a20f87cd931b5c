import { writeSync } from 'node:fs';

/*
 * One of many processes at one journal: `node writer.js <built journal> <folder> <number>`.
 * It tells each thing that it was told is done, at once, in a line of its own: it may not live long.
 */
const [built, folder, number] = process.argv.slice(2);
/** @type {typeof import('../../../src/journal/journal.ts')} */
const { openJournal } = await import(String(built));

const isAlive = (/** @type {number} */ pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const journal = openJournal({
  folder: String(folder),
  now: () => new Date(),
  pid: process.pid,
  isAlive,
  limits: { segmentBytes: 4000, settledFiles: 8 },
});

let told = 0;
const tell = (/** @type {string} */ fact) => {
  writeSync(1, `${fact}\n`);
  told += 1;
  // Every third process is killed in the middle, each at a moment of its own, with others in flight.
  if (Number(number) % 3 === 0 && told === 1 + (Number(number) % 25))
    process.kill(process.pid, 'SIGKILL');
};

async function sendOne(/** @type {number} */ row) {
  const key = `${number}-${row}`;
  await journal.record({
    ...{ key, action: 'create', provider: 'mercadopago', profile: 'shop', method: 'POST' },
    ...{ path: '/v1/orders', body: 'x'.repeat(50 * row), row, repeatable: true },
  });
  tell(`recorded ${key}`);
  if (row === 13) return; // its answer was lost
  await journal.settle({ key, outcome: 'created', order: `ORD${key}` });
  tell(`settled ${key}`);
}

for (let first = 0; first < 15; first += 5) {
  await Promise.all([0, 1, 2, 3, 4].map((i) => sendOne(first + i)));
}
await journal.unsettled();
await journal.close();
tell('closed');
