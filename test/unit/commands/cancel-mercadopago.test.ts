import { describe, expect, test } from '@jest/globals';
import { SandboxMachine, shown, words, type Loss } from '../../helpers/sandbox-machine.ts';

const terminal = { columns: 100 };

const refusal = (state: string, status: string, refund = '') =>
  `Error: Mercado Pago answered 409: The order cannot be canceled in its current status. [cannot_cancel_order]
  - order <id> has status ${status}
  - The order is ${state} now.
Only an order with status created can be canceled: \`mp-orders get\` shows its state.
Request id: <uuid>
  mp-orders get <id> --sandbox
${refund}`;

const alreadyCanceled = `Error: Mercado Pago answered 409: The order is canceled already. [order_already_canceled]
  - order <id> has status canceled
  - The order is canceled now.
`;

/** Every status that an order of the sandbox can have, and what a cancel comes to there. */
const states: [status: string, outcome: string, code: number, headline: string, told: string][] = [
  ['created', 'canceled', 0, 'Canceled.', ''],
  [
    'processed',
    'refused',
    6,
    '',
    refusal('processed (accredited)', 'processed', '  mp-orders refund <id> --sandbox\n'),
  ],
  ['canceled', 'already_canceled', 6, '', alreadyCanceled],
  ['expired', 'refused', 6, '', refusal('expired', 'expired')],
  ['refunded', 'refused', 6, '', refusal('refunded', 'refunded')],
];

describe.each(states)('cancel of an order that is %s', (status, outcome, code, headline, told) => {
  test(`comes to ${outcome}, with the answer to the letter`, async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mercadopago', '--status', status);
    const result = await machine.run(['cancel', id, '--json', '-q'], { door: true });
    // What was canceled already is told by the order as it was read, the rest by the answer.
    const answer = machine.sent.find(({ method }) =>
      outcome === 'already_canceled' ? method === 'GET' : method === 'POST',
    )?.answer;
    expect([result.code, result.stdout]).toEqual([
      code,
      `{"outcome":"${outcome}","provider":"mercadopago","id":"${id}","answer":${answer}}\n`,
    ]);
    expect(machine.methods).toBe(code === 0 ? 'POST' : 'POST GET');
  });

  test('tells people so', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mercadopago', '--status', status);
    const result = await machine.run(['cancel', id], { terminal });
    expect([result.code, shown(result.stdout).headline]).toEqual([code, headline]);
    if (outcome === 'already_canceled') expect(words(result.stderr, id)).toContain(told);
    else expect(words(result.stderr, id)).toBe(told);
  });

  test('sends nothing with --dry-run', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mercadopago', '--status', status);
    const result = await machine.run(['cancel', id, '--dry-run'], { door: true });
    const after = await machine.run(['get', id, '--field', 'status', '-q']);
    expect([result, machine.sent, after.stdout]).toEqual([
      {
        code: 0,
        stdout: `POST http://127.0.0.1:4010/v1/orders/${id}/cancel
authorization: Bearer ***
x-idempotency-key: 00000000-0000-4000-8000-000000000001
`,
        stderr: 'Dry run: nothing was changed.\n',
      },
      [],
      `${status}\n`,
    ]);
  });
});

describe('the second cancel of an order', () => {
  test.each([
    [[], 6, 'already_canceled', ''],
    [['--if-open'], 0, 'already_canceled', 'It was canceled already.'],
  ])('with %j ends with %i', async (flags, code, outcome, headline) => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mercadopago');
    const cancel = ['cancel', id, ...flags];
    const first = await machine.run([...cancel, '--field', 'outcome', '-q']);
    const second = await machine.run([...cancel, '--field', 'outcome', '-q']);
    const third = await machine.run(cancel, { terminal });
    expect([first.code, first.stdout, second.code, second.stdout]).toEqual([
      0,
      'canceled\n',
      code,
      `${outcome}\n`,
    ]);
    expect([third.code, shown(third.stdout).headline]).toEqual([code, headline]);
  });

  test.each([['processed'], ['expired'], ['refunded']])(
    '--if-open makes no success of one that is %s',
    async (status) => {
      const machine = new SandboxMachine();
      const { id } = await machine.add('mercadopago', '--status', status);
      const argv = ['cancel', id, '--if-open', '--field', 'outcome', '-q'];
      const { code, stdout } = await machine.run(argv);
      expect([code, stdout]).toEqual([6, 'refused\n']);
    },
  );

  test('under the first one’s key is the first one, repeated', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mercadopago');
    const argv = ['cancel', id, '--idempotency-key', 'till-7', '--json', '-q'];
    const first = await machine.run(argv);
    expect([first.code, await machine.run(argv)]).toEqual([0, first]);
  });
});

describe('a lost answer is settled by the key', () => {
  const changes =
    (loss: 'before' | 'after', upTo = Infinity): Loss =>
    (method, count) =>
      method === 'POST' && count <= upTo ? loss : undefined;

  test.each([
    ['the first is lost on its way', changes('before', 1), 0, 'canceled', 2],
    ['the first answer is lost', changes('after', 1), 0, 'canceled', 2],
    ['three answers are lost', changes('after', 3), 0, 'canceled', 4],
    ['all answers are lost', changes('after'), 8, 'unknown', 4],
    ['nothing ever arrives', changes('before'), 8, 'unknown', 4],
  ])('%s', async (_what, door, code, outcome, times) => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mercadopago');
    const argv = ['cancel', id, '--field', 'outcome', '-q'];
    const result = await machine.run(argv, { door });
    const requests = machine.sent.map(({ method, path, body, headers }) => [
      ...[method, path, body],
      headers['x-idempotency-key'],
    ]);
    expect([result.code, result.stdout, requests]).toEqual([
      code,
      `${outcome}\n`,
      Array(times).fill(requests[0]),
    ]);
    expect(requests[0]?.[3]).toMatch(/^0{8}-/);
  });

  test('the command that it names finds it done, and cancels nothing twice', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mercadopago');
    const lost = await machine.run(['cancel', id, '--json', '-q'], { door: changes('after') });
    const { next } = (JSON.parse(lost.stderr) as { error: { next: string[] } }).error;
    const words = (next[0] ?? '').split(' ').slice(1);
    const repeated = await machine.run(words, { door: true, plain: true });
    const [sent] = machine.sent;
    expect([lost.code, next.length, repeated.code, machine.methods]).toEqual([8, 1, 0, 'POST']);
    expect(repeated.stdout).toBe(
      `{"outcome":"canceled","provider":"mercadopago","id":"${id}","answer":${sent?.answer}}\n`,
    );
  });
});
