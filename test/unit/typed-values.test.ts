import { describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { verbs } from '../../src/commands/verbs.ts';
import { addGlobalOptions } from '../../src/global-options.ts';
import { mayRepeat } from '../../src/typed-values.ts';
import { orderId, wireOrder } from '../helpers/orders.ts';
import { run } from '../helpers/run.ts';
import { answer, breaks, scriptedFetch } from '../helpers/scripted-fetch.ts';
import { tempHome } from '../helpers/temp-home.ts';

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

describe('an option with two values is a usage error, and nothing is sent', () => {
  test.each([
    [[...create, '--amount', '6'], '--amount is given twice: 5 and 6.'],
    [[...create, '--amount=5.00'], '--amount is given twice: 5 and 5.00.'],
    [[...create, '--pos=P1', '--pos', 'P2'], '--pos is given twice: P1 and P2.'],
    [['refund', orderId, '--amount', '1', '--amount', '2'], '--amount is given twice: 1 and 2.'],
    [['--profile', 'a', 'get', orderId, '--profile', 'b'], '--profile is given twice: a and b.'],
    [[...create, '--reference', '-q1', '--reference='], '--reference is given twice: -q1 and .'],
    [['list', '--from', '5d', '--from', '6d'], '--from is given twice: 5d and 6d.'],
  ])('%j', async (argv, message) => {
    const { fetch, asked } = scriptedFetch(answer(200, wireOrder()));
    const { code, stdout, stderr } = await run(argv, { env, fetch });
    expect([code, stdout, stderr, asked.length]).toEqual([
      2,
      '',
      `Error: ${message}\nLeave one of them out.\n`,
      0,
    ]);
  });

  test.each([
    [['--amount', '5', '--pos=P1', '--mode', 'dynamic']],
    [['--item', 'title=A,price=2,qty=1', '--item', 'title=B,price=3,qty=1']],
    [['--field', 'id', '--field', 'status']],
    [['--json', '--json', '-q', '--quiet']],
    [['--description', 'a', '--', '--description', 'b'], 2],
    [['--timeout', '60s', '--timeout', '10s', '--lang', 'es', '--lang', 'pt']],
  ])(
    'but not for the same value, for what may repeat, nor for how the run goes: %j',
    async (words, exit = 0) => {
      const { code, stderr } = await run([...create, ...words, '--dry-run'], { env });
      expect([code, stderr.includes('is given twice')]).toEqual([exit, false]);
    },
  );
});

describe('options that contradict each other are a usage error, and nothing is sent', () => {
  const proxy = '--proxy and --no-proxy exclude each other.';
  test.each([
    [['--proxy', 'http://u:hush@127.0.0.1:1', 'get', orderId, '--no-proxy'], proxy],
    [['get', orderId, '--no-proxy', '--proxy=http://u:hush@127.0.0.1:1'], proxy],
    [['get', orderId, '--all', '--csv'], '--all and --csv exclude each other.'],
    [['get', orderId, '--all', '--columns', 'id'], '--all and --columns exclude each other.'],
    [
      ['qr', 'show', '0002', '--escpos', '--qr', 'half'],
      '--qr half and --escpos exclude each other.',
    ],
    [
      ['qr', 'show', '0002', '--qr', 'ascii', '--out', 'a.svg'],
      '--qr ascii and --out exclude each other.',
    ],
  ])('%j', async (argv, message) => {
    const { fetch, asked } = scriptedFetch(answer(200, wireOrder()));
    const { code, stdout, stderr } = await run(argv, { env, fetch });
    expect([code, stdout, stderr, asked.length]).toEqual([
      2,
      '',
      `Error: ${message}\nLeave one of them out.\n`,
      0,
    ]);
  });

  test('an option that is turned off twice is not one', async () => {
    const { fetch } = scriptedFetch(answer(200, wireOrder()));
    const argv = ['--no-proxy', 'get', orderId, '--no-proxy', '--field', 'id'];
    expect(await run(argv, { env, fetch })).toMatchObject({ code: 0, stdout: `${orderId}\n` });
  });
});

test('an option says in its help that it may repeat when it does, and only then', async () => {
  const { shortcuts, nouns, loneVerbs } = verbs;
  const entries = [...shortcuts, ...nouns.flatMap((noun) => noun.verbs), ...loneVerbs];
  const program = new Command();
  addGlobalOptions(program);
  const options = [...program.options];
  for (const entry of entries) {
    const command = new Command(entry.name);
    (await entry.load(verbs)).define(command);
    options.push(...command.options);
  }
  const told = options.filter(({ description }) => description.includes('may repeat'));
  expect(told.map(({ long }) => long)).toEqual(
    options.filter((one) => !one.variadic && mayRepeat(one)).map(({ long }) => long),
  );
});

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

test.each([
  [['-k', 'k2', '-y'], '-k'],
  [['-q1', 'k2', '-y'], '-q1'],
  [['--', '-q1'], '-q1'],
])('of an option that takes several, each stays a value: %j', async (keys, key) => {
  const words = keys[0] === '--' ? keys : ['--forget', ...keys];
  const { code, stderr } = await run(['order', 'resume', ...words], { env });
  expect([code, stderr.split('\n')[0]]).toEqual([
    2,
    `Error: No request of yours has the key "${key}".`,
  ]);
});

test.each([
  [['order', 'resume', '-q1'], '-q1'],
  [['order', 'resume', '-1abc'], '-1abc'],
  [['order', 'resume', '-y2', '-q'], '-y2'],
  [['get', '-jsonx'], '-jsonx'],
])('an argument that begins with a hyphen is told how to write it: %j', async (argv, word) => {
  const { code, stdout, stderr } = await run(argv, { env });
  expect([code, stdout, stderr]).toEqual([
    2,
    '',
    `Error: Unknown option '${word}'.\n` +
      `Add --help to see what the command takes. What begins with a hyphen and is no option goes after two: -- ${word}\n`,
  ]);
});

test('the command that settles a request under such a key can be pasted', async () => {
  const home = tempHome();
  const lost = scriptedFetch(breaks('ECONNRESET'));
  const under = ['--idempotency-key', '-q1', '--base-url', 'http://127.0.0.1:9', '--retries', '0'];
  await run([...create, ...under], { home, env, fetch: lost.fetch });
  const other = [...create, '--reference', 'x', ...under];
  const { code, stderr } = await run(other, { home, env, fetch: lost.fetch });
  const line = stderr.trimEnd().split('\n').at(-1)?.trim() ?? '';
  expect([code, line]).toEqual([6, 'mp-orders order resume --base-url http://127.0.0.1:9 -- -q1']);
  const later = scriptedFetch(answer(400, { errors: [{ code: 'x', message: 'no' }] }));
  const resumed = await run(line.split(' ').slice(1), { home, env, fetch: later.fetch });
  expect([resumed.code, resumed.stdout.split('\t').slice(0, 3)]).toEqual([
    0,
    ['-q1', 'create', 'refused'],
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

describe('a flag with a value is a usage error, and nothing is sent', () => {
  test.each([
    [['cancel', orderId, '--dry-run=false'], '--dry-run'],
    [['cancel', orderId, '--yes=no'], '--yes'],
    [['get', orderId, '--sandbox='], '--sandbox'],
    [['--quiet=yes', 'get', orderId], '--quiet'],
    [['get', orderId, '--no-color=true'], '--no-color'],
  ])('%j', async (argv, option) => {
    const { fetch, asked } = scriptedFetch(answer(200, wireOrder()));
    const { code, stdout, stderr } = await run(argv, { env, fetch });
    expect([code, stdout, stderr, asked.length]).toEqual([
      2,
      '',
      `Error: Option '${option}' takes no value.\nWrite ${option} by itself, or leave it out.\n`,
      0,
    ]);
  });

  test('but --debug=curl is an option of its own, and a value is not looked at', async () => {
    const { fetch } = scriptedFetch(answer(200, wireOrder()));
    const argv = ['get', orderId, '--debug=curl', '--field', 'id', '--profile', 'default'];
    expect(await run(argv, { env, fetch })).toMatchObject({ code: 0 });
  });
});

describe('a value that a global option cannot have is an error of every verb', () => {
  const verbs = [
    ['config', 'list'],
    ['explain', 'exit', '8'],
    ['history'],
    ['completion', 'bash'],
    ['qr', 'decode', 'x'],
    ['get', orderId, '--sandbox'],
  ];
  test.each([
    [['--timeout', ''], '--timeout: "" is not a duration.'],
    [['--timeout', '5'], '--timeout: "5" is not a duration.'],
    [['--retries', '11'], '--retries: "11" is not a number of retries.'],
    [['--base-url', ''], '--base-url: a value is missing.'],
    [['--proxy', ' '], '--proxy: a value is missing.'],
    [['--ca-file', ''], '--ca-file: a value is missing.'],
    [['--profile', ''], '"" cannot be the name of a profile.'],
  ])('%j', async (words, message) => {
    for (const verb of verbs) {
      const { code, stdout, stderr } = await run([...verb, ...words], { env });
      expect([verb, code, stdout, stderr.split('\n')[0]]).toEqual([
        verb,
        2,
        '',
        `Error: ${message}`,
      ]);
    }
  });
});

test('nor can no time at all be set as a default', async () => {
  const { code, stdout, stderr } = await run(['config', 'set', 'timeout', '0s'], { env });
  expect([code, stdout, stderr.split('\n')[0]]).toEqual([
    ...[2, '', 'Error: 0s leaves no time for a request.'],
  ]);
});

test.each([
  [['--timeout', '0s'], {}, '--timeout: 0s leaves no time for a request.'],
  [['--timeout', 'PT0S'], {}, '--timeout: PT0S leaves no time for a request.'],
  [[], { MP_ORDERS_TIMEOUT: '0m' }, 'MP_ORDERS_TIMEOUT: 0m leaves no time for a request.'],
])('no time at all is a usage error, and nothing is sent: %j %j', async (words, more, message) => {
  const { fetch, asked } = scriptedFetch(answer(201, wireOrder()));
  const { code, stderr } = await run([...create, ...words], { env: { ...env, ...more }, fetch });
  expect([code, stderr.split('\n')[0], asked.length]).toEqual([2, `Error: ${message}`, 0]);
});

test.each([
  [['get', orderId, '--field', ''], '--field: a path is missing.'],
  [['get', orderId, '--field', 'id', '--field', ' '], '--field: a path is missing.'],
  [['get', orderId, '--template', ''], '--template: a value is missing.'],
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

test('white space around a variable, such as the line end of a file of Windows, is no part of it', async () => {
  const lines = 'POS=P1 MODE=dynamic EXPIRES=16m DESCRIPTION=Coffee LANG=es TIMEOUT=5s RETRIES=0';
  const variables = lines.split(' ').map((line) => {
    const [name = '', value = ''] = line.split('=');
    return [`MP_ORDERS_${name}`, ` ${value}\r`];
  });
  const { code, stdout } = await run(['create', '--amount', '5', '--dry-run', '--json'], {
    env: { ...env, ...(Object.fromEntries(variables) as Record<string, string>) },
  });
  const { body } = JSON.parse(stdout) as { body: object };
  expect([code, body]).toEqual([
    0,
    expect.objectContaining({
      description: 'Coffee',
      expiration_time: 'PT16M',
      config: { qr: { external_pos_id: 'P1', mode: 'dynamic' } },
    }),
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

describe('an option that would have no effect is a usage error, and nothing is sent', () => {
  test.each([
    [[...create, '--interval', '3s'], '--interval goes with --watch.'],
    [[...create, '--key-window', '1h'], '--key-window goes with --watch.'],
    [[...create, '--open'], '--open goes with --watch.'],
    [[...create, '--paper', '58'], '--paper goes with --qr escpos.'],
    [['qr', 'show', 'x', '--paper', '58'], '--paper goes with --escpos.'],
  ])('%j', async (argv, message) => {
    const { fetch, asked } = scriptedFetch(answer(201, wireOrder()));
    const { code, stdout, stderr } = await run(argv, { env, fetch });
    expect([code, stdout, stderr.split('\n')[0], asked.length]).toEqual([
      ...[2, '', `Error: ${message}`, 0],
    ]);
  });

  test('what the config or the environment says is a default, and no such option', async () => {
    const { fetch } = scriptedFetch(answer(201, wireOrder()));
    const defaults = { MP_ORDERS_INTERVAL: '3s', MP_ORDERS_KEY_WINDOW: '1h' };
    const { code } = await run(create, { env: { ...env, ...defaults }, fetch });
    expect(code).toBe(0);
  });
});

test('a picture that there is no code for is warned of, with --quiet too', async () => {
  const { fetch } = scriptedFetch(
    answer(
      201,
      wireOrder({ config: { qr: { external_pos_id: 'P1', mode: 'static' } }, type_response: {} }),
    ),
  );
  const argv = ['create', '--amount', '5', '--pos', 'P1', '--mode', 'static', '--qr-out', 'c.svg'];
  const { code, stderr } = await run([...argv, '-q'], { env, fetch });
  expect([code, stderr]).toEqual([
    0,
    'Warning: The order uses the printed code of POS P1: there is nothing to draw.\n',
  ]);
});
