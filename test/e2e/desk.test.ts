import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { bin, shell } from '../helpers/run-bin.ts';
import { tempHome } from '../helpers/temp-home.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/desk.md', import.meta.url)), 'utf8');

const home = tempHome();
const env = { MP_ORDERS_SANDBOX: '1', TZ: 'America/Argentina/Buenos_Aires' };

/** The commands of the page that hold these words. */
function commandsWith(words: string): string[] {
  const scripts = [...page.matchAll(/```bash\n(.*?)```/gs)].map(([, script = '']) => script);
  const lines = scripts.flatMap((script) => script.replaceAll('\\\n', ' ').split('\n'));
  return lines.filter((line) => line.includes(words));
}

const create = (...flags: string[]) =>
  bin(['create', '--pos', 'EXTERNALPOS019285', '-q', '--field', 'id', ...flags], { home, env });

beforeAll(async () => {
  const { stdout } = await create('--amount', '24.50', '--reference', 'VENTA-1001');
  await bin(['sandbox', 'pay', stdout.trim(), '-q'], { home, env });
  await create('--amount', '50', '--reference', 'VENTA-1002');
});

describe('the commands of docs/desk.md', () => {
  test.each(commandsWith('mp-orders list'))('%s', async (command) => {
    const { code, stderr } = await shell(command, { home, cwd: home, env });
    expect([code, stderr.includes('Error')]).toEqual([0, false]);
  });

  test.each([
    ['VENTA-1001', 0, 'VENTA-1001'],
    ['--day today', 0, 'VENTA-1001'],
    ['61212056', 5, ''],
    ['yesterday 16:30', 5, ''],
    ['ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7', 5, ''],
  ])('find %s', async (words, expected, reference) => {
    const [command = 'exit 99'] = commandsWith(words).filter((line) => line.includes(' find '));
    const { code, stdout } = await shell(command, { home, cwd: home, env });
    expect([code, stdout.split('\t')[7] ?? '']).toEqual([expected, reference]);
  });

  test('sum up the day', async () => {
    const { stdout } = await bin(['list', '--from', '1h', '--by', 'pos'], { home, env });
    expect(stdout).toBe('EXTERNALPOS019285\tARS\t2\t1\t24.50\t0\t24.50\n');
  });
});
