import { describe, expect, test } from '@jest/globals';
import {
  authority,
  proxyServer,
  tlsServer,
  type ProxyServer,
  type ProxyTurn,
} from '../helpers/proxy.ts';
import { wireOrder } from '../helpers/orders.ts';
import { json, localServer } from '../helpers/local-server.ts';
import { bin, tempFolder } from '../helpers/run-bin.ts';

const token = 'APP_USR-SECRETTOKEN0123456789';
const id = String(wireOrder().id);
const host = 'https://orders.example:8443';

/** An order as it was asked for, or one that was there before. */
const orderServer = () =>
  tlsServer((body) => {
    const asked = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
    return [body === '' ? 200 : 201, JSON.stringify(wireOrder({ ...asked, ...idOf(asked) }))];
  });

/** Each row of the batch has an amount of its own, and makes an order of its own. */
const idOf = ({ total_amount }: Record<string, unknown>) =>
  typeof total_amount === 'string' && total_amount !== '50'
    ? { id: `ORD${total_amount.padStart(26, '0')}` }
    : {};

const signedIn = { MP_ACCESS_TOKEN: token, MP_ORDERS_BASE_URL: host };
const trusting = { ...signedIn, NODE_EXTRA_CA_CERTS: authority };
const create = ['create', '--amount', '50', '--pos', 'P', '--field', 'id', '-q', '--retries', '0'];

describe('a proxy', () => {
  test.each([
    ['HTTPS_PROXY', (url: string) => ({ HTTPS_PROXY: url }), []],
    ['https_proxy', (url: string) => ({ https_proxy: url }), []],
    ['ALL_PROXY', (url: string) => ({ ALL_PROXY: url }), []],
    ['the config', () => ({}), []],
    ['--proxy', () => ({}), ['--proxy']],
  ])('of %s takes a request to the server', async (source, env, flags) => {
    const server = await orderServer();
    const proxy = await proxyServer(server.port);
    const home = tempFolder();
    if (source === 'the config') await bin(['config', 'set', 'proxy', proxy.url], { home });
    const typed = flags.flatMap((flag) => [flag, proxy.url]);
    const get = ['get', id, '--field', 'id', '-q', ...typed];
    const result = await bin(get, { home, env: { ...trusting, ...env(proxy.url) } });
    expect({ ...result, asked: proxy.asked, received: server.received }).toEqual({
      code: 0,
      stdout: `${id}\n`,
      stderr: '',
      asked: [{ target: 'orders.example:8443', credentials: undefined }],
      received: [`GET /v1/orders/${id}`],
    });
  });

  test.each([
    ['is checked as a server’s', {}, 7, 0],
    ['counts where none is checked', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 0, 1],
  ])('with TLS of its own %s', async (_what, env, code, received) => {
    const server = await orderServer();
    const proxy = await proxyServer(server.port, undefined, { isSecure: true });
    const get = ['get', id, '--field', 'id', '-q', '--retries', '0'];
    const result = await bin(get, { env: { ...trusting, HTTPS_PROXY: proxy.url, ...env } });
    expect([result.code, server.received.length]).toEqual([code, received]);
  });

  test.each([
    ['NO_PROXY names the host', { NO_PROXY: '.example' }, []],
    ['--no-proxy is there', {}, ['--no-proxy']],
  ])('is not used where %s', async (_what, env, flags) => {
    const server = await orderServer();
    const proxy = await proxyServer(server.port);
    const get = ['get', id, '--retries', '0', '-q', ...flags];
    const { code } = await bin(get, { env: { ...trusting, HTTPS_PROXY: proxy.url, ...env } });
    expect([code, proxy.asked, server.received]).toEqual([7, [], []]);
  });

  test('is not used for this machine', async () => {
    const server = await localServer(json(200, wireOrder()));
    const proxy = await proxyServer(1);
    const env = { MP_ACCESS_TOKEN: token, MP_ORDERS_BASE_URL: server.url, HTTPS_PROXY: proxy.url };
    const { code } = await bin(['get', id, '-q'], { env: { ...env, HTTP_PROXY: proxy.url } });
    expect([code, proxy.asked, server.received.length]).toEqual([0, [], 1]);
  });

  test('takes the requests of a batch, on connections that are kept', async () => {
    const server = await orderServer();
    const proxy = await proxyServer(server.port);
    const rows = Array.from({ length: 40 }, (_, i) => `${i + 1}`).join('\n');
    const batch = ['create', '--from', '-', '--pos', 'P', '--concurrency', '4', '-q'];
    const env = { ...trusting, HTTPS_PROXY: proxy.url };
    const { code, stdout } = await bin(batch, { env, input: `amount\n${rows}\n` });
    expect([code, stdout.match(/"outcome":"created"/g)?.length, server.received.length]).toEqual([
      0, 40, 40,
    ]);
    expect(proxy.asked.length).toBeLessThanOrEqual(8);
  });
});

describe('the credentials of a proxy', () => {
  const needs = (request: { headers: Record<string, unknown> }): ProxyTurn =>
    request.headers['proxy-authorization'] === `Basic ${btoa('till:SECRETPW')}` ? 'connect' : 407;
  const withCredentials = (url: string) => url.replace('http://', 'http://till:SECRETPW@');

  test.each([
    ['its variable', (url: string) => ({ HTTPS_PROXY: withCredentials(url) })],
    [
      'MP_ORDERS_PROXY_AUTH',
      (url: string) => ({ HTTPS_PROXY: url, MP_ORDERS_PROXY_AUTH: 'till:SECRETPW' }),
    ],
  ])('come from %s and are never shown', async (_source, env) => {
    const server = await orderServer();
    const proxy = await proxyServer(server.port, needs);
    const result = await bin(['get', id, '--field', 'id', '--debug'], {
      env: { ...trusting, ...env(proxy.url), DEBUG: '*' },
    });
    expect([result.code, result.stdout]).toEqual([0, `${id}\n`]);
    expect(result.stderr).not.toContain('SECRETPW');
    expect(result.stderr).not.toContain(btoa('till:SECRETPW'));
  });

  test('come from the config, where stdin puts them', async () => {
    const server = await orderServer();
    const proxy = await proxyServer(server.port, needs);
    const home = tempFolder();
    const set = await bin(['config', 'set', 'proxy-auth', '-'], {
      home,
      input: 'till:SECRETPW',
    });
    const list = await bin(['config', 'list'], { home });
    const typed = await bin(['config', 'set', 'proxy-auth', 'till:SECRETPW'], { home });
    const env = { ...trusting, HTTPS_PROXY: proxy.url };
    const get = await bin(['get', id, '--field', 'id', '-q'], { home, env });
    expect([set.code, set.stderr, list.stdout, typed.code, get.code]).toEqual([
      0,
      'proxy-auth is set\n',
      'proxy-auth\t***\n',
      2,
      0,
    ]);
    expect(typed.stderr).not.toContain('SECRETPW');
  });

  test.each([
    [
      ['Basic realm="x"'],
      'The server could not be reached: the proxy refused the user name and the password (407).',
    ],
    [
      ['Negotiate', 'NTLM'],
      'The server could not be reached: the proxy asks for Negotiate, NTLM, and Basic alone is known here (407).',
    ],
  ])('that the proxy does not take are told as such: %j', async (offered, message) => {
    const server = await orderServer();
    const heads = offered.map((scheme) => `Proxy-Authenticate: ${scheme}\r\n`).join('');
    const says = `HTTP/1.1 407 No\r\n${heads}\r\n`;
    const proxy = await proxyServer(server.port, () => ({ says }));
    const { code, stderr } = await bin([...create, '--json'], {
      env: { ...trusting, HTTPS_PROXY: withCredentials(proxy.url) },
    });
    const { error } = JSON.parse(stderr) as { error: { code: string; message: string } };
    expect([code, error.code, error.message]).toEqual([7, 'proxy_auth_required', message]);
    expect(stderr).not.toContain('SECRETPW');
  });

  test('are asked for in words', async () => {
    const server = await orderServer();
    const proxy = await proxyServer(server.port, needs);
    const { code, stderr } = await bin([...create, '--json'], {
      env: { ...trusting, HTTPS_PROXY: proxy.url },
    });
    const { error } = JSON.parse(stderr) as { error: { code: string; message: string } };
    expect([code, error.code, error.message, server.received]).toEqual([
      7,
      'proxy_auth_required',
      'The server could not be reached: the proxy asks for a user name and a password (407).',
      [],
    ]);
  });
});

describe('a proxy that fails', () => {
  const noHttp = 'the proxy’s answer was not HTTP, or its head had no end';
  test.each<[what: string, turn: ProxyTurn, reason: string, timeout: string]>([
    ['refuses to connect', 403, 'the proxy did not connect (403)', '10m'],
    ['cannot connect', 502, 'the proxy did not connect (502)', '10m'],
    ['hangs up before it connects', 'hang up', '', '10m'],
    ['says nothing', 'say nothing', 'no connection within 1 s', '1s'],
    ['answers with a head that has no end', 'go on and on', noHttp, '10m'],
    ['answers with what is no HTTP', { says: 'SSH-2.0-OpenSSH_9.2\r\n\r\n' }, noHttp, '10m'],
    ['says it goes on, and does not', { says: 'HTTP/1.1 100 Continue\r\n\r\n' }, '(100)', '10m'],
  ])('since it %s let nothing through', async (_what, turn, reason, timeout) => {
    const server = await orderServer();
    const proxy = await proxyServer(server.port, () => turn);
    const home = tempFolder();
    const env = { ...trusting, HTTPS_PROXY: proxy.url };
    const created = await bin([...create, '--timeout', timeout], { home, env });
    const history = await bin(['history', '--json'], { home });
    expect([created.code, created.stderr, server.received, history.stdout]).toEqual([
      7,
      expect.stringContaining(reason),
      [],
      expect.stringContaining('"outcome":"not_sent"'),
    ]);
  });

  test('to connect is said to have failed in the user’s language', async () => {
    const proxy = await proxyServer(1, () => 502);
    const env = { ...trusting, HTTPS_PROXY: proxy.url };
    const { code, stderr } = await bin([...create, '--lang', 'es'], { env });
    expect([code, stderr]).toEqual([7, expect.stringContaining('el proxy no conectó (502)')]);
  });

  test('to say 200 and says 204 has connected', async () => {
    const server = await orderServer();
    const proxy = await proxyServer(server.port, () => 'connect', { status: 204 });
    const env = { ...trusting, HTTPS_PROXY: proxy.url };
    const { code } = await bin(['get', id, '--field', 'id', '-q'], { env });
    expect([code, server.received.length]).toEqual([0, 1]);
  });

  test('behind a request leaves its outcome open', async () => {
    const proxies: ProxyServer[] = [];
    const server = await tlsServer(() => {
      proxies.forEach((proxy) => proxy.hangUp());
      return [201, JSON.stringify(wireOrder())];
    });
    const proxy = await proxyServer(server.port);
    proxies.push(proxy);
    const home = tempFolder();
    const created = await bin(create, { home, env: { ...trusting, HTTPS_PROXY: proxy.url } });
    const history = await bin(['history', '--json'], { home });
    expect([created.code, server.received.length, history.stdout]).toEqual([
      8,
      1,
      expect.stringContaining('"outcome":null'),
    ]);
  });

  test('since nobody listens there never got a request', async () => {
    const { code, stderr } = await bin(create, {
      env: { ...trusting, HTTPS_PROXY: 'http://127.0.0.1:9' },
    });
    expect([code, stderr]).toEqual([7, expect.stringContaining('connection refused')]);
  });

  test('since it is no http proxy is refused before anything is sent', async () => {
    const env = { ...trusting, HTTPS_PROXY: 'socks5://till:SECRETPW@127.0.0.1:9' };
    const { code, stderr } = await bin(create, { env });
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('HTTPS_PROXY names a proxy of the'),
    ]);
    expect(stderr).not.toContain('SECRETPW');
  });
});

describe('doctor tells in the row of the proxy', () => {
  const refused = 'the proxy could not be reached (connection refused)';
  test.each<[what: string, turn: ProxyTurn | undefined, rows: object, message: string]>([
    ['nobody listens there', undefined, { proxy: 'wrong', network: 'skipped' }, refused],
    ['it asks for a password', 407, { proxy: 'wrong', network: 'skipped' }, 'a password (407).'],
    ['it does not connect', 502, { proxy: 'wrong', network: 'skipped' }, 'did not connect (502)'],
    ['it hangs up', 'hang up', { proxy: 'wrong', network: 'skipped' }, 'the proxy could not be'],
    // From then on the proxy is as good as the network: nothing tells who ended it.
    ['it connects to who speaks no TLS', 'connect', { proxy: 'ok', network: 'wrong' }, '127.0.0.1'],
  ])('that %s', async (_what, turn, rows, message) => {
    const server = await localServer((response) => response.destroy());
    const port = Number(new URL(server.url).port);
    const url = turn === undefined ? undefined : (await proxyServer(port, () => turn)).url;
    const env = { ...trusting, HTTPS_PROXY: url ?? 'http://127.0.0.1:9' };
    const { code, stdout } = await bin(['doctor', '--json', '--retries', '0'], { env });
    const { checks } = JSON.parse(stdout) as {
      checks: { name: string; status: string; message: string; todo?: string }[];
    };
    const statuses = Object.fromEntries(checks.map(({ name, status }) => [name, status]));
    expect([code, statuses]).toEqual([3, expect.objectContaining({ token: 'skipped', ...rows })]);
    const row = checks.find(({ name }) => name === 'proxy');
    expect(row?.message).toContain(message);
    if (turn !== 'connect') expect(row?.todo).toMatch(/HTTPS_PROXY|MP_ORDERS_PROXY_AUTH/);
  });
});

describe('an authority of one’s own', () => {
  test.each([
    ['NODE_EXTRA_CA_CERTS', { NODE_EXTRA_CA_CERTS: authority }, [], 0],
    ['--ca-file', {}, ['--ca-file', authority], 0],
    ['MP_ORDERS_CA_FILE', { MP_ORDERS_CA_FILE: authority }, [], 0],
    ['nothing', {}, [], 7],
  ])('comes from %s', async (_source, env, flags, expected) => {
    const server = await orderServer();
    const proxy = await proxyServer(server.port);
    const get = ['get', id, '--field', 'id', '-q', '--retries', '0', ...flags];
    const { code } = await bin(get, { env: { ...signedIn, HTTPS_PROXY: proxy.url, ...env } });
    expect([code, server.received.length]).toEqual([expected, expected === 0 ? 1 : 0]);
  });

  test.each([
    ['cannot be read', '/no/such/file.pem'],
    ['holds no certificate', new URL(import.meta.url).pathname],
  ])('is refused where its file %s', async (what, file) => {
    const { code, stderr } = await bin(['get', id, '--ca-file', file], { env: signedIn });
    expect([code, stderr]).toEqual([2, expect.stringContaining(what)]);
  });
});
