import { describe, expect, test } from '@jest/globals';
import { orderId } from '../helpers/orders.ts';
import { run } from '../helpers/run.ts';

const urls = [
  'ftp://user:SECRETPW@host',
  '//user:SECRETPW@host',
  'user:SECRETPW@host',
  'SECRETPW@host',
  ':SECRETPW@host',
  'http://user:SECRETPW@host',
  'https://user:SECRETPW@host:99999',
  'https:/user:SECRETPW@host',
  'https:\\\\user:SECRETPW@host',
  'HTTPS://user:SECRETPW@[::1',
  'https://user:SECRET@PW@host',
  'https://user:SECRETPW%40host',
  'https://user:SECRETPW@ho st/x@y',
  'https://user:se%63ret%50W@ho st',
];

const secret = /SECRET|se%63ret|secretPW/;

describe.each(urls)('a password in %j', (url) => {
  const env = { MP_ACCESS_TOKEN: 'APP_USR-1-2-3-4' };

  test.each<[what: string, argv: readonly string[], env: Record<string, string>]>([
    ['by flag', ['get', orderId, '--base-url', url], env],
    ['by flag, as JSON', ['get', orderId, `--base-url=${url}`, '--json'], env],
    ['by flag, with --debug', ['get', orderId, '--base-url', url, '--debug'], env],
    ['from the environment', ['get', orderId], { ...env, MP_ORDERS_BASE_URL: url }],
    ['where nobody is signed in', ['get', orderId, '--base-url', url], {}],
    ['on the way in', ['auth', 'login', '--base-url', url], {}],
    ['in the sandbox', ['create', '--sandbox', '--base-url', url, '--amount', '5'], {}],
  ])('is not printed: %s', async (_what, argv, given) => {
    const { code, stdout, stderr } = await run(argv, { env: given, stdin: 'APP_USR-1-2-3-4\n' });
    expect(code).not.toBe(0);
    expect(stdout + stderr).not.toMatch(secret);
  });
});

test('a password of a letter is not printed either', async () => {
  const env = { MP_ACCESS_TOKEN: 'APP_USR-1-2-3-4' };
  const { stderr } = await run(['get', orderId, '--base-url', 'ftp://u:p@h', '-q'], { env });
  expect(stderr).toContain('Error: --base-url: "***@h" is not a URL.');
});

test('a password in a URL behind an option that there is not is struck out', async () => {
  const { stderr } = await run(['get', orderId, '--baseurl=https://user:SECRETPW@host']);
  expect(stderr).toContain('Unknown option');
  expect(stderr).not.toMatch(secret);
});

test('what is no URL and has no password is shown as it was typed', async () => {
  const env = { MP_ACCESS_TOKEN: 'APP_USR-1-2-3-4' };
  const { stderr } = await run(['get', orderId, '--base-url', 'api.example', '-q'], { env });
  expect(stderr).toContain('--base-url: "api.example" is not a URL.');
});
