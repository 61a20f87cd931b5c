import { describe, expect, test } from '@jest/globals';
import { statuses } from '../../../src/sandbox/vtex/statuses.ts';
import {
  SandboxMachine,
  shown,
  words,
  type Added,
  type Loss,
} from '../../helpers/sandbox-machine.ts';

const terminal = { columns: 100 };
const minute = ['--timeout', '1m'];
const both = ['--confirm-second'];

const requested = 'Requested: the order is not canceled yet.';
const receipt = 'Receipt <code>, accepted at 2026-11-21 16:30:00 -03:00 (now).\n';
const noCode = 'Receipt without a code, accepted at 2026-11-21 16:30:00 -03:00 (now).\n';
const underWay = 'Nothing was sent: a cancel is under way already.';
const ifItWaits = `${underWay} If VTEX waits for the request that confirms it, --confirm-second sends that.\n`;

const needsSecond = (status: string) =>
  `${receipt}It was in ${status}: from there VTEX takes a second request, which confirms the first. --confirm-second sends it.\n`;

const refusal = (status: string) =>
  `Error: VTEX answered 400: Order status should not be ${status} to perform this action (OMS003) [vtex_not_cancelable]
  - The order is ${status} now.
Look at the order with \`mp-orders get\`; what is invoiced goes back by a return invoice.
Request id: <uuid>
  mp-orders get <id> --sandbox
`;

const alreadyCanceled = `Error: It was canceled already.
With --if-open that is a success.
  mp-orders get <id> --sandbox
`;

/** What a cancel comes to at once, and what the sent requests are. */
interface Row {
  outcome: string;
  code: number;
  sends: string;
  /** Whose answer it is that the outcome stands beside: its place among the requests. */
  answer: number;
  headline: string;
  told: string;
  /** With --wait and a minute: the outcome, the exit code. */
  waited: [outcome: string, code: number];
}

const taken: Row = {
  outcome: 'requested',
  code: 0,
  sends: 'GET POST GET',
  answer: 1,
  headline: requested,
  told: receipt,
  waited: ['canceled', 0],
};
const read = { sends: 'GET', answer: 0 };
const twice = (status: string): Row => ({
  ...taken,
  told: needsSecond(status),
  waited: ['requested', 10],
});
const goesOn = (told: string, waited: Row['waited']): Row => ({ ...taken, ...read, told, waited });
const refused = (status: string): Row => ({
  ...{ outcome: 'refused', code: 6, sends: 'GET POST GET', answer: 1, headline: '' },
  told: refusal(status),
  waited: ['refused', 6],
});

/** Every status that an order of the sandbox can have. */
const states: [status: string, row: Row][] = [
  ...[
    'order-accepted',
    'on-order-completed',
    'on-order-completed-ffm',
    'waiting-for-sellers-confirmation',
    'waiting-for-authorization',
    'waiting-for-manual-authorization',
    'waiting-ffmt-authorization',
    'waiting-for-mkt-authorization',
    'waiting-for-fulfillment',
    'window-to-change-payment',
    'window-to-change-seller',
    'payment-pending',
    'payment-approved',
    'window-to-cancel',
    'authorize-fulfillment',
    'waiting-seller-handling',
    'ready-for-invoicing',
    'cancellation-request-denied',
  ].map((status): [string, Row] => [status, taken]),
  ['ready-for-handling', twice('ready-for-handling')],
  ['handling', twice('handling')],
  ['request-cancel', goesOn(`${underWay}\n`, ['canceled', 0])],
  ['cancel', goesOn(`${underWay}\n`, ['canceled', 0])],
  ['waiting-for-seller-decision', goesOn(`${underWay}\n`, ['requested', 10])],
  ['cancellation-requested', goesOn(ifItWaits, ['requested', 10])],
  ...['incomplete', 'order-created', 'start-handling', 'invoice', 'invoiced', 'replaced'].map(
    (status): [string, Row] => [status, refused(status)],
  ),
  [
    'canceled',
    {
      ...{ outcome: 'already_canceled', code: 6, ...read, headline: '' },
      told: alreadyCanceled,
      waited: ['already_canceled', 6],
    },
  ],
];

test('the table below has every status of the sandbox', () => {
  expect(states.map(([status]) => status).sort()).toEqual([...statuses].sort());
});

describe.each(states)('cancel of an order that is %s', (status, row) => {
  test(`comes to ${row.outcome}, with the answer to the letter`, async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', status);
    const { code, stdout } = await machine.run(['cancel', id, '--json', '-q'], { door: true });
    expect([code, machine.methods, stdout]).toEqual([
      row.code,
      row.sends,
      `{"outcome":"${row.outcome}","provider":"vtex","id":"${id}","answer":${machine.sent[row.answer]?.answer}}\n`,
    ]);
  });

  test('tells people so', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', status);
    const result = await machine.run(['cancel', id], { terminal });
    expect([result.code, shown(result.stdout).headline, words(result.stderr, id)]).toEqual([
      row.code,
      row.headline,
      row.told,
    ]);
  });

  test(`followed with --wait comes to ${row.waited[0]}, by the same requests`, async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', status);
    const argv = ['cancel', id, '--wait', ...minute, '--field', 'outcome', '-q'];
    const { code, stdout } = await machine.run(argv, { door: true });
    expect([code, stdout]).toEqual([row.waited[1], `${row.waited[0]}\n`]);
    const changes = (methods: string) => methods.split(' ').filter((method) => method !== 'GET');
    expect(changes(machine.methods)).toEqual(changes(row.sends));
  });

  test('sends nothing with --dry-run', async () => {
    const machine = new SandboxMachine();
    const { id, order } = await machine.add('vtex', '--status', status);
    const flags = ['--reason', 'out of stock', '--dry-run'];
    const plan = await machine.run(['cancel', id, ...flags], { door: true });
    expect([plan, machine.sent]).toEqual([
      {
        code: 0,
        stdout: `POST http://127.0.0.1:4010/api/oms/pvt/orders/${id}/cancel
x-vtex-api-appkey: ***
x-vtex-api-apptoken: ***
content-type: application/json

{
  "reason": "out of stock"
}
`,
        stderr: 'Dry run: nothing was changed.\n',
      },
      [],
    ]);
    const after = await machine.run(['get', id, '--json', '-q']);
    expect((JSON.parse(after.stdout) as Added['order']).status).toBe(order.status);
  });
});

describe('from a status that takes two requests', () => {
  const from = ['ready-for-handling', 'handling'];

  test.each(from)('%s: --confirm-second sends both, and a read between them', async (status) => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', status);
    const result = await machine.run(['cancel', id, ...both, '--json', '-q'], { door: true });
    expect([result.code, machine.methods, result.stdout]).toEqual([
      0,
      'GET POST GET POST GET',
      `{"outcome":"requested","provider":"vtex","id":"${id}","answer":${machine.sent[3]?.answer}}\n`,
    ]);
  });

  test.each(from)('%s: people read of both receipts', async (status) => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', status);
    const result = await machine.run(['cancel', id, ...both], { terminal });
    expect([result.code, shown(result.stdout), words(result.stderr, id)]).toEqual([
      0,
      { headline: requested, status: 'cancel — being canceled' },
      receipt + noCode,
    ]);
  });

  test.each(from)('%s: with --wait it is canceled, read twice', async (status) => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', status);
    const argv = ['cancel', id, ...both, '--wait', ...minute];
    const result = await machine.run(argv, { terminal, door: true });
    expect([result.code, shown(result.stdout).headline, machine.methods]).toEqual([
      0,
      'Canceled.',
      'GET POST GET POST GET GET GET',
    ]);
  });

  test('--confirm-second later confirms what was asked for before', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', 'handling');
    await machine.run(['cancel', id, '-q']);
    machine.pass(60_000);
    const argv = ['cancel', id, ...both, '--wait', ...minute, '--field', 'outcome', '-q'];
    const { code, stdout } = await machine.run(argv, { door: true });
    const posts = machine.sent.filter(({ method }) => method === 'POST');
    expect([code, stdout, posts.length]).toEqual([0, 'canceled\n', 1]);
  });

  test.each(['payment-approved', 'window-to-cancel', 'invoiced', 'request-cancel', 'canceled'])(
    '%s takes one at most, --confirm-second or not',
    async (status) => {
      const machine = new SandboxMachine();
      const { id } = await machine.add('vtex', '--status', status);
      await machine.run(['cancel', id, ...both, '-q'], { door: true });
      const posts = machine.sent.filter(({ method }) => method === 'POST');
      expect(posts.length).toBe(['request-cancel', 'canceled'].includes(status) ? 0 : 1);
    },
  );
});

const denial = (status: string) => `Error: The cancel was denied: the order is ${status}.
  - Reason: The parcel has been handed over already.
`;

describe('a seller who says no', () => {
  const denying = ['--denies', '--delay', '2s'];

  test.each(['ready-for-handling', 'handling', 'payment-approved', 'waiting-seller-handling'])(
    'from %s: --wait tells the denial from a delay',
    async (status) => {
      const machine = new SandboxMachine();
      const { id } = await machine.add('vtex', '--status', status, ...denying);
      const argv = ['cancel', id, '--wait', ...minute];
      const result = await machine.run(argv, { terminal });
      expect([result.code, result.stdout, words(result.stderr, id)]).toEqual([
        6,
        '',
        expect.stringContaining(denial(status)),
      ]);
      const json = await machine.run([...argv, '--json', '-q'], { door: true });
      const { error } = JSON.parse(json.stderr) as { error: { code: string } };
      expect([json.code, error.code, json.stdout]).toEqual([
        6,
        'vtex_cancel_denied',
        `{"outcome":"denied","provider":"vtex","id":"${id}","answer":${machine.sent[1]?.answer}}\n`,
      ]);
    },
  );

  test('is not asked in the window to cancel', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', 'window-to-cancel', ...denying);
    const argv = ['cancel', id, '--wait', ...minute, '--field', 'outcome', '-q'];
    expect(await machine.run(argv)).toEqual({ code: 0, stdout: 'canceled\n', stderr: '' });
  });

  test('cannot say it any more once the second request confirmed the first', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', 'handling', ...denying);
    const argv = ['cancel', id, ...both, '--wait', ...minute, '--field', 'outcome', '-q'];
    expect(await machine.run(argv)).toEqual({ code: 0, stdout: 'canceled\n', stderr: '' });
  });

  test('is asked again by the next cancel', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', 'payment-approved', ...denying);
    const argv = ['cancel', id, '--wait', ...minute, '--field', 'outcome', '-q'];
    const results = [await machine.run(argv), await machine.run([...argv, '--if-open'])];
    expect(results.map(({ code, stdout }) => [code, stdout])).toEqual([
      [6, 'denied\n'],
      [6, 'denied\n'],
    ]);
  });

  test('a slow seller is a delay: 10, and the request stands', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', 'payment-approved', '--delay', '10m');
    const result = await machine.run(['cancel', id, '--wait', ...minute], { terminal });
    const said = words(result.stderr, id);
    expect([result.code, result.stdout, said.split('\n')[1]]).toEqual([
      10,
      '',
      'Error: Not canceled after 1 min; the order is request-cancel, and the cancel was not denied.',
    ]);
    machine.pass(10 * 60_000);
    const status = await machine.run(['get', id, '--field', 'status', '-q']);
    expect(status.stdout).toBe('canceled\n');
  });
});

describe('the second cancel of an order', () => {
  test.each([
    [[], 6, ''],
    [['--if-open'], 0, 'It was canceled already.'],
  ])('that is through, with %j, ends with %i', async (flags, code, headline) => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', 'payment-approved');
    const cancel = ['cancel', id, '--wait', ...flags];
    const first = await machine.run([...cancel, '--field', 'outcome', '-q']);
    const second = await machine.run([...cancel, '--field', 'outcome', '-q'], { door: true });
    expect([first.stdout, second.code, second.stdout, machine.methods]).toEqual([
      'canceled\n',
      code,
      'already_canceled\n',
      'GET',
    ]);
    const third = await machine.run(cancel, { terminal });
    expect([third.code, shown(third.stdout).headline]).toEqual([code, headline]);
  });

  test.each(['handling', 'payment-approved'])(
    'that was %s, while the first is under way, sends nothing: it could be the confirming one',
    async (status) => {
      const machine = new SandboxMachine();
      const { id } = await machine.add('vtex', '--status', status, '--delay', '10m');
      const first = await machine.run(['cancel', id, '--field', 'outcome', '-q']);
      const argv = ['cancel', id, '--if-open', '--field', 'outcome', '-q'];
      const second = await machine.run(argv, { door: true });
      expect([first.stdout, second, machine.methods]).toEqual([
        'requested\n',
        { code: 0, stdout: 'requested\n', stderr: '' },
        'GET',
      ]);
    },
  );
});

describe('a request that was taken in and does not show yet', () => {
  /** The order as it is read: still where it stood. */
  const late = (_path: string, text: string) =>
    text.replace(/"(request-cancel|cancellation-requested)"/g, '"handling"');

  test.each<[what: string, typed: (id: string) => string[], stdin: (id: string) => string]>([
    ['typed again', (id) => [id], () => ''],
    ['typed twice', (id) => [id, id], () => ''],
    ['twice on stdin', () => ['-'], (id) => `${id}\n${id}`],
    ['with --if-open', (id) => [id, '--if-open'], () => ''],
  ])('is not confirmed by the same cancel, %s', async (_what, typed, stdin) => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', 'handling', '--delay', '10m');
    const argv = ['cancel', ...typed(id), '--yes', '-q'];
    const options = { door: true, answers: late, stdin: stdin(id) } as const;
    await machine.run(argv, options);
    const first = machine.methods;
    machine.pass(60_000);
    const { code } = await machine.run(argv, options);
    const posts = [first, machine.methods].map((methods) => methods.split('POST').length - 1);
    expect([code, posts]).toEqual([0, [1, 0]]);
  });

  test('is confirmed by one request with --confirm-second', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', 'handling', '--delay', '10m');
    const options = { door: true, answers: late } as const;
    await machine.run(['cancel', id, '-q'], options);
    await machine.run(['cancel', id, ...both, '-q'], options);
    expect(machine.methods).toBe('GET POST GET');
  });

  test('is over once the seller denied it: the next cancel is sent', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', 'handling', '--denies', '--delay', '2s');
    await machine.run(['cancel', id, '-q']);
    machine.pass(60_000);
    await machine.run(['cancel', id, '-q'], { door: true });
    expect(machine.methods).toBe('GET POST GET');
  });
});

describe('the time of a receipt', () => {
  const iso = 'Receipt <code>, accepted at 2026-11-21T16:30:00.0000000-03:00.';

  test.each([
    ['off a terminal', [], undefined, iso],
    ['on a terminal with --json', ['--json'], terminal, iso],
    ['before a wait, on a terminal', ['--wait', ...minute], terminal, receipt.trimEnd()],
  ])('%s', async (_where, flags, screen, told) => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', 'payment-approved');
    const { stderr } = await machine.run(['cancel', id, ...flags], { terminal: screen });
    expect(words(stderr, id).split('\n')[0]).toBe(told);
  });
});

test('--reason goes with the request, and the order tells it', async () => {
  const machine = new SandboxMachine();
  const { id } = await machine.add('vtex', '--status', 'payment-approved');
  const argv = ['cancel', id, '--reason', 'out of stock', '--wait', '-q'];
  const result = await machine.run(argv, { terminal, door: true });
  expect([machine.sent[1]?.body, result.stdout]).toEqual([
    '{"reason":"out of stock"}',
    expect.stringContaining('out of stock'),
  ]);
});

describe('a lost answer is settled by reading, never by sending again', () => {
  const posts =
    (loss: 'before' | 'after' | number, from = 1): Loss =>
    (method, count) =>
      method === 'POST' && count >= from ? loss : undefined;
  const readsToo: Loss = (method, count) =>
    method === 'POST' ? 'after' : count > 1 ? 'before' : undefined;

  test.each([
    ['payment-approved', [], 'the answer is lost', posts('after'), 0, 'requested', 1],
    ['payment-approved', ['--wait'], 'the answer is lost', posts('after'), 0, 'canceled', 1],
    ['handling', [], 'the answer is lost', posts('after'), 0, 'requested', 1],
    ['handling', both, 'the first answer is lost', posts('after'), 0, 'requested', 1],
    ['handling', both, 'the second answer is lost', posts('after', 2), 0, 'requested', 2],
    ['handling', both, 'the second request is lost', posts('before', 2), 8, 'unknown', 2],
    ['payment-approved', [], 'the request is lost', posts('before'), 8, 'unknown', 1],
    ['handling', both, 'the request is lost', posts('before'), 8, 'unknown', 1],
    ['handling', [], 'nothing can be read either', readsToo, 8, 'unknown', 1],
    ['invoiced', [], 'the answer is lost', posts('after'), 8, 'unknown', 1],
  ])('%s %j: %s', async (status, flags, _what, door, code, outcome, times) => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', status);
    const argv = ['cancel', id, ...flags, '--field', 'outcome', '-q'];
    const result = await machine.run(argv, { door });
    const sent = machine.sent.filter(({ method }) => method === 'POST');
    expect([result.code, result.stdout, sent.length]).toEqual([code, `${outcome}\n`, times]);
  });

  test('what cannot be settled names the order to look at, and no command that cancels', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', 'handling');
    const { code, stderr } = await machine.run(['cancel', id], { door: readsToo });
    expect([code, words(stderr, id).trimEnd().split('\n').at(-1)]).toEqual([
      8,
      '  mp-orders get <id> --sandbox',
    ]);
  });

  test.each<[what: string, argv: (id: string) => string[], stdin: (id: string) => string]>([
    ['typed', (id) => ['cancel', id], () => ''],
    ['on stdin', () => ['cancel', '-', '--json'], (id) => id],
    ['confirmed', (id) => ['cancel', id, '--confirm-second'], () => ''],
  ])('and the next one, %s, is not sent while nobody knows of it', async (_what, argv, stdin) => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', 'handling');
    await machine.run(['cancel', id, '-q'], { door: readsToo });
    const again = await machine.run([...argv(id), '-q'], { door: true, stdin: stdin(id) });
    const told = again.stdout + again.stderr;
    expect([again.code, machine.methods.includes('POST')]).toEqual([
      stdin(id) === '' ? 8 : 11,
      false,
    ]);
    expect(told).toContain('Settle that one first: another cancel could cancel more, or confirm');
    const other = await machine.add('vtex', '--status', 'handling');
    expect((await machine.run(['cancel', other.id, '-q'])).code).toBe(0);
  });

  test('an order that comes twice on stdin is sent once when the first is lost', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', 'handling');
    const argv = ['cancel', '-', '--json', '--concurrency', '1', '-q'];
    const { code } = await machine.run(argv, { door: readsToo, stdin: `${id}\n${id}\n` });
    const posted = machine.sent.filter(({ method }) => method === 'POST').length;
    expect([code, posted]).toEqual([11, 1]);
  });

  test.each([500, 502, 503])(
    'a %i may come after the fact: it is read, not sent',
    async (status) => {
      const machine = new SandboxMachine();
      const { id } = await machine.add('vtex', '--status', 'payment-approved');
      const argv = ['cancel', id, '--field', 'outcome', '-q', '--retries', '5'];
      const { code, stdout } = await machine.run(argv, { door: posts(status) });
      expect([code, stdout, machine.methods]).toEqual([0, 'requested\n', 'GET POST GET']);
    },
  );
});

describe('asked as another account, cancel says what is wrong and sends one request at most', () => {
  test.each([
    [
      'sandbox-vtex-forbidden',
      4,
      'vtex_forbidden',
      'The key lacks the License Manager resource “Cancel order”.',
      1,
    ],
    ['sandbox-vtex-revoked', 4, 'vtex_unauthorized', 'No authorized', 0],
    [
      'sandbox-vtex-login',
      4,
      'vtex_login_page',
      'VTEX answered 302 with a login page: nothing was done.',
      0,
    ],
    [
      'sandbox-vtex-html',
      4,
      'vtex_login_page',
      'VTEX answered 200 with a login page: nothing was done.',
      0,
    ],
    ['sandbox-vtex-limited', 7, 'vtex_rate_limited', 'wait a minute and try again.', 0],
    ['sandbox-vtex-cl', 5, 'OMS007', 'VTEX answered 404: Order Not Found', 0],
  ])('%s: %i', async (profile, code, name, said, posts) => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', 'payment-approved');
    const argv = ['cancel', id, '--profile', profile];
    const result = await machine.run(argv, { door: true, terminal });
    const sent = machine.sent.filter(({ method }) => method === 'POST');
    expect([result.code, result.stdout, sent.length]).toEqual([code, '', posts]);
    expect(result.stderr).toContain(said);
    expect(result.stderr).toContain(name);
    const after = await machine.run(['get', id, '--field', 'status', '-q']);
    expect(after.stdout).toBe('payment-approved\n');
  });
});

test('the workflow of an order stops with an error while it is waited for: 9', async () => {
  const machine = new SandboxMachine();
  const { id } = await machine.add('vtex', '--status', 'payment-approved', '--delay', '10m');
  let looks = 0;
  const result = await machine.run(['cancel', id, '--wait', '--json', '-q'], {
    onSleep: async () => {
      looks += 1;
      const move = ['sandbox', 'move', id, 'workflow-error'];
      if (looks === 2) await machine.run(move, { plain: true });
    },
  });
  const { error } = JSON.parse(result.stderr) as { error: { code: string } };
  expect([result.code, error.code, (JSON.parse(result.stdout) as Added['order']).outcome]).toEqual([
    9,
    'order_in_error',
    'requested',
  ]);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends the wait with %i, and the request stands', async (signal, code) => {
  const machine = new SandboxMachine();
  const { id } = await machine.add('vtex', '--status', 'payment-approved', '--delay', '10m');
  const result = await machine.run(['cancel', id, '--wait'], {
    terminal,
    onSleep: () => machine.interrupt(signal),
  });
  const said = words(result.stderr, id).trimEnd().split('\n');
  expect([result.code, said.slice(1, 2), said.at(-1)]).toEqual([
    code,
    ['Error: Stopped waiting; the cancel request remains in force.'],
    '  mp-orders watch <id> --until canceled --sandbox',
  ]);
});

test('a wait whose last look got no answer ends with 8: what came of the request is not known', async () => {
  const machine = new SandboxMachine();
  const { id } = await machine.add('vtex', '--status', 'payment-approved', '--delay', '10m');
  const argv = ['cancel', id, '--wait', '--timeout', '1m', '--json', '-q'];
  const result = await machine.run(argv, {
    door: (method, count) => (method === 'GET' && count > 6 ? 'before' : undefined),
  });
  const { error } = JSON.parse(result.stderr) as { error: Record<string, unknown> };
  expect([result.code, error.code, error.next]).toEqual([
    8,
    'order_not_known',
    [expect.stringContaining(`watch ${id} --until canceled`)],
  ]);
  expect(error.message).toMatch(
    /^The cancel was requested. The order was not seen canceled in 1 min, and the last check gave no result: last seen \S+ \d+ s ago; how it stands now is not known.$/,
  );
  expect((JSON.parse(result.stdout) as Added['order']).outcome).toBe('requested');
});
