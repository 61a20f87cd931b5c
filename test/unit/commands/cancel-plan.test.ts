import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';

const linesOf = (order: Readonly<Record<string, unknown>>) => order.lines as { id: string }[];

/** The bodies that are in the journal at this moment, of whatever it holds. */
function bodiesIn(home: string): unknown[] {
  const folder = join(home, 'journal');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /json/.test(name))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { body?: string; sent?: { body?: string } })
    .flatMap(({ body, sent }) => body ?? sent?.body ?? []);
}

describe('a line with an amount', () => {
  test('is in the journal to the byte before it is sent, in its order’s currency', async () => {
    const machine = new SandboxMachine();
    const { id, order } = await machine.add('mollie', '--status', 'authorized');
    const line = linesOf(order)[1]?.id ?? '';
    let kept: unknown[] = [];
    const door = (method: string) => {
      if (method === 'DELETE') kept = [...new Set(bodiesIn(machine.home))]; // a segment has two names
      return undefined;
    };
    const argv = ['cancel', id, '--line', `${line}=1@12.50`, '-q'];
    const { code } = await machine.run(argv, { door });
    const sent = machine.sent[1]?.body;
    expect([code, machine.methods, kept]).toEqual([0, 'GET DELETE GET', [sent]]);
    expect(sent).toBe(
      `{"lines":[{"id":"${line}","quantity":1,"amount":{"value":"12.50","currency":"EUR"}}]}`,
    );
  });

  test('of an order that cannot be read is neither sent nor in the journal', async () => {
    const machine = new SandboxMachine();
    const argv = ['cancel', 'ord_missing', '--line', 'odl_x=1@12.50', '-q'];
    const { code } = await machine.run(argv, { door: true });
    expect([code, machine.methods, bodiesIn(machine.home)]).toEqual([5, 'GET', []]);
  });

  test('asks nothing with --dry-run, and says what the plan cannot show', async () => {
    const machine = new SandboxMachine();
    const argv = ['cancel', 'ord_1', '--line', 'odl_x=1@12.50', '--dry-run', '--json'];
    const { code, stdout, stderr } = await machine.run(argv, { door: true });
    const { body } = JSON.parse(stdout) as { body: { lines: unknown[] } };
    expect([code, machine.sent, body.lines]).toEqual([
      0,
      [],
      [expect.objectContaining({ id: 'odl_x' })],
    ]);
    expect(stderr).toBe(
      'Dry run: nothing was changed.\nA line’s amount needs the order’s currency: the order is read first to get it.\n',
    );
  });

  test('needs no such words where no amount is named', async () => {
    const machine = new SandboxMachine();
    const argv = ['cancel', 'ord_1', '--line', 'odl_x=1', '--dry-run'];
    expect((await machine.run(argv)).stderr).toBe('Dry run: nothing was changed.\n');
  });
});

describe('--confirm-second with --dry-run', () => {
  const twice = 'The same request is sent a second time if the order waits for it';

  test('says when the request is sent a second time', async () => {
    const machine = new SandboxMachine();
    const argv = ['cancel', '1172452900788-01', '--confirm-second', '--dry-run', '--json'];
    const { code, stdout, stderr } = await machine.run(argv, { door: true });
    expect([code, machine.sent, (JSON.parse(stdout) as { method: string }).method]).toEqual([
      ...[0, [], 'POST'],
    ]);
    expect(stderr).toContain(twice);
  });

  test('says it once for several, and with --json in each row', async () => {
    const machine = new SandboxMachine();
    const argv = ['cancel', '-', '--provider', 'vtex', '--confirm-second', '--dry-run'];
    const stdin = '1172452900788-01\n1172452900789-01\n';
    const people = await machine.run(argv, { stdin });
    const rows = await machine.run([...argv, '--json'], { stdin });
    const notes = rows.stdout
      .trimEnd()
      .split('\n')
      .map((row) => (JSON.parse(row) as { notes: string[] }).notes[0] ?? '');
    expect(people.stderr.split(twice)).toHaveLength(2);
    expect(notes.map((note) => note.startsWith(twice))).toEqual([true, true]);
  });

  test('without it there is nothing to say', async () => {
    const machine = new SandboxMachine();
    const argv = ['cancel', '-', '--provider', 'vtex', '--dry-run', '--json'];
    const { stdout } = await machine.run(argv, { stdin: '1172452900788-01\n' });
    expect(JSON.parse(stdout)).not.toHaveProperty('notes');
  });
});
