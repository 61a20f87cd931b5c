import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Tally } from '../../../src/batch/tally.ts';
import { showProgress } from '../../../src/commands/order/shared/progress.ts';
import { Io } from '../../../src/io.ts';
import { fakeHost } from '../../helpers/fake-host.ts';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';

const escape = '\u001b';
const terminal = { columns: 100 };

test('a batch that is read at once is not done at once', async () => {
  const machine = new SandboxMachine();
  const file = join(machine.home, 'orders.csv');
  const rows = Array.from({ length: 30 }, (_row, i) => `${i === 3 ? 'x' : '50'},EXTERNALPOS019285`);
  writeFileSync(file, `amount,pos\n${rows.join('\n')}\n`);
  const lost = (method: string, count: number) =>
    method === 'POST' && count % 7 === 0 ? ('before' as const) : undefined;
  const { code, stderr } = await machine.run(['create', '--from', file, '--concurrency', '2'], {
    ...{ terminal, errorsToo: true, door: lost },
  });
  expect(code).toBe(11);
  const percents = [...stderr.matchAll(/(\d+)%/g)].map(([, percent]) => Number(percent));
  expect(percents.length).toBeGreaterThan(0);
  expect(percents[0]).toBeLessThan(10);
  expect(percents).toEqual([...percents].sort((a, b) => a - b));
});

test('a note steps over the line, and does not stand in it', async () => {
  const host = fakeHost({ terminal, errorsToo: true });
  const io = new Io(host, { quiet: false, color: false });
  const progress = showProgress({ host, io, options: {} }, new Tally(), () => 0.5);
  await progress.print(async () => undefined);
  const before = host.printed.stderr;
  io.note('Trying again in 1 s.');
  expect(before).toContain('50%');
  expect(host.printed.stderr.slice(before.length)).toBe(`\r${escape}[KTrying again in 1 s.\n`);
  await progress.stop();
  io.note('Done.');
  expect(
    host.printed.stderr.endsWith('\nDone.\n') || host.printed.stderr.endsWith('KDone.\n'),
  ).toBe(true);
});

test.each([
  ['stays where it is while the rows go to a file', false, ''],
  ['stands again right below a row', true, '\r(clear)a row\n\r(line)'],
])('the line %s', async (_what, isRowOnTerminal, expected) => {
  let screen = '';
  const host = fakeHost({ terminal, errorsToo: true });
  const show = (text: string) => void (screen += text);
  host.stderr.write = show;
  if (isRowOnTerminal) host.stdout.write = show;
  else host.stdout.isTTY = false;
  const io = new Io(host, { quiet: false, color: false });
  const progress = showProgress({ host, io, options: {} }, new Tally(), () => 0.5);
  await progress.print(async () => io.out('the first row'));
  const before = screen.length;
  await progress.print(async () => io.out('a row'));
  const since = screen.slice(before);
  await progress.stop();
  const told = since
    .replaceAll(`${escape}[K`, '(clear)')
    .replace(/[█░]+ 50%[^(]*(\(clear\))?/, '(line)');
  expect(told).toBe(expected);
});
