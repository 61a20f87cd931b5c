import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { zoneAtNoon } from '../helpers/noon.ts';
import { bin, shell } from '../helpers/run-bin.ts';
import { tempHome } from '../helpers/temp-home.ts';

const recipes = readFileSync(
  fileURLToPath(new URL('../../docs/recipes.md', import.meta.url)),
  'utf8',
);
const scripts = [...recipes.matchAll(/```bash\n(.*?)```/gs)].map(([, script = '']) => script);
const scriptWith = (words: string) => scripts.find((script) => script.includes(words)) ?? 'exit 99';

const order = [
  '--sandbox',
  '--amount',
  '50',
  '--pos',
  'EXTERNALPOS019285',
  '--quiet',
  '--field',
  'id',
];

async function createOrder(home: string, reference: string): Promise<string> {
  const { stdout } = await bin(['create', ...order, '--reference', reference], { home });
  return stdout.trim();
}

/** Runs a recipe in a folder of its own, on the sandbox. */
function runRecipe(script: string, home: string, env: Record<string, string> = {}, words = '') {
  writeFileSync(join(home, 'recipe.sh'), script);
  return shell(`bash recipe.sh ${words}`, {
    home,
    cwd: home,
    env: { MP_ORDERS_SANDBOX: '1', ...env },
  });
}

test('the support case is answered', async () => {
  const home = tempHome();
  const ORDER_ID = await createOrder(home, 'r1');
  for (const words of [
    'mp-orders explain "$ORDER_ID"',
    'mp-orders explain pos_not_found',
    '--debug=curl',
  ]) {
    const { code, stdout } = await runRecipe(scriptWith(words), home, { ORDER_ID });
    expect([words, code, stdout === '']).toEqual([words, 0, false]);
  }
});

test('the reconciliation says what differs, and what could not be read', async () => {
  const home = tempHome();
  for (const reference of ['known', 'unknown', 'unpaid']) {
    const id = await createOrder(home, reference);
    if (reference !== 'unpaid') await bin(['sandbox', 'pay', id], { home });
  }
  const recipe = (env: Record<string, string> = {}) =>
    runRecipe(scriptWith('mp-orders reconcile'), home, { DAY: 'today', TZ: zoneAtNoon(), ...env });
  writeFileSync(join(home, 'sales.csv'), 'reference,amount\nknown,50\nunpaid,50\n');
  const { stdout } = await recipe();
  const [, ...rows] = readFileSync(join(home, 'differences.csv'), 'utf8').trim().split('\r\n');
  const verdicts = rows.map((row) => row.split(',').slice(0, 2));
  const broken = await recipe({
    MP_ORDERS_BASE_URL: 'http://127.0.0.1:9',
    MP_ORDERS_RETRIES: '0',
  });
  expect([stdout, verdicts, broken.stdout]).toEqual([
    'differences: see differences.csv\n',
    [
      ['not_paid', 'unpaid'],
      ['unknown_to_shop', 'unknown'],
    ],
    'not everything could be read: run it again, and believe no verdict of what is missing\n',
  ]);
});

test('orders that the system knows are read one by one', async () => {
  const home = tempHome();
  const id = await createOrder(home, 'r1');
  writeFileSync(join(home, 'order-ids.txt'), `${id}\n`);
  expect(await runRecipe(scriptWith('order-ids.txt'), home)).toMatchObject({
    code: 0,
    stdout: `${id}\tcreated\t\n`,
  });
});
