import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { run } from '../../helpers/run.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const id = `ORDTST${'0'.repeat(26)}`;
const create = ['create', '--sandbox', '--amount', '50', '--pos', 'EXTERNALPOS019285'];
const commands = [
  ['sandbox', 'list'],
  ['sandbox', 'pay', id],
  ['sandbox', 'reset'],
  ['sandbox', 'add', 'mollie'],
  ['sandbox', 'pos', 'add', 'COUNTER2'],
  ['get', id, '--sandbox'],
  create,
];

const errorOf = (stderr: string) => (JSON.parse(stderr) as { error: object }).error;

describe('a sandbox that cannot keep its state', () => {
  test.each(commands.map((argv) => [argv]))(
    'in the place of its folder is a file: %j',
    async (argv) => {
      const home = tempHome();
      writeFileSync(join(home, 'sandbox'), '');
      const { code, stdout, stderr } = await run([...argv, '--json'], { home });
      expect({ code, stdout, error: errorOf(stderr) }).toMatchObject({
        code: 2,
        stdout: '',
        error: { code: 'sandbox_unusable', hint: expect.stringContaining(join(home, 'sandbox')) },
      });
    },
  );

  test('is told before a request is on record', async () => {
    const home = tempHome();
    writeFileSync(join(home, 'sandbox'), '');
    await run(create, { home });
    expect(await run(['order', 'resume', '--list'], { home })).toMatchObject({
      stdout: '',
      stderr: expect.not.stringContaining('sandbox'),
    });
  });

  test('has an empty file: it is named, and a reset mends it', async () => {
    const home = tempHome();
    mkdirSync(join(home, 'sandbox', 'orders'), { recursive: true });
    const file = join(home, 'sandbox', 'orders', `${id}.1.json`);
    writeFileSync(file, '');
    const { code, stderr } = await run(['sandbox', 'list', '--json'], { home });
    expect({ code, error: errorOf(stderr) }).toMatchObject({
      code: 2,
      error: { code: 'sandbox_damaged', message: expect.stringContaining(file) },
    });
    expect(await run(['sandbox', 'reset', '-q'], { home })).toMatchObject({ code: 0, stderr: '' });
    expect(await run(['sandbox', 'list'], { home })).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('has a home that is a file', async () => {
    const home = join(tempHome(), 'file');
    writeFileSync(home, '');
    const { code, stderr } = await run(['sandbox', 'list', '--json'], { home });
    expect({ code, error: errorOf(stderr) }).toMatchObject({
      code: 2,
      error: { code: 'no_folder' },
    });
  });
});
