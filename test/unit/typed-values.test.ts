import { describe, expect, test } from '@jest/globals';
import { orderId, wireOrder } from '../helpers/orders.ts';
import { run } from '../helpers/run.ts';
import { answer, scriptedFetch } from '../helpers/scripted-fetch.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-1-2-3-446566691' };
const create = ['create', '--amount', '5', '--pos', 'P1', '--mode', 'dynamic'];

describe('an option in place of a value is a usage error, and nothing is sent', () => {
  test.each([
    [[...create, '--idempotency-key', '--watch'], '--idempotency-key <key>', '--watch'],
    [[...create, '--reference', '--json-lines'], '--reference <text>', '--json-lines'],
    [['create', '--reference', '--amount', '5'], '--reference <text>', '--amount'],
    [[...create, '--description', '-q'], '--description <text>', '-q'],
    [['cancel', orderId, '--idempotency-key', '--dry-run'], '--idempotency-key <key>', '--dry-run'],
    [['refund', orderId, '--idempotency-key', '-qy'], '--idempotency-key <key>', '-qy'],
    [['refund', orderId, '--amount', '--'], '--amount <amount>', '--'],
    [['cancel', orderId, '--yes', '--profile', '--if-open'], '--profile <name>', '--if-open'],
    [['--profile', '--sandbox', 'cancel', orderId], '--profile <name>', '--sandbox'],
    [['order', 'get', orderId, '--field', '--all'], '--field <path>', '--all'],
  ])('%j', async (argv, flags, word) => {
    const { fetch, asked } = scriptedFetch(answer(200, wireOrder()));
    const { code, stdout, stderr } = await run(argv, { env, fetch });
    const flag = flags.split(' ')[0] ?? '';
    expect([code, stdout, stderr, asked.length]).toEqual([
      2,
      '',
      `Error: Option '${flags}' needs a value before ${word}.\n` +
        `Put a variable that may be empty in quotes: "$VALUE". If ${word} is the value, write ${flag}=${word}.\n`,
      0,
    ]);
  });

  test('as a document with --json, also where --json is what stands there', async () => {
    const { code, stdout, stderr } = await run([...create, '--reference', '--json'], { env });
    const { error } = JSON.parse(stderr) as { error: { code: string; message: string } };
    expect([code, stdout, error.code, error.message]).toEqual([
      2,
      '',
      'invalid_usage',
      "Option '--reference <text>' needs a value before --json.",
    ]);
  });
});

test.each([
  [['cancel', orderId, '\u2014dry-run'], '--dry-run'],
  [['refund', orderId, '\u2013\u2013amount', '5'], '--amount'],
  [['get', orderId, '\u2013q'], '-q'],
  [[...create, '\u2212\u2212watch'], '--watch'],
])(
  'an option with the dash of a text editor is told, and nothing is sent: %j',
  async (argv, meant) => {
    const { fetch, asked } = scriptedFetch(answer(200, wireOrder()));
    const { code, stderr } = await run(argv, { env, fetch });
    expect([code, stderr.split('\n')[1], asked.length]).toEqual([2, `Did you mean ${meant}?`, 0]);
  },
);

describe('a value may begin with a hyphen', () => {
  test.each([
    [['--reference', '-q1'], { external_reference: '-q1' }],
    [['--reference', '-V'.concat('x')], { external_reference: '-Vx' }],
    [['--reference=--watch'], { external_reference: '--watch' }],
    [['--reference=-q'], { external_reference: '-q' }],
    [['--description', '-10% hoy'], { description: '-10% hoy' }],
    [['--description', '\u2014oferta'], { description: '\u2014oferta' }],
    [['--description', '-- oferta --'], { description: '-- oferta --' }],
    [['--description=', '--reference', '-'], { external_reference: '-' }],
  ])('%j', async (words, fields) => {
    const { code, stdout } = await run([...create, ...words, '--dry-run'], { env });
    const sent = JSON.parse(stdout.slice(stdout.indexOf('{'))) as object;
    expect([code, sent]).toEqual([0, expect.objectContaining(fields)]);
  });

  test('and stays a part of its option in the command to type next', async () => {
    const { fetch } = scriptedFetch(answer(500, {}));
    const argv = [...create, '--idempotency-key=--k', '--reference', '-q1', '--retries', '0'];
    const { code, stderr } = await run(argv, { env, fetch });
    expect([code, stderr.split('\n').at(-2)]).toEqual([
      8,
      '  mp-orders create --idempotency-key=--k --reference=-q1 --amount 5 --pos P1 --mode dynamic --retries 0',
    ]);
  });
});

test('of an option that takes several, each stays a value', async () => {
  const argv = ['order', 'resume', '--forget', '-k', 'k2', '-y'];
  const { code, stderr } = await run(argv, { env });
  expect([code, stderr.split('\n')[0]]).toEqual([
    2,
    'Error: No request of yours has the key "-k".',
  ]);
});

test.each([
  [['get', '', '--sandbox'], '"" is not an order id.'],
  [['cancel', '', '-y', '--sandbox'], '"" is not an order id.'],
  [['pos', 'show', '', '--sandbox'], 'This account has no POS .'],
])('an empty word is an argument, and no option: %j', async (argv, message) => {
  const { stderr } = await run([...argv, '-q'], { env });
  expect(stderr.split('\n')[0]).toBe(`Error: ${message}`);
});

describe('a command that is missing', () => {
  test.each([
    [['--json'], 'A command is missing.'],
    [['order', '--json'], 'A command is missing.'],
    [['--json', 'sandbox'], 'A command is missing.'],
  ])('%j: one document', async (argv, message) => {
    const { code, stdout, stderr } = await run(argv, { env });
    const { error } = JSON.parse(stderr) as { error: { code: string; message: string } };
    expect([code, stdout, error.code, error.message]).toEqual([2, '', 'invalid_usage', message]);
  });

  test('without --json: the help, on stderr', async () => {
    const { code, stdout, stderr } = await run(['order'], { env });
    expect([code, stdout, stderr.split('\n')[0]]).toEqual([
      2,
      '',
      'Usage: mp-orders order [options] [command]',
    ]);
  });
});

test.each([
  [['get', orderId, '--field', ''], '--field: a path is missing.'],
  [['get', orderId, '--field', 'id', '--field', ' '], '--field: a path is missing.'],
  [['watch', orderId, '--until', ''], '--until: a status is missing.'],
])('an empty value is a usage error, and nothing is sent: %j', async (argv, message) => {
  const { fetch, asked } = scriptedFetch(answer(200, wireOrder()));
  const { code, stdout, stderr } = await run(argv, { env, fetch });
  expect([code, stdout, stderr.split('\n')[0], asked.length]).toEqual([
    2,
    '',
    `Error: ${message}`,
    0,
  ]);
});

test.each(['"APP_USR-1-2-3-446566691"', "'APP_USR-1-2-3-446566691'", '`APP_USR-1-2-3`', 'APP USR'])(
  'the quotes of an env file are no part of a token: %s',
  async (token) => {
    const { fetch, asked } = scriptedFetch(answer(200, wireOrder()));
    const { code, stderr } = await run(['get', orderId], {
      env: { MP_ACCESS_TOKEN: token },
      fetch,
    });
    const said = 'What MP_ACCESS_TOKEN holds is not an access token';
    expect([code, stderr.includes(said), stderr.includes(token), asked.length]).toEqual([
      ...[4, true, false, 0],
    ]);
  },
);
