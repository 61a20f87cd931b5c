import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { hasProgram } from '../helpers/program.ts';
import { bin, shell } from '../helpers/run-bin.ts';
import { serveSandbox } from '../helpers/served-sandbox.ts';
import { tempHome } from '../helpers/temp-home.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/till.md', import.meta.url)), 'utf8');

/** The scripts of the page, and what runs each. */
const tills = [
  ['bash', 'bash', 'till.sh'],
  ['python', 'python3', 'till.py'],
  ['js', 'node', 'till.mjs'],
] as const;

describe.each(tills.filter(([, program]) => hasProgram(program)))(
  'the till in %s',
  (language, program, file) => {
    const [, script = ''] = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(page) ?? [];
    const sell = (home: string, env: Record<string, string>) => {
      writeFileSync(join(home, file), script);
      return shell(`${program} ${file} sale-1 24.50`, { home, cwd: home, env });
    };
    const orders = async (home: string) =>
      (await bin(['sandbox', 'list', '--field', 'id', '--field', 'status'], { home })).stdout;

    test('sells when the customer pays, though the answer to its create is lost', async () => {
      const served = await serveSandbox({ flags: ['--fault', 'POST /v1/orders: drop after x1'] });
      const { home } = served;
      const till = sell(home, { ...served.env, PATIENCE: '60s' });
      let id = '';
      while (id === '') id = (await orders(home)).split('\t')[0]?.trim() ?? '';
      await bin(['sandbox', 'pay', id], { home });
      const { code, stdout } = await till;
      expect([code, stdout.split('\n').at(-2)]).toEqual([0, 'sale sale-1: paid']);
      expect(await orders(home)).toBe(`${id}\tprocessed\n`);
    });

    test('cancels when the customer walks away, and says so when it is run again', async () => {
      const home = tempHome();
      const env = { MP_ORDERS_SANDBOX: '1', PATIENCE: '0.1s' };
      const first = await sell(home, env);
      expect([first.code, first.stdout.split('\n').at(-2)]).toEqual([
        10,
        'sale sale-1: not paid, canceled',
      ]);
      expect((await sell(home, env)).code).toBe(9);
      expect(await orders(home)).toMatch(/^ORD\w+\tcanceled\n$/);
    });
  },
);

test('the lines of the page sell, and print the code on a receipt', async () => {
  const home = tempHome();
  const printer = join(home, 'printer');
  const lines = [...page.matchAll(/```sh\n(.*?)```/gs)]
    .flatMap(([, script = '']) => script.replaceAll('\\\n', ' ').trim().split('\n'))
    .map((line) => line.replace('--timeout 5m', '--timeout 0.1s').replace('/dev/usb/lp0', printer));
  let id = '';
  const codes: number[] = [];
  const printed: string[] = [];
  for (const [i, line] of lines.entries()) {
    writeFileSync(printer, '');
    // Another sale each time: the same line again goes on with the same order.
    const typed = line.replace(/ORD\w{26}/, id).replace('-0042', `-${i}`);
    codes.push((await shell(typed, { home, env: { MP_ORDERS_SANDBOX: '1' } })).code);
    printed.push(readFileSync(printer, 'latin1').slice(0, 200));
    if (i === 0) id = (await bin(['sandbox', 'list', '--field', 'id'], { home })).stdout.trim();
  }
  const raster = expect.stringContaining('\x1dv0');
  expect([codes, printed]).toEqual([
    [10, 0, 10],
    ['', raster, raster],
  ]);
});
