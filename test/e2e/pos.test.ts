import { describe, expect, test } from '@jest/globals';
import { bin, tempFolder } from '../helpers/run-bin.ts';
import { pos } from '../helpers/served-sandbox.ts';

const sandbox = ['--sandbox', '-q'];

describe('points of sale', () => {
  test('are listed, shown, and named in orders', async () => {
    const home = tempFolder();
    await bin(['sandbox', 'pos', 'add', 'COUNTER2'], { home });
    const listed = await bin(['pos', 'list', '--field', 'external_id', ...sandbox], { home });
    const shown = await bin(['pos', 'show', 'COUNTER2', ...sandbox], { home });
    const create = ['create', '--amount', '1', '--pos', 'COUNTER2', '--field', 'status'];
    const created = await bin([...create, ...sandbox], { home });
    expect([listed.stdout, shown.stdout.split('\t').slice(0, 2), created.stdout]).toEqual([
      `${pos}\nCOUNTER2\n`,
      ['COUNTER2', 'COUNTER2'],
      'created\n',
    ]);
  });

  test('are documents as the API gives them with --json', async () => {
    const { stdout } = await bin(['pos', 'show', pos, '--json', ...sandbox]);
    const byApi = await bin(['api', 'get', `/pos?external_id=${pos}`, '--json', ...sandbox]);
    const { results } = JSON.parse(byApi.stdout) as { results: unknown[] };
    expect([JSON.parse(stdout)]).toEqual(results);
  });

  test('that are not there end with 5', async () => {
    const { code, stdout, stderr } = await bin(['pos', 'show', 'NOPE', ...sandbox]);
    expect([code, stdout, stderr.split('\n')[0]]).toEqual([
      5,
      '',
      'Error: This account has no POS NOPE.',
    ]);
  });
});
