import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { orderId } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, breaks, scriptedFetch } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const account = 'Account: that of MP_ACCESS_TOKEN; it may be live.\n';
const key = '00000000-0000-4000-8000-000000000001';
const fine = answer(200, '{ "a": 1.10 }\n');

const errorOf = (stderr: string) =>
  (JSON.parse(stderr) as { error: Record<string, unknown> }).error;

describe('what api sends', () => {
  test.each([
    ['get', 'GET', null],
    ['GET', 'GET', null],
    ['post', 'POST', key],
    ['Put', 'PUT', key],
    ['delete', 'DELETE', key],
  ])('%s is a %s, with a key if it changes something', async (typed, method, sentKey) => {
    const { fetch, asked } = scriptedFetch(fine);
    const { code } = await run(['api', typed, '/pos/1?a=b%20c&d'], { env, fetch });
    expect([code, asked]).toEqual([
      0,
      [{ method, path: '/pos/1?a=b%20c&d', key: sentKey, body: '' }],
    ]);
  });

  test('carries the token, and goes to the named host only', async () => {
    const seen: (string | null)[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const { url, headers, redirect } = new Request(input, init);
      seen.push(url, headers.get('authorization'), redirect);
      return new Response('', { status: 302, headers: { location: 'https://evil.example/' } });
    };
    const { code } = await run(['api', 'get', '/users/me'], { env, fetch });
    expect([code, seen]).toEqual([
      7,
      ['https://api.mercadopago.com/users/me', 'Bearer APP_USR-test-token', 'manual'],
    ]);
  });

  test.each([
    ['typed', (): [string, string | undefined] => [' {"a": [1.10]} ', undefined]],
    ['in a file', (): [string, string | undefined] => [`@${fileOf('{"a": [1.10]}\n')}`, undefined]],
    ['on stdin', (): [string, string | undefined] => ['-', '\n{"a": [1.10]}\n']],
  ])('is the JSON %s, to the letter', async (_where, make) => {
    const [data, stdin] = make();
    const { fetch, asked } = scriptedFetch(fine);
    const { code } = await run(['api', 'post', '/pos', '--data', data], { env, fetch, stdin });
    expect([code, asked]).toEqual([
      0,
      [{ method: 'POST', path: '/pos', key, body: '{"a": [1.10]}' }],
    ]);
  });

  test('carries the key that was asked for', async () => {
    const { fetch, asked } = scriptedFetch(fine);
    await run(['api', 'post', '/pos', '--idempotency-key', 'k-1'], { env, fetch });
    expect(asked.map((one) => one.key)).toEqual(['k-1']);
  });

  test('says whose account it changes, and nothing when it only reads', async () => {
    const { fetch } = scriptedFetch(fine);
    const changed = await run(['api', 'post', '/pos'], { env, fetch });
    const readOnly = await run(['api', 'get', '/pos'], { env, fetch });
    expect([changed.stderr, readOnly.stderr]).toEqual([account, '']);
  });
});

function fileOf(text: string): string {
  const file = join(tempHome(), 'body.json');
  writeFileSync(file, text);
  return file;
}

describe('what api prints', () => {
  test.each([
    ['JSON as it came', [], '{ "a": 1.10 }\n', '{ "a": 1.10 }\n'],
    [
      'JSON on one line with --json',
      ['--json'],
      '{\n  "a": 1.10,\n  "b": "x  y" }',
      '{"a":1.10,"b":"x  y"}\n',
    ],
    ['one value with --field', ['--field', 'a[0].b'], '{"a":[{"b":"c"}]}', 'c\n'],
    ['a list', [], '[1, 2]', '[1, 2]\n'],
    ['what is no JSON, as it came', [], 'id;name\n1;x\n', 'id;name\n1;x\n'],
    ['a page of HTML', [], '<html>\n</html>\n', '<html>\n</html>\n'],
  ])('%s', async (_what, flags, body, stdout) => {
    const { fetch } = scriptedFetch(answer(200, body));
    expect(await run(['api', 'get', '/x', ...flags], { env, fetch })).toEqual({
      code: 0,
      stdout,
      stderr: '',
    });
  });

  test('of an answer without a body: that there is none', async () => {
    const { fetch } = scriptedFetch(() => new Response(null, { status: 204 }));
    expect(await run(['api', 'delete', '/x'], { env, fetch })).toEqual({
      code: 0,
      stdout: '',
      stderr: `${account}Done; the answer has no body.\n`,
    });
  });

  test('on a terminal: no control characters of the server', async () => {
    const { fetch } = scriptedFetch(answer(200, 'a\x1b[2Jb\x07'));
    const { stdout } = await run(['api', 'get', '/x'], { env, fetch, terminal: { columns: 80 } });
    expect(stdout).toBe('a[2Jb\n');
  });

  test('with --field of what is no JSON: not the whole of it', async () => {
    const { fetch } = scriptedFetch(answer(200, '<html>whole page</html>'));
    const { stdout } = await run(['api', 'get', '/x', '--field', 'a'], { env, fetch });
    expect(stdout).not.toContain('whole page');
  });

  test('with --dry-run: the request without the token; and sends nothing', async () => {
    const { fetch, asked } = scriptedFetch(fine);
    const argv = ['api', 'put', '/pos/1?x=y', '--data', '{"a":1.10}', '--dry-run'];
    expect([await run(argv, { env, fetch }), asked]).toEqual([
      {
        code: 0,
        stdout: `PUT https://api.mercadopago.com/pos/1?x=y
authorization: Bearer ***
content-type: application/json
x-idempotency-key: ${key}

{
  "a": 1.10
}
`,
        stderr: 'Dry run: nothing was changed.\n',
      },
      [],
    ]);
  });
});

describe('what api refuses, sending nothing', () => {
  const aPath = (path: string) => `"${path}" is not a path.`;

  test.each([
    ['another method', ['patch', '/x'], '"patch" is not one of the choices.'],
    ['no path', ['get'], "Missing required argument 'path'."],
    ['an empty path', ['get', ''], aPath('')],
    ['a path without its slash', ['get', 'users/me'], aPath('users/me')],
    ['a URL', ['get', 'https://evil.example/x'], aPath('https://evil.example/x')],
    ['a path that names a host', ['get', '//evil.example/x'], aPath('//evil.example/x')],
    ['a path with a space', ['get', '/a b'], aPath('/a b')],
    ['a path with a letter that no URL holds', ['get', '/ñ'], aPath('/ñ')],
    ['a path with a line break', ['get', '/a\nb'], aPath('/a\nb').replace('\n', ' ')],
    ['what is no JSON', ['post', '/x', '--data', '{a:1}'], '--data is not JSON.'],
    ['no JSON at all', ['post', '/x', '--data', ''], '--data is not JSON.'],
    [
      'a file that is not there',
      ['post', '/x', '--data', '@/no/such'],
      '--data: /no/such cannot be read.',
    ],
    [
      'a key with a space',
      ['post', '/x', '--idempotency-key', 'a b'],
      '--idempotency-key takes 1 to 128 ASCII characters without spaces.',
    ],
    [
      'too long a key',
      ['post', '/x', '--idempotency-key', 'k'.repeat(129)],
      '--idempotency-key takes 1 to 128 ASCII characters without spaces.',
    ],
  ])('%s', async (_what, argv, sentence) => {
    const { fetch, asked } = scriptedFetch(fine);
    const { code, stdout, stderr } = await run(['api', ...argv], { env, fetch });
    expect([code, asked, stdout, stderr.split('\n')[0]]).toEqual([2, [], '', `Error: ${sentence}`]);
  });

  test('a body for a get, which takes none', async () => {
    const { fetch, asked } = scriptedFetch(fine);
    const { code } = await run(['api', 'get', '/x', '--data', '{}'], { env, fetch });
    expect([code, asked]).toEqual([2, []]);
  });

  test.each(['/@evil.example/', '/\\evil.example/', '/.evil.example', '/:80/x'])(
    'no path leads to another host: %s',
    async (path) => {
      const hosts: string[] = [];
      const fetch: typeof globalThis.fetch = async (input, init) => {
        hosts.push(new URL(new Request(input, init).url).host);
        return Response.json({});
      };
      await run(['api', 'get', path], { env, fetch });
      expect(hosts.filter((host) => host !== 'api.mercadopago.com')).toEqual([]);
    },
  );
});

describe('an api request without an answer', () => {
  const lost = breaks('ECONNRESET');

  test.each([
    ['a get', ['get', '/pos'], 4],
    ['a post to the orders, which honour keys', ['post', '/v1/orders', '--data', '{}'], 4],
    ['a post to one order', ['post', `/v1/orders/${orderId}/cancel`], 4],
    ['a post under a key of the user’s', ['post', '/pos', '--idempotency-key', 'k'], 4],
    ['a post of which nothing is known', ['post', '/v1/payments', '--data', '{}'], 1],
    ['a put of which nothing is known', ['put', '/pos/1', '--data', '{}'], 1],
    ['a delete of which nothing is known', ['delete', '/pos/1'], 1],
    ['a post to what only begins like the orders', ['post', '/v1/orders_of_another_kind'], 1],
  ])('%s is sent as often as is safe', async (_what, argv, times) => {
    const { fetch, asked } = scriptedFetch(lost);
    const { code } = await run(['api', ...argv, '-q'], { env, fetch });
    expect([code, asked.length]).toEqual([argv[0] === 'get' ? 7 : 8, times]);
  });

  test('and surely did not arrive is sent again, whatever it is', async () => {
    const { fetch, asked } = scriptedFetch(breaks('ECONNREFUSED'), answer(429, {}), fine);
    const { code } = await run(['api', 'post', '/v1/payments', '-q'], { env, fetch });
    expect([code, asked.length]).toEqual([0, 3]);
  });

  test('names its key, under which it can be repeated', async () => {
    const { fetch } = scriptedFetch(lost);
    const argv = ['api', 'post', '/v1/orders', '--data', '{}', '--retries', '0', '--json', '-q'];
    const { code, stderr } = await run(argv, { env, fetch });
    const { code: name, idempotency_key, next } = errorOf(stderr);
    expect([code, name, idempotency_key, next]).toEqual([
      8,
      'outcome_unknown',
      key,
      [`mp-orders api --idempotency-key ${key} post /v1/orders --data '{}' --retries 0 --json -q`],
    ]);
  });

  test('does not promise that a repeat is safe where nothing is known of keys', async () => {
    const { fetch } = scriptedFetch(lost);
    const { code, stderr } = await run(['api', 'post', '/v1/payments', '-q'], { env, fetch });
    expect(code).toBe(8);
    expect(stderr).not.toContain('never does it twice');
  });
});

describe('an api request that is refused', () => {
  test.each([
    [400, 3],
    [401, 4],
    [403, 4],
    [404, 5],
    [409, 6],
    [422, 3],
    [423, 6],
    [429, 7],
  ])('with %i ends with %i', async (status, exitCode) => {
    const { fetch } = scriptedFetch(answer(status, { message: 'No.', error: 'why_not' }));
    const argv = ['api', 'post', '/x', '--json', '--retries', '0', '-q'];
    const { code, stdout, stderr } = await run(argv, { env, fetch });
    expect([code, stdout, errorOf(stderr).code, errorOf(stderr).request_id]).toEqual([
      exitCode,
      '',
      'why_not',
      'req-1',
    ]);
  });
});
