import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { json, localServer, type Answer, type LocalServer } from '../helpers/local-server.ts';
import { bin, startBin, tempFolder, type Result } from '../helpers/run-bin.ts';
import { order } from '../helpers/served-sandbox.ts';

/** A token that occurs nowhere else, and the part of it that must not be seen either. */
function makeToken(): { token: string; part: string } {
  const part = randomBytes(6).toString('hex');
  return { token: `APP_USR-${part}-${randomBytes(16).toString('hex')}`, part };
}

const id = `ORD${'1'.repeat(26)}`;

/** What a careless server, or the gateway before it, may send back of a request. */
const echoes: Record<string, (status: number) => Answer> = {
  'in the answer and its headers': (status) => (response, request, count) => {
    const heard = request.headers.authorization ?? '';
    const document = {
      id: request.url === '/users/me' ? 7 : id,
      status: 'created',
      nickname: heard,
      description: heard,
      message: `not with ${heard}`,
      errors: [{ code: heard, message: heard, details: [heard] }],
    };
    const headers = { 'x-request-id': heard, 'x-echo': heard, 'set-cookie': `t=${heard}` };
    json(status, document, headers)(response, request, count);
  },
  'in a page, behind a preface that cuts it in two': (status) => (response, request) => {
    const heard = (request.headers.authorization ?? '').replace('Bearer ', '');
    response.writeHead(status, { 'content-type': 'text/html' });
    response.end(`${'.'.repeat(200 - 24)}${heard}`);
  },
};

/** Every verb that talks to the order system, as it is typed. */
const verbs: readonly string[][] = [
  ['create', ...order, '--mode', 'dynamic'],
  ['create', ...order, '--dry-run'],
  ['get', id],
  ['cancel', id],
  ['cancel', id, '--dry-run'],
  ['watch', id, '--until', 'created', '--interval', '0.1s', '--timeout', '0.3s'],
  ['auth', 'status'],
];

/** Every verb that does not. */
const others: readonly string[][] = [
  ['auth', 'list'],
  ['auth', 'list', '--json'],
  ['auth', 'use', 'shop'],
  ['auth', 'use', 'nobody'],
  ['auth', 'status', '--sandbox'],
  ['config', 'list', '--json'],
  ['config', 'get', 'pos'],
  ['config', 'set', 'pos', 'X'],
  ['config', 'unset', 'pos'],
  ['config', 'path'],
  ['qr', 'show', 'text'],
  ['qr', 'decode', 'text'],
  ['sandbox', 'list'],
  ['sandbox', 'pay', id],
  ['sandbox', 'expire', id],
  ['sandbox', 'pos', 'add', 'X'],
  ['sandbox', 'reset'],
  ['auth', 'logout'],
];

/** All regular files under a folder but config.json, with what they hold. */
function otherFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'config.json')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

/** Runs command lines, two at a time, and gives back those that showed the secret. */
async function leaks(
  lines: readonly (readonly string[])[],
  part: string,
  run: (argv: readonly string[]) => Promise<Result>,
): Promise<string[]> {
  const queue = [...lines];
  const found: string[] = [];
  const worker = async () => {
    for (let argv = queue.shift(); argv !== undefined; argv = queue.shift()) {
      const { stdout, stderr } = await run(argv);
      if ((stdout + stderr).includes(part)) {
        const line = `${stdout}${stderr}`.split('\n').find((text) => text.includes(part)) ?? '';
        found.push(`${argv.join(' ')}: ${line.slice(0, 160)}`);
      }
    }
  };
  await Promise.all([worker(), worker()]);
  return found;
}

const flagged = verbs.flatMap((argv) => [
  [...argv, '--debug', '--retries', '0'],
  [...argv, '--json', '--retries', '0'],
]);

describe.each(Object.entries(echoes))('a token echoed %s', (_how, echo) => {
  test.each([201, 400, 500])(
    'shows nowhere when it came from the environment: %i',
    async (status) => {
      const { token, part } = makeToken();
      const home = tempFolder();
      const { url } = await localServer(echo(status));
      const env = { MP_ACCESS_TOKEN: token, MP_ORDERS_BASE_URL: url };
      expect(await leaks(flagged, part, (argv) => bin(argv, { home, env }))).toEqual([]);
      expect(otherFiles(home).filter((text) => text.includes(part))).toEqual([]);
      expect(existsSync(join(home, 'config.json'))).toBe(false);
    },
  );

  test('shows nowhere when it was typed at login and came from the profile', async () => {
    const { token, part } = makeToken();
    const home = tempFolder();
    const { url } = await localServer(echo(200));
    const login = (argv: readonly string[]) => bin(argv, { home, input: `${token}\n` });
    const base = ['auth', 'login', '--profile', 'shop', '--base-url', url, '--retries', '0'];
    const logins = [
      [...base, '--debug'],
      [...base, '--json'],
      [...base, '--no-verify', '--debug'],
    ];
    expect(await leaks(logins, part, login)).toEqual([]);
    await login(base); // the last word, so that the account is as the server gives it
    expect(
      await leaks([...flagged.slice(0, 4), ...others], part, (argv) => bin(argv, { home })),
    ).toEqual([]);
    expect(otherFiles(home).filter((text) => text.includes(part))).toEqual([]);
    expect(statSync(join(home, 'config.json')).mode & 0o777).toBe(0o600);
  });
});

describe('a token', () => {
  /** Says what was asked of it, and by which host name. */
  const redirect =
    (elsewhere: LocalServer): Answer =>
    (response, request) =>
      void response
        .writeHead(302, { location: elsewhere.url.replace('127.0.0.1', 'localhost') + request.url })
        .end();

  test('goes to no other host, whatever a server says', async () => {
    const { token } = makeToken();
    const elsewhere = await localServer(json(200, { id, status: 'created' }));
    const { url, received } = await localServer(redirect(elsewhere));
    const env = { MP_ACCESS_TOKEN: token, MP_ORDERS_BASE_URL: url };
    const sending = verbs.filter((argv) => !argv.includes('--dry-run'));
    await Promise.all(sending.map((argv) => bin([...argv, '--retries', '0'], { env })));
    expect(elsewhere.received).toEqual([]);
    expect(received.length).toBeGreaterThanOrEqual(sending.length);
    expect(new Set(received.map(({ headers }) => headers.authorization))).toEqual(
      new Set([`Bearer ${token}`]),
    );
  });

  test('of a live account does not go to the sandbox, nor the sandbox’s to a profile', async () => {
    const { token } = makeToken();
    const { url, received } = await localServer(json(401, {}));
    const env = { MP_ACCESS_TOKEN: token, MP_ORDERS_BASE_URL: url };
    await bin(['get', id, '--sandbox', '--retries', '0'], { env });
    expect(received.map(({ headers }) => headers.authorization)).not.toContain(`Bearer ${token}`);
  });

  test('is in the arguments of no process while a command runs', async () => {
    if (!existsSync('/proc/self/cmdline')) return; // only Linux shows them so
    const { token, part } = makeToken();
    const { url } = await localServer(json(200, { id, status: 'created' }));
    const env = { MP_ACCESS_TOKEN: token, MP_ORDERS_BASE_URL: url };
    const watch = startBin(['watch', id], { env });
    await watch.line();
    const lines = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => commandLineOf(pid));
    expect(lines.some((line) => line.includes(id))).toBe(true);
    expect(lines.filter((line) => line.includes(part))).toEqual([]);
    watch.kill('SIGTERM');
    await watch.ended;
  });

  test('is not in the command that repeats a request', async () => {
    const { token, part } = makeToken();
    const { url } = await localServer(json(500, {}));
    const env = { MP_ACCESS_TOKEN: token, MP_ORDERS_BASE_URL: url };
    const { stderr } = await bin(['create', ...order, '--retries', '0'], { env });
    expect(stderr).toContain('  mp-orders create ');
    expect(stderr).not.toContain(part);
  });
});

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // it has ended
  }
}
