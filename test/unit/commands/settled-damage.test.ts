import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** The one file of what is settled. */
function keptFile({ home }: SandboxMachine): string {
  const folder = join(home, 'journal', 'kept', 'recent');
  const [name = '', ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  return join(folder, name);
}

type Break = (text: string) => string;

/** A machine that made an order, whose journal was then damaged. */
async function withDamage(by: Break) {
  const machine = new SandboxMachine();
  machine.pass(minute);
  const flags = ['--pos', 'EXTERNALPOS019285', '--reference', 'J-9', '--mode', 'dynamic'];
  const argv = ['create', '--amount', '50', ...flags, '--field', 'id', '-q'];
  const id = (await machine.run(argv)).stdout.trim();
  const file = keptFile(machine);
  const text = readFileSync(file, 'utf8');
  expect(by(text)).not.toBe(text);
  writeFileSync(file, by(text));
  machine.pass(20 * minute);
  return { machine, id, file };
}

/** The first byte of each name is another one: no line is a record any more. */
const noKeys: Break = (text) => text.replaceAll('"key"', '"kez"');

const damages: [string, Break, lines: number][] = [
  ['a flipped bit in a name of each line', noKeys, 2],
  ['a flipped bit in the outcome', (text) => text.replace('"created"', '"creatad"'), 1],
  ['a flipped bit in the reference', (text) => text.replace('"J-9"', '"J-8"'), 1],
  ['zeros', (text) => `${'\0'.repeat(text.length - 1)}\n`, 1],
  ['a lost end', (text) => text.slice(0, text.indexOf('\n') + 1), 1],
  ['nothing left of it', () => '', 1],
];

const linesOf = (lines: number) => (lines === 1 ? '1 line' : `${lines} lines`);

describe.each(damages)('of a settled file with %s', (_what, by, lines) => {
  test('history warns, and does not say that nothing was sent', async () => {
    const { machine, file } = await withDamage(by);
    const warning = `Warning: ${linesOf(lines)} of ${file} cannot be read: what was sent from here is not known whole.\n`;
    for (const argv of [['history'], ['history', 'no-such']]) {
      expect([argv, (await machine.run(argv)).stderr]).toEqual([argv, warning]);
    }
  });

  test('doctor does not call the journal ok', async () => {
    const { machine, file } = await withDamage(by);
    const { stdout } = await machine.run(['doctor', '--json']);
    const { checks } = JSON.parse(stdout) as { checks: { name: string }[] };
    expect(checks.find(({ name }) => name === 'journal')).toMatchObject({
      status: 'look',
      message: `${linesOf(lines)} of the journal cannot be read, in ${file}.`,
    });
  });

  test('find does not say that there is none: 7', async () => {
    const { machine, file } = await withDamage(by);
    const { code, stderr } = await machine.run(['find', 'no-such', '-q']);
    expect([code, stderr]).toEqual([
      7,
      expect.stringContaining(
        `what was sent from here could not be read whole (${linesOf(lines)} of ${file})`,
      ),
    ]);
  });

  test('reconcile calls no sale one without an order: 7', async () => {
    const { machine, file } = await withDamage(by);
    const csv = join(machine.home, 'sales.csv');
    writeFileSync(csv, 'reference,amount\nJ-10,50\nJ-9,50\n');
    const argv = ['reconcile', csv, '--day', 'today', '-q'];
    const { code, stdout, stderr } = await machine.run(argv);
    const verdicts = stdout.split('\n').map((line) => line.split('\t')[0]);
    expect([code, verdicts, stderr]).toEqual([
      7,
      ['not_seen', 'unclear', ''],
      expect.stringContaining(
        `what was sent from here could not be read whole (${linesOf(lines)} of ${file})`,
      ),
    ]);
  });

  test('list --sum and report warn', async () => {
    const { machine, id, file } = await withDamage(by);
    const warning = `Warning: ${linesOf(lines)} of ${file} cannot be read`;
    const sum = await machine.run(['list', '--sum', '-q']);
    expect([sum.code, sum.stderr]).toEqual([7, expect.stringContaining(warning)]);
    const report = await machine.run(['report', id, '-q']);
    expect([report.code, report.stderr]).toEqual([0, expect.stringContaining(warning)]);
  });
});

test('a batch that is run again warns of rows that cannot be read', async () => {
  const machine = new SandboxMachine();
  const rows = join(machine.home, 'rows.csv');
  writeFileSync(rows, 'amount,reference\n10,R-1\n20,R-2\n');
  const argv = ['create', '--from', rows, '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic', '-q'];
  const first = await machine.run(argv);
  expect([first.code, first.stderr]).toEqual([0, '']);
  const file = keptFile(machine);
  writeFileSync(file, readFileSync(file, 'utf8').replace('"created"', '"creatad"'));
  machine.pass(minute);
  const again = await machine.run(argv);
  expect(again.stderr).toContain(`Warning: 1 line of ${file} cannot be read`);
});

test('damage of an older day is none of what is asked for', async () => {
  const { machine } = await withDamage(noKeys);
  machine.pass(3 * day);
  const csv = join(machine.home, 'sales.csv');
  writeFileSync(csv, 'reference,amount\nJ-10,50\n');
  const flags = ['--pos', 'EXTERNALPOS019285', '--reference', 'J-10', '--mode', 'dynamic'];
  const create = ['create', '--amount', '50', ...flags, '--field', 'id', '-q'];
  const id = (await machine.run(create)).stdout.trim();
  await machine.run(['sandbox', 'pay', id, '-q'], { plain: true });
  const { code, stderr } = await machine.run(['reconcile', csv, '--day', 'today', '-q']);
  expect([code, stderr]).toEqual([0, '']);
});

test('a journal without damage says what it said before', async () => {
  const { machine } = await withDamage((text) => `${text}\n`);
  const history = await machine.run(['history', 'no-such']);
  expect(history.stderr).toBe('Nothing that was sent from here matches "no-such".\n');
  // Up to then, since a search may not list the newest orders yet.
  expect((await machine.run(['find', 'no-such', '--to', '1h', '-q'])).code).toBe(5);
});
