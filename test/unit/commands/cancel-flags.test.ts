import { describe, expect, test } from '@jest/globals';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';

type System = 'mercadopago' | 'mollie' | 'vtex';

const statuses = { mercadopago: 'created', mollie: 'authorized', vtex: 'handling' } as const;

/** Runs a cancel of an order that could be canceled: by its id, or by stdin. */
async function cancel(system: System, flags: readonly string[], isMany: boolean) {
  const machine = new SandboxMachine();
  const { id } = await machine.add(system, '--status', statuses[system]);
  const argv = isMany ? ['cancel', '-', '--provider', system] : ['cancel', id];
  const stdin = isMany ? `${id}\n` : undefined;
  const result = await machine.run([...argv, ...flags], { door: true, stdin });
  const [error = '', hint = ''] = result.stderr
    .split('\n')
    .filter((line) => !/^Sandbox/.test(line));
  return { ...result, sent: machine.sent, error, hint };
}

const everywhere = ['mercadopago', 'mollie', 'vtex'] as const;
const oneAtATime = '--wait follows one order at a time.';
const noWait = '--interval is how often --wait checks, and there is no --wait.';
const noWords = '--reason: it contains no words.';
const oneOrder = '--line goes with one id: a line belongs to one order.';
const noLine = (text: string) => `--line: "${text}" is not a line of an order.`;
const noDuration = (text: string) => `--interval: "${text}" is not a duration.`;

/** What each flag is answered with: typed for one id, and for ids on stdin. */
type Row = [system: System, flags: string[], one: string, many: string];

const rows: Row[] = [
  ...everywhere.flatMap((system): Row[] => [
    [system, ['--interval', '5s'], noWait, noWait],
    [system, ['--interval', ''], noWait, noWait],
    [system, ['--wait', '--interval', ''], noDuration(''), oneAtATime],
    [system, ['--wait', '--interval', 'soon'], noDuration('soon'), oneAtATime],
    [system, ['--wait', '--interval', '-5s'], noDuration('-5s'), oneAtATime],
    [
      system,
      ['--wait', '--interval', '0s'],
      '--interval: 0s leaves no time between two checks.',
      oneAtATime,
    ],
    [system, ['--reason', ''], noWords, noWords],
    [system, ['--reason', ' \t'], noWords, noWords],
    [system, ['--line', ''], noLine(''), oneOrder],
    [system, ['--line', 'odl_x='], noLine('odl_x='), oneOrder],
    [system, ['--line', 'odl_x=0'], noLine('odl_x=0'), oneOrder],
    [system, ['--line', 'odl_x@'], '--line: "" is not an amount.', oneOrder],
    [system, ['--line', 'odl_x@0'], '--line: 0 is too small.', oneOrder],
    [system, ['--line', 'odl_x', '--line', 'odl_x=1'], '--line: odl_x is named twice.', oneOrder],
    [system, ['--profile-id', 'pfl_x'], "Unknown option '--profile-id'.", ''],
  ]),
  ...(['ord_x', '...', 'odl_'] as const).map((text): Row => [
    'mollie',
    ['--line', `${text}=1@10.00`],
    `"${text}" is not the id of a line of Mollie.`,
    oneOrder,
  ]),
  ['mercadopago', ['--line', 'odl_x'], 'Mercado Pago cancels whole orders only', oneOrder],
  ['vtex', ['--line', 'odl_x'], 'VTEX cancels whole orders only', oneOrder],
  ...(['mercadopago', 'mollie'] as const).flatMap((system): Row[] => [
    [system, ['--reason', 'x'], 'stores no reason for a cancel.', 'stores no reason for a cancel.'],
    [system, ['--confirm-second'], 'so there is no second', 'so there is no second'],
  ]),
];

describe.each(rows)('on %s, %j', (system, flags, one, many) => {
  test.each([
    ['with one id', false, one],
    ['with ids on stdin', true, many],
  ])('%s is a usage error that says what would be right, and nothing is sent', async (...row) => {
    const [, isMany, sentence] = row;
    const { code, stdout, sent, error, hint } = await cancel(system, flags, isMany);
    expect([code, stdout, sent]).toEqual([2, '', []]);
    expect(error).toContain(sentence);
    expect(hint).not.toBe('');
  });
});

test.each(['mercadopago', 'mollie'] as const)(
  '--wait is no mistake on %s, which cancels at once: one command line serves all systems',
  async (system) => {
    const { code, error } = await cancel(
      system,
      ['--wait', '--interval', '5s', '-q', '--yes'],
      false,
    );
    expect([code, error]).toEqual([0, '']);
  },
);

test('an interval of the config or the environment is no --interval', async () => {
  const machine = new SandboxMachine();
  const { id } = await machine.add('mollie');
  const env = { MP_ORDERS_INTERVAL: '5s' };
  expect((await machine.run(['cancel', id, '-q'], { env })).code).toBe(0);
});

test.each([
  [['--provider', 'mollie', '--profile-id', ''], '"" is not the id of a website profile'],
  [['--provider', 'mollie', '--profile-id', 'me'], '"me" is not the id of a website profile'],
  [['--provider', 'vtex', '--profile-id', ''], '--profile-id is not for VTEX.'],
  [['--profile-id', 'pfl_1'], '--profile-id is not for Mercado Pago.'],
])('auth login %j asks nobody', async (flags, sentence) => {
  const machine = new SandboxMachine();
  const stdin = `access_${'a'.repeat(30)}\n`;
  const login = ['auth', 'login', ...flags];
  const { code, stderr } = await machine.run(login, { plain: true, door: true, stdin });
  expect([code, machine.sent, stderr]).toEqual([2, [], expect.stringContaining(sentence)]);
});
