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
])('what is no command or option is told with what may be meant: %j', async (argv, hint) => {
  const { code, stdout, stderr } = await run(argv);
  expect([code, stdout, stderr.split('\n')[1]]).toEqual([2, '', hint]);
});

test('several words that are near are told in the user’s language', async () => {
  const { stderr } = await run(['config', 'xet', '--lang', 'es']);
  expect(stderr.split('\n')[1]).toBe('¿Quisiste decir get o set?');
});
