import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bin, shell, tempFolder } from '../helpers/run-bin.ts';
import { order, serveSandbox, tokenOf, type ServedSandbox } from '../helpers/served-sandbox.ts';

let sandbox: ServedSandbox;

/** What a shell had before, and a sandbox is not to see. */
const live = {
  MP_ACCESS_TOKEN: 'APP_USR-LIVE-SECRET',
  HTTPS_PROXY: 'http://till:SECRETPW@proxy.example:3128',
  MP_ORDERS_PROFILE: 'live',
};
const inShell = (lines: readonly string[], env: Record<string, string> = live) =>
  shell(lines.join('\n'), { home: sandbox.home, env });

const enter = 'eval "$(mp-orders sandbox env)"';
const leave = 'eval "$(mp-orders sandbox env --undo)"';

describe('a shell that has read `sandbox env`', () => {
  beforeAll(async () => {
    sandbox = await serveSandbox({ flags: ['--with-proxy'] });
  });
  afterAll(async () => {
    sandbox.child.kill('SIGTERM'); // it has a folder to remove
    await sandbox.child.ended;
  });

  test('has programs in the sandbox that is served', async () => {
    const { code, stdout, stderr } = await inShell([
      enter,
      `id=$(mp-orders create ${order.join(' ')} -q --field id)`,
      'mp-orders sandbox pay $id -q --field status',
      'ask() { curl -sSf "$1" -H "authorization: Bearer $MP_ACCESS_TOKEN"; }',
      'ask https://api.mercadopago.com/v1/orders/$id | grep -o \'"status":"processed"\' | head -n 1',
    ]);
    const list = await bin(['sandbox', 'list', '--field', 'status'], { home: sandbox.home });
    expect([code, stdout, stderr, list.stdout]).toEqual([
      ...[0, 'processed\n"status":"processed"\n', ''],
      'processed\n',
    ]);
    // Nothing of it is in the journal of the user's own orders.
    expect(readdirSync(sandbox.home).sort()).toEqual(['sandbox', 'sandbox-proxy.json']);
  });

  test('is as it was after the lines of --undo, however often it was led in', async () => {
    const { code, stdout, stderr } = await inShell([
      'before=$(env | sort)',
      enter,
      enter,
      'test "$before" != "$(env | sort)" && echo inside',
      leave,
      'test "$before" = "$(env | sort)" && echo as before',
    ]);
    expect([code, stdout, stderr]).toEqual([0, 'inside\nas before\n', '']);
  });

  test('is shown nothing that it had', async () => {
    const { stdout } = await inShell([
      'mp-orders sandbox env',
      enter,
      'mp-orders sandbox env --undo',
      'mp-orders sandbox env --json',
    ]);
    expect(stdout).toContain('MP_ORDERS_SANDBOX_OLD_HTTPS_PROXY');
    expect(stdout).not.toMatch(/SECRET(?!S)|till:/);
  });

  test('sees the keys of the sandbox, though it has them as its own', async () => {
    const { stdout } = await inShell([enter, 'mp-orders sandbox env | grep MOLLIE']);
    expect(stdout).toBe(`export MOLLIE_API_KEY='${tokenOf('sandbox-mollie')}'\n`);
  });

  test('is one whose variables --json gives too, and what must not be set', async () => {
    const { code, stdout } = await bin(['sandbox', 'env', '--json'], { home: sandbox.home });
    const { set, unset } = JSON.parse(stdout) as { set: Record<string, string>; unset: string[] };
    expect([code, set.MP_ORDERS_BASE_URL, unset.includes('MP_ORDERS_PROFILE')]).toEqual([
      ...[0, sandbox.url],
      true,
    ]);
  });

  test('finds the sandbox by a file for its user alone', () => {
    const { mode } = statSync(join(sandbox.home, 'sandbox-proxy.json'));
    expect((mode & 0o777).toString(8)).toBe('600');
  });
});

test.each([
  ['SIGINT', 130],
  ['SIGHUP', 129],
] as const)('everything of the proxy is gone after %s', async (signal, code) => {
  const other = await serveSandbox({ flags: ['--with-proxy', '--json'] });
  const told = JSON.parse(other.url) as { url: string; proxy: string };
  const { stdout } = await bin(['sandbox', 'env', '--json'], { home: other.home });
  const { set } = JSON.parse(stdout) as { set: Record<string, string> };
  const folder = dirname(set.SSL_CERT_FILE ?? '');
  expect([set.HTTPS_PROXY, existsSync(folder)]).toEqual([told.proxy, true]);
  other.child.kill(signal);
  expect((await other.child.ended).code).toBe(code);
  expect([existsSync(folder), existsSync(join(other.home, 'sandbox-proxy.json'))]).toEqual([
    false,
    false,
  ]);
  const after = await bin(['sandbox', 'env'], { home: other.home });
  expect(after).toEqual({
    code: 2,
    stdout: '',
    stderr: `Error: No sandbox with a proxy is being served.
Start one in another terminal, or use \`mp-orders sandbox run\`.
  mp-orders sandbox serve --with-proxy
`,
  });
});

test.each([
  [['sandbox', 'env', 'tcsh'], '"tcsh" is not one of the choices.'],
  [['sandbox', 'env', '--undo', '--json'], '--undo prints lines for a shell'],
  [['sandbox', 'serve', '--allow', 'example.com'], '--allow is about the proxy'],
])('%j is refused', async (argv, message) => {
  const { code, stderr } = await bin(argv, { home: tempFolder() });
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});

test('--undo in a shell that is in no sandbox does nothing', async () => {
  expect(await bin(['sandbox', 'env', '--undo'])).toEqual({
    code: 0,
    stdout: '',
    stderr: 'This shell is not in a sandbox: there is nothing to undo.\n',
  });
});
