import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { editedBatch, type How, rowResults } from '../../helpers/edited-batch.ts';
import type { Result } from '../../helpers/run.ts';
import { SandboxMachine, sandboxNote } from '../../helpers/sandbox-machine.ts';
import { tempHome } from '../../helpers/temp-home.ts';

/**
 * A batch whose file was edited between two runs, with rows that name no reference: of m rows that say
 * the same, and n that were sent, m - n are new, wherever they stand.
 */
const pos = 'EXTERNALPOS019285';

/** `5` is a row without a reference, `5 a` one with the reference a; `x` is a wrong row. */
const csv = (rows: string) =>
  [
    'amount,pos,reference',
    ...rows.split(', ').map((row) => {
      const [amount = '', reference = ''] = row.split(' ');
      return `${amount},${pos},${reference}`;
    }),
    '',
  ].join('\n');

interface Line {
  row: number;
  key: string;
  reference: string;
  outcome: string;
  id?: string;
  moved_from?: number;
  warnings?: string[];
  error?: { code: string; message: string; hint: string };
}

const linesOf = (result: Result) => rowResults<Line>(result);

/** What came of the rows: `new`, `old`, `old 3` where it was row 3 then, or the code of its error. */
const told = (result: Result) =>
  linesOf(result)
    .map(({ outcome, moved_from: from, error }) => {
      if (error !== undefined) return error.code;
      const word = { created: 'new', already_created: 'old' }[outcome] ?? outcome;
      return from === undefined ? word : `${word} ${from}`;
    })
    .join(', ');

const batchOn = (machine: SandboxMachine, how?: How, file?: string) =>
  editedBatch(machine, csv, how, file);

const amountsIn = async (machine: SandboxMachine) => {
  const { stdout } = await machine.run(['sandbox', 'list', '--field', 'total_amount']);
  return stdout.split('\n').filter(Boolean).sort().join(' ');
};

const wrong = 'invalid_order';

const edits: [name: string, first: string, then: string, outcomes: string, orders: string][] = [
  ['a wrong row is taken out', '5, x, 6, 7', '5, 6, 7', 'old, old 3, old 4', '5 6 7'],
  ['a row is put in', '5, 6', '4, 5, 6', 'new, old 1, old 2', '4 5 6'],
  ['sorted', '7, 6, 5', '5, 6, 7', 'old 3, old, old 1', '5 6 7'],
  ['rows are appended', '5, 5', '5, 5, 5', 'old, old, new', '5 5 5'],
  ['one of three alike is new', '5, x, 5', '5, 5, 5', 'old, new, old', '5 5 5'],
  ['of those alike one moves up', '5, x, 5, 5', '5, 5, 5', 'old, old 4, old', '5 5 5'],
  ['one is mended as a later one is', '5, x, 6', '5, 6, 6', 'old, new, old', '5 6 6'],
  ['one says something else', '5, 6', '5, 8', 'old, new', '5 6 8'],
  ['one says something else and moves', '5, 6', '8, 5', 'new, old 1', '5 6 8'],
  ['turned round, with one more alike', '5, 6', '6, 5, 6', 'old 2, old 1, new', '5 6 6'],
  ['a row is taken out and put back at the end', '5, 6', '6, 5', 'old 2, old 1', '5 6'],
  ['written otherwise', '5', '5.00', 'new', '5 5.00'],
  ['one beside rows with references', '5, x, 6 a', '6 a, 5', 'old 3, old 1', '5 6'],
];

describe.each(['file', 'stdin'] as const)('rows without references, out of %s', (how) => {
  test.each(edits)('%s', async (_name, first, then, outcomes, orders) => {
    const machine = new SandboxMachine();
    const batch = batchOn(machine, how);
    await batch(first);
    expect(told(await batch(then))).toBe(outcomes);
    expect(await amountsIn(machine)).toBe(orders);
    // Once more, and nothing is new.
    expect(told(await batch(then))).toBe(outcomes.replaceAll('new', 'old'));
    // Back to where they were: what was sent then is there.
    expect(told(await batch(first)).replaceAll(wrong, 'x')).toBe(
      first.replace(/[^x, ]+( a)?/g, 'old'),
    );
    expect(await amountsIn(machine)).toBe(orders);
  });
});

describe('what is said of it', () => {
  test('how many, of which row each, and how to order them anew', async () => {
    const machine = new SandboxMachine();
    const batch = batchOn(machine);
    const made = linesOf(await batch('5, x, 6, 7'));
    const result = await batch('5, 6, 7');
    expect([result.code, result.stderr.replace(sandboxNote, '')]).toEqual([
      0,
      [
        'Batch b: 3 rows: 0 created, 3 already created, 0 failed; under 1 s, 3000.0/s.',
        '2 rows without references stand in another place than before, and were not ordered again.',
        'Created before, so not sent. To order the same again, give the batch another name than b (--batch).',
        '',
      ].join('\n'),
    ]);
    const [, six] = linesOf(result);
    expect(six).toMatchObject({
      ...{ row: 2, moved_from: 3, key: made[2]?.key, id: made[2]?.id },
      warnings: ['An earlier run sent this row when it was row 3: it is not ordered again.'],
    });
  });

  test('another batch orders them all', async () => {
    const machine = new SandboxMachine();
    const batch = batchOn(machine);
    await batch('5, 6');
    expect(told(await batch('6, 5', '--batch', 'c'))).toBe('new, new');
  });

  test('a plan says the same', async () => {
    const machine = new SandboxMachine();
    const batch = batchOn(machine);
    await batch('5, 6');
    expect(told(await batch('6, 7, 5', '--dry-run'))).toBe('old 2, planned, old 1');
  });
});

describe('rows that get or lose a reference', () => {
  test('one that gets a reference is refused, and names its order', async () => {
    const machine = new SandboxMachine();
    const batch = batchOn(machine);
    const [five] = linesOf(await batch('5, 6'));
    const result = await batch('6 b, 5 a, 5 c');
    expect([result.code, told(result)]).toEqual([
      11,
      'row_created_before, row_created_before, new',
    ]);
    expect(linesOf(result)[1]).toMatchObject({
      id: five?.id,
      error: {
        message: `An earlier run of batch b made order ${five?.id} of this without a reference, as row 1. Nothing was sent now.`,
        hint: 'To keep that order, take the reference out of the row again. To order this as well, give the batch another name (--batch).',
      },
    });
    expect(await amountsIn(machine)).toBe('5 5 6');
  });

  test('one with a reference beside one that stays is new', async () => {
    const machine = new SandboxMachine();
    const batch = batchOn(machine);
    await batch('5, 6');
    expect(told(await batch('5, 6, 5 a'))).toBe('old, old, new');
  });
});

/** The same rows, of which other options or defaults make other requests. */
describe('rows with other options or defaults', () => {
  const bare = (rows: string) => ['amount', ...rows.split(', '), ''].join('\n');
  const other = 'EXTERNALPOS019286';
  const lines = (rows: string) =>
    rows
      .split(', ')
      .map((amount) => `{"amount":"${amount}"}\n`)
      .join('');
  const whole = (rows: string) =>
    rows
      .split(', ')
      .map(
        (amount) =>
          `{"total_amount":"${amount}","transactions":{"payments":[{"amount":"${amount}"}]}}\n`,
      )
      .join('');
  type Way = (
    machine: SandboxMachine,
    run: ReturnType<typeof editedBatch<string>>,
  ) => Promise<Result>;
  const configured =
    (name: string, value: string): Way =>
    async (machine, run) => {
      await machine.run(['config', 'set', name, value]);
      return run('5, 6, 5');
    };
  const ways: [name: string, way: Way][] = [
    ['the default POS', configured('pos', other)],
    ['the default mode', configured('mode', 'hybrid')],
    ['a default that was none', configured('expires', '20m')],
    ['a default description', configured('description', 'Lunch')],
    ['an option', (_machine, run) => run('5, 6, 5', '--pos', other)],
  ];
  const machineWith = async () => {
    const machine = new SandboxMachine();
    for (const words of [`set pos ${pos}`, 'set mode static'])
      await machine.run(['config', ...words.split(' ')]);
    return machine;
  };

  test.each(ways)('%s is another now: nothing is ordered twice', async (_name, way) => {
    const machine = await machineWith();
    const batch = editedBatch(machine, bare);
    const made = linesOf(await batch('5, 6, 5'));
    const result = await way(machine, batch);
    expect([result.code, told(result)]).toEqual([
      11,
      Array(3).fill('row_created_before').join(', '),
    ]);
    const idsOf = (all: readonly Line[]) => all.map(({ id }) => id).sort();
    expect(idsOf(linesOf(result))).toEqual(idsOf(made));
    expect(linesOf(result)[1]?.error).toMatchObject({
      message:
        'An earlier run of batch b sent this, as row 2, with other options or other defaults of yours. Nothing was sent now.',
      hint: 'To go on with that batch, give the options that it had (--pos, --mode, --expires, --description). To order this as well, give the batch another name (--batch).',
    });
    expect(await amountsIn(machine)).toBe('5 5 6');
  });

  test.each([
    ['rows of names', lines],
    ['whole bodies', whole],
  ])('so it is with %s, out of a pipe', async (_what, rows) => {
    const machine = await machineWith();
    const batch = editedBatch(machine, rows, 'stdin');
    await batch('5, 6');
    await machine.run(['config', 'set', 'pos', other]);
    expect(told(await batch('5, 6'))).toBe('row_created_before, row_created_before');
    expect(await amountsIn(machine)).toBe('5 6');
  });

  test('of three alike now, two of them sent, one is new, and so is what says something else', async () => {
    const machine = await machineWith();
    const batch = editedBatch(machine, bare);
    await batch('5, 5, 6');
    const result = await batch('7, 5, 5, 5', '--expires', '20m');
    expect(told(result)).toBe('new, row_created_before, row_created_before, new');
    expect(await amountsIn(machine)).toBe('5 5 5 6 7');
  });

  test('the options that the batch had go on with it, and another name orders all anew', async () => {
    const machine = await machineWith();
    const batch = editedBatch(machine, bare);
    await batch('5, 6');
    await machine.run(['config', 'set', 'pos', other]);
    expect(told(await batch('6, 5, 7', '--pos', pos))).toBe('old 2, old 1, new');
    expect(told(await batch('5', '--batch', 'c', '--pos', pos))).toBe('new');
  });

  test('a row that gets a reference besides is refused as well', async () => {
    const machine = await machineWith();
    const named = (rows: string) => ['amount,reference', ...rows.split(', '), ''].join('\n');
    const batch = editedBatch(machine, named);
    await batch('5,, 6,');
    expect(told(await batch('5,, 6,a', '--expires', '20m'))).toBe(
      'row_created_before, row_created_before',
    );
  });

  test('results of another machine tell it too', async () => {
    const results = join(tempHome(), 'results.ndjson');
    const first = await editedBatch(await machineWith(), bare)('5, 6');
    writeFileSync(results, first.stdout);
    const batch = editedBatch(await machineWith(), bare);
    const flags = ['--resume-from', results, '--expires', '20m'];
    expect(told(await batch('6, 5', ...flags))).toBe('row_created_before, row_created_before');
  });
});

describe('with what is not known', () => {
  test('a row whose answer was lost is sent again under its key, wherever it stands', async () => {
    const machine = new SandboxMachine();
    const file = join(tempHome(), 'orders.csv');
    const words = ['create', '--from', file, '--batch', 'b', '--retries', '0'];
    writeFileSync(file, csv('5'));
    const lost = await machine.run(words, {
      door: (method) => (method === 'POST' ? 'after' : undefined),
    });
    expect(told(lost)).toBe('outcome_unknown');
    machine.pass(60_000);
    writeFileSync(file, csv('4, 5'));
    const result = await machine.run(words, { door: true });
    expect(told(result)).toBe('new, new 1');
    expect(linesOf(result)[1]?.key).toBe(linesOf(lost)[0]?.key);
    expect(await amountsIn(machine)).toBe('4 5');
  });

  test('shards share out what was sent', async () => {
    const machine = new SandboxMachine();
    const batch = batchOn(machine);
    await batch('5, 6, 5');
    const moved = '4, 5, 5, 5, 6';
    const odd = told(await batch(moved, '--shard', '1/2'));
    const even = told(await batch(moved, '--shard', '2/2'));
    expect([odd, even]).toEqual(['new, old, old 2', 'old 1, new']);
    expect(await amountsIn(machine)).toBe('4 5 5 5 6');
  });

  test('results that are carried on know it on a third machine', async () => {
    const first = new SandboxMachine();
    const results = join(tempHome(), 'results.ndjson');
    const carry = async (machine: SandboxMachine, rows: string, ...flags: string[]) => {
      const result = await batchOn(machine)(rows, ...flags);
      writeFileSync(results, result.stdout);
      return told(result);
    };
    await carry(first, 'x, 5, 6 a, 7');
    const from = ['--resume-from', results];
    expect(await carry(new SandboxMachine(), '5, 6 a, 7', ...from)).toBe('old 2, old 3, old 4');
    expect(await carry(new SandboxMachine(), '7, 6 a, 5', ...from)).toBe('old 4, old 3, old 2');
  });
});

describe('an interruption while earlier results are read', () => {
  test('is heard at once, and nothing is sent', async () => {
    const machine = new SandboxMachine();
    const [row] = linesOf(await batchOn(new SandboxMachine())('5'));
    let read = 0;
    const results = Readable.from(
      (function* () {
        for (; read < 1_000; read += 1) {
          if (read === 10) machine.interrupt('SIGTERM');
          yield `${JSON.stringify({ ...row, row: read + 1 })}\n`;
        }
      })(),
    );
    const file = join(tempHome(), 'orders.csv');
    writeFileSync(file, csv('5'));
    const words = ['create', '--from', file, '--batch', 'b', '--resume-from', '-'];
    const result = await machine.run(words, { stdin: results });
    expect([result.code, result.stdout, read < 1_000]).toEqual([143, '', true]);
    expect(result.stderr).toContain('It was not started: the run ended before.');
  });
});

describe('out of a pipe', () => {
  test('the rest is read first where a row may have moved, and that is said', async () => {
    const machine = new SandboxMachine();
    const batch = batchOn(machine, 'stdin');
    await batch('5, x, 6');
    const { stderr } = await batch('5, 6');
    expect(stderr.split('\n')[0]).toBe(
      'A row may be one that an earlier run sent from another place: reading all rows first.',
    );
  });

  test('an interruption ends that, and nothing is sent', async () => {
    const machine = new SandboxMachine();
    await batchOn(machine, 'stdin')('5, x, 6');
    const endless = Readable.from(
      (async function* () {
        yield csv('5, 6');
        setTimeout(() => machine.interrupt('SIGINT'), 0);
        await new Promise(() => undefined);
      })(),
    );
    const result = await machine.run(['create', '--from', '-', '--batch', 'b'], {
      stdin: endless,
    });
    expect([result.code, told(result).includes('new')]).toEqual([130, false]);
    expect(await amountsIn(machine)).toBe('5 6');
  });
});
