import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { json, localServer } from '../helpers/local-server.ts';
import { hasProgram } from '../helpers/program.ts';
import { bin, binPath, shell, tempFolder } from '../helpers/run-bin.ts';

const isRoot = process.getuid?.() === 0;
/** Nobody that passwd knows. */
const nobody = 12345;

/** Runs as a user who has no entry in passwd, where this test may, with nothing but these variables. */
function asNobody(argv: string, env: Record<string, string>, cwd = tempFolder()) {
  const words = Object.entries(env).map(([name, value]) => `${name}='${value}'`);
  const become = isRoot ? `setpriv --reuid ${nobody} --regid ${nobody} --clear-groups` : '';
  return shell(
    `exec ${become} env -i ${words.join(' ')} '${process.execPath}' '${binPath}' ${argv}`,
    {
      cwd,
    },
  );
}

/** A folder of the user that `asNobody` is. */
function openFolder(): string {
  const folder = tempFolder();
  if (isRoot) chownSync(folder, nobody, nobody);
  return folder;
}

(process.platform === 'linux' ? describe : describe.skip)('a working folder that is gone', () => {
  const gone = (argv: string) =>
    shell(`mkdir x && cd x && rmdir ../x && exec '${process.execPath}' '${binPath}' ${argv}`, {
      cwd: tempFolder(),
    });

  test.each([
    [
      'create --sandbox --amount 5 --pos EXTERNALPOS019285 --mode dynamic',
      0,
      'mp-orders watch ORD',
    ],
    ['get ORD01J67CQQH5904WDBVZEM4JMEP3', 4, 'mp-orders auth login'],
    ['config list', 0, ''],
  ])('hides nothing: %s', async (argv, code, next) => {
    const result = await gone(argv);
    expect([result.code, result.stderr]).toEqual([code, expect.stringContaining(next)]);
    expect(result.stderr).not.toMatch(/uv_cwd|Warning/);
  });
});

(process.platform === 'linux' ? describe : describe.skip)('a user without HOME', () => {
  const noHome = 'There is no home folder to keep anything in.\nName a folder as MP_ORDERS_HOME.';

  test('needs MP_ORDERS_HOME and nothing else', async () => {
    const env = { MP_ORDERS_HOME: openFolder() };
    const created = await asNobody(
      'create --sandbox --amount 5 --pos EXTERNALPOS019285 --field id -q',
      env,
    );
    expect(created).toMatchObject({ code: 0, stderr: '' });
    const set = await asNobody('config set pos EXTERNALPOS019285', env); // by conf, which has folders of its own
    expect(set).toMatchObject({ code: 0 });
    expect(await asNobody('config get pos', env)).toMatchObject({ stdout: 'EXTERNALPOS019285\n' });
  });

  test.each<[what: string, env: Record<string, string>]>([
    ['an empty one', { HOME: '' }],
    ['a relative one', { HOME: 'x' }],
    // who runs this test may have an entry in passwd
    ...(isRoot ? [['none', {}] as [string, Record<string, string>]] : []),
  ])('and with %s is told so, and nothing is made where one stands', async (_what, env) => {
    const cwd = openFolder();
    const list = await asNobody('list --sandbox', env, cwd);
    expect([list.code, list.stderr]).toEqual([2, expect.stringContaining(noHome)]);
    expect(await asNobody('explain exit 8 -q', env, cwd)).toMatchObject({ code: 0, stderr: '' });
    expect((await shell('ls -A', { cwd })).stdout).toBe('');
  });
});

(process.platform === 'linux' ? describe : describe.skip)(
  'a folder that may not be entered',
  () => {
    /** A home in which these folders are somebody else's. */
    function shut(...names: readonly string[]): string {
      const home = openFolder();
      for (const name of names) mkdirSync(join(home, name), { mode: isRoot ? 0o700 : 0o000 });
      return home;
    }

    test.each([
      ['config list', 'own', 'The config file cannot be read:'],
      ['get ORD01J67CQQH5904WDBVZEM4JMEP3', 'own', 'The config file cannot be read:'],
      ['auth login --no-verify', 'own', 'The config file cannot be read:'],
      ['history', 'own', 'The journal cannot be read: permission was denied.'],
      ['order resume --list', 'journal', 'The journal cannot be read: permission was denied.'],
      [
        'create --sandbox --amount 5 --pos EXTERNALPOS019285',
        'journal',
        'The request cannot be written to the journal: permission was denied.',
      ],
      ['list --sandbox', 'sandbox', 'The sandbox cannot use its folder: permission was denied.'],
    ])('is no missing one: %s', async (argv, name, message) => {
      const home = shut(name);
      const env = { MP_ORDERS_HOME: name === 'own' ? join(home, name) : home };
      const { code, stdout, stderr } = await asNobody(argv, env);
      expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(message)]);
      expect(stderr).not.toMatch(/^\s+at |bug/m);
    });
  },
);

test('a broken config does not keep a token in the environment from the network', async () => {
  const home = tempFolder();
  writeFileSync(join(home, 'config.json'), '{"defaults":');
  const id = 'ORD01J67CQQH5904WDBVZEM4JMEP3';
  const { url } = await localServer(json(200, { id, status: 'created' }));
  const env = { MP_ACCESS_TOKEN: 'APP_USR-1', MP_ORDERS_BASE_URL: url };
  const { code, stdout, stderr } = await bin(['get', id, '--field', 'id'], { home, env });
  expect([code, stdout, stderr]).toEqual([
    0,
    `${id}\n`,
    expect.stringContaining('Warning: continuing without the config.'),
  ]);
});

test('a clone whose install ran no scripts says what is missing', async () => {
  const folder = tempFolder();
  const root = join(dirname(binPath), '..');
  for (const name of ['bin', 'package.json']) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  const run = (argv: string) => shell(`'${process.execPath}' ${folder}/bin/mp-orders.cjs ${argv}`);
  expect(await run('list --sandbox')).toEqual({
    code: 2,
    stdout: '',
    stderr: `Error: mp-orders is not built. Run \`npm run build\` in ${folder}.\n`,
  });
  expect(await run('--version')).toMatchObject({ code: 0, stderr: '' });
});

(hasProgram('openssl', ['version']) ? test : test.skip)(
  'a certificate of an authority of one’s own names the remedy, once',
  async () => {
    const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(tempFolder(), name)) as [
      string,
      string,
    ];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject];
    spawnSync('openssl', [...made, '-keyout', key, '-out', cert]);
    let connections = 0;
    const answer = JSON.stringify({ id: 'ORD01J67CQQH5904WDBVZEM4JMEP3', status: 'created' });
    const server = createServer(
      { key: readFileSync(key), cert: readFileSync(cert) },
      (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(answer),
    );
    server.on('connection', () => (connections += 1));
    server.listen(0, 'localhost');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const env = { MP_ACCESS_TOKEN: 'APP_USR-1', MP_ORDERS_BASE_URL: `https://localhost:${port}` };
    const argv = ['get', 'ORD01J67CQQH5904WDBVZEM4JMEP3', '--json'];
    const refused = await bin(argv, { env });
    const before = connections;
    const trusted = await bin(argv, { env: { ...env, NODE_EXTRA_CA_CERTS: cert } });
    server.close();
    expect([refused.code, before, JSON.parse(refused.stderr)]).toMatchObject([
      7,
      1,
      {
        error: {
          code: 'untrusted_certificate',
          retryable: false,
          hint: expect.stringContaining('NODE_EXTRA_CA_CERTS='),
        },
      },
    ]);
    expect(trusted).toMatchObject({ code: 0, stdout: `${answer}\n` });
  },
);
