import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { main } from '../../../src/main.ts';
import { fakeHost } from '../../helpers/fake-host.ts';
import { printed } from '../../helpers/read-escpos.ts';
import { readQr } from '../../helpers/read-qr.ts';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';
import { tempHome } from '../../helpers/temp-home.ts';
import { example } from '../terminal/qr/payloads.ts';

/** Runs a command whose stdout is a printer. */
async function print(argv: readonly string[], { home = tempHome(), isTerminal = false } = {}) {
  const chunks: Uint8Array[] = [];
  const fake = fakeHost({ env: { MP_ORDERS_HOME: home } });
  const stdout = {
    write: (chunk: string | Uint8Array) => chunks.push(Buffer.from(chunk as Uint8Array)),
    ...(isTerminal && { isTTY: true, columns: 80, rows: 24 }),
  };
  const code = await main(argv, { ...fake, stdout });
  return { code, bytes: new Uint8Array(Buffer.concat(chunks)), stderr: fake.printed.stderr };
}

const create = [
  ...['create', '--sandbox', '--amount', '50', '--pos', 'EXTERNALPOS019285'],
  ...['--mode', 'dynamic', '-q'],
];

describe('qr show for a program', () => {
  test.each([
    [['--json'], `${JSON.stringify({ qr_data: example })}\n`],
    [['--field', 'qr_data'], `${example}\n`],
    [['--template', 'code={qr_data}'], `code=${example}\n`],
  ])('with %j gives the code, and no drawing', async (flags, text) => {
    const { code, bytes, stderr } = await print(['qr', 'show', example, ...flags]);
    expect([code, Buffer.from(bytes).toString(), stderr]).toEqual([0, text, '']);
  });
});

test('qr show draws the code of an order that a batch made', async () => {
  const machine = new SandboxMachine();
  const rows = join(machine.home, 'rows.csv');
  writeFileSync(rows, 'amount,pos,reference\n11.50,EXTERNALPOS019285,N-1\n');
  const made = await machine.run(['create', '--from', rows, '--mode', 'dynamic', '--json', '-q']);
  const { id, answer } = JSON.parse(made.stdout) as {
    id: string;
    answer: { type_response: { qr_data: string } };
  };
  const { code, stdout } = await machine.run(['qr', 'show', id, '--field', 'qr_data', '-q']);
  expect([code, stdout]).toEqual([0, `${answer.type_response.qr_data}\n`]);
});

describe('qr show --escpos', () => {
  test.each([
    [[], 576],
    [['--paper', '58'], 384],
  ])('%j prints the code and nothing else', async (flags, dots) => {
    const { code, bytes, stderr } = await print(['qr', 'show', example, '--escpos', ...flags]);
    const picture = printed(bytes);
    expect([code, stderr, picture.width, readQr(picture)]).toEqual([0, '', dots, example]);
  });

  test('is --qr escpos too', async () => {
    const [a, b] = await Promise.all([
      print(['qr', 'show', example, '--escpos']),
      print(['qr', 'show', example, '--qr', 'escpos']),
    ]);
    expect(a.bytes).toEqual(b.bytes);
  });

  test('refuses a terminal, unless it is told to', async () => {
    const argv = ['qr', 'show', example, '--escpos'];
    const refused = await print(argv, { isTerminal: true });
    expect([refused.code, refused.bytes.length, refused.stderr]).toEqual([
      2,
      0,
      'Error: These are bytes for a printer, and stdout is a terminal.\nSend them to the printer: > /dev/usb/lp0\n',
    ]);
    const forced = await print([...argv, '--force'], { isTerminal: true });
    expect([forced.code, readQr(printed(forced.bytes))]).toEqual([0, example]);
  });

  test.each([['--paper', '57'], ['--json'], ['--field', 'id'], ['--template', '{id}']])(
    'refuses %s %s',
    async (...flags) => {
      const argv = ['qr', 'show', example, '--escpos', ...flags.filter((one) => one !== undefined)];
      const { code, bytes } = await print(argv);
      expect([code, bytes.length]).toEqual([2, 0]);
    },
  );
});

describe('create --qr escpos', () => {
  test('prints the bytes alone; the order is told on stderr', async () => {
    const { code, bytes, stderr } = await print([...create, '--qr', 'escpos', '--paper', '58']);
    expect([code, readQr(printed(bytes))]).toEqual([0, expect.stringMatching(/^000201/)]);
    expect(stderr).toMatch(/^Order ORDTST[0-9A-Z]{26}: created\n$/);
  });

  test.each([
    ['a terminal', [], true],
    ['--json', ['--json'], false],
    ['--watch', ['--watch'], false],
    ['a paper that is none', ['--paper', '100'], false],
  ])('refuses %s before anything is sent', async (_what, flags, isTerminal) => {
    const home = tempHome();
    const { code, bytes } = await print([...create, '--qr', 'escpos', ...flags], {
      home,
      isTerminal,
    });
    const { stderr } = await print(['history', '--sandbox'], { home });
    expect([code, bytes.length, stderr]).toEqual([
      ...[2, 0, 'Nothing was sent from here yet, or nothing since then.\n'],
    ]);
  });

  test('writes them to the file that --qr-out names, and the order as ever', async () => {
    const machine = new SandboxMachine();
    const file = join(machine.home, 'printer');
    const argv = ['create', '--amount', '50', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'];
    const made = await machine.run([
      ...[...argv, '--qr', 'escpos', '--qr-out', file],
      ...['--template', '{status} {qr_data}', '-q'],
    ]);
    const code = readQr(printed(new Uint8Array(readFileSync(file))));
    expect(made).toEqual({ code: 0, stdout: `created ${code ?? ''}\n`, stderr: '' });
  });
});
