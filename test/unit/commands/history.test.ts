import { describe, expect, test } from '@jest/globals';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';

const create = ['create', '--amount', '50', '--pos', 'EXTERNALPOS019285', '-q'];

/** A day at a till: one order made, one that was refused, one of which nobody knows, one canceled. */
async function aDay() {
  const machine = new SandboxMachine();
  const made = await machine.run([...create, '--reference', 'r-1', '--field', 'id']);
  const id = made.stdout.trim();
  machine.pass(60_000);
  await machine.run(['refund', id, '-q'], { door: true });
  machine.pass(60_000);
  const impatient = ['--retries', '0', '--idempotency-key', 'k-lost'];
  await machine.run([...create, '--reference', 'r-2', ...impatient], { door: () => 'before' });
  machine.pass(60_000);
  await machine.run(['cancel', id, '-q']);
  machine.pass(60_000);
  return { machine, id };
}

const history = (machine: SandboxMachine, ...flags: string[]) =>
  machine.run(['history', ...flags], { plain: true });

const uuid: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/);

test('tells what was sent from here, newest first: when, what, which order, outcome, request id, key', async () => {
  const { machine, id } = await aDay();
  const { code, stdout, stderr } = await history(machine);
  const rows = stdout
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t'));
  expect({ code, stderr, rows }).toEqual({
    code: 0,
    stderr: '',
    rows: [
      ['2026-11-21T19:33:00.000Z', 'cancel', id, 'canceled', expect.any(String), uuid, ''],
      ['2026-11-21T19:32:00.000Z', 'create', 'r-2', 'not known yet', '', 'k-lost', ''],
      ['2026-11-21T19:31:00.000Z', 'refund', id, 'refused', uuid, uuid, 'cannot_refund_order'],
      ['2026-11-21T19:30:00.000Z', 'create', id, 'created', uuid, uuid, ''],
    ],
  });
});

test('is a line a request on a terminal of 100 columns: clock time, amount, outcome, code', async () => {
  const { machine, id } = await aDay();
  machine.pass(24 * 3_600_000);
  const other = ['--reference', 'a-reference-that-is-long', '--retries', '0', '--json'];
  await machine.run([...create, ...other], { door: true });
  const { stdout } = await machine.run(['history'], { plain: true, terminal: { columns: 100 } });
  const lines = stdout.trimEnd().split('\n');
  expect(lines.map((line) => line.replace(/ORDTST\w{26}/, '<id>').replace(/ +/g, ' '))).toEqual([
    'Sent Action Order Reference Outcome',
    '16:34:00 create 50 <id> a-reference-… created',
    `11-21 16:33 cancel <id> canceled`,
    '11-21 16:32 create 50 r-2 not known yet',
    '11-21 16:31 refund <id> refused cannot_refund_order',
    '11-21 16:30 create 50 <id> r-1 created',
  ]);
  expect([lines.every((line) => line.length <= 100), stdout.includes(id)]).toEqual([true, true]);
});

test('is a table with request ids and keys with --long', async () => {
  const { machine, id } = await aDay();
  const { stdout } = await machine.run(['history', '--long'], {
    plain: true,
    terminal: { columns: 200 },
  });
  const [head, ...lines] = stdout.trimEnd().split('\n');
  expect(head).toMatch(/^Sent +Action +Order +Reference +Outcome +Request id +Key$/);
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(new RegExp(`^16:33:00 +cancel +${id} +canceled`));
  expect(lines[3]).toMatch(
    new RegExp(`^16:30:00 +create 50 +${id} +r-1 +created +[0-9a-f-]{36} +`),
  );
});

test.each([
  [
    80,
    [
      'Sent Action Order Outcome',
      '16:34:00 create 50 <id> created',
      '11-21 16:33 cancel <id> canceled',
      '11-21 16:32 create 50 r-2 not known yet',
      '11-21 16:31 refund <id> refused',
      ' cannot_refund_order',
      '11-21 16:30 create 50 <id> created',
    ],
  ],
  [
    90,
    [
      'Sent Action Order Outcome',
      '16:34:00 create 50 <id> created',
      '11-21 16:33 cancel <id> canceled',
      '11-21 16:32 create 50 r-2 not known yet',
      '11-21 16:31 refund <id> refused cannot_refund_order',
      '11-21 16:30 create 50 <id> created',
    ],
  ],
])('is a line a request on a terminal of %d columns too', async (columns, expected) => {
  const { machine } = await aDay();
  machine.pass(24 * 3_600_000);
  const other = ['--reference', `mpo-${'a'.repeat(36)}`, '--retries', '0', '--json'];
  await machine.run([...create, ...other], { door: true });
  const { stdout } = await machine.run(['history'], { plain: true, terminal: { columns } });
  const lines = stdout.trimEnd().split('\n');
  expect(lines.every((line) => line.length <= columns)).toBe(true);
  expect(lines.map((line) => line.replace(/ORDTST\w{26}/, '<id>').replace(/ +/g, ' '))).toEqual(
    expected,
  );
});

test.each([
  ['es', 'cancelación <id> cancelada', 'reembolso <id> se rechazó', 'creación 50 <id> r-1 creada'],
  [
    'pt',
    'cancelamento <id> cancelado',
    'reembolso <id> houve recusa',
    'criação 50 <id> r-1 criado',
  ],
])('says actions and outcomes in %s, and codes as they are', async (lang, ...expected) => {
  const { machine, id } = await aDay();
  const terminal = { columns: 110 };
  const table = await machine.run(['history', '--lang', lang], { plain: true, terminal });
  const report = await machine.run(['report', id, '--lang', lang]);
  const told = table.stdout.replaceAll(id, '<id>').replace(/ +/g, ' ');
  for (const words of expected) {
    expect(told).toContain(words);
    const [action = '', outcome = ''] = words.replace(' 50', '').split(/ <id>(?: r-1)? /);
    expect(report.stdout).toMatch(new RegExp(`^- \\S+ ${action}: ${outcome}, `, 'm'));
  }
  expect(told).toContain('cannot_refund_order');
  const rows = await machine.run(['history', '--lang', lang], { plain: true });
  expect(rows.stdout).toMatch(/\tcancel\t.*\tcanceled\t/);
});

test('tells the amount of a refund in part', async () => {
  const machine = new SandboxMachine();
  const made = await machine.run([...create, '--mode', 'dynamic', '--field', 'id']);
  const id = made.stdout.trim();
  await machine.run(['sandbox', 'pay', id, '-q'], { plain: true });
  await machine.run(['refund', id, '--amount', '12.50', '-q']);
  const { stdout } = await machine.run(['history'], { plain: true, terminal: { columns: 100 } });
  expect(stdout).toContain(`refund 12.50  ${id}`);
});

test('of a reference: what was sent about its orders, after --since too, and by hand', async () => {
  const { machine, id } = await aDay();
  await machine.run(['create', ...create.slice(1), '--reference', 'r-10']);
  await machine.run(['api', 'post', `/v1/orders/${id}/cancel`, '-q']);
  const told = async (...words: string[]) => {
    const { stdout } = await history(machine, ...words, '--field', 'action');
    return stdout.trimEnd().split('\n');
  };
  expect([
    await told('r-1', '--since', '2026-11-21T19:32:30Z'),
    await told('r-1'),
    await told(id),
  ]).toEqual([
    ['api', 'cancel'],
    ['api', 'cancel', 'refund', 'create'],
    ['api', 'cancel', 'refund', 'create'],
  ]);
});

describe('of one thing', () => {
  test.each([
    ['an order', (id: string) => id, ['cancel', 'refund', 'create']],
    [
      'an order, however pasted',
      (id: string) => ` #${id.toLowerCase()}.`,
      ['cancel', 'refund', 'create'],
    ],
    ['a reference', () => 'r-2', ['create']],
    ['a reference, with its refunds and cancels', () => 'r-1', ['cancel', 'refund', 'create']],
    ['a reference, in other capitals', () => 'R-1', ['cancel', 'refund', 'create']],
    ['a key', () => 'k-lost', ['create']],
    ['a day', () => 'today', ['cancel', 'create', 'refund', 'create']],
    ['a day, by its date', () => '2026-11-21', ['cancel', 'create', 'refund', 'create']],
  ])('%s', async (_what, wordOf, actions) => {
    const { machine, id } = await aDay();
    const { code, stdout } = await history(machine, wordOf(id), '--field', 'action');
    expect([code, stdout]).toEqual([0, actions.map((action) => `${action}\n`).join('')]);
  });

  test.each(['yesterday', 'r-9', 'ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7'])(
    '%s, of which nothing was sent',
    async (what) => {
      const { machine } = await aDay();
      expect(await history(machine, what)).toEqual({
        ...{ code: 0, stdout: '' },
        stderr: `Nothing that was sent from here matches "${what}".\n`,
      });
    },
  );

  test('is no day that there is not, and no day beside --since', async () => {
    const { machine } = await aDay();
    const results = [
      await history(machine, '2026-02-30'),
      await history(machine, 'today', '--since', '2h'),
    ];
    expect(results.map(({ code, stderr }) => [code, stderr.split('\n')[0]])).toEqual([
      [2, 'Error: [what]: "2026-02-30" is not a day.'],
      [2, 'Error: A day and --since exclude each other.'],
    ]);
  });
});

test('is NDJSON with --json: what was sent but for its bytes, and what came of it', async () => {
  const { machine, id } = await aDay();
  const { stdout } = await history(machine, '--json');
  const told = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(told).toHaveLength(4);
  expect(told[1]).toEqual({
    ...{
      outcome: null,
      account: expect.any(String),
      at: '2026-11-21T19:32:00.000Z',
      settled_at: null,
      key: 'k-lost',
    },
    ...{ action: 'create', provider: 'mercadopago', profile: 'sandbox', method: 'POST' },
    ...{ base_url: 'http://127.0.0.1:4010', path: '/v1/orders', reference: 'r-2' },
    repeatable: true,
    sent_by: 'ana@caja1',
  });
  expect(told[2]).toEqual({
    ...{
      outcome: 'refused',
      account: expect.any(String),
      at: '2026-11-21T19:31:00.000Z',
      key: uuid,
      request_id: uuid,
    },
    ...{ settled_at: '2026-11-21T19:31:00.000Z', order: id, http_status: 409 },
    ...{ action: 'refund', provider: 'mercadopago', profile: 'sandbox', method: 'POST' },
    ...{ base_url: 'http://127.0.0.1:4010', path: `/v1/orders/${id}/refund`, repeatable: true },
    code: expect.any(String),
    sandbox: uuid,
    sent_by: 'ana@caja1',
  });
});

test.each([
  [
    ['--limit', '2'],
    ['cancel', 'create'],
  ],
  [['--limit', '1'], ['cancel']],
  [
    ['--since', '2m30s'],
    ['cancel', 'create'],
  ],
  [
    ['--since', '2026-11-21T19:31:00Z'],
    ['cancel', 'create', 'refund'],
  ],
  [['--since', '2026-11-21T19:31:00Z', '--limit', '1'], ['cancel']],
  [
    ['--since', '2026-11-21'],
    ['cancel', 'create', 'refund', 'create'],
  ],
])('%j chooses', async (flags, actions) => {
  const { machine } = await aDay();
  const { code, stdout } = await history(machine, ...flags, '--field', 'action');
  expect([code, stdout]).toEqual([0, actions.map((action) => `${action}\n`).join('')]);
});

test.each([
  ['--since', 'yesterweek'],
  ['--limit', '-1'],
])('%s %s is wrong usage', async (...flags) => {
  const { machine } = await aDay();
  const { code, stdout, stderr } = await history(machine, ...flags);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(flags[1]);
});

test('is empty where nothing was sent, and says so', async () => {
  const machine = new SandboxMachine();
  expect(await history(machine)).toEqual({
    code: 0,
    stdout: '',
    stderr: 'Nothing was sent from here yet, or nothing since then.\n',
  });
});

test('knows the outcome of what was resumed', async () => {
  const { machine } = await aDay();
  await machine.run(['order', 'resume', '-q'], { door: true });
  const { stdout } = await history(machine, '--field', 'outcome');
  expect(stdout).toBe('canceled\ncreated\nrefused\ncreated\n');
});

test('keeps what is settled, whatever the clock says', async () => {
  const { machine } = await aDay();
  const before = await history(machine, '--field', 'key', '--field', 'reference');
  machine.pass(400 * 24 * 3_600_000);
  const made = await machine.run([...create, '--reference', 'r-3', '--field', 'id']);
  const { stdout } = await history(machine, '--field', 'key', '--field', 'reference');
  expect(made.code).toBe(0);
  const [newest, ...rest] = stdout.split('\n');
  expect([newest, rest.join('\n')]).toEqual([expect.stringContaining('r-3'), before.stdout]);
});

test('of a day that is named in words, and of a reference that only looks so', async () => {
  const machine = new SandboxMachine();
  await machine.run([...create, '--reference', 'sexta-1']);
  machine.pass(2 * 24 * 3_600_000);
  const found = [];
  for (const what of ['anteayer', 'day before yesterday', 'sábado', 'ontem', 'sexta-1', 'sexta']) {
    found.push([what, (await history(machine, what)).stdout.split('\n').length - 1]);
  }
  expect(found).toEqual([
    ...[
      ['anteayer', 1],
      ['day before yesterday', 1],
      ['sábado', 1],
      ['ontem', 0],
    ],
    ...[
      ['sexta-1', 1],
      ['sexta', 0],
    ],
  ]);
});
