import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
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

test('the reconciliation finds what is missing on either side', async () => {
  const home = tempHome();
  for (const reference of ['known', 'unknown', 'unpaid']) {
    const id = await createOrder(home, reference);
    if (reference !== 'unpaid') await bin(['sandbox', 'pay', id], { home });
  }
  writeFileSync(join(home, 'references.txt'), 'known\nunpaid\n');
  const { code } = await runRecipe(scriptWith('references.txt'), home);
  const [books, unpaid] = ['not-in-our-books.tsv', 'not-paid.txt'].map((file) =>
    readFileSync(join(home, file), 'utf8'),
  );
  expect([code, books?.split('\t')[0], unpaid]).toEqual([0, 'unknown', 'unpaid\n']);
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
