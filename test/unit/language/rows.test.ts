import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';

interface FailedRow {
  error: { code: string; message: string; hint: string; details: string[] };
}

const errorsIn = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as FailedRow).error)
    .map(({ code, message, hint, details }) => [code, message, hint, details]);

const invalid = [
  'invalid_order',
  'The order has a problem; nothing was sent.',
  '`--help` lists the options; the fields are those of an order in the API of Mercado Pago.',
  ['--amount: "24,5" is not an amount. Did you mean 24.50?'],
];

test.each([
  ['es', 'fila 1: --amount: "24,5" no es un monto. ¿Quisiste decir 24.50?', 'fila 2: Ninguna caja'],
  [
    'pt',
    'linha 1: --amount: "24,5" não é um valor. Você quis dizer 24.50?',
    'linha 2: Nenhum caixa',
  ],
])('rows of a batch are English beside a summary in %s', async (lang, amount, pos) => {
  const machine = new SandboxMachine();
  const file = join(machine.home, 'rows.csv');
  writeFileSync(file, 'amount,pos\n"24,5",EXTERNALPOS019285\n5,NOPE\n');
  const argv = ['create', '--from', file, '--mode', 'dynamic', '--lang', lang];
  const { code, stdout, stderr } = await machine.run(argv);
  expect([code, errorsIn(stdout)]).toEqual([
    11,
    [
      invalid,
      [
        'pos_not_found',
        'Mercado Pago answered 404: The POS was not found.',
        expect.stringMatching(/^Name a POS by its external_id/),
        ["'$.config.qr.external_pos_id' names no POS: NOPE"],
      ],
    ],
  ]);
  expect(stderr).toContain(amount);
  expect(stderr).toContain(pos);
});

test.each([
  ['es', 'La orden ya no se puede cancelar en su estado actual.'],
  ['pt', 'O pedido não pode mais ser cancelado no status atual.'],
])('and so are rows of many ids, and the table of failures is in %s', async (lang, meaning) => {
  const machine = new SandboxMachine();
  const flags = ['--pos', 'EXTERNALPOS019285', '--mode', 'dynamic', '--field', 'id', '-q'];
  const id = (await machine.run(['create', '--amount', '50', ...flags])).stdout.trim();
  await machine.run(['sandbox', 'pay', id, '-q'], { plain: true });
  const argv = ['cancel', '-', '--lang', lang];
  const rows = await machine.run([...argv, '--json'], { stdin: `${id}\n` });
  expect(errorsIn(rows.stdout)).toEqual([
    [
      'cannot_cancel_order',
      'Mercado Pago answered 409: The order cannot be canceled in its current status.',
      expect.stringMatching(/^Only an order with status created/),
      [`order ${id} has status processed`, 'The order is processed (accredited) now.'],
    ],
  ]);
  const { stderr } = await machine.run(argv, { stdin: `${id}\n` });
  expect(stderr.split('\n').find((line) => line.startsWith('1\t'))).toMatch(
    new RegExp(`^1\\tcannot_cancel_order\\t6\\t.* 1: ${meaning}$`),
  );
});
