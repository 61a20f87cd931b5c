import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { orderId, paidOrder, wireOrder } from '../../helpers/orders.ts';
import { run, type RunOptions } from '../../helpers/run.ts';
import { answer, breaks, scriptedFetch } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const token = 'APP_USR-test-token';
const env = { MP_ACCESS_TOKEN: token };
const created = answer(201, wireOrder({ type_response: { qr_data: '0002016304AAE6' } }));
const basics = ['create', '--amount', '50', '--pos', 'POS1', '--reference', 'r'];

const minimal = {
  type: 'qr',
  total_amount: '50',
  external_reference: 'r',
  config: { qr: { external_pos_id: 'POS1' } },
  transactions: { payments: [{ amount: '50' }] },
};

const coffee = { title: 'Coffee', unit_price: '25.00', quantity: 2 };

function fileOf(name: string, text: string): string {
  const file = join(tempHome(), name);
  writeFileSync(file, text);
  return file;
}

/** What reached the API, and what was said beside it. */
async function create(argv: readonly string[], options: RunOptions = {}) {
  const { fetch, asked } = scriptedFetch(created);
  const { code, stderr } = await run(['--quiet', ...argv], { env, fetch, ...options });
  return { code, stderr, bodies: asked.map(({ body }) => JSON.parse(body) as unknown) };
}

/** The problems that a refused create names, one a line. */
async function problemsOf(argv: readonly string[], options: RunOptions = {}) {
  const { fetch, asked } = scriptedFetch(created);
  const { code, stderr } = await run([...argv, '--json'], { env, fetch, ...options });
  const { error } = JSON.parse(stderr) as { error: { details: string[] } };
  expect([code, asked]).toEqual([2, []]);
  return error.details;
}

describe('each field of the create page has its option', () => {
  test.each<[flags: string[], fields: object]>([
    [['--description', 'Two coffees'], { description: 'Two coffees' }],
    [['--expires', '16m'], { expiration_time: 'PT16M' }],
    [['--marketplace-fee', '1.20'], { marketplace_fee: '1.20' }],
    [['--platform-id', 'dev_1'], { integration_data: { platform_id: 'dev_1' } }],
    [['--integrator-id', 'dev_2'], { integration_data: { integrator_id: 'dev_2' } }],
    [['--sponsor-id', '446566691'], { integration_data: { sponsor: { id: '446566691' } } }],
    [
      ['--platform-id', 'p', '--integrator-id', 'dev_i', '--sponsor-id', '7'],
      { integration_data: { platform_id: 'p', integrator_id: 'dev_i', sponsor: { id: '7' } } },
    ],
    [['--mode', 'hybrid'], { config: { qr: { external_pos_id: 'POS1', mode: 'hybrid' } } }],
    [['--total', '50.00'], { total_amount: '50.00' }],
    [
      ['--discount', 'account_money=47.28', '--discount', 'debit_card=40'],
      {
        discounts: {
          payment_methods: [
            { new_total_amount: '47.28', type: 'account_money' },
            { new_total_amount: '40', type: 'debit_card' },
          ],
        },
      },
    ],
    [
      ['--item', 'title=Coffee,price=25.00,qty=2', '--item', 'price=0.50,category=a,category=b'],
      {
        items: [coffee, { unit_price: '0.50', external_categories: [{ id: 'a' }, { id: 'b' }] }],
      },
    ],
    [
      ['--item', String.raw`title=Bread\, butter \= toast \\ tea,unit=kg,code=777489134`],
      {
        items: [
          {
            title: String.raw`Bread, butter = toast \ tea`,
            unit_measure: 'kg',
            external_code: '777489134',
          },
        ],
      },
    ],
  ])('%j', async (flags, fields) => {
    expect(await create([...basics, ...flags])).toEqual({
      code: 0,
      stderr: '',
      bodies: [{ ...minimal, ...fields }],
    });
  });

  test('and they are sent in the order of the page', async () => {
    const { fetch, asked } = scriptedFetch(created);
    const flags = [
      ...['--discount', 'account_money=1', '--item', 'price=50', '--marketplace-fee', '1'],
      ...['--sponsor-id', '7', '--expires', '1h', '--description', 'd', '--mode', 'dynamic'],
    ];
    await run([...basics, ...flags], { env, fetch });
    expect(Object.keys(JSON.parse(asked[0]?.body ?? '{}') as object)).toEqual([
      ...['type', 'total_amount', 'description', 'external_reference', 'expiration_time'],
      ...['marketplace_fee', 'integration_data', 'config', 'transactions', 'items', 'discounts'],
    ]);
  });

  test('that is laid over the same field of --data, and leaves its neighbours', async () => {
    const data = {
      ...minimal,
      integration_data: { platform_id: 'old', integrator_id: 'dev_kept', sponsor: { id: '1' } },
      items: [{ title: 'old' }],
      discounts: { payment_methods: [{ type: 'debit_card', new_total_amount: '1' }] },
    };
    const flags = [
      ...['--platform-id', 'new', '--sponsor-id', '2'],
      ...['--item', 'price=50', '--discount', 'credit_card=2'],
    ];
    const stdin = JSON.stringify(data);
    const { bodies } = await create(['create', '--data', '-', ...flags], { stdin });
    expect(bodies).toEqual([
      {
        ...data,
        integration_data: { platform_id: 'new', integrator_id: 'dev_kept', sponsor: { id: '2' } },
        items: [{ unit_price: '50' }],
        discounts: { payment_methods: [{ type: 'credit_card', new_total_amount: '2' }] },
      },
    ]);
  });
});

describe('--items', () => {
  const price = { title: 'Tea', unit_price: '1.50', quantity: 3 };

  test.each<[what: string, file: string, text: string, items: object[]]>([
    ['a JSON file', 'i.json', ` ${JSON.stringify([coffee])}\n`, [coffee]],
    [
      'a JSON file that begins with a mark',
      'i.json',
      `\ufeff${JSON.stringify([coffee])}`,
      [coffee],
    ],
    ['a CSV file', 'i.csv', 'title,price,qty\nCoffee,25.00,2\nTea,1.50,3\n', [coffee, price]],
    ['a CSV file of Windows', 'i.csv', '\ufefftitle,price,qty\r\nCoffee,25.00,2\r\n', [coffee]],
    [
      'a CSV file in the API’s words',
      'i.csv',
      'quantity,unit_price,title\n2,25.00,Coffee\n',
      [coffee],
    ],
    [
      'a CSV file with quotes',
      'i.csv',
      'title,price\n"Bread, ""fresh""\nand warm",50\n',
      [{ title: 'Bread, "fresh"\nand warm', unit_price: '50' }],
    ],
    [
      'a CSV file with spaces and empty lines',
      'i.csv',
      ' Title , price \n\n Coffee , 50 \n\n',
      [{ title: 'Coffee', unit_price: '50' }],
    ],
    [
      'a CSV file with empty cells',
      'i.csv',
      'title,price,category,category\n,50,a,b\nTea,,,\n',
      [{ unit_price: '50', external_categories: [{ id: 'a' }, { id: 'b' }] }, { title: 'Tea' }],
    ],
  ])('takes %s', async (_what, name, text, items) => {
    const { code, bodies } = await create([...basics, '--items', fileOf(name, text)]);
    expect([code, bodies]).toEqual([0, [{ ...minimal, items }]]);
  });

  test('come before those of --item', async () => {
    const file = fileOf('i.csv', 'title,price,qty\nCoffee,25.00,2\n');
    const { bodies } = await create([...basics, '--item', 'title=Tea', '--items', file]);
    expect(bodies).toEqual([{ ...minimal, items: [coffee, { title: 'Tea' }] }]);
  });

  const columns = 'The first line names the columns: title,price,qty,unit,code,category.';

  test.each([
    ['broken JSON', '[{"title":', /^--items: \S+ looks like JSON but is not valid\. ./],
    [
      'an unknown column',
      'title,colour\na,red\n',
      `"colour" is not a field of an item. ${columns}`,
    ],
    ['a row that is too long', 'title\na,b\n', columns],
    [
      'a quantity that is none',
      'qty\n0\n',
      `"0" is not a quantity: a whole number from 1 up. ${columns}`,
    ],
    ['a quote that is not closed', 'title\n"a\n', columns],
    ['semicolons', 'title;price\na;1\n', `"title;price" is not a field of an item. ${columns}`],
    ['one object', '{"title":"a"}', columns],
    ['a head alone', 'title,price,qty\n', `is not CSV of items. ${columns}`],
    ['an empty file', '', `is not CSV of items. ${columns}`],
    ['a page', '<html></html>', `is not CSV of items. ${columns}`],
  ])('says what is wrong with %s', async (_what, text, wanted) => {
    const [problem = '', ...others] = await problemsOf([...basics, '--items', fileOf('i', text)]);
    expect(others).toEqual([]);
    if (typeof wanted === 'string') expect(problem.endsWith(wanted)).toBe(true);
    else expect(problem).toMatch(wanted);
  });

  test('names itself once when its file is not there', async () => {
    const [problem = ''] = await problemsOf([...basics, '--items', '/no/such/file']);
    expect(problem).toMatch(/^--items: \/no\/such\/file cannot be read\./);
  });
});

describe('a problem names the option that sets the field', () => {
  const long = 'x'.repeat(151);
  const csv = () => fileOf('i.csv', 'title,price\na,"24,50"\n');

  test.each<[what: string, flags: () => string[], problem: string]>([
    [
      '--description',
      () => ['--description', long],
      'description (--description): at most 150 characters (this has 151)',
    ],
    [
      '--reference',
      () => ['--reference', 'a b'],
      'external_reference (--reference): takes letters, digits, hyphens and underscores, at least one',
    ],
    [
      '--platform-id',
      () => ['--platform-id', ''],
      'integration_data.platform_id (--platform-id): must not be empty',
    ],
    [
      '--integrator-id',
      () => ['--integrator-id', 'x'],
      'integration_data.integrator_id (--integrator-id): must begin with dev_',
    ],
    [
      '--sponsor-id',
      () => ['--sponsor-id', 'x'],
      'integration_data.sponsor.id (--sponsor-id): must be a USER_ID: digits only',
    ],
    [
      '--marketplace-fee',
      () => ['--marketplace-fee', '1,20'],
      '--marketplace-fee: "1,20" is not an amount. Did you mean 1.20?',
    ],
    [
      '--total',
      () => ['--total', '1e3'],
      '--total: "1e3" is not an amount. Write digits with two decimals after a point, or none: 50 or 24.50.',
    ],
    [
      '--total beside --amount',
      () => ['--total', '60'],
      "total_amount (--total): must equal the payment's amount: 60 is not 50",
    ],
    [
      '--item',
      () => ['--item', `title=${long}`],
      'items[0].title (--item): at most 150 characters (this has 151)',
    ],
    [
      '--item for the second',
      () => ['--item', 'price=1', '--item', 'price=24,50'],
      '--item: "50" has no value. Write name=value pairs with commas between: title=Coffee,price=24.50,qty=1 (also unit=, code=, category=). A comma within a value is \\,',
    ],
    [
      '--items',
      () => ['--items', csv()],
      'items[0].unit_price (--items): "24,50" is not an amount: write digits with two decimals after a point, or none: 50 or 24.50',
    ],
    [
      '--discount for a method',
      () => ['--discount', 'cash=1'],
      'discounts.payment_methods[0].type (--discount): "cash" is not one of debit_card, credit_card, account_money, prepaid_card',
    ],
    [
      '--discount for a total',
      () => ['--discount', 'debit_card=1.5'],
      'discounts.payment_methods[0].new_total_amount (--discount): "1.5" is not an amount: write digits with two decimals after a point, or none: 50 or 24.50',
    ],
    [
      '--discount without a total',
      () => ['--discount', 'debit_card'],
      '--discount: "debit_card" has no value. Write name=value pairs with commas between: account_money=47.28. A comma within a value is \\,',
    ],
  ])('%s', async (_what, flags, problem) => {
    const argv = ['create', '--amount', '50', '--pos', 'POS1', ...flags()];
    expect(await problemsOf(argv)).toEqual([problem]);
  });

  test.each([
    [
      'a cash-out',
      { transactions: { payments: [{}], cash_outs: [{ amount: 1 }] } },
      'transactions.cash_outs[0].amount: must be a string, such as "50.00"',
    ],
    [
      'a field of the payment that is none',
      { transactions: { payments: [{ id: 'x' }] } },
      'transactions.payments[0].id: is not a field of this request',
    ],
    ['a field of config', { config: { shade: 1 } }, 'config.shade: is not a field of this request'],
    [
      'a field of the discounts',
      {
        discounts: { code: 'x', payment_methods: [{ type: 'debit_card', new_total_amount: '1' }] },
      },
      'discounts.code: is not a field of this request',
    ],
    [
      'a field of the root',
      { notification_url: 'x' },
      'notification_url: is not a field of this request',
    ],
  ])('and no option where none sets it: %s', async (_what, data, problem) => {
    const stdin = JSON.stringify(data);
    expect(await problemsOf([...basics, '--data', '-'], { stdin })).toEqual([problem]);
  });

  test('all at once', async () => {
    const flags = [
      ...['--item', 'x', '--discount', 'y', '--marketplace-fee', 'z', '--total', '1,5'],
      ...['--integrator-id', 'i', '--sponsor-id', 's', '--platform-id', ''],
    ];
    const problems = await problemsOf([...basics, ...flags]);
    const named = problems.map((problem) => /--[a-z-]+/.exec(problem)?.[0]);
    expect(named.sort()).toEqual(
      [
        ...['--discount', '--integrator-id', '--item', '--marketplace-fee', '--platform-id'],
        ...['--sponsor-id', '--total'],
      ].sort(),
    );
  });
});

describe('--total', () => {
  const withCashOut = (amount: string) =>
    JSON.stringify({ transactions: { payments: [{}], cash_outs: [{ amount }] } });

  test('is the payment and the cash-out of --data together', async () => {
    const argv = [...basics, '--data', '-', '--total', '60'];
    expect(await create(argv, { stdin: withCashOut('10') })).toEqual({
      code: 0,
      stderr: '',
      bodies: [
        {
          ...minimal,
          total_amount: '60',
          transactions: { payments: [{ amount: '50' }], cash_outs: [{ amount: '10' }] },
        },
      ],
    });
  });

  test('that leaves the cash-out out is refused', async () => {
    const argv = [...basics, '--data', '-', '--total', '50'];
    expect(await problemsOf(argv, { stdin: withCashOut('10') })).toEqual([
      'total_amount (--total): must equal payment and cash-out together: 50 is not 60.00',
    ]);
  });
});

describe('a warning about items, and the order is sent all the same', () => {
  const warned = async (argv: readonly string[], stdin?: string) => {
    const { fetch, asked } = scriptedFetch(created);
    const { stderr } = await run([...argv], { env, fetch, stdin });
    return [asked.length, stderr.split('\n').filter((line) => line.startsWith('Warning'))];
  };

  test.each([
    [
      'that cost less',
      ['--item', 'price=24.50,qty=2'],
      ['Warning: items: they add up to 49.00, and the payment is 50.'],
    ],
    [
      'that cost more',
      ['--item', 'price=50,qty=1', '--item', 'price=0.01,qty=1'],
      ['Warning: items: they add up to 50.01, and the payment is 50.'],
    ],
    ['that cost as much', ['--item', 'price=24.50,qty=2', '--item', 'price=1,qty=1'], []],
    ['of which one has no price', ['--item', 'price=24.50,qty=2', '--item', 'title=x,qty=1'], []],
    ['of which one has no quantity', ['--item', 'price=24.50'], []],
  ])('%s', async (_what, flags, warnings) => {
    expect(await warned([...basics, ...flags])).toEqual([1, warnings]);
  });

  test('not when they cost as much as is paid, and cash is given beside', async () => {
    const cashOut = '{"transactions":{"payments":[{}],"cash_outs":[{"amount":"10"}]}}';
    const argv = [...basics, '--data', '-', '--total', '60', '--item', 'price=50,qty=1'];
    expect(await warned(argv, cashOut)).toEqual([1, []]);
  });

  test('is in the error document when the create then fails', async () => {
    const { fetch } = scriptedFetch(answer(400, { errors: [{ code: 'x', message: 'No.' }] }));
    const argv = [...basics, '--item', 'price=1,qty=1', '--json'];
    const { stderr } = await run(argv, { env, fetch });
    const { error } = JSON.parse(stderr) as { error: { notes: string[] } };
    expect(error.notes[0]).toBe('Warning: items: they add up to 1.00, and the payment is 50.');
  });
});

describe('an unknown outcome of a create with all of this', () => {
  test('is repeated by a command that a shell reads back as it was typed', async () => {
    const { fetch } = scriptedFetch(breaks('ECONNRESET'));
    const item = String.raw`title=Bob's \, "tea" $HOME,price=50,qty=1`;
    const argv = [...basics, '--item', item, '--retries', '0', '-q', '--json'];
    const { stderr } = await run(argv, { env, fetch });
    const { error } = JSON.parse(stderr) as { error: { next: string[]; idempotency_key: string } };
    const script = (error.next[0] ?? '').replace(/^mp-orders/, "printf '%s\\0'");
    const words = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
    const others = argv.filter((word) => !['create', '--reference', 'r'].includes(word));
    expect(words).toEqual([
      ...['create', '--idempotency-key', error.idempotency_key, '--reference', 'r'],
      ...others,
    ]);
  });
});

describe('--debug=curl', () => {
  /** The words of a curl line as a shell reads them, with a token of its own. */
  const wordsOf = (line: string) =>
    execFileSync('sh', ['-c', `curl() { printf '%s\\0' "$@"; }; ${line}`], {
      encoding: 'utf8',
      env: { MP_ACCESS_TOKEN: 'of-the-shell' },
    })
      .split('\0')
      .slice(0, -1);

  test('gives a line that a shell reads back as the request, without the token', async () => {
    const { fetch, asked } = scriptedFetch(created);
    const argv = [
      ...basics,
      '--description',
      `Bob's "tea" $HOME \`id\` \\ ñ`,
      '--debug=curl',
      '-q',
    ];
    const { stderr } = await run(argv, { env, fetch });
    const [line = '', answered] = stderr.trimEnd().split('\n');
    execFileSync('sh', ['-n', '-c', line]);
    const words = wordsOf(line);
    const headers = words.flatMap((word, i) => (words[i - 1] === '-H' ? [word] : []));
    expect([stderr.includes(token), answered, words[words.indexOf('--data-raw') + 1]]).toEqual([
      false,
      '# 201, request id req-1',
      asked[0]?.body,
    ]);
    expect([words.slice(0, 3), headers]).toEqual([
      ['-X', 'POST', 'https://api.mercadopago.com/v1/orders'],
      expect.arrayContaining([
        'authorization: Bearer of-the-shell',
        'content-type: application/json',
        `x-idempotency-key: ${asked[0]?.key}`,
      ]),
    ]);
  });

  test('gives one for every request, and says what became of each', async () => {
    const { fetch } = scriptedFetch(
      breaks('ECONNRESET'),
      answer(409, { errors: [{ code: 'cannot_cancel_order', message: 'No.' }] }),
      answer(200, paidOrder, { 'x-request-id': 'req-2' }),
    );
    const argv = ['cancel', orderId, '--debug=curl', '-q', '--retries', '1'];
    const { stderr } = await run(argv, { env, fetch });
    const trace = stderr.split('\n').filter((line) => /^(curl|#)/.test(line));
    expect(trace.map((line) => line.split(' -H ')[0])).toEqual([
      `curl -X POST 'https://api.mercadopago.com/v1/orders/${orderId}/cancel'`,
      '# no answer: the connection was reset',
      `curl -X POST 'https://api.mercadopago.com/v1/orders/${orderId}/cancel'`,
      '# 409, request id req-1',
      `curl -X GET 'https://api.mercadopago.com/v1/orders/${orderId}'`,
      '# 200, request id req-2',
    ]);
  });

  test('of the sandbox in process gives no line that would reach the real API', async () => {
    const argv = ['create', '--sandbox', '--amount', '1', '--pos', 'EXTERNALPOS019285'];
    const { code, stderr } = await run([...argv, '--debug=curl', '-q']);
    expect([code, stderr.includes('api.mercadopago.com')]).toEqual([0, false]);
  });
});

describe('cancel --if-open', () => {
  const cancel = ['cancel', orderId, '--if-open', '-q'];
  const conflict = answer(409, { errors: [{ code: 'order_already_canceled', message: 'No.' }] });
  const read = { method: 'GET', path: `/v1/orders/${orderId}`, key: null, body: '' };

  test.each(['canceled', 'cancelled'])(
    'makes an order that is %s already a success',
    async (status) => {
      const order = wireOrder({ status });
      const { fetch, asked } = scriptedFetch(conflict, answer(200, order));
      expect([await run([...cancel, '--json'], { env, fetch }), asked[1]]).toEqual([
        {
          code: 0,
          stdout: `{"outcome":"already_canceled","provider":"mercadopago","id":"${orderId}","answer":${JSON.stringify(order)}}\n`,
          stderr: '',
        },
        read,
      ]);
    },
  );

  test.each(['processed', 'expired', 'refunded', 'created', 'new_status'])(
    'makes no success of an order that is %s',
    async (status) => {
      const { fetch } = scriptedFetch(conflict, answer(200, wireOrder({ status })));
      const { code, stdout } = await run([...cancel, '--json'], { env, fetch });
      expect([code, JSON.parse(stdout)]).toEqual([
        6,
        {
          outcome: 'refused',
          provider: 'mercadopago',
          id: orderId,
          answer: { errors: [{ code: 'order_already_canceled', message: 'No.' }] },
        },
      ]);
    },
  );

  test('makes no success of an order that cannot be read', async () => {
    const { fetch } = scriptedFetch(conflict, answer(404, {}));
    expect((await run(cancel, { env, fetch })).code).toBe(6);
  });

  test('makes no success of another request’s key', async () => {
    const taken = answer(409, {
      errors: [{ code: 'idempotency_key_already_used', message: 'No.' }],
    });
    const { fetch, asked } = scriptedFetch(taken, answer(200, wireOrder({ status: 'canceled' })));
    expect([(await run(cancel, { env, fetch })).code, asked.length]).toEqual([6, 1]);
  });

  test('cancels an order that is open', async () => {
    const { fetch, asked } = scriptedFetch(answer(200, wireOrder({ status: 'canceled' })));
    const { stdout } = await run([...cancel, '--field', 'outcome'], { env, fetch });
    expect([stdout, asked.length]).toEqual(['canceled\n', 1]);
  });

  test('without it, a canceled order ends with 6 and its state', async () => {
    const { fetch } = scriptedFetch(conflict, answer(200, wireOrder({ status: 'canceled' })));
    const { code, stderr } = await run(['cancel', orderId, '-q'], { env, fetch });
    expect([code, stderr.includes('  - The order is canceled (created) now.\n')]).toEqual([
      6,
      true,
    ]);
  });
});
