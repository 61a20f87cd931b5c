import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const seller = ['--pos', 'EXTERNALPOS019285', '--mode', 'dynamic', '-q'];

type Break = (text: string) => string;

/** Zeros in the place of all lines: nobody can say what they were. */
const zeros: Break = (text) => text.replaceAll(/[^\n]/g, '\0');
/** A page of zeros, as a disk gives it: the ends of the lines are gone too. */
const zeroPage: Break = (text) => '\0'.repeat(text.length);
/** The same from the middle of the first line on. */
const zeroTail: Break = (text) => text.slice(0, 200).padEnd(text.length, '\0');
/** A flipped bit in each key: what is left says what it was. */
const otherKeys: Break = (text) => text.replaceAll(/"key":"(.)/g, '"key":"\u007f');
const nothing: Break = () => '';

/** Breaks each file of what is settled. */
function harm({ home }: SandboxMachine, by: Break): string[] {
  const folder = join(home, 'journal', 'kept', 'recent');
  const files = readdirSync(folder).map((name) => join(folder, name));
  for (const file of files) writeFileSync(file, by(readFileSync(file, 'utf8')));
  return files;
}

const ordersOf = async (machine: SandboxMachine) => {
  const { stdout } = await machine.run(['sandbox', 'list', '--json'], { plain: true });
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { external_reference: string });
};

interface Line {
  row: number;
  outcome: string;
  id?: string;
  warnings?: string[];
  error?: { code: string; hint: string };
}

const linesOf = (stdout: string): Line[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)
    .sort((a, b) => a.row - b.row);

/** A machine on which a batch of three rows was created. */
async function withBatch(rows = 'amount,reference\n10,R-1\n20,R-2\n30,R-3\n') {
  const machine = new SandboxMachine();
  machine.pass(minute);
  const file = join(machine.home, 'rows.csv');
  writeFileSync(file, rows);
  const argv = ['create', '--from', file, ...seller];
  const { code, stdout } = await machine.run(argv);
  expect(code).toBe(0);
  return { machine, argv, file, ids: linesOf(stdout).map(({ id }) => id) };
}

describe.each([
  ['zeros', zeros],
  ['a page of zeros', zeroPage],
  ['zeros to its end', zeroTail],
  ['flipped bits in the keys', otherKeys],
  ['nothing left', nothing],
])('a batch whose journal has %s in the place of its lines', (_what, by) => {
  test('two days later: the orders are found by their references, none is made twice', async () => {
    const { machine, argv, ids } = await withBatch();
    machine.pass(2 * day);
    harm(machine, by);
    const { code, stdout } = await machine.run(argv);
    const lines = linesOf(stdout);
    expect([code, lines.map(({ outcome, id }) => [outcome, id])]).toEqual([
      0,
      ids.map((id) => ['already_created', id]),
    ]);
    expect(lines[0]?.warnings).toEqual([
      'The journal cannot be read where this row would be; its order was found by its reference.',
    ]);
    // The journal has them again: the next run looks for none.
    const again = await machine.run(argv);
    expect(linesOf(again.stdout).map(({ outcome, warnings }) => [outcome, warnings])).toEqual(
      ids.map(() => ['already_created', undefined]),
    );
    expect(await ordersOf(machine)).toHaveLength(3);
  });
});

test('a batch stops where nobody can know, and goes on when the lines are set aside', async () => {
  const { machine, file } = await withBatch();
  machine.pass(2 * day);
  const files = harm(machine, zeros);
  writeFileSync(file, 'amount,reference\n10,N-1\n20,N-2\n');
  const argv = ['create', '--from', file, '--batch', 'new', ...seller];
  const stopped = await machine.run(argv);
  const [first] = linesOf(stopped.stdout);
  expect([stopped.code, first?.outcome, first?.error?.code]).toEqual([
    8,
    'unknown',
    'journal_damaged',
  ]);
  expect(stopped.stderr).toContain(`of ${files[0]} cannot be read. Nothing was sent now.`);
  expect(stopped.stderr).toContain('mp-orders order resume --set-aside');
  expect(await ordersOf(machine)).toHaveLength(3);
  expect((await machine.run(['order', 'resume', '--set-aside'])).code).toBe(2);
  const aside = await machine.run(['order', 'resume', '--set-aside', '--yes']);
  expect([aside.code, aside.stdout.split('\t')[0]]).toEqual([0, files[0]]);
  const after = await machine.run(argv);
  expect([after.code, linesOf(after.stdout).map(({ outcome }) => outcome)]).toEqual([
    0,
    ['created', 'created'],
  ]);
  expect(after.stderr).not.toContain('cannot be read');
});

test('within the life of their keys rows are sent again, and come to the same orders', async () => {
  const { machine, argv, ids } = await withBatch();
  machine.pass(minute);
  harm(machine, zeros);
  const { code, stdout } = await machine.run(argv);
  expect([code, linesOf(stdout).map(({ id }) => id)]).toEqual([0, ids]);
  expect(await ordersOf(machine)).toHaveLength(3);
});

test('a line that says that it is of another key holds nothing up', async () => {
  const { machine, file } = await withBatch();
  machine.pass(2 * day);
  harm(machine, (text) => text.replaceAll('"created"', '"creatad"'));
  writeFileSync(file, 'amount,reference\n10,N-1\n');
  const argv = ['create', '--from', file, '--batch', 'new', ...seller];
  const { code, stdout } = await machine.run(argv);
  expect([code, linesOf(stdout).map(({ outcome }) => outcome)]).toEqual([0, ['created']]);
});

test('a row whose outcome alone is lost is settled by `order resume`, and the batch goes on', async () => {
  const { machine, argv, ids } = await withBatch();
  machine.pass(2 * day);
  harm(machine, (text) => text.replace('"created"', '"creatad"'));
  const first = await machine.run(argv);
  expect([
    first.code,
    linesOf(first.stdout)
      .map(({ outcome }) => outcome)
      .sort(),
  ]).toEqual([11, ['already_created', 'already_created', 'unknown']]);
  const resumed = await machine.run(['order', 'resume', '-q']);
  expect([resumed.code, resumed.stderr]).toEqual([0, '']);
  const again = await machine.run(argv);
  expect([again.code, linesOf(again.stdout).map(({ id }) => id)]).toEqual([0, ids]);
  expect(await ordersOf(machine)).toHaveLength(3);
});

test('a dry run asks nobody, and plans nothing that may be there', async () => {
  const { machine, argv } = await withBatch();
  machine.pass(2 * day);
  harm(machine, zeros);
  const { code, stdout } = await machine.run([...argv, '--dry-run']);
  expect([code, linesOf(stdout)[0]?.error?.code]).toEqual([8, 'journal_damaged']);
});

describe('a key whose lines cannot be read', () => {
  const sale = ['create', '--amount', '50', '--idempotency-key', 'sale-0042', ...seller];

  async function withSale(...more: string[]) {
    const machine = new SandboxMachine();
    machine.pass(minute);
    const { stdout } = await machine.run([...sale, ...more, '--field', 'id']);
    machine.pass(2 * day);
    return { machine, id: stdout.trim() };
  }

  test.each([
    ['zeros', zeros],
    ['a page of zeros', zeroPage],
    ['zeros to its end', zeroTail],
    ['another key', otherKeys],
  ])('makes no second order, and shows the first: %s', async (_what, by) => {
    const { machine, id } = await withSale();
    harm(machine, by);
    for (const time of [1, 2]) {
      const { code, stdout } = await machine.run([...sale, '--field', 'id']);
      expect([time, code, stdout.trim()]).toEqual([time, 0, id]);
    }
    expect(await ordersOf(machine)).toHaveLength(1);
  });

  test('takes no order with a reference of the user’s for its own: 8, and names it', async () => {
    const { machine, id } = await withSale('--reference', 'table-5');
    harm(machine, zeros);
    const { code, stderr } = await machine.run([...sale, '--reference', 'table-5']);
    expect([code, stderr]).toEqual([8, expect.stringContaining(id)]);
    expect(await ordersOf(machine)).toHaveLength(1);
  });

  test('stays taken when a line that still names it is set aside', async () => {
    const { machine } = await withSale('--reference', 'table-5');
    harm(machine, (text) => text.replaceAll('"at":"2', '"at":"x'));
    expect((await machine.run(['order', 'resume', '--set-aside', '--yes'])).code).toBe(0);
    const again = await machine.run([...sale, '--reference', 'table-5', '--json']);
    expect([again.code, JSON.parse(again.stderr)]).toEqual([
      8,
      { error: expect.objectContaining({ code: 'outcome_unknowable' }) as unknown },
    ]);
    // There is nothing more to take out: to say so once more would lead in a circle.
    expect(again.stderr).not.toMatch(/cannot be read|--set-aside/);
    const other = ['create', '--amount', '5', '--idempotency-key', 'sale-0043', ...seller];
    expect((await machine.run(other)).code).toBe(0);
    expect(await ordersOf(machine)).toHaveLength(2);
  });

  test('whose outcome alone is lost is settled by `order resume`', async () => {
    const { machine, id } = await withSale();
    harm(machine, (text) => text.replace('"created"', '"creatad"'));
    const first = await machine.run(sale);
    expect([first.code, first.stderr]).toEqual([
      8,
      expect.stringContaining('order resume sale-0042'),
    ]);
    const resumed = await machine.run(['order', 'resume', 'sale-0042', '--field', 'id']);
    expect([resumed.code, resumed.stdout.trim()]).toEqual([0, id]);
    expect((await machine.run([...sale, '--field', 'id'])).stdout.trim()).toBe(id);
  });
});

describe('a refund of a part beside lines that cannot be read', () => {
  async function withRefund() {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mercadopago', '--status', 'processed');
    const refund = ['refund', id, '--amount', '5', '--yes', '-q'];
    machine.pass(minute);
    return { machine, id, refund };
  }

  test('is sent where the order shows none, and not beside one: 8', async () => {
    const { machine, refund } = await withRefund();
    await machine.run(['create', '--amount', '5', ...seller]);
    machine.pass(2 * day);
    harm(machine, zeros);
    expect((await machine.run(refund)).code).toBe(0);
    machine.pass(minute);
    const second = await machine.run(refund);
    expect([second.code, second.stderr]).toEqual([
      8,
      expect.stringContaining('mp-orders order resume --set-aside'),
    ]);
    await machine.run(['order', 'resume', '--set-aside', '--yes']);
    expect((await machine.run(refund)).code).toBe(0);
  });
});

test('a lost create takes no order that a request which cannot be read may have made', async () => {
  const machine = new SandboxMachine();
  machine.pass(minute);
  const create = ['create', '--amount', '5', '--reference', 'table-5', ...seller];
  expect((await machine.run(create)).code).toBe(0);
  const lost = await machine.run([...create, '--retries', '0'], { door: () => 'before' });
  expect(lost.code).toBe(8);
  harm(machine, zeros);
  machine.pass(25 * 60 * minute);
  const { code, stdout, stderr } = await machine.run(['order', 'resume'], { door: true });
  expect([code, stdout.split('\t')[2]]).toEqual([8, 'unknowable']);
  expect(stderr).toContain('matches, but another request may have made it');
});

test('a code that is not known is told with the lines that may hold it', async () => {
  const machine = new SandboxMachine();
  machine.pass(minute);
  const { stdout } = await machine.run(['create', '--amount', '5', ...seller, '--field', 'id']);
  const [file] = harm(machine, zeros);
  const { code, stderr } = await machine.run(['qr', 'show', stdout.trim()]);
  expect([code, stderr]).toEqual([5, expect.stringContaining(`2 lines of ${file}`)]);
});

test('an order that may have been made here a moment ago is not gone after one 404', async () => {
  const machine = new SandboxMachine();
  machine.pass(minute);
  await machine.run(['create', '--amount', '5', ...seller]);
  const missing = ['watch', 'ORDTST01KQK1ZC3PRP4C5TZX0CHZ1W3N', '-q'];
  const looks = async () => {
    const { code } = await machine.run(missing, { door: true });
    return [code, machine.sent.length > 1];
  };
  expect(await looks()).toEqual([5, false]);
  harm(machine, zeros);
  expect(await looks()).toEqual([5, true]);
});
