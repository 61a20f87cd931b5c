import { describe, expect, test } from '@jest/globals';
import { run } from '../../helpers/run.ts';
import { answer, scriptedFetch } from '../../helpers/scripted-fetch.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };

const counter = {
  id: 1234,
  name: 'Counter',
  store_id: '77',
  external_id: 'COUNTER1',
  qr: { image: 'https://example.com/qr.png' },
};
const fromPanel = { id: 5678, name: 'Made in the panel', store_id: 77, external_id: null };

const page = (results: unknown[], total = results.length) =>
  answer(200, { paging: { total, offset: 0, limit: 50 }, results });

const unnamed = `1 of them have no external_id yet, so no order can name them. To give one:
  mp-orders pos update <id> --external-id COUNTER1
`;

describe('pos list', () => {
  test('off a terminal: a row each, and how to name those that cannot be named', async () => {
    const { fetch, asked } = scriptedFetch(page([counter, fromPanel]));
    expect([await run(['pos', 'list'], { env, fetch }), asked]).toEqual([
      {
        code: 0,
        stdout: 'COUNTER1\tCounter\t1234\t77\n\tMade in the panel\t5678\t77\n',
        stderr: unnamed,
      },
      [{ method: 'GET', path: '/pos?limit=50&offset=0', key: null, body: '' }],
    ]);
  });

  test('on a terminal: a table', async () => {
    const { fetch } = scriptedFetch(page([counter, { ...fromPanel, name: 'a\x1b[2Jb' }]));
    const result = await run(['pos', 'list'], { env, fetch, terminal: { columns: 80 } });
    expect(result).toEqual({
      code: 0,
      stdout: `External id  Name     Id    Store
COUNTER1     Counter  1234  77
             a[2Jb    5678  77
`,
      stderr: unnamed,
    });
  });

  test('with --json: each as it came, a line each', async () => {
    const results = '[{ "id": 1, "n": 1.10 }, { "id": 2, "external_id": "B" }]';
    const { fetch } = scriptedFetch(answer(200, `{"results":${results},"paging":{"total":2}}`));
    const { code, stdout } = await run(['pos', 'list', '--json', '-q'], { env, fetch });
    expect([code, stdout]).toEqual([0, '{"id":1,"n":1.10}\n{"id":2,"external_id":"B"}\n']);
  });

  test.each([['--json'], ['--field=id']])(
    'with %s too: that one of them cannot be named',
    async (flag) => {
      const { fetch } = scriptedFetch(page([counter, fromPanel]));
      expect((await run(['pos', 'list', flag], { env, fetch })).stderr).toBe(unnamed);
    },
  );

  test('reads all pages', async () => {
    const { fetch, asked } = scriptedFetch(page([counter], 3), page([fromPanel, counter], 3));
    const { stdout } = await run(['pos', 'list', '--field', 'id', '-q'], { env, fetch });
    expect([stdout, asked.map(({ path }) => path)]).toEqual([
      '1234\n5678\n1234\n',
      ['/pos?limit=50&offset=0', '/pos?limit=50&offset=1'],
    ]);
  });

  test('of an account without any says so, which is no failure', async () => {
    const { fetch } = scriptedFetch(page([]));
    expect(await run(['pos', 'list'], { env, fetch })).toEqual({
      code: 0,
      stdout: '',
      stderr: 'This account has no points of sale.\n',
    });
  });

  test.each([
    [401, { message: 'invalid access token', error: 'unauthorized', status: 401, cause: [] }, 4],
    [500, '<html>', 7],
    [200, { results: [] }, 7],
  ])('that is answered with %i %j ends with %i', async (status, body, code) => {
    const { fetch } = scriptedFetch(answer(status, body));
    const result = await run(['pos', 'list', '--retries', '0'], { env, fetch });
    expect([result.code, result.stdout]).toEqual([code, '']);
  });
});

describe('pos show', () => {
  test('asks for that one', async () => {
    const { fetch, asked } = scriptedFetch(page([counter]));
    expect([await run(['pos', 'show', 'COUNTER1'], { env, fetch }), asked]).toEqual([
      { code: 0, stdout: 'COUNTER1\tCounter\t1234\t77\thttps://example.com/qr.png\n', stderr: '' },
      [{ method: 'GET', path: '/pos?external_id=COUNTER1&limit=50&offset=0', key: null, body: '' }],
    ]);
  });

  test('on a terminal: a line a fact', async () => {
    const { fetch } = scriptedFetch(page([counter]));
    const argv = ['pos', 'show', 'COUNTER1'];
    expect((await run(argv, { env, fetch, terminal: { columns: 80 } })).stdout).toBe(
      `External id  COUNTER1
Name         Counter
Id           1234
Store        77
QR picture   https://example.com/qr.png
`,
    );
  });

  test('with --json: its own text, of all that were found', async () => {
    const text = '{"id":1234,"external_id":"COUNTER1","n":1.000000000000000000001}';
    const other = '{"id":1,"external_id":"COUNTER10"}';
    const { fetch } = scriptedFetch(
      answer(200, `{"paging":{"total":2},"results":[${text},${other}]}`),
    );
    const { stdout } = await run(['pos', 'show', 'COUNTER1', '--json'], { env, fetch });
    expect(stdout).toBe(`${text}\n`);
  });

  test.each([
    ['none', []],
    ['one of another name', [{ ...counter, external_id: 'counter1' }]],
    ['one without a name', [fromPanel]],
  ])('ends with 5 when the account has %s', async (_what, results) => {
    const { fetch } = scriptedFetch(page(results));
    expect(await run(['pos', 'show', 'COUNTER1'], { env, fetch })).toEqual({
      code: 5,
      stdout: '',
      stderr: expect.stringMatching(
        /^Error: This account has no POS COUNTER1\.\n[^]*^ {2}mp-orders pos list\n$/m,
      ),
    });
  });

  test('says what to type next for the account that was chosen', async () => {
    const { stderr } = await run(['pos', 'show', 'NOPE', '--profile', 'sandbox-br', '-q']);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe('  mp-orders pos list --profile sandbox-br');
  });
});
