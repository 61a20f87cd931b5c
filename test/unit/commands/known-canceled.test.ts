import { beforeEach, expect, test } from '@jest/globals';
import { SandboxMachine, type MachineOptions } from '../../helpers/sandbox-machine.ts';

let machine: SandboxMachine;

beforeEach(() => {
  machine = new SandboxMachine();
});

/** Cancels the orders, read from stdin, and tells what came of each and what was sent. */
async function cancelAll(ids: readonly string[], door: MachineOptions['door'] = true) {
  const argv = ['cancel', '-', '--if-open', '--json', '--concurrency', '1', '--retries', '0', '-q'];
  const { code, stdout } = await machine.run(argv, { door, stdin: ids.join('\n') });
  const rows = stdout.trim().split('\n').filter(Boolean);
  return {
    code,
    outcomes: rows.map((row) => (JSON.parse(row) as { outcome?: string }).outcome),
    methods: machine.methods,
  };
}

const open = async () => {
  const { stdout } = await machine.run(['order', 'resume', '--list', '--json'], {});
  return stdout.trim().split('\n').filter(Boolean).length;
};

test('what the journal has as canceled is looked at, and not canceled again', async () => {
  const ids = [(await machine.add('mercadopago')).id, (await machine.add('mercadopago')).id];
  expect(await cancelAll(ids)).toEqual({
    code: 0,
    outcomes: ['canceled', 'canceled'],
    methods: 'POST POST',
  });
  expect(await cancelAll(ids)).toEqual({
    code: 0,
    outcomes: ['already_canceled', 'already_canceled'],
    methods: 'GET GET',
  });
});

test('under faults it leaves no new open request, run after run', async () => {
  const { id } = await machine.add('mercadopago');
  await cancelAll([id]);
  for (let run = 0; run < 3; run += 1) {
    const lost = await cancelAll([id], (method) => (method === 'POST' ? 'after' : undefined));
    expect(lost).toEqual({ code: 0, outcomes: ['already_canceled'], methods: 'GET' });
  }
  expect(await open()).toBe(0);
});

test('an order that is gone is asked for once, and not canceled', async () => {
  const { id } = await machine.add('mercadopago');
  await cancelAll([id]);
  const before = machine.methods;
  await machine.run(['sandbox', 'reset', '--yes', '-q'], { plain: true });
  // Another sandbox has no such order, and what was done in the old one tells nothing of it.
  expect([before, (await cancelAll([id])).methods]).toEqual(['POST', 'GET']);
});

test('without --if-open it is sent, as it was asked for', async () => {
  const { id } = await machine.add('mercadopago');
  await cancelAll([id]);
  await machine.run(['cancel', '-', '--json', '-q'], { door: true, stdin: id });
  expect(machine.methods).toContain('POST');
});
