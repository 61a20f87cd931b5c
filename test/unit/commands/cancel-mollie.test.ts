import { describe, expect, test } from '@jest/globals';
import {
  SandboxMachine,
  shown,
  words,
  type Added,
  type Loss,
} from '../../helpers/sandbox-machine.ts';

const terminal = { columns: 100 };

const refusal = (status: string, refund = '') =>
  `Error: Mollie answered 400: The order cannot be canceled from state: ${status} [mollie_not_cancelable]
  - The order is ${status} now.
Only an order that is created, authorized or shipping can be canceled; refund what is paid. \`mp-orders get\` shows its state.
Request id: <uuid>
  mp-orders get <id> --sandbox
${refund}`;

const alreadyCanceled = `Error: Mollie answered 400: The order cannot be canceled from state: canceled [mollie_not_cancelable]
  - The order is canceled now.
`;

const completed = 'Completed: what was not shipped yet is canceled, what was shipped stays sold.';
const canceled = 'canceled — canceled, cannot be paid any more';

/** Every status that Mollie's pages name, and what a cancel of the whole order comes to there. */
const states: [status: string, outcome: string, code: number, seen: object, told: string][] = [
  ['created', 'canceled', 0, { headline: 'Canceled.', status: canceled }, ''],
  ['pending', 'refused', 6, { headline: '' }, refusal('pending')],
  ['authorized', 'canceled', 0, { headline: 'Canceled.', status: canceled }, ''],
  ['paid', 'refused', 6, { headline: '' }, refusal('paid', '  mp-orders refund <id> --sandbox\n')],
  [
    'shipping',
    'completed',
    0,
    { headline: completed, status: 'completed — shipped, except what was canceled' },
    'What was not shipped yet is canceled.',
  ],
  ['completed', 'refused', 6, { headline: '' }, refusal('completed')],
  ['canceled', 'already_canceled', 6, { headline: '' }, alreadyCanceled],
  ['expired', 'refused', 6, { headline: '' }, refusal('expired')],
];

describe.each(states)('cancel of an order that is %s', (status, outcome, code, seen, told) => {
  test(`comes to ${outcome}, with the answer to the letter`, async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mollie', '--status', status);
    const result = await machine.run(['cancel', id, '--json', '-q'], { door: true });
    const answer = machine.sent.find(({ method }) =>
      outcome === 'already_canceled' ? method === 'GET' : method === 'DELETE',
    )?.answer;
    expect([result.code, result.stdout]).toEqual([
      code,
      `{"outcome":"${outcome}","provider":"mollie","id":"${id}","answer":${answer}}\n`,
    ]);
    expect(machine.methods).toBe(code === 0 ? 'DELETE' : 'DELETE GET');
  });

  test('tells people so', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mollie', '--status', status);
    const result = await machine.run(['cancel', id], { terminal });
    const said = words(result.stderr, id);
    expect([result.code, shown(result.stdout)]).toEqual([code, seen]);
    // A success has more to say at most; a refusal for another state says this and no more.
    if (outcome === 'refused') expect(said).toBe(told);
    else expect(said).toContain(told);
  });

  test('sends nothing with --dry-run', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mollie', '--status', status);
    const result = await machine.run(['cancel', id, '--dry-run'], { door: true });
    const after = await machine.run(['get', id, '--field', 'status', '-q']);
    expect([result, machine.sent, after.stdout]).toEqual([
      {
        code: 0,
        stdout: `DELETE http://127.0.0.1:4010/v2/orders/${id}\nauthorization: Bearer ***\n`,
        stderr: 'Dry run: nothing was changed.\n',
      },
      [],
      `${status}\n`,
    ]);
  });
});

test('an order with an open payment is refused, and stays as it is', async () => {
  const machine = new SandboxMachine();
  const { order } = await machine.add('mollie');
  const lines = (order.lines as Record<string, unknown>[]).map(
    ({ type, name, quantity, unitPrice, discountAmount, totalAmount, vatRate, vatAmount }) => ({
      ...{ type, name, quantity, unitPrice, totalAmount, vatRate, vatAmount },
      ...((discountAmount as { value: string } | null)?.value !== '0.00' && { discountAmount }),
    }),
  );
  const { amount, orderNumber, billingAddress, locale, redirectUrl } = order;
  const body = { amount, orderNumber, billingAddress, locale, redirectUrl, lines, method: 'ideal' };
  const data = ['--data', JSON.stringify(body), '--provider', 'mollie', '--json', '-q'];
  const made = await machine.run(['api', 'post', '/v2/orders', ...data]);
  const { id, status } = JSON.parse(made.stdout) as Record<string, string>;
  const result = await machine.run(['cancel', id ?? '', '--json', '-q']);
  const { outcome, answer } = JSON.parse(result.stdout) as { outcome: string; answer: object };
  expect([made.code, status, result.code, outcome, answer]).toEqual([
    ...[0, 'created', 6, 'refused'],
    expect.objectContaining({ status: 400, detail: expect.stringContaining('open payment') }),
  ]);
});

test('lines are not canceled again while nobody knows of the first time; the whole order may be', async () => {
  const machine = new SandboxMachine();
  const { id, order } = await machine.add('mollie', '--status', 'authorized');
  const line = (order.lines as { id: string }[])[0]?.id ?? '';
  // Mollie's client reads the order before and after: only the second look is lost.
  const door: Loss = (method, count) =>
    method === 'DELETE' ? 'after' : count > 1 ? 'before' : undefined;
  const cancel = ['cancel', id, '--line', `${line}=1`];
  const lost = await machine.run([...cancel, '--retries', '0', '-q'], { door });
  const again = await machine.run([...cancel, '-q'], { door: true });
  expect([lost.code, again.code, machine.methods.includes('DELETE')]).toEqual([8, 8, false]);
  expect(again.stderr).toContain('Settle that one first: another cancel could cancel more');
  expect((await machine.run(['cancel', id, '-q'])).code).toBe(0);
});

describe('the second cancel of an order', () => {
  test.each([
    ['created', [], 6, 'already_canceled', ''],
    ['created', ['--if-open'], 0, 'already_canceled', 'It was canceled already.'],
    ['authorized', [], 6, 'already_canceled', ''],
    ['authorized', ['--if-open'], 0, 'already_canceled', 'It was canceled already.'],
    // What was shipped is sold: whoever wants the order canceled has not got that.
    ['shipping', [], 6, 'refused', ''],
    ['shipping', ['--if-open'], 6, 'refused', ''],
  ])('that was %s, with %j, ends with %i', async (status, flags, code, outcome, headline) => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mollie', '--status', status);
    const cancel = ['cancel', id, ...flags];
    const first = await machine.run(cancel);
    const second = await machine.run([...cancel, '--field', 'outcome', '-q']);
    const third = await machine.run(cancel, { terminal });
    expect([first.code, second.code, second.stdout]).toEqual([0, code, `${outcome}\n`]);
    expect([third.code, shown(third.stdout).headline]).toEqual([code, headline]);
  });

  test('gives with --if-open the order itself, to the letter', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mollie', '--status', 'canceled');
    const argv = ['cancel', id, '--if-open', '--json', '-q'];
    const result = await machine.run(argv, { door: true });
    const read = machine.sent.at(-1);
    expect([read?.method, result]).toEqual([
      'GET',
      {
        code: 0,
        stdout: `{"outcome":"already_canceled","provider":"mollie","id":"${id}","answer":${read?.answer}}\n`,
        stderr: '',
      },
    ]);
  });
});

interface WireLine {
  id: string;
  status: string;
  quantityCanceled: number;
  amountCanceled: { value: string };
}

const linesOf = (order: Added['order']) => order.lines as WireLine[];

/**
 * `0`, `1=1@12.50`: lines by their place. The first is 2 at 24.95, the second 3 at 12.50 with 7.50
 * off, the third 1 at 4.95. Of an order that is shipping, one of the first line is on its way.
 */
const flagsFor = (order: Added['order'], parts: string): string[] =>
  parts.split(' ').flatMap((part) => {
    const line = linesOf(order)[Number(part[0])];
    return ['--line', `${line?.id ?? 'odl_missing'}${part.slice(1)}`];
  });

/** How each line stands: `2 of it canceled for 49.90 canceled`. */
const standing = (order: Added['order']): string[] =>
  linesOf(order).map(
    ({ status, quantityCanceled, amountCanceled }) =>
      `${status}, ${quantityCanceled} for ${amountCanceled.value}`,
  );

const untouched = {
  authorized: ['authorized, 0 for 0.00', 'authorized, 0 for 0.00', 'authorized, 0 for 0.00'],
  shipping: ['shipping, 0 for 0.00', 'authorized, 0 for 0.00', 'authorized, 0 for 0.00'],
};

type LineRow = [status: string, parts: string, outcome: string, end: string, lines: string[]];

const [, second = '', third = ''] = untouched.authorized;

const taken: LineRow[] = [
  ['authorized', '0', 'canceled', 'authorized', ['canceled, 2 for 49.90', second, third]],
  ['authorized', '0=2', 'canceled', 'authorized', ['canceled, 2 for 49.90', second, third]],
  ['authorized', '0=1', 'canceled', 'authorized', ['authorized, 1 for 24.95', second, third]],
  ['authorized', '0=1@24.95', 'canceled', 'authorized', ['authorized, 1 for 24.95', second, third]],
  ['authorized', '1=1@12.50', 'canceled', 'authorized', [second, 'authorized, 1 for 12.50', third]],
  ['authorized', '1=1@5.00', 'canceled', 'authorized', [second, 'authorized, 1 for 5.00', third]],
  ['authorized', '1', 'canceled', 'authorized', [second, 'canceled, 3 for 30.00', third]],
  [
    'authorized',
    '0=1 1=2@20.00 2',
    'canceled',
    'authorized',
    ['authorized, 1 for 24.95', 'authorized, 2 for 20.00', 'canceled, 1 for 4.95'],
  ],
  [
    'authorized',
    '0 1 2',
    'canceled',
    'canceled',
    ['canceled, 2 for 49.90', 'canceled, 3 for 30.00', 'canceled, 1 for 4.95'],
  ],
  ['shipping', '0', 'canceled', 'shipping', ['completed, 1 for 24.95', second, third]],
  ['shipping', '0=1', 'canceled', 'shipping', ['completed, 1 for 24.95', second, third]],
  [
    'shipping',
    '2',
    'canceled',
    'shipping',
    ['shipping, 0 for 0.00', second, 'canceled, 1 for 4.95'],
  ],
  [
    'shipping',
    '1=1@12.50',
    'canceled',
    'shipping',
    ['shipping, 0 for 0.00', 'authorized, 1 for 12.50', third],
  ],
  [
    'shipping',
    '0 1 2',
    'completed',
    'completed',
    ['completed, 1 for 24.95', 'canceled, 3 for 30.00', 'canceled, 1 for 4.95'],
  ],
];

describe.each(taken)('of an order that is %s, lines %s', (status, parts, outcome, end, lines) => {
  test(`are canceled: ${outcome}, with the order as it is read again`, async () => {
    const machine = new SandboxMachine();
    const { id, order } = await machine.add('mollie', '--status', status);
    const flags = flagsFor(order, parts);
    const result = await machine.run(['cancel', id, ...flags, '--json', '-q'], { door: true });
    const [, sent, read] = machine.sent;
    expect([result.code, machine.methods, result.stdout]).toEqual([
      0,
      'GET DELETE GET',
      `{"outcome":"${outcome}","provider":"mollie","id":"${id}","answer":${read?.answer}}\n`,
    ]);
    expect([sent?.path, sent?.answer]).toEqual([`/v2/orders/${id}/lines`, '']);
    const after = JSON.parse(read?.answer ?? '') as Added['order'];
    expect([after.status, standing(after)]).toEqual([end, lines]);
  });

  test('people are told so', async () => {
    const machine = new SandboxMachine();
    const { id, order } = await machine.add('mollie', '--status', status);
    const result = await machine.run(['cancel', id, ...flagsFor(order, parts)], { terminal });
    const headline = outcome === 'completed' ? completed : 'The lines are canceled.';
    const { status: row = '', headline: line } = shown(result.stdout);
    expect([result.code, line, row.split(' — ')[0]]).toEqual([0, headline, end]);
  });
});

describe('lines that are refused', () => {
  test.each([
    ['created', '0', 6, 'refused', 'The line cannot be canceled from state: created.'],
    ['pending', '0', 6, 'refused', 'The line cannot be canceled from state: created.'],
    ['paid', '0', 6, 'refused', 'The line cannot be canceled from state: paid.'],
    ['completed', '0', 6, 'refused', 'The line cannot be canceled from state: completed.'],
    ['expired', '0', 6, 'refused', 'The line cannot be canceled from state: canceled.'],
    ['canceled', '0', 6, 'already_canceled', 'The line cannot be canceled from state: canceled.'],
    ['authorized', '7', 3, 'refused', 'The order has no line odl_missing.'],
    ['authorized', '0=3', 3, 'refused', 'The quantity must be at most 2.'],
    ['shipping', '0=2', 3, 'refused', 'The quantity must be at most 1.'],
  ])('of an order that is %s: %s ends with %i', async (status, parts, code, outcome, said) => {
    const machine = new SandboxMachine();
    const { id, order } = await machine.add('mollie', '--status', status);
    const argv = ['cancel', id, ...flagsFor(order, parts)];
    const result = await machine.run([...argv, '--json', '-q'], { door: true });
    const refused = machine.sent.find(({ method }) => method === 'DELETE');
    const { answer } = JSON.parse(result.stdout) as { answer: object };
    const people = await machine.run(argv, { terminal });
    const after = await machine.run(['get', id, '--json', '-q']);
    expect([result.code, JSON.parse(result.stdout)]).toEqual([
      code,
      { outcome, provider: 'mollie', id, answer },
    ]);
    if (outcome === 'refused') expect(result.stdout).toContain(`"answer":${refused?.answer}}`);
    else expect(answer).toMatchObject({ resource: 'order', status });
    expect([people.code, people.stdout, people.stderr]).toEqual([
      ...[code, ''],
      expect.stringContaining(said),
    ]);
    expect(standing(JSON.parse(after.stdout) as Added['order'])).toEqual(standing(order));
  });

  const noState =
    'Only what is not shipped of a line that is authorized or shipping can be canceled; `mp-orders get` shows how much that is.';
  const noValue =
    'Correct what the error names; `mp-orders get` shows the lines, and how much of each can be canceled still.';

  test.each([
    [
      ...(['paid', '0', 'mollie_line_not_cancelable', noState] as const),
      ['lines.0.id', 'The line <line> is paid; 0 of it can be canceled.', 'The order is paid now.'],
    ],
    [
      ...(['completed', '0', 'mollie_line_not_cancelable', noState] as const),
      [
        'lines.0.id',
        'The line <line> is completed; 0 of it can be canceled.',
        'The order is completed now.',
      ],
    ],
    [
      ...(['shipping', '0=2', 'mollie_line_unprocessable', noValue] as const),
      ['lines.0.quantity', 'The line <line> is shipping; 1 of it can be canceled.'],
    ],
    [...(['authorized', '7', 'mollie_line_unprocessable', noValue] as const), ['lines.0.id']],
  ])('of an order that is %s: of %s people read what is with the line', async (...row) => {
    const [status, parts, code, hint, details] = row;
    const machine = new SandboxMachine();
    const { id, order } = await machine.add('mollie', '--status', status);
    const result = await machine.run(['cancel', id, ...flagsFor(order, parts)], { terminal });
    const [error, ...told] = words(result.stderr, id)
      .replaceAll(linesOf(order)[0]?.id ?? '', '<line>')
      .split('\n');
    expect(error).toContain(`[${code}]`);
    expect(told.slice(0, details.length + 1)).toEqual([
      ...details.map((detail) => `  - ${detail}`),
      hint,
    ]);
  });

  test.each([
    ['1=1', 'from 5.00 to 12.50 EUR', '1@12.50'],
    ['1=2', 'from 17.50 to 25.00 EUR', '1@25.00'],
    ['1=1@4.99', 'from 5.00 to 12.50 EUR', '1@12.50'],
    ['1=1@12.51', 'from 5.00 to 12.50 EUR', '1@12.50'],
    ['0=1@24.94', 'from 24.95 to 24.95 EUR', '1@24.95'],
  ])('for their amount (%s) are told the amounts that would do', async (parts, range, example) => {
    const machine = new SandboxMachine();
    const { id, order } = await machine.add('mollie', '--status', 'authorized');
    const result = await machine.run(['cancel', id, ...flagsFor(order, parts)], { terminal });
    const at = `lines.0.amount: an amount ${range}`;
    const hint = `Name an amount ${range}: after an @, as in --line odl_…=${example}.`;
    expect([result.code, result.stdout, words(result.stderr, id).split('\n').slice(1)]).toEqual([
      3,
      '',
      [`  - ${at}`, hint, 'Request id: <uuid>', '  mp-orders get <id> --sandbox', ''],
    ]);
  });

  test('of a list of which one is, none is canceled', async () => {
    const machine = new SandboxMachine();
    const { id, order } = await machine.add('mollie', '--status', 'authorized');
    const result = await machine.run(['cancel', id, ...flagsFor(order, '0 1=1'), '-q']);
    const after = await machine.run(['get', id, '--json', '-q']);
    expect([result.code, standing(JSON.parse(after.stdout) as Added['order'])]).toEqual([
      3,
      untouched.authorized,
    ]);
  });

  test.each([
    [['--line', 'odl_x=0'], '"odl_x=0" is not a line of an order.'],
    [['--line', 'odl_x=1.5'], '"odl_x=1.5" is not a line of an order.'],
    [['--line', ''], '"" is not a line of an order.'],
    [['--line', 'odl_x=1@12,50'], '"12,50"'],
    [['--line', 'odl_x', 'ord_2'], '--line goes with one id: a line belongs to one order.'],
  ])('%j is sent nowhere', async (flags, sentence) => {
    const machine = new SandboxMachine();
    const { code, stderr } = await machine.run(['cancel', 'ord_1', ...flags], { door: true });
    expect([code, stderr, machine.sent]).toEqual([2, expect.stringContaining(sentence), []]);
  });
});

test('the request for lines names them with the order’s currency, and --dry-run sends none', async () => {
  const machine = new SandboxMachine();
  const { id, order } = await machine.add('mollie', '--status', 'authorized');
  const flags = flagsFor(order, '0 1=1@12.50');
  const plan = await machine.run(['cancel', id, ...flags, '--dry-run', '--json'], { door: true });
  expect([plan.code, machine.sent]).toEqual([0, []]);
  expect(JSON.parse(plan.stdout)).toMatchObject({
    method: 'DELETE',
    url: `http://127.0.0.1:4010/v2/orders/${id}/lines`,
  });
  await machine.run(['cancel', id, ...flags, '-q'], { door: true });
  const ids = linesOf(order).map((line) => line.id);
  expect(JSON.parse(machine.sent[1]?.body ?? '')).toEqual({
    lines: [
      { id: ids[0] },
      { id: ids[1], quantity: 1, amount: { value: '12.50', currency: 'EUR' } },
    ],
  });
});

describe('a lost answer is settled by reading', () => {
  const deletes =
    (loss: 'before' | 'after', upTo = Infinity): Loss =>
    (method, count) =>
      method === 'DELETE' && count <= upTo ? loss : undefined;
  const readsToo =
    (from: number): Loss =>
    (method, count) =>
      method === 'DELETE' ? 'after' : count >= from ? 'before' : undefined;

  test.each([
    ['created', 'the first is lost on its way', deletes('before', 1), 0, 'canceled', 2],
    ['created', 'the first answer is lost', deletes('after', 1), 0, 'canceled', 2],
    ['created', 'all answers are lost', deletes('after'), 0, 'canceled', 4],
    ['shipping', 'the first answer is lost', deletes('after', 1), 0, 'completed', 2],
    ['paid', 'the first answer is lost', deletes('after', 1), 6, 'refused', 2],
    ['completed', 'the first answer is lost', deletes('after', 1), 6, 'refused', 2],
    ['created', 'nothing ever arrives', deletes('before'), 8, 'unknown', 4],
    ['created', 'nothing can be read either', readsToo(1), 8, 'unknown', 4],
  ])('an order that is %s: %s', async (status, _what, door, code, outcome, times) => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mollie', '--status', status);
    const argv = ['cancel', id, '--field', 'outcome', '-q'];
    const result = await machine.run(argv, { door });
    const sent = machine.sent.filter(({ method }) => method === 'DELETE');
    expect([result.code, result.stdout, sent.length]).toEqual([code, `${outcome}\n`, times]);
  });

  test('a refusal after a lost attempt is told with one look at the order', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mollie', '--status', 'paid');
    const result = await machine.run(['cancel', id], { door: deletes('after', 1), terminal });
    const said = words(result.stderr, id);
    expect([result.code, machine.methods]).toEqual([6, 'DELETE DELETE GET']);
    expect(said.split('The order is paid now.')).toHaveLength(2);
    expect(said).toContain('\n  mp-orders refund <id>');
  });

  test.each([
    ['0', 'the answer is lost', deletes('after'), 0, 'canceled', 1],
    ['0=1', 'the answer is lost', deletes('after'), 0, 'canceled', 1],
    ['1=1@5.00', 'the answer is lost', deletes('after'), 0, 'canceled', 1],
    ['0=1', 'the request is lost', deletes('before'), 8, 'unknown', 0],
    ['0=1', 'nothing can be read either', readsToo(2), 8, 'unknown', 1],
  ])('lines %s: %s; they are sent once', async (parts, _what, door, code, outcome, arrived) => {
    const machine = new SandboxMachine();
    const { id, order } = await machine.add('mollie', '--status', 'authorized');
    const argv = ['cancel', id, ...flagsFor(order, parts), '--field', 'outcome', '-q'];
    const result = await machine.run(argv, { door });
    const sent = machine.sent.filter(({ method }) => method === 'DELETE');
    expect([result.code, result.stdout, sent.length]).toEqual([code, `${outcome}\n`, 1]);
    expect(sent.filter(({ answer }) => answer !== undefined)).toHaveLength(arrived);
  });

  test('what cannot be settled names the order to look at, and no command that cancels', async () => {
    const machine = new SandboxMachine();
    const { id, order } = await machine.add('mollie', '--status', 'authorized');
    const argv = ['cancel', id, ...flagsFor(order, '0=1')];
    const { code, stderr } = await machine.run(argv, { door: readsToo(2) });
    expect([code, words(stderr, id).trimEnd().split('\n').at(-1)]).toEqual([
      8,
      '  mp-orders get <id> --sandbox',
    ]);
  });
});

test.each([
  ['sandbox-mollie-live', 5, 'mollie_wrong_mode'],
  ['sandbox-mollie-other', 5, 'mollie_other_profile'],
  ['sandbox-mollie-revoked', 4, 'mollie_unauthorized'],
  ['sandbox-mollie-limited', 7, 'mollie_rate_limited'],
])('asked as %s, cancel ends with %i, by its own name', async (profile, code, name) => {
  const machine = new SandboxMachine();
  const { id } = await machine.add('mollie');
  const result = await machine.run(['cancel', id, '--json', '-q', '--profile', profile]);
  const { error } = JSON.parse(result.stderr) as { error: { code: string; hint: string } };
  const after = await machine.run(['get', id, '--field', 'status', '-q']);
  expect([result.code, error.code, after.stdout]).toEqual([code, name, 'created\n']);
  expect(error.hint).not.toBe('');
});

test('an access token says the mode in the body, and reads in the query', async () => {
  const machine = new SandboxMachine();
  const { id } = await machine.add('mollie', '--status', 'pending');
  const argv = ['cancel', id, '-q', '--profile', 'sandbox-mollie-token'];
  const { code } = await machine.run(argv, { door: true });
  expect([code, machine.sent.map(({ method, path, body }) => [method, path, body])]).toEqual([
    6,
    [
      ['DELETE', `/v2/orders/${id}`, '{"testmode":true}'],
      ['GET', `/v2/orders/${id}?embed=payments%2Crefunds&testmode=true`, ''],
    ],
  ]);
});
