import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { bin, tempFolder } from '../helpers/run-bin.ts';
import { pos } from '../helpers/served-sandbox.ts';

describe('config', () => {
  test('set, get, list and unset keep a default', async () => {
    const home = tempFolder();
    const run = (...argv: string[]) => bin(['config', ...argv], { home });
    expect(await run('set', 'pos', pos)).toEqual({
      code: 0,
      stdout: '',
      stderr: `pos is now ${pos}\n`,
    });
    expect(await run('get', 'pos')).toEqual({ code: 0, stdout: `${pos}\n`, stderr: '' });
    await run('set', 'mode', 'dynamic');
    expect(await run('list')).toEqual({
      code: 0,
      stdout: `pos\t${pos}\nmode\tdynamic\n`,
      stderr: '',
    });
    expect(await run('list', '--json')).toMatchObject({
      stdout: `{"pos":"${pos}","mode":"dynamic"}\n`,
    });
    expect((await run('unset', 'pos')).code).toBe(0);
    expect(await run('list')).toMatchObject({ code: 0, stdout: 'mode\tdynamic\n' });
  });

  test('get ends with 5 when a default is not set, and says how to set it', async () => {
    expect(await bin(['config', 'get', 'pos'])).toEqual({
      code: 5,
      stdout: '',
      stderr:
        'Error: pos is not set.\nSet it with `mp-orders config set`; `mp-orders config list` shows what is set.\n  mp-orders config set pos …\n',
    });
  });

  test('an empty list is done: nothing on stdout, and an empty object with --json', async () => {
    expect(await bin(['config', 'list'])).toMatchObject({ code: 0, stdout: '' });
    expect(await bin(['config', 'list', '--json'])).toEqual({
      code: 0,
      stdout: '{}\n',
      stderr: '',
    });
  });

  test.each([
    ['mode', 'printed', 'Write static, dynamic or hybrid.'],
    ['interval', 'often', 'Write 90s, 16m, 2h, 1h30m or ISO 8601 like PT16M.'],
    ['retries', '11', 'Write a number from 0 to 10.'],
    ['qr', 'huge', 'Write auto, half, full, ascii, escpos or none.'],
    ['pos', '', 'Use `config unset` to remove a default.'],
    ['token', 'APP_USR-123456', 'There are: pos, mode, '],
  ])('refuses %s %j as its flag would', async (key, value, hint) => {
    const home = tempFolder();
    const { code, stdout, stderr } = await bin(['config', 'set', key, value], { home });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(hint);
    expect(() => readFileSync(join(home, 'config.json'))).toThrow('ENOENT');
  });

  test('flag goes before environment, and environment before config', async () => {
    const home = tempFolder();
    await bin(['config', 'set', 'mode', 'dynamic'], { home });
    await bin(['config', 'set', 'pos', pos], { home });
    const argv = ['create', '--sandbox', '--amount', '50', '--field', 'config.qr.mode', '-q'];
    const env = { MP_ORDERS_MODE: 'hybrid' };
    const results = await Promise.all([
      bin(argv, { home }),
      bin(argv, { home, env }),
      bin([...argv, '--mode', 'static'], { home, env }),
    ]);
    expect(results.map(({ stdout }) => stdout)).toEqual(['dynamic\n', 'hybrid\n', 'static\n']);
  });

  test('a wrong value in the environment is named by its variable', async () => {
    const env = { MP_ORDERS_RETRIES: 'many' };
    const { code, stderr } = await bin(['create', '--sandbox', '--amount', '50', '--pos', pos], {
      env,
    });
    expect(code).toBe(2);
    expect(stderr).toContain('MP_ORDERS_RETRIES: "many" is not a number of retries.');
  });

  test('path names the file, which reading does not make', async () => {
    const home = tempFolder();
    expect(await bin(['config', 'path'], { home })).toEqual({
      code: 0,
      stdout: `${join(home, 'config.json')}\n`,
      stderr: '',
    });
    expect(() => readFileSync(join(home, 'config.json'))).toThrow('ENOENT');
  });

  test('a file that is no JSON is named, and left as it is', async () => {
    const home = tempFolder();
    const file = join(home, 'config.json');
    writeFileSync(file, '{"profiles": oops');
    const { code, stdout, stderr } = await bin(['config', 'set', 'pos', 'X'], { home });
    expect({ code, stdout, text: readFileSync(file, 'utf8') }).toEqual({
      code: 2,
      stdout: '',
      text: '{"profiles": oops',
    });
    expect(stderr).toContain(`The config file cannot be read: ${file}\n`);
  });

  test('a home that cannot be written is no bug of ours', async () => {
    const home = tempFolder();
    mkdirSync(join(home, 'config.json')); // a folder where the file should be: fails for root too
    const { code, stderr } = await bin(['config', 'set', 'pos', 'X'], { home });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.not.stringMatching(/^\s+(- )?at /m),
    });
  });
});
