import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { json, localServer } from '../helpers/local-server.ts';
import { bin, tempFolder } from '../helpers/run-bin.ts';

const token = 'APP_USR-1234567890123456-112119-0123456789abcdef-446566691';
const id = 'ORD01JD8Q2V6GH3M5N7P9R1T3V5X7';

/** A home whose profile asks `pass`, a script that writes down what it was given. */
async function homeWithPass(script: string) {
  const home = tempFolder();
  const folder = tempFolder();
  const asked = join(folder, 'asked');
  const file = join(folder, 'pass');
  writeFileSync(file, `#!/bin/sh\necho "$@ in $PWD" >> '${asked}'\n${script}\n`);
  chmodSync(file, 0o755);
  const env = { PATH: `${folder}:${process.env.PATH}` };
  await bin(['config', 'set', 'token_command', '["pass","show","mp"]'], { home, env });
  const calls = () => (existsSync(asked) ? readFileSync(asked, 'utf8') : '');
  return { home, env, calls };
}

describe('token_command', () => {
  test('its token is sent, once asked for, and printed nowhere', async () => {
    const { home, env, calls } = await homeWithPass(`cat; echo noise >&2; echo ${token}`);
    const server = await localServer(json(200, { id, status: 'created' }));
    const argv = ['get', '-', '--debug', '--json', '--base-url', server.url];
    const { code, stdout, stderr } = await bin(argv, { home, env, input: `${id}\n${id}\n` });
    expect(code).toBe(0);
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${token}`,
      `Bearer ${token}`,
    ]);
    expect(calls()).toBe(`show mp in ${home}\n`);
    expect(stdout + stderr).not.toContain(token);
    expect(stderr).not.toContain('noise');
  });

  test('completion does not run it', async () => {
    const { home, env, calls } = await homeWithPass(`echo ${token}`);
    const { stdout } = await bin(['auth', 'list', '--json'], { home, env });
    expect(stdout).toContain('"profile":"default"');
    for (const shell of ['bash', 'zsh', 'fish']) await bin(['completion', shell], { home, env });
    expect(calls()).toBe('');
  });

  test('one that fails is exit 4, with nothing sent and nothing of it shown', async () => {
    const { home, env } = await homeWithPass(`echo ${token}; echo 'gpg: no ${token}' >&2; exit 2`);
    const server = await localServer(json(200, {}));
    const { code, stdout, stderr } = await bin(['get', id, '--debug', '--base-url', server.url], {
      home,
      env,
    });
    expect({ code, stdout, sent: server.received }).toEqual({ code: 4, stdout: '', sent: [] });
    expect(stderr).toContain('the token_command "pass" gave no token: it ended with exit code 2.');
    expect(stderr).not.toMatch(/gpg|APP_USR/);
  });
});
