import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const notFound = { errors: [{ code: 'order_not_found', message: 'Order not found' }] };
const tokenOf = (user: number) => `APP_USR-1-2-3-${user}`;

/** A home with three profiles, and a server that has the order for the accounts named alone. */
function threeShops(havingIt: readonly number[]) {
  const home = tempHome();
  const profile = (user: number) => ({ provider: 'mercadopago', token: tokenOf(user) });
  const profiles = { shop1: profile(11111), shop2: profile(22222), shop3: profile(33333) };
  writeFileSync(join(home, 'config.json'), JSON.stringify({ profile: 'shop1', profiles }));
  chmodSync(join(home, 'config.json'), 0o600);
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const user = request.headers.get('authorization')?.split('-').at(-1) ?? '';
    asked.push(user);
    if (new URL(request.url).search !== '') {
      return Response.json({ data: [], paging: { total_pages: '0' } });
    }
    const isTheirs = havingIt.includes(Number(user));
    return isTheirs
      ? Response.json(wireOrder({ id: orderId }))
      : Response.json(notFound, { status: 404 });
  };
  return { home, fetch, asked };
}

describe('an order that is not of this account', () => {
  test('says that there are other profiles, and how to look in them', async () => {
    const { home, fetch, asked } = threeShops([22222]);
    const { code, stderr } = await run(['get', orderId, '--lang', 'es'], { home, fetch });
    expect([code, asked]).toEqual([5, ['11111']]);
    expect(stderr).toContain('Aquí hay 2 otros perfiles guardados de Mercado Pago');
    expect(stderr).toContain(`mp-orders find ${orderId} --all-profiles`);
  });

  test.each([
    ['get', [orderId, '--json']],
    ['explain', [` #${orderId.toLowerCase()}. `, '--json']],
    ['find', [orderId, '--json']],
  ])('%s --all-profiles finds it, and says whose it is', async (verb, words) => {
    const { home, fetch } = threeShops([33333]);
    const { code, stdout, stderr } = await run([verb, ...words, '--all-profiles'], { home, fetch });
    expect([code, (JSON.parse(stdout) as { id: string }).id]).toEqual([0, orderId]);
    expect(`${stdout}${stderr}`).toContain('shop3');
  });

  test('that no profile has is said to be in none', async () => {
    const { home, fetch, asked } = threeShops([]);
    const { code, stderr } = await run(['get', orderId, '--all-profiles'], { home, fetch });
    expect([code, asked]).toEqual([5, ['11111', '22222', '33333']]);
    expect(stderr).toContain('2 other profiles have no such order either.');
    expect(stderr).not.toContain('--all-profiles');
  });

  test('names the profile that this machine sent it with', async () => {
    const machine = new SandboxMachine();
    const flags = ['--amount', '9', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'];
    const argv = ['create', ...flags, '--field', 'id', '-q', '--profile', 'sandbox-br'];
    const id = (await machine.run(argv, { plain: true })).stdout.trim();
    const { code, stderr } = await machine.run(['get', id]);
    expect([code, stderr]).toEqual([
      5,
      expect.stringContaining('It was created or changed from here with the profile sandbox-br.'),
    ]);
    expect(stderr).toContain(`  mp-orders get ${id} --profile sandbox-br\n`);
  });
});

describe('an id as it was pasted', () => {
  test('is understood by the verbs of the sandbox, and on stdin', async () => {
    const machine = new SandboxMachine();
    const flags = ['--amount', '9', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'];
    const make = async () =>
      (await machine.run(['create', ...flags, '--field', 'id', '-q'])).stdout.trim();
    const [paid, refused, expired] = [await make(), await make(), await make()];
    const verbs = [
      ['pay', ` #${paid.toLowerCase()}. `],
      ['fail', `https://api.mercadopago.com/v1/orders/${refused}`],
      ['expire', JSON.stringify({ data: { id: expired } })],
      ['dispute', `"${paid}"`],
    ];
    for (const [verb = '', id = ''] of verbs) {
      const { code, stderr } = await machine.run(['sandbox', verb, id, '-q'], { plain: true });
      expect([verb, code, stderr]).toEqual([verb, 0, '']);
    }
    const stdin = `#${paid.toLowerCase()}\n${JSON.stringify({ id: 7, data: { id: refused } })}\n`;
    const { stdout } = await machine.run(['get', '-', '-q', '--concurrency', '1'], { stdin });
    expect(stdout.split('\n').map((line) => line.split('\t').slice(0, 2))).toEqual([
      [paid, 'charged_back'],
      [refused, 'created'],
      [''],
    ]);
  });
});

test.each([
  ['en', 'Live account: that of MOLLIE_API_KEY.'],
  ['es', 'Cuenta real: la de MOLLIE_API_KEY.'],
  ['pt', 'Conta real: a de MOLLIE_API_KEY.'],
])('whose account is changed is said once, in %s', async (lang, note) => {
  const env = { MOLLIE_API_KEY: 'live_abcdefghijklmnopqrstuvwxyz12' };
  const fetch = async () => Response.json({ status: 404, title: 'Not Found' }, { status: 404 });
  const { stderr } = await run(['cancel', 'ord_8wmqcHMN4U', '--lang', lang], { env, fetch });
  expect(stderr.split('\n')[0]).toBe(note);
});

test('where nobody is signed in, an order that was made from here names its profile, and asks nobody', async () => {
  const machine = new SandboxMachine();
  const flags = ['--amount', '5', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'];
  const id = (await machine.run(['create', ...flags, '--field', 'id', '-q'])).stdout.trim();
  for (const argv of [
    ['get', id],
    ['cancel', id, '--yes'],
    ['explain', id],
  ]) {
    const { code, stderr } = await machine.run(argv, { plain: true });
    expect([argv[0], code, stderr]).toEqual([
      argv[0],
      4,
      expect.stringContaining(
        `The order was made from here with profile sandbox: \`mp-orders get ${id} --provider mercadopago --profile sandbox\``,
      ),
    ]);
  }
  const named = ['get', id, '--provider', 'mercadopago', '--profile', 'sandbox', '-q'];
  expect((await machine.run(named, { plain: true })).code).toBe(0);
  const { stderr } = await machine.run(['get', orderId], { plain: true });
  expect(stderr).not.toContain('was made from here');
});
