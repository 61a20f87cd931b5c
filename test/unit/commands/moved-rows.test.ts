import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { editedBatch, type How, rowResults } from '../../helpers/edited-batch.ts';
import type { Result } from '../../helpers/run.ts';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';
import { tempHome } from '../../helpers/temp-home.ts';

/**
 * A batch whose file was edited between two runs: a row with a reference of its user's own makes one
 * order, wherever it stands.
 */
const pos = 'EXTERNALPOS019285';

/** `a 5` is a row with the reference a. */
const csv = (rows: readonly string[]) =>
  [
    'amount,pos,reference',
    ...rows.map((row) => {
      const [reference = '', amount = ''] = row.split(' ');
      return `${amount},${pos},${reference}`;
    }),
    '',
  ].join('\n');

interface Line {
  row: number;
  reference: string;
  outcome: string;
  id?: string;
  error?: { code: string; exit_code: number; message: string; hint: string };
}

const linesOf = (result: Result) => rowResults<Line>(result);

const told = (result: Result) =>
  linesOf(result).map(({ reference, outcome, error }) =>
    [reference, outcome, ...(error === undefined ? [] : [error.code])].join(' '),
  );

const batchOn = (machine: SandboxMachine, how: How) => editedBatch(machine, csv, how);

const referencesIn = async (machine: SandboxMachine) => {
  const { stdout } = await machine.run(['sandbox', 'list', '--field', 'external_reference']);
  return stdout.split('\n').filter(Boolean).sort().join(' ');
};

const invalid = 'invalid row_created_before';

type Edit = [
  name: string,
  first: string[],
  then: string[],
  outcomes: string[],
  orders: string,
  how?: How,
];

const edits: Edit[] = [
  [
    'sorted',
    ['a 5', 'b 6', 'c 7'],
    ['c 7', 'b 6', 'a 5'],
    ['c already_created', 'b already_created', 'a already_created'],
    'a b c',
    'file',
  ],
  [
    'with a row before the others',
    ['a 5', 'b 6'],
    ['z 1', 'a 5', 'b 6'],
    ['z created', 'a already_created', 'b already_created'],
    'a b z',
  ],
  [
    'without its first row',
    ['a 5', 'b 6', 'c 7'],
    ['b 6', 'c 7', 'd 8'],
    ['b already_created', 'c already_created', 'd created'],
    'a b c d',
    'file',
  ],
  [
    'with another amount for a reference',
    ['a 5', 'b 6'],
    ['a 5.50', 'b 6'],
    [`a ${invalid}`, 'b already_created'],
    'a b',
  ],
  [
    'with the same amount, written otherwise',
    ['a 5', 'b 6'],
    ['a 5.00', 'b 6'],
    [`a ${invalid}`, 'b already_created'],
    'a b',
  ],
  [
    'moved, and with another amount',
    ['a 5', 'b 6'],
    ['z 1', 'b 6', 'a 4'],
    ['z created', 'b already_created', `a ${invalid}`],
    'a b z',
  ],
  [
    'with other references, as each day',
    ['a 5', 'b 6'],
    ['c 5', 'd 6'],
    ['c created', 'd created'],
    'a b c d',
  ],
  [
    'with a reference twice from the start',
    ['a 5', 'a 5'],
    ['a 5', 'a 5', 'a 5'],
    ['a already_created', 'a already_created', 'a created'],
    'a a a',
  ],
];

const both = edits.flatMap(([name, first, then, outcomes, orders, only]) =>
  (only === undefined ? (['file', 'stdin'] as const) : [only]).map((how): [...Edit] => [
    name,
    first,
    then,
    outcomes,
    orders,
    how,
  ]),
);

describe('a batch whose rows were edited since', () => {
  test.each(both)('%s', async (_name, first, then, outcomes, orders, how = 'file') => {
    const machine = new SandboxMachine();
    const batch = batchOn(machine, how);
    await batch(first);
    expect(told(await batch(then))).toEqual(outcomes);
    expect(await referencesIn(machine)).toBe(orders);
    // What was created as it stands now is known as such.
    const again = outcomes.map((one) => one.replace(/ created$/, ' already_created'));
    expect(told(await batch(then))).toEqual(again);
    expect(await referencesIn(machine)).toBe(orders);
  });

  test('a new row in the place of one that moved is no row with other content', async () => {
    const said = 'Rows of batch b were created before with other content';
    for (const [then, isSaid] of [
      [['z 1', 'a 5', 'b 6'], false],
      [['b 6', 'z 1', 'a 5', 'y 2'], false],
      [['z 1', 'b 6', 'a 5'], false],
      [['a 5', 'z 1'], true],
    ] as const) {
      const machine = new SandboxMachine();
      const batch = batchOn(machine, 'file');
      await batch(['a 5', 'b 6']);
      const { stderr } = await batch([...then]);
      expect({ then, isSaid: stderr.includes(said) }).toEqual({ then, isSaid });
    }
  });

  test('out of a pipe a row that moved up is not sent: the rows behind it are not known yet', async () => {
    const machine = new SandboxMachine();
    const batch = batchOn(machine, 'stdin');
    await batch(['a 5', 'b 6', 'c 7']);
    const result = await batch(['b 6', 'c 7']);
    expect([result.code, told(result)]).toEqual([0, ['b already_created', 'c already_created']]);
    expect(await referencesIn(machine)).toBe('a b c');
  });

  test('out of a pipe each order of a reference counts, not the last one alone', async () => {
    const machine = new SandboxMachine();
    const batch = batchOn(machine, 'stdin');
    await batch(['a 5']);
    await batch(['a 5', 'a 7']);
    expect(told(await batch(['b 1', 'a 7', 'a 5', 'a 5']))).toEqual([
      'b created',
      'a already_created',
      'a already_created',
      `a ${invalid}`,
    ]);
    expect(await referencesIn(machine)).toBe('a a b');
  });

  test('the row names the order, and what to do', async () => {
    const machine = new SandboxMachine();
    const batch = batchOn(machine, 'file');
    const [made] = linesOf(await batch(['a 5']));
    const result = await batch(['a 6']);
    expect([result.code, linesOf(result)[0]]).toMatchObject([
      11,
      {
        id: made?.id,
        error: {
          exit_code: 2,
          message: `An earlier run of batch b made order ${made?.id} with the reference a, and other content, options or defaults. Nothing was sent now.`,
          hint: expect.stringContaining('cancel that one first'),
        },
      },
    ]);
    const other = await batch(['a 6'], '--batch', 'c');
    expect(told(other)).toEqual(['a created']);
  });

  test('a reference that was made, and then stands in the file, is the same order', async () => {
    const machine = new SandboxMachine();
    const batch = batchOn(machine, 'file');
    const [made] = linesOf(await batch([' 5']));
    expect(made?.reference).toMatch(/^mpo-/);
    expect(told(await batch([`${made?.reference} 5`]))).toEqual([`${made?.reference} ${invalid}`]);
    expect(await referencesIn(machine)).toBe(made?.reference);
  });

  test('a file that is changed while it is read does not tell which rows are there still', async () => {
    const machine = new SandboxMachine();
    const file = join(tempHome(), 'orders.csv');
    const words = ['create', '--from', file, '--batch', 'b', '--concurrency', '1'];
    // No new row stands where one was created, which would have all rows read before it is sent.
    writeFileSync(file, csv(['x wrong', 'a 5']));
    await machine.run(words);
    machine.pass(60_000);
    writeFileSync(file, csv(['w 1', 'x wrong', 'y 3', 'z 4', 'a 5']));
    const result = await machine.run(words, {
      door: (method) => {
        // Back to where it was made: it looks as if it were in its place, and the row read now were new.
        if (method === 'POST') writeFileSync(file, csv(['x wrong', 'a 5', 'z 4']));
        return undefined;
      },
    });
    expect([result.code, told(result).at(-1), linesOf(result).at(-1)?.error?.message]).toEqual([
      11,
      'a invalid invalid_usage',
      `--from: ${file} was changed while it was read: whether an earlier run sent this row cannot be told. Nothing was sent now.`,
    ]);
    expect(await referencesIn(machine)).toBe('a w y z');
  });

  test('a shard knows the rows of the others', async () => {
    const machine = new SandboxMachine();
    const batch = batchOn(machine, 'file');
    await batch(['a 5', 'b 6', 'a 5', 'c 7']);
    const moved = ['z 1', 'a 5', 'b 6', 'a 5', 'c 7'];
    const told1 = told(await batch(moved, '--shard', '1/2'));
    const told2 = told(await batch(moved, '--shard', '2/2'));
    expect([told1, told2]).toEqual([
      ['z created', 'b already_created', 'c already_created'],
      ['a already_created', 'a already_created'],
    ]);
    expect(await referencesIn(machine)).toBe('a a b c z');
  });

  test('of two rows in two shards that may be the one which was sent, the first is', async () => {
    const machine = new SandboxMachine();
    const batch = batchOn(machine, 'file');
    await batch(['a 5', 'b 6']);
    const moved = ['b 6', 'a 5', 'a 5'];
    const told2 = told(await batch(moved, '--shard', '1/2'));
    const told1 = told(await batch(moved, '--shard', '2/2'));
    expect([told1, told2]).toEqual([['a already_created'], ['b already_created', `a ${invalid}`]]);
    expect(await referencesIn(machine)).toBe('a b');
  });

  test('one that was sent and not answered is sent again as it was, under its key', async () => {
    const machine = new SandboxMachine();
    const file = join(tempHome(), 'orders.csv');
    const words = ['create', '--from', file, '--batch', 'b', '--retries', '0'];
    writeFileSync(file, csv(['a 5']));
    const lost = await machine.run(words, {
      door: (method) => (method === 'POST' ? 'after' : undefined),
    });
    expect(told(lost)).toEqual(['a unknown outcome_unknown']);
    machine.pass(60_000);
    writeFileSync(file, csv(['z 1', 'a 6', 'a 5']));
    const result = await machine.run(words, { door: true });
    expect(told(result)).toEqual(['z created', `a ${invalid}`, 'a created']);
    expect(await referencesIn(machine)).toBe('a z');
  });

  test('another machine knows it by the results of the first', async () => {
    const machine = new SandboxMachine();
    const batch = batchOn(machine, 'file');
    const results = join(tempHome(), 'results.ndjson');
    writeFileSync(results, (await batch(['a 5', 'b 6'])).stdout);
    const other = new SandboxMachine();
    const there = batchOn(other, 'file');
    const result = await there(['z 1', 'a 5', 'b 7', 'b 6'], '--resume-from', results);
    expect(told(result)).toEqual([
      `z ${invalid}`,
      'a already_created',
      `b ${invalid}`,
      'b already_created',
    ]);
    const named = await there(['b 6'], '--resume-from', results, '--batch', 'new');
    expect(linesOf(named)[0]).toMatchObject({
      outcome: 'invalid',
      error: {
        code: 'row_created_before',
        message: '--resume-from has a row with the reference b, under another key.',
        hint: expect.stringContaining('as batch new, leave out --resume-from'),
      },
    });
  });
});
