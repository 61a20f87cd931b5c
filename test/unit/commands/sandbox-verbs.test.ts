import { describe, expect, test } from '@jest/globals';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';

describe.each(['pay', 'fail', 'expire', 'dispute'])('sandbox %s', (verb) => {
  test.each([
    ['mollie', 'Mollie', 'created'],
    ['vtex', 'VTEX', 'payment-pending'],
  ])('of an order of %s names the command that drives it', async (system, title, status) => {
    const machine = new SandboxMachine();
    const { id } = await machine.add(system, '--status', status);
    const result = await machine.run(['sandbox', verb, id], { plain: true });
    const after = await machine.run(['get', id, '--field', 'status', '-q']);
    expect([result, after.stdout]).toEqual([
      {
        code: 2,
        stdout: '',
        stderr: `Error: \`sandbox ${verb}\` drives orders of Mercado Pago; ${id} is one of ${title}.
Name the status that it should have:
  mp-orders sandbox move ${id} <status>
`,
      },
      `${status}\n`,
    ]);
  });

  test('of an order that nobody has is exit code 5', async () => {
    const id = 'ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7';
    const { code } = await new SandboxMachine().run(['sandbox', verb, id], { plain: true });
    expect(code).toBe(5);
  });
});

describe('sandbox add', () => {
  test.each([
    ['mercadopago', '--denies'],
    ['mollie', '--delay'],
  ])('%s has no seller who is asked: %s is refused', async (system, flag) => {
    const machine = new SandboxMachine();
    const argv = ['sandbox', 'add', system, flag, ...(flag === '--delay' ? ['1m'] : [])];
    const { code, stdout, stderr } = await machine.run(argv, { plain: true });
    const left = await machine.run(['sandbox', 'list', '-q'], { plain: true });
    expect([code, stdout, left.stdout, stderr]).toEqual([
      ...[2, '', ''],
      'Error: --denies and --delay need a seller who is asked; only orders of VTEX have one.\nLeave them out.\n',
    ]);
  });

  test('of a system that there is none of names those that there are', async () => {
    const argv = ['sandbox', 'add', 'paypal', '--denies'];
    const { code, stderr } = await new SandboxMachine().run(argv, { plain: true });
    expect([code, stderr]).toEqual([2, expect.stringContaining('mercadopago, mollie, vtex')]);
  });
});

test('sandbox dispute charges a paid order back, which get, watch and refund see', async () => {
  const machine = new SandboxMachine();
  const { id } = await machine.add('mercadopago', '--status', 'processed');
  const detail = async (...argv: string[]) => {
    const result = await machine.run([...argv, '--field', 'status', '--field', 'status_detail'], {
      plain: true,
    });
    return [result.code, result.stdout.trim().split(/\s+/), result.stderr];
  };
  expect(await detail('sandbox', 'dispute', id)).toEqual([0, ['charged_back', 'in_process'], '']);
  const decided = ['charged_back', 'reimbursed'];
  expect(await detail('sandbox', 'dispute', id, '--outcome', 'reimbursed')).toEqual([
    0,
    decided,
    '',
  ]);
  const again = await machine.run(['sandbox', 'dispute', id], { plain: true });
  expect(again).toEqual({
    ...{ code: 6, stdout: '' },
    stderr: `Error: The dispute of order ${id} is decided already: reimbursed.\nA decided dispute stays as it is.\n`,
  });
  const refund = await machine.run(['refund', id, '--sandbox', '--yes'], { plain: true });
  expect([refund.code, refund.stderr]).toEqual([6, expect.stringContaining('charged_back')]);
});

test('sandbox minimum-amount', async () => {
  const machine = new SandboxMachine();
  const way = (...argv: string[]) =>
    machine.run(['sandbox', 'minimum-amount', ...argv], { plain: true });
  const create = async () => {
    const argv = ['create', '--sandbox', '--amount', '14.99', '--pos', 'EXTERNALPOS019285'];
    const { code, stderr } = await machine.run([...argv, '--json'], { plain: true });
    return [code, stderr.includes('Amount must be greater than or equal to 15.00')];
  };
  const ended = (code: number, stdout: string) => ({ code, stdout, stderr: '' });
  expect([await way(), await create()]).toEqual([ended(0, 'off\n'), [0, false]]);
  expect([await way('on'), await create()]).toEqual([ended(0, 'on\n'), [3, true]]);
  expect(await way('--json')).toEqual(ended(0, '{"minimum_amount":true}\n'));
  expect([await way('off'), await create()]).toEqual([ended(0, 'off\n'), [0, false]]);
  expect(await way('maybe')).toEqual({
    ...{ code: 2, stdout: '' },
    stderr: 'Error: "maybe" is not one of the choices.\nWrite on or off.\n',
  });
});

test.each([
  [['pay', 'X', '--method', 'cash'], '--method: "cash" is not one of the choices.'],
  [['pay', 'X', '--installments', '0'], '--installments: "0" is not a number of installments.'],
  [['add', 'vtex', '--delay', 'soon'], '--delay: "soon" is not a duration.'],
])('a value that can be none is named with its option: sandbox %j', async (argv, message) => {
  const { code, stderr } = await new SandboxMachine().run(['sandbox', ...argv], { plain: true });
  expect([code, stderr.split('\n')[0]]).toEqual([2, `Error: ${message}`]);
});

test.each(['OMS003', 'OMS007'])('explain %s', async (code) => {
  const result = await new SandboxMachine().run(['explain', code], { plain: true });
  expect([result.code, result.stdout]).toEqual([0, expect.stringContaining(code)]);
});
