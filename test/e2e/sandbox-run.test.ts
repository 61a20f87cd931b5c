import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { sandboxVariables } from '../../src/sandbox/gateway/child-env.ts';
import { localServer, json } from '../helpers/local-server.ts';
import { proxyServer, tlsServer } from '../helpers/proxy.ts';
import { bin, shell, startBin, tempFolder, type BinOptions } from '../helpers/run-bin.ts';
import { order } from '../helpers/served-sandbox.ts';

const node = process.execPath;
const run = (argv: readonly string[], options?: BinOptions) =>
  bin(['sandbox', 'run', ...argv], options);
const note = 'Sandbox: the program meets a simulation of the order systems; no money moves.\n';

/** The environment of a program under `sandbox run`. */
async function envUnder(
  env: Record<string, string> = {},
  flags: readonly string[] = [],
): Promise<Record<string, string>> {
  const print = 'process.stdout.write(JSON.stringify(process.env))';
  const { code, stdout } = await run(['-q', ...flags, '--', node, '-e', print], { env });
  expect(code).toBe(0);
  return JSON.parse(stdout) as Record<string, string>;
}

describe('the exit code is that of the program', () => {
  test.each<[code: number, what: string, command: string[]]>([
    [0, 'success', ['true']],
    [3, 'a failure', ['sh', '-c', 'exit 3']],
    [143, 'a signal', ['sh', '-c', 'kill -TERM $$']],
    [137, 'another signal', ['sh', '-c', 'kill -KILL $$']],
  ])('%i: %s', async (code, _what, command) => {
    expect(await run(['--', ...command])).toEqual({ code, stdout: '', stderr: note });
  });

  test('127: there is no such program', async () => {
    expect(await run(['-q', '--', 'no-such-program'])).toEqual({
      code: 127,
      stdout: '',
      stderr: `Error: no-such-program could not be run: there is no such program.
Check its name, and whether its folder is in PATH.
`,
    });
  });

  test('126: it is there, and no program', async () => {
    const file = join(tempFolder(), 'notes.txt');
    writeFileSync(file, 'true');
    const { code, stderr } = await run(['--json', '--', file]);
    const { error } = JSON.parse(stderr) as { error: Record<string, unknown> };
    expect([code, error.code, error.exit_code]).toEqual([126, 'not_executable', 126]);
  });

  test.each([
    [127, '""', ''],
    [126, '/dev/null/program', '/dev/null/program'],
    [126, 'a'.repeat(300), 'a'.repeat(300)],
  ])('%i: the system takes no program %s', async (exitCode, told, program) => {
    const { code, stdout, stderr } = await run(['-q', '--', program]);
    const line = stderr.split('\n')[0];
    expect([code, stdout, line?.startsWith(`Error: ${told} could not be run: `)]).toEqual([
      ...[exitCode, '', true],
    ]);
  });

  test('2: no program was named', async () => {
    expect((await run([])).code).toBe(2);
  });
});

describe('the program', () => {
  test('has the streams and the arguments as they are', async () => {
    const { code, stdout, stderr } = await run(
      ['-q', '--', 'sh', '-c', 'cat; echo "$1" >&2', 'sh', '--json'],
      { input: 'sold' },
    );
    expect([code, stdout, stderr]).toEqual([0, 'sold', '--json\n']);
  });

  test('has a home of its own, and nothing of the user’s is touched', async () => {
    const home = tempFolder();
    const command = `mp-orders create ${order.join(' ')} -q --field status && mp-orders history --field outcome`;
    const { code, stdout } = await run(['-q', '--', 'sh', '-c', command], { home });
    expect([code, stdout, readdirSync(home)]).toEqual([0, 'created\ncreated\n', []]);
  });

  test('shares its sandbox with the mp-orders that it calls', async () => {
    const command = `id=$(mp-orders create ${order.join(' ')} -q --field id)
      mp-orders sandbox pay $id -q --field status
      mp-orders get $id -q --field status`;
    const { stdout } = await run(['-q', '--', 'sh', '-c', command]);
    expect(stdout).toBe('processed\nprocessed\n');
  });

  test('keeps a home that was named', async () => {
    const home = join(tempFolder(), 'kept');
    const create = ['mp-orders', 'create', ...order, '-q', '--field', 'status'];
    const first = await run(['-q', '--home', home, '--', ...create]);
    const list = ['mp-orders', 'list', '-q', '--field', 'status'];
    const second = await run(['-q', '--home', home, '--', ...list]);
    expect([first.stdout, second.stdout]).toEqual(['created\n', 'created\n']);
  });

  test('does not get the home of the user’s own orders', async () => {
    const home = tempFolder();
    const { code, stderr } = await run(['--home', home, '--', 'true'], { home });
    expect([code, stderr]).toEqual([2, expect.stringContaining('the journal of your own orders')]);
  });

  test.each([
    ['a home', ['--home', '/proc/none'], {}],
    ['temporary folders', [], { TMPDIR: '/proc/none' }],
  ])(
    'is not run where no folder can be made for %s, and nothing is left',
    async (_what, flags, env) => {
      const { code, stdout, stderr } = await run([...flags, '--json', '--', 'echo', 'run'], {
        env,
      });
      const { error } = JSON.parse(stderr) as { error: Record<string, unknown> };
      expect([code, stdout, error.code]).toEqual([2, '', 'cannot_write']);
    },
  );

  test('meets the faults that were asked for', async () => {
    const fault = ['--fault', 'POST /v1/orders: 503 x2'];
    const create = ['mp-orders', 'create', ...order, '--retries', '0', '-q'];
    expect((await run([...fault, '-q', '--', ...create])).code).toBe(8);
  });
});

describe('the environment of the program', () => {
  const live = {
    MP_ACCESS_TOKEN: 'APP_USR-live',
    MOLLIE_API_KEY: 'live_key',
    MP_ORDERS_PROFILE: 'live',
    MP_ORDERS_PROXY: 'http://proxy.example:3128',
    HTTPS_PROXY: 'http://proxy.example:3128',
    NO_PROXY: 'db.internal,.mercadopago.com,api.mollie.com:443,com',
    no_proxy: '10.0.0.0/8,*.myvtex.com,shop.myvtex.com,*',
    NODE_OPTIONS: '--no-warnings',
  };

  test('leads to the sandbox, whatever was there before', async () => {
    const env = await envUnder(live);
    const { HTTPS_PROXY: proxy = '' } = env;
    expect(proxy).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    for (const name of ['https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy']) {
      expect([name, env[name]]).toEqual([name, proxy]);
    }
    const kept = 'localhost,127.0.0.1,::1,10.0.0.0/8,db.internal';
    expect([env.NO_PROXY, env.no_proxy]).toEqual([kept, kept]);
    expect(env).toMatchObject({
      MP_ORDERS_SANDBOX: '1',
      MP_ORDERS_BASE_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      MP_ACCESS_TOKEN: expect.stringMatching(/-2041100001$/),
      MERCADOPAGO_ACCESS_TOKEN: env.MP_ACCESS_TOKEN,
      MOLLIE_API_KEY: expect.stringMatching(/^test_Sandbox/),
      VTEX_APP_KEY: 'vtexappkey-sandboxstore-QAZWSX',
      VTEX_APP_TOKEN: expect.any(String),
      VTEX_ACCOUNT: 'sandboxstore',
      NODE_USE_ENV_PROXY: '1',
      NODE_OPTIONS: expect.stringMatching(/^--no-warnings --require ".*sandbox-hook\.cjs"$/),
      SSL_CERT_FILE: env.REQUESTS_CA_BUNDLE,
      CURL_CA_BUNDLE: env.REQUESTS_CA_BUNDLE,
    });
    expect(Object.keys(env)).not.toContain('MP_ORDERS_PROFILE');
    expect(Object.keys(env)).not.toContain('MP_ORDERS_PROXY');
  });

  test('names files that its user alone can read, with what was trusted before and more', async () => {
    const folder = tempFolder();
    const text = (name: string) =>
      `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----\n`;
    const own = join(folder, 'own.pem');
    const company = join(folder, 'company.pem');
    writeFileSync(own, text('OWN'));
    writeFileSync(company, text('COMPANY'));
    const script = `const { statSync, readFileSync } = require('node:fs');
      const names = ['SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS', 'MP_ORDERS_SANDBOX_AUTHORITY'];
      console.log(JSON.stringify(names.map((name) => {
        const file = process.env[name];
        const text = readFileSync(file, 'utf8');
        return [(statSync(file).mode & 0o777).toString(8), text.match(/OWN|COMPANY/g), text.split('BEGIN').length - 1, file];
      })))`;
    const { stdout } = await run(['-q', '--', node, '-e', script], {
      env: { SSL_CERT_FILE: own, NODE_EXTRA_CA_CERTS: company },
    });
    const told = JSON.parse(stdout) as [string, string[] | null, number, string][];
    expect(told.map((one) => one.slice(0, 3))).toEqual([
      ['600', ['OWN', 'COMPANY'], 3],
      ['600', ['COMPANY'], 2],
      ['600', null, 1],
    ]);
    expect(told.map(([, , , file]) => existsSync(file))).toEqual([false, false, false]);
  });

  test('has the system’s authorities beside the sandbox’s', async () => {
    const script = `console.log(require('node:fs').readFileSync(process.env.SSL_CERT_FILE, 'utf8').split('BEGIN').length > 20)`;
    const { stdout } = await run(['-q', '--', node, '-e', script]);
    expect(stdout).toBe('true\n');
  });

  test('takes a package in a folder with blanks in its name', async () => {
    const folder = join(tempFolder(), 'my "own" tools');
    mkdirSync(folder);
    const hook = join(folder, 'hook.cjs');
    writeFileSync(hook, 'process.env.LOADED = "yes";');
    const { NODE_OPTIONS } = sandboxVariables({}, { ...noFacts, hook });
    const { stdout } = await shell(`'${node}' -p process.env.LOADED`, {
      env: { NODE_OPTIONS: NODE_OPTIONS ?? '' },
    });
    expect(stdout).toBe('yes\n');
  });
});

const noFacts = {
  ...{ url: '', proxyUrl: '', address: '', home: '', hook: '', keys: {} },
  files: { authority: '', extra: '', bundle: '' },
};

describe('other hosts', () => {
  const curl = (url: string, flags = '') =>
    `curl -sS --noproxy '' -o /dev/null -w '%{http_code} %{http_connect}' ${flags} ${url}`;

  test.each([
    ['https', 'https://example.invalid/', 'example.invalid'],
    ['http', 'http://example.invalid/', 'example.invalid'],
    ['https on a port', 'https://example.invalid:8443/', 'example.invalid:8443'],
  ])('are refused with a note: %s', async (_what, url, name) => {
    const { stdout, stderr } = await run(['--', 'sh', '-c', curl(url)]);
    expect(stdout).toContain('502');
    expect(stderr).toContain(
      `A request to ${name} was refused: it is not a host of the order systems. Add --allow ${name} to let it through.`,
    );
  });

  test('that look like those of the systems are refused', async () => {
    const hosts = ['api.mercadopago.com.example.invalid', 'xapi.mollie.com', 'myvtex.com'];
    const asked = hosts.map((host) => curl(`https://${host}/`)).join('; echo; ');
    const { stderr } = await run(['--', 'sh', '-c', asked]);
    expect(stderr.match(/A request to \S+ was refused/g)).toEqual(
      hosts.map((host) => `A request to ${host} was refused`),
    );
  });

  test('of the systems are reached over https on port 443 only', async () => {
    const asked = `${curl('http://api.mollie.com/')}; ${curl('https://api.mollie.com:8443/')}`;
    const { stderr } = await run(['--', 'sh', '-c', asked]);
    expect(stderr).toContain('A request to http://api.mollie.com was refused');
    expect(stderr).toContain('A request to https://api.mollie.com:8443 was refused');
  });

  test('that are allowed are reached themselves, in clear and through a tunnel', async () => {
    const server = await localServer(json(200, { real: true }));
    const { port } = new URL(server.url);
    const url = `http://localhost:${port}/health`;
    const allow = ['--allow', `localhost:${port}`];
    const fetched = `curl -sS --noproxy '' ${url}; curl -sS --noproxy '' --proxytunnel ${url}`;
    const { code, stdout, stderr } = await run(['-q', ...allow, '--', 'sh', '-c', fetched]);
    expect([code, stdout, stderr, server.received.map(({ url }) => url)]).toEqual([
      ...[0, '{"real":true}{"real":true}', ''],
      ['/health', '/health'],
    ]);
  });

  test('that are allowed are reached by the proxy that was there before', async () => {
    const server = await tlsServer(() => [200, '{"real":true}']);
    const proxy = await proxyServer(server.port);
    const env = { HTTPS_PROXY: proxy.url.replace('http://', 'http://till:SECRETPW@') };
    const allow = ['--allow', '*.example'];
    const fetched = `curl -sSk https://orders.example:8443/; curl -sSk https://api.mollie.com/ -o /dev/null`;
    const { code, stdout, stderr } = await run([...allow, '--', 'sh', '-c', fetched], { env });
    expect([code, stdout, stderr, proxy.asked]).toEqual([
      ...[0, '{"real":true}', note],
      [{ target: 'orders.example:8443', credentials: `Basic ${btoa('till:SECRETPW')}` }],
    ]);
  });

  test('that are allowed are told as refused where that proxy refuses', async () => {
    const proxy = await proxyServer(1, () => 403);
    const env = { HTTPS_PROXY: proxy.url };
    const asked = curl('https://orders.example/');
    const { stdout } = await run(['--allow', '*.example', '--', 'sh', '-c', asked], { env });
    expect(stdout).toBe('000 502');
  });

  test('that are allowed and do not answer are told as what they are', async () => {
    const url = 'http://localhost:9/';
    const { stdout } = await run(['--allow', 'localhost', '--', 'sh', '-c', curl(url)]);
    expect(stdout).toBe('502 000');
  });

  test('on this machine are asked without the proxy', async () => {
    const server = await localServer(json(200, {}));
    const { code } = await run(['-q', '--', 'curl', '-sSf', '-o', '/dev/null', server.url]);
    expect([code, server.received.length]).toEqual([0, 1]);
  });

  test.each([
    ['api.mercadopago.com', 'the sandbox itself answers for api.mercadopago.com'],
    ['shop.myvtex.com:443', 'the sandbox itself answers for shop.myvtex.com'],
    ['*.myvtex.com', 'the sandbox itself answers for *.myvtex.com'],
    ['https://example.com', '"https://example.com" is not a host'],
    ['', '"" is not a host'],
  ])('that cannot be allowed: %s', async (host, message) => {
    const { code, stderr } = await run(['--allow', host, '--', 'true']);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('what happens on the way', () => {
  const ask = ['sh', '-c', 'curl -sS https://api.mollie.com/v2/orders -o /dev/null; echo $?'];

  test('a connection that a fault drops is dropped for the client', async () => {
    const { stdout } = await run(['-q', '--fault', 'GET *: drop before', '--', ...ask]);
    expect(stdout).toBe('52\n'); // curl: empty reply
  });

  test('a client that trusts a list of its own is told of', async () => {
    const { stdout, stderr } = await run([
      '--',
      'sh',
      '-c',
      `unset CURL_CA_BUNDLE SSL_CERT_FILE; ${ask[2]}`,
    ]);
    expect(stdout).toBe('60\n');
    expect(stderr).toContain('A client that asked for api.mollie.com did not trust');
  });
});

describe('signals', () => {
  /** A program that tells of its start, and ends as it wants at a signal. */
  const waiting = (atSignal: string) =>
    `for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'])
       process.on(name, () => { console.log(name); ${atSignal} });
     console.log(process.env.MP_ORDERS_HOME);
     setInterval(() => undefined, 1000);`;

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s goes to the program, whose code it is',
    async (name) => {
      const child = startBin([
        'sandbox',
        'run',
        '-q',
        '--',
        node,
        '-e',
        waiting('process.exit(5)'),
      ]);
      const home = await child.line();
      child.kill(name);
      const { code, stdout, stderr } = await child.ended;
      expect([code, stdout, stderr]).toEqual([5, `${home}\n${name}\n`, '']);
      expect(existsSync(join(home, '..'))).toBe(false);
    },
  );

  test('a program that goes on is not left, however often it is asked to end', async () => {
    const script = waiting('if (++globalThis.asked === 3) process.exit(0);');
    const count = `globalThis.asked = 0; ${script}`;
    const child = startBin(['sandbox', 'run', '-q', '--', node, '-e', count]);
    const home = await child.line();
    for (const line of [2, 3, 4]) {
      child.kill('SIGINT');
      if (line < 4) await child.line(line);
    }
    const { code } = await child.ended;
    expect([code, existsSync(join(home, '..'))]).toEqual([0, false]);
  });

  test('one that ends the program ends the run in the same way', async () => {
    const child = startBin(['sandbox', 'run', '-q', '--', 'sh', '-c', 'echo on; exec sleep 60']);
    await child.line();
    child.kill('SIGTERM');
    expect([(await child.ended).code, await child.diedOf]).toEqual([143, 'SIGTERM']);
  });
});

describe('the authority of a run', () => {
  const ask = (env: string, flags = '') =>
    `id=$(mp-orders create ${order.join(' ')} -q --field id); NODE_OPTIONS= ${env} mp-orders get $id --field status --retries 0 ${flags}`;
  const direct = 'MP_ORDERS_BASE_URL=https://api.mercadopago.com';

  test('is believed by mp-orders for the sandbox’s profiles', async () => {
    const { code, stdout } = await run(['-q', '--', 'sh', '-c', ask(direct)]);
    expect([code, stdout]).toEqual([0, 'created\n']);
  });

  test.each([
    ['NODE_EXTRA_CA_CERTS', ''],
    ['--ca-file', '--ca-file "$MP_ORDERS_SANDBOX_AUTHORITY"'],
  ])('is refused for any other, though %s names it', async (_what, flags) => {
    const live = `${direct} MP_ORDERS_SANDBOX= MP_ACCESS_TOKEN=APP_USR-1-1-abc-1`;
    const command = ask(live, `--json ${flags}`);
    const { code, stdout, stderr } = await run(['-q', '--', 'sh', '-c', command]);
    const { error } = JSON.parse(stderr) as { error: Record<string, unknown> };
    expect([code, stdout, error.code]).toEqual([2, '', 'sandbox_authority']);
  });

  test('is refused before a change is sent, which is told as not sent', async () => {
    const live = `${direct} MP_ORDERS_SANDBOX= NODE_OPTIONS= MP_ACCESS_TOKEN=APP_USR-1-1-abc-1`;
    const command = `env ${live} mp-orders create ${order.join(' ')} -q; mp-orders history --field outcome; mp-orders sandbox list`;
    const { stdout } = await run(['-q', '--', 'sh', '-c', command]);
    expect(stdout).toBe('not_sent\n');
  });

  test('is another in each run', async () => {
    const print = `console.log(require('node:fs').readFileSync(process.env.MP_ORDERS_SANDBOX_AUTHORITY, 'utf8'))`;
    const [one, two] = [
      await run(['-q', '--', node, '-e', print]),
      await run(['-q', '--', node, '-e', print]),
    ];
    expect(one.stdout).toContain('-----BEGIN CERTIFICATE-----');
    expect(one.stdout).not.toBe(two.stdout);
  });
});
