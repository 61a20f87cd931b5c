import { describe, expect, test } from '@jest/globals';
import { tempFolder } from '../helpers/run-bin.ts';
import { ordersOf, pos } from '../helpers/served-sandbox.ts';
import { hasTmux, Terminal } from '../helpers/tmux.ts';

(hasTmux ? describe : describe.skip)('create alone on a terminal', () => {
  test('asks for what it needs, creates the order, and shows the command line', async () => {
    const home = tempFolder();
    const terminal = await Terminal.open({ home });
    await terminal.type('mp-orders create --sandbox --qr none');
    await terminal.until((text) => text.includes('Amount (50 or 24.50):'), 'the first question');
    await terminal.type('24,50');
    await terminal.until((text) => text.includes('Did you mean 24.50?'), 'what is wrong');
    await terminal.type('24.50');
    await terminal.until((text) => text.includes(`[${pos}]:`), 'the second question');
    await terminal.press('Enter');
    await terminal.until((text) => text.includes('[dynamic]:'), 'the third question');
    await terminal.type('static');
    const command = `  mp-orders create --sandbox --amount 24.50 --pos ${pos} --mode static --qr none`;
    await terminal.until((text) => text.includes(command), 'the command line');
    expect(await terminal.exitCode()).toBe(0);
    expect(await ordersOf(home)).toMatchObject([
      { total_amount: '24.50', config: { qr: { external_pos_id: pos, mode: 'static' } } },
    ]);
  });

  test.each<[what: string, argv: string, told: string]>([
    ['create', 'create --sandbox', 'transactions (--amount): is required'],
    ['cancel', 'cancel ORD01J67CQQH5904WDBVZEM4JMEP3', 'Add --yes to confirm in advance.'],
    ['refund', 'refund ORD01J67CQQH5904WDBVZEM4JMEP3', 'Add --yes to confirm in advance.'],
    ['sandbox reset', 'sandbox reset', 'Add --yes to confirm in advance.'],
    ['auth login', 'auth login', 'mp-orders auth login < token.txt'],
  ])('%s asks nothing where CI is set, and names what to say', async (_what, argv, told) => {
    const env = {
      CI: 'true',
      MP_ACCESS_TOKEN: 'APP_USR-live',
      MP_ORDERS_BASE_URL: 'http://127.0.0.1:9',
    };
    const terminal = await Terminal.open({ env, columns: 160 });
    await terminal.type(`mp-orders ${argv}`);
    expect(await terminal.exitCode()).toBe(2);
    expect(await terminal.screen()).toContain(told);
  });

  test.each([
    ['Ctrl-C', 'C-c', 130],
    ['Ctrl-D', 'C-d', 2],
  ])('%s ends it, nothing is sent, and typing shows again', async (_what, key, code) => {
    const home = tempFolder();
    const terminal = await Terminal.open({ home });
    await terminal.type('mp-orders create --sandbox');
    await terminal.until((text) => text.includes('Amount (50 or 24.50):'), 'the first question');
    await terminal.press(key);
    expect(await terminal.exitCode()).toBe(code);
    expect(await ordersOf(home)).toEqual([]);
    await terminal.type('echo typing shows again');
    await terminal.until((text) => text.includes('$ echo typing'), 'what is typed');
  });
});
