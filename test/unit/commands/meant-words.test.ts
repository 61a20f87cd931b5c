import { expect, test } from '@jest/globals';
import { orderId } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';

const meant = (words: string) => `Did you mean ${words}?`;

test.each([
  [['pagar'], meant('sandbox pay')],
  [['Reembolsar', orderId], meant('refund')],
  [['estornar'], meant('refund')],
  [['ver', orderId], meant('get')],
  [['ayuda'], meant('help')],
  [['versión'], meant('--version')],
  [['login'], meant('auth login')],
  [['status'], meant('get or auth status')],
  [['search'], meant('list or find')],
  [['pay', orderId], meant('sandbox pay')],
  [[orderId.toLowerCase()], meant(`get ${orderId}`)],
  [['auth', 'entrar'], meant('auth login')],
  [['config', 'login'], meant('auth login')],
  [['order', 'anular'], meant('cancel')],
  [['sandbox', 'pagar'], meant('sandbox pay')],
  [['pos', 'pagar'], '`mp-orders pos --help` lists its commands.'],
  [['frob'], '`mp-orders help` lists the commands.'],
  [[''], '`mp-orders help` lists the commands.'],
  [['get', orderId, '-j'], meant('--json')],
  [['get', orderId, '--output=json'], meant('--json')],
  [['get', orderId, '--Verbose'], meant('--debug')],
  [['-v'], meant('--version')],
  [['list', '--desde', 'ayer'], meant('--from')],
  [['create', '--monto', '5'], meant('--amount')],
  [['create', '-amount', '5'], meant('--amount')],
  [['create', '-amount=5'], meant('--amount')],
  [['get', '-json', orderId], meant('--json')],
  [
    ['auth', 'login', 'hush'],
    'A value with spaces goes in quotes. --help shows what the command takes.',
  ],
  [['get', orderId, '--monto', '5'], 'Add --help to see what the command takes.'],
  [['get', orderId, '--force'], 'Add --help to see what the command takes.'],
  [['cancel', orderId, '--force'], meant('--yes')],
  [['estado'], meant('get')],
  [['caja', 'list'], meant('pos')],
  [['list', '--dia', 'hoy'], meant('--day')],
  [['list', '--Fecha=hoy'], meant('--day')],
  [['list', '--estado', 'pagado'], meant('--status')],
  [['create', '--caja', 'CAJA1'], meant('--pos')],
  [['create', '--referência', '1'], meant('--reference')],
  [['create', '--external_reference', '1'], meant('--reference')],
  [['create', '50'], meant('--amount 50')],
  [['create', '1.234,5'], meant('--amount 1234.50')],
  [['create', '--amount', '50', 'EXTERNALPOS019285'], meant('--pos EXTERNALPOS019285')],
  [
    ['list', 'x', 'COUNTER1'],
    'A value with spaces goes in quotes. --help shows what the command takes.',
  ],
  [
    ['auth', 'login', 'TOKEN123'],
    'A value with spaces goes in quotes. --help shows what the command takes.',
  ],
  [['list', '--provider', 'Mollie'], meant('mollie')],
  [['list', '--provider', 'molie'], meant('mollie')],
  [['list', '--provider', 'paypal'], 'Write mercadopago, mollie or vtex.'],
  [['list', '--by', 'Pos'], meant('pos')],
  [['config', 'set', 'mode', 'dinámico'], meant('dynamic')],
  [['list', '--from', '7dias'], meant('7d')],
  [['list', '--from', '7 days'], meant('7d')],
  [['help', 'caja'], meant('till or pos')],
  [['help', 'crear'], meant('create')],
  [['help', 'Lotes'], meant('batches')],
  [['help', 'exit'], meant('exit-codes')],
  [['help', 'frob'], 'Type `mp-orders help` for a list of both.'],
])('what is no command or option is told with what may be meant: %j', async (argv, hint) => {
  const { code, stdout, stderr } = await run(argv);
  expect([code, stdout, stderr.split('\n')[1]]).toEqual([2, '', hint]);
});

test('several words that are near are told in the user’s language', async () => {
  const { stderr } = await run(['config', 'xet', '--lang', 'es']);
  expect(stderr.split('\n')[1]).toBe('¿Quisiste decir get o set?');
});

test('all columns that are none are told at once, each with what may be meant', async () => {
  const { code, stdout, stderr } = await run(['create', '--sandbox', '--from', '-'], {
    stdin: 'importe;caja;fecha\n50,00;CAJA1;hoy\n',
  });
  expect([code, stdout, ...stderr.split('\n').slice(0, 4)]).toEqual([
    2,
    '',
    'Error: 3 columns are not known.',
    '  - There is no column "importe". Did you mean amount?',
    '  - There is no column "caja". Did you mean pos?',
    '  - There is no column "fecha".',
  ]);
});
