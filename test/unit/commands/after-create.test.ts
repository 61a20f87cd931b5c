import { describe, expect, test } from '@jest/globals';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, scriptedFetch } from '../../helpers/scripted-fetch.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const basics = ['create', '--amount', '50', '--pos', 'EXTERNALPOS019285'];
const withCode = (qr_data: string) => answer(201, wireOrder({ type_response: { qr_data } }));

describe('an order that is created is a success', () => {
  test.each([
    ['when its picture cannot be written', 'X', ['--qr-out', '/no/such/folder/qr.svg']],
    ['when its payload is too long for a code', 'x'.repeat(9_000), ['--qr', 'half']],
  ])('%s', async (_what, qrData, argv) => {
    const { fetch } = scriptedFetch(withCode(qrData));
    const { code, stdout, stderr } = await run([...basics, ...argv], { env, fetch });
    expect([code, stdout.startsWith(orderId)]).toEqual([0, true]);
    expect(stderr).toContain('Warning: the order is created, but its code is not shown.');
  });
});

describe('a code that is not what it should be (order-apis F9)', () => {
  const dynamic = [...basics, '--mode', 'dynamic'];
  const answered = (type_response?: object, mode = 'dynamic') =>
    answer(201, wireOrder({ config: { qr: { external_pos_id: 'P', mode } }, type_response }));
  const creates = async (step: ReturnType<typeof answer>, ...flags: string[]) => {
    const { fetch } = scriptedFetch(step);
    const { code, stderr } = await run([...dynamic, ...flags], { env, fetch });
    const lines = stderr.split('\n').filter((line) => /code|Read it|cancel it/.test(line));
    return { code, lines };
  };
  const none =
    'Warning: The order is created, but its answer has no code, although mode dynamic has one: there is nothing to scan.';

  test.each([undefined, { qr_data: null }, { qr_data: '' }, { qr_data: ' ' }])(
    'none came: %j',
    async (type_response) => {
      expect(await creates(answered(type_response))).toEqual({
        code: 0,
        lines: [
          none,
          `Read it again:  mp-orders get ${orderId}`,
          `Or cancel it:   mp-orders cancel ${orderId}`,
        ],
      });
    },
  );

  test.each(['', 'null'])('--field says so too, of %j', async (empty) => {
    const qr_data = empty === '' ? '' : null;
    const told = await creates(answered({ qr_data }), '--field', 'type_response.qr_data', '-q');
    expect(told).toEqual({
      code: 0,
      lines: ['There is no code in type_response.qr_data of the answer.', none],
    });
  });

  test.each([
    ['00020101', /not an EMV payload/],
    ['0002016304FFFF', /checksum .* is wrong \(FFFF instead of [0-9A-F]{4}\)/],
    ['000201', /checksum .* is wrong \(none instead of [0-9A-F]{4}\)/],
  ])('%s is drawn with a warning', async (qr_data, warning) => {
    const { code, lines } = await creates(answered({ qr_data }));
    expect([code, lines]).toEqual([0, [expect.stringMatching(warning)]]);
  });

  test('a row of a batch tells it in its warnings', async () => {
    const { fetch } = scriptedFetch(answered());
    const flags = ['create', '--from', '-', '--mode', 'dynamic', '-q'];
    const stdin = 'amount,pos\n50,EXTERNALPOS019285\n';
    const { stdout } = await run(flags, { env, fetch, stdin });
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'created',
      warnings: [expect.stringMatching(/has no code/)],
    });
  });
});

test('a list without its orders is another answer, and no empty list', async () => {
  const { fetch } = scriptedFetch(answer(200, { paging: { total_pages: '1' }, results: [{}] }));
  expect(await run(['list', '--retries', '0'], { env, fetch })).toMatchObject({
    code: 7,
    stdout: '',
  });
});

test('a token that was typed as an option is not shown', async () => {
  const { stderr } = await run(['get', '--token=APP_USR-test-token'], { env });
  expect([stderr.includes('APP_USR'), stderr.includes('--token=***')]).toEqual([false, true]);
});

test('a status that nobody knows is told, and is no wrong usage', async () => {
  const { fetch } = scriptedFetch(
    answer(200, wireOrder({ status: 'weird', status_detail: 'weird' })),
  );
  expect((await run(['explain', orderId], { env, fetch })).code).toBe(0);
});

test.each(['https://api.example.com/?a=b', 'https://api.example.com/#f'])(
  'a base URL with more than a path is refused: %s',
  async (url) => {
    expect((await run(['get', orderId, '--base-url', url], { env })).code).toBe(2);
  },
);

test.each(['/pos/1#2', '/pos/../v1/orders', '/%2e%2e/x', '//evil.example'])(
  'a path that would not be asked for as it stands is refused: %s',
  async (path) => {
    const { fetch, asked } = scriptedFetch(answer(200, {}));
    expect([(await run(['api', 'delete', path], { env, fetch })).code, asked]).toEqual([2, []]);
  },
);
