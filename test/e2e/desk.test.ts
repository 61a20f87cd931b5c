import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { zoneAtNoon } from '../helpers/noon.ts';
import { bin, shell } from '../helpers/run-bin.ts';
import { tempHome } from '../helpers/temp-home.ts';

const page = ['desk.md', 'reconcile.md']
  .map((name) => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url)))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

const home = tempHome();
const env = { MP_ORDERS_SANDBOX: '1', TZ: zoneAtNoon() };

/** The commands of the page that hold these words. */
function commandsWith(words: string): string[] {
  const scripts = [...page.matchAll(/```bash\n(.*?)```/gs)].map(([, script = '']) => script);
  const lines = scripts.flatMap((script) => script.replaceAll('\\\n', ' ').split('\n'));
  return lines.filter((line) => line.includes(words));
}

const create = (...flags: string[]) =>
  bin(['create', '--pos', 'EXTERNALPOS019285', '-q', '--field', 'id', ...flags], { home, env });

/** The id that stands in the page for any order. */
const exampleId = 'ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7';
let paidId = '';

/** Runs a line of the page, about an order that there is. */
const typed = (command: string) =>
  shell(command.replaceAll(exampleId, paidId), { home, cwd: home, env });

beforeAll(async () => {
  const { stdout } = await create('--amount', '24.50', '--reference', 'VENTA-1001');
  paidId = stdout.trim();
  await bin(['sandbox', 'pay', paidId, '-q'], { home, env });
  await create('--amount', '50', '--reference', 'VENTA-1002');
});

describe('the commands of docs/desk.md', () => {
  test.each(commandsWith('mp-orders list'))('%s', async (command) => {
    const { code, stderr } = await typed(command);
    expect([code, stderr.includes('Error')]).toEqual([0, false]);
  });

  test.each([
    ['VENTA-1001', 0, 'VENTA-1001'],
    ['--day today', 0, 'VENTA-1001'],
    ['61212056', 5, ''],
    ['yesterday 16:30', 5, ''],
    [exampleId, 0, 'VENTA-1001'],
  ])('find %s', async (words, expected, reference) => {
    const [command = 'exit 99'] = commandsWith(words).filter((line) => line.includes(' find '));
    const { code, stdout } = await typed(command);
    expect([code, stdout.split('\t')[7] ?? '']).toEqual([expected, reference]);
  });

  test.each(commandsWith('mp-orders reconcile'))('%s', async (command) => {
    const [, csv = ''] = /```csv\n(.*?)```/s.exec(page) ?? [];
    writeFileSync(join(home, 'sales.csv'), csv);
    const { code, stderr } = await typed(command);
    // The second sale is not paid.
    expect([code, stderr]).toEqual([11, expect.stringContaining('1 paid, 1 not_paid.')]);
  });

  test.each(
    ['history', 'doctor', 'explain', 'get ORD', 'report'].flatMap((verb) =>
      commandsWith(`mp-orders ${verb}`),
    ),
  )('%s', async (command) => {
    expect(await typed(command)).toMatchObject({ code: 0 });
  });

  test.each(commandsWith('mp-orders qr'))('%s', async (command) => {
    const argv = ['create', '--sandbox', '--amount', '5', '--pos', 'EXTERNALPOS019285', '-q'];
    const fields = ['--mode', 'dynamic', '--field', 'id', '--field', 'qr_data'];
    const at = tempHome();
    const { stdout } = await bin([...argv, ...fields], { home: at });
    const [id = '', code = ''] = stdout.trim().split('\t');
    const line = command.replace(/ORD\w{26}/, id).replace('pbpaste', `printf %s '${code}'`);
    const shown = await shell(line, { home: at });
    expect(shown).toMatchObject({ code: 0, stdout: expect.stringMatching(/\u2580|right$/m) });
  });

  test('sum up the day', async () => {
    const { stdout } = await bin(['list', '--from', '1h', '--by', 'pos'], { home, env });
    expect(stdout).toBe('EXTERNALPOS019285\tARS\t2\t1\t24.50\t0\t24.50\n');
  });
});
