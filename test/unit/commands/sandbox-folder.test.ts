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

  test.each(['tmp', 'idempotency', 'orders'])(
    'has a file in the place of its folder %s: nothing is sent, and nothing stays open',
    async (folder) => {
      const home = tempHome();
      mkdirSync(join(home, 'sandbox'));
      writeFileSync(join(home, 'sandbox', folder), '');
      const { code, stdout, stderr } = await run([...create, '--json'], { home });
      expect({ code, stdout, error: errorOf(stderr) }).toMatchObject({
        code: 2,
        stdout: '',
        error: {
          code: 'sandbox_unusable',
          message: 'The sandbox cannot use its folder: a file is where a folder should be.',
          hint: expect.stringMatching(/^Nothing was sent\. Make sure that /),
          http_status: null,
        },
      });
      const { stdout: told } = await run(['history', '--json'], { home });
      const entries = told.trim().split('\n').filter(Boolean);
      expect(entries.map((line) => JSON.parse(line) as object)).toMatchObject([
        { outcome: 'not_sent', code: 'sandbox_unusable' },
      ]);
      const { code: resumed, stdout: open } = await run(['order', 'resume', '--list'], { home });
      expect([resumed, open]).toEqual([0, '']);
    },
  );

  test('says so of reads as well', async () => {
    const home = tempHome();
    mkdirSync(join(home, 'sandbox'));
    writeFileSync(join(home, 'sandbox', 'orders'), '');
    const { code, stderr } = await run(['get', id, '--sandbox', '--json'], { home });
    expect([code, errorOf(stderr)]).toMatchObject([2, { code: 'sandbox_unusable' }]);
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
