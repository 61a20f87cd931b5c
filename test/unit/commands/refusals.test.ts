import { describe, expect, test } from '@jest/globals';
import { run, type Result } from '../../helpers/run.ts';
import { answer, scriptedFetch, type Step } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const order = 'ORD00001111222233334444555566';
const env = { MP_ACCESS_TOKEN: 'APP_USR-1', MOLLIE_API_KEY: 'test_1', MP_ORDERS_HOME: '' };
const create = ['create', '--amount', '50', '--pos', 'P', '--reference', 'r1'];

/** Some commands on one home, each answered by its own steps; what the last one said. */
async function lastOf(...runs: [argv: readonly string[], ...steps: Step[]][]): Promise<Result> {
  const home = tempHome();
  let last: Result | undefined;
  for (const [argv, ...steps] of runs) {
    const { fetch } = scriptedFetch(...steps);
    last = await run([...argv, '-q'], { env: { ...env, MP_ORDERS_HOME: home }, fetch });
  }
  return last as Result;
}

const once = (argv: readonly string[], ...steps: Step[]) => lastOf([argv, ...steps]);

interface Told {
  code: string;
  message: string;
  exit_code: number;
  retryable: boolean;
  idempotency_key: string | null;
  order_id: string | null;
  details: string[];
  next: string[];
  hint: string;
}

const errorOf = async (argv: readonly string[], ...steps: Step[]): Promise<Told> => {
  const { stderr } = await once([...argv, '--json'], ...steps);
  return (JSON.parse(stderr) as { error: Told }).error;
};

const history = ['history', '--limit', '1', '--json'];

const fault = (code: string, message = 'No.') => ({ errors: [{ code, message }] });

describe('the words of a refusal are shown, whatever its form (order-apis F4)', () => {
  test.each<[body: unknown, lines: string[]]>([
    [
      [{ code: 2060, description: 'The customer cannot be equal to the collector.' }],
      ['Mercado Pago answered 400: The customer cannot be equal to the collector. (2060)'],
    ],
    [{ error: { message: 'No.', code: 'E1' } }, ['Mercado Pago answered 400: No. [E1]']],
    [{ errors: ['One.', 'Two.'] }, ['Mercado Pago answered 400: One.; Two.']],
    [{ title: 'Bad', detail: 'No.' }, ['Mercado Pago answered 400: Bad: No.']],
    [{ ok: false, why: 'APP_USR-1 no' }, ['without saying why', '- {"ok":false,"why":"*** no"}']],
    ['<h1>Login</h1>', ['without saying why', '- <h1>Login</h1>']],
  ])('%j', async (body, lines) => {
    const { code, stderr } = await once(create, answer(400, body));
    expect(code).toBe(3);
    lines.forEach((line) => expect(stderr).toContain(line));
  });

  test.each([
    [create, 8],
    [['get', order], 7],
  ])('the page of a 502 survives the retries: %j', async (argv, exitCode) => {
    const { exit_code, details } = await errorOf(argv, answer(502, '<h1>Bad gateway</h1>'));
    expect([exit_code, details.includes('<h1>Bad gateway</h1>')]).toEqual([exitCode, true]);
  });

  test('a sentence as long as a book is cut, and holds no secret', async () => {
    const { message } = await errorOf(create, answer(400, { message: 'APP_USR-1 '.repeat(999) }));
    expect([message.length, message.includes('APP_USR-1')]).toEqual([1_001, false]);
  });
});

describe('a refusal that will pass is repeated under the same key (order-apis F10)', () => {
  const key = '00000000-0000-4000-8000-000000000001';

  test.each([
    [423, 'resource_locked'],
    [409, 'refund_in_progress'],
    [409, 'movement_operations_pending'],
    [425, 'order_payment_not_yet_enabled_for_refund'],
  ])('%d %s of a refund', async (status, code) => {
    const told = await errorOf(['refund', order, '--yes'], answer(status, fault(code)));
    expect(told).toMatchObject({
      code,
      exit_code: 6,
      retryable: true,
      idempotency_key: key,
      next: [expect.stringMatching(new RegExp(`^mp-orders refund .*--idempotency-key ${key}`))],
    });
  });

  test('a 423 of a create shows its key, and the command that repeats it', async () => {
    const { code, stderr } = await once(create, answer(423, fault('resource_locked')));
    expect(code).toBe(6);
    expect(stderr).toMatch(
      /\nIdempotency key: (\S+)\n.*mp-orders create .*--idempotency-key \1\b/s,
    );
  });

  test.each(['request_in_progress', 'idempotency_key_in_use', 'concurrent_request'])(
    'a 409 %s of a create does not say that no order was made',
    async (name) => {
      const told = await errorOf(create, answer(409, fault(name)));
      expect(told).toMatchObject({
        code: name,
        hint: 'Repeat it in a few seconds with the same idempotency key.',
        exit_code: 6,
        retryable: true,
        next: [expect.stringContaining(`--idempotency-key ${String(told.idempotency_key)} `)],
      });
    },
  );

  test('the journal leaves open what is in flight, and no more than that', async () => {
    const openAfter = async (status: number, code: string) => {
      const { stdout } = await lastOf([create, answer(status, fault(code))], [history]);
      return (JSON.parse(stdout) as { outcome: string | null }).outcome;
    };
    expect([await openAfter(423, 'resource_locked'), await openAfter(409, 'some_state')]).toEqual([
      null,
      'refused',
    ]);
  });

  test.each([421, 425])('a %d of a create refuses nothing: it was not sent', async (status) => {
    const [told, { stdout }] = [
      await errorOf(create, answer(status, '')),
      await lastOf([create, answer(status, '')], [history]),
    ];
    expect(told).toMatchObject({
      exit_code: 7,
      retryable: true,
      idempotency_key: expect.any(String),
      next: [expect.stringContaining(`--idempotency-key ${String(told.idempotency_key)} `)],
    });
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'not_sent', http_status: status });
  });

  test('a 409 of Mollie says that the same refund is in flight', async () => {
    const body = { status: 409, title: 'Conflict', detail: 'A request with this key is in flight' };
    const told = await errorOf(['refund', 'ord_1', '--yes'], answer(409, body));
    expect(told).toMatchObject({ exit_code: 6, retryable: true, idempotency_key: key });
  });
});

test('Mollie’s "try again later" is what it says (order-apis F11)', async () => {
  const detail = 'Unable to cancel order at this moment, please try again later';
  const body = { status: 400, title: 'Bad Request', detail };
  const told = await errorOf(['cancel', 'ord_1', '--yes'], answer(400, body));
  expect(told).toMatchObject({
    code: 'mollie_try_again_later',
    exit_code: 7,
    retryable: true,
    hint: 'Try it again in a few minutes: nothing was changed.',
  });
});

describe('a refusal that holds the order names it (order-apis F12)', () => {
  const refused = answer(402, {
    ...fault('failed', 'The payment was refused.'),
    data: { id: order, status: 'failed', status_detail: 'rejected_by_issuer' },
  });

  test('in text', async () => {
    const { code, stderr } = await once(create, refused);
    expect([code, stderr]).toEqual([
      3,
      [
        'Error: Mercado Pago answered 402: The payment was refused. [failed]',
        `  - The order exists: ${order}, failed, rejected_by_issuer.`,
        'The payment was refused: the status_detail of the payment says why.',
        'Request id: req-1',
        `  mp-orders get ${order}`,
        '',
      ].join('\n'),
    ]);
  });

  test('in JSON', async () => {
    const told = await errorOf(create, refused);
    expect(told).toMatchObject({ order_id: order, next: [`mp-orders get ${order}`] });
  });

  test('in the history', async () => {
    const { stdout } = await lastOf([create, refused], [history]);
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'refused',
      order,
      code: 'failed',
    });
  });

  test('of a refund the hint speaks of the refund', async () => {
    const told = await errorOf(['refund', order, '--yes'], answer(402, fault('no_money')));
    expect(told).toMatchObject({
      hint: expect.stringMatching(/^No money was given back: /),
      order_id: order,
    });
  });
});

test('a 409 to a create sends nobody to an order that is not there (order-apis F6)', async () => {
  const told = await errorOf(create, answer(409, fault('something_new')));
  expect(told).toMatchObject({
    exit_code: 6,
    hint: expect.stringMatching(/^No order was made: /),
    next: ['mp-orders list'],
  });
});

test('a 409 to a create beside an order that is there names that one, and no second create', async () => {
  const body = { ...fault('order_already_exists'), data: { id: order, status: 'created' } };
  const told = await errorOf(create, answer(409, body));
  expect(told).toMatchObject({
    exit_code: 6,
    hint: expect.stringMatching(/^Look at the order again /),
    next: [`mp-orders get ${order}`],
  });
});

test('what Mercado Pago refuses for now is not told as a wrong field', async () => {
  const told = await errorOf(create, answer(400, { message: 'Intenta nuevamente más tarde' }));
  expect(told).toMatchObject({
    exit_code: 7,
    retryable: true,
    hint: expect.stringMatching(/^Repeat it in a few minutes /),
  });
});

describe('an answer without a body', () => {
  const seen = (status: string, detail = status) =>
    answer(200, { id: order, status, status_detail: detail, total_amount: '50.00' });

  test.each<[what: string, argv: string[], ...steps: [Step, Step], code: number, outcome: string]>([
    ['a cancel', ['cancel'], answer(202, ''), seen('canceled'), 0, 'canceled'],
    ['a cancel that is not seen yet', ['cancel'], answer(202, ''), seen('created'), 8, 'unknown'],
    ['a whole refund', ['refund'], answer(202, ''), seen('refunded'), 0, 'refunded'],
  ])('of %s is told by the order', async (_what, argv, change, look, code, outcome) => {
    const result = await once([...argv, order, '--yes', '--json'], change, look);
    expect([result.code, JSON.parse(result.stdout || '{}')]).toEqual([
      code,
      expect.objectContaining({ outcome, id: order }),
    ]);
  });

  test.each([
    ['whose order cannot be read either', ['cancel', order, '--yes']],
    ['of a create', create],
  ])('%s leaves the outcome unknown', async (_what, argv) => {
    const told = await errorOf(argv, answer(202, ''), answer(503, ''));
    expect([told.exit_code, told.code, told.details]).toEqual([
      8,
      'unexpected_answer',
      ['It is empty.'],
    ]);
  });
});

test.each([
  [422, 'cancel'],
  [415, 'create'],
])('a %d of a %s without a known code says what to do', async (status, verb) => {
  const argv = verb === 'create' ? create : [verb, order, '--yes'];
  const { exit_code, hint } = await errorOf(argv, answer(status, { message: 'No.' }));
  expect([exit_code, hint]).toEqual([3, 'Check the fields of the request; `--dry-run` prints it.']);
});

test('a 408 says what to repeat, and under which key', async () => {
  const told = await errorOf([...create, '--retries', '0'], answer(408, { message: 'Too slow' }));
  expect([told.exit_code, told.retryable, told.idempotency_key]).toEqual([
    8,
    true,
    expect.stringMatching(/^[\da-f-]{36}$/),
  ]);
});

test.each([408, 460, 499])(
  'a change that was answered %d by something in between is open: 8',
  async (status) => {
    const page = answer(status, '<html>Time-out</html>');
    const argv = [...create, '--idempotency-key', 'k1', '--retries', '0', '--json'];
    const { code, stderr } = await once(argv, page);
    expect([code, JSON.parse(stderr)]).toMatchObject([
      8,
      { error: { code: 'outcome_unknown', idempotency_key: 'k1', http_status: status } },
    ]);
    // A read changed nothing, and a refusal in the order system's own words is one.
    const read = await once(['get', order, '--retries', '0'], page);
    const own = await once(argv, answer(status, fault('too_slow')));
    expect([[3, 7].includes(read.code), [3, 7].includes(own.code)]).toEqual([true, true]);
  },
);
