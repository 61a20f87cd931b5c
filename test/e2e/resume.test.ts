import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { localServer, type Answer } from '../helpers/local-server.ts';
import { bin, shell, startBin, tempFolder } from '../helpers/run-bin.ts';
import {
  carryOut,
  createOrder,
  forwardTo,
  order,
  ordersOf,
  serveSandbox,
  tokenOf,
  type ServedSandbox,
} from '../helpers/served-sandbox.ts';
import { same } from './broken-answers.ts';

let sandbox: ServedSandbox;

beforeAll(async () => {
  sandbox = await serveSandbox();
});

/** When the process dies: the request has arrived, and was carried out or not. */
const deaths: readonly (readonly [string, (url: string, kill: () => void) => Answer])[] = [
  ['before its request is carried out', (_url, kill) => () => kill()],
  ['after its request was carried out', (url, kill) => carryOut(url, kill)],
];

/** Runs a command that is killed when its request has arrived. */
async function killed(
  argv: readonly string[],
  home: string,
  answer: (url: string, kill: () => void) => Answer,
) {
  const die = () => child.kill('SIGKILL');
  const proxy = await localServer(answer(sandbox.url, die), forwardTo(sandbox.url));
  const env = { ...sandbox.env, MP_ORDERS_BASE_URL: proxy.url };
  const child = startBin([...argv, '-q'], { home, env });
  const { code } = await child.ended;
  const resume = (...flags: string[]) => bin(['order', 'resume', ...flags, '-q'], { home, env });
  return { code, proxy, resume };
}

describe.each(deaths)('a process that is killed %s', (when, answer) => {
  test('has not lost its create: order resume finishes it, once', async () => {
    const reference = `killed-${when.split(' ')[0]}`;
    const argv = ['create', ...order, '--reference', reference];
    const { code, proxy, resume } = await killed(argv, tempFolder(), answer);
    const listed = await resume('--list', '--field', 'reference');
    const resumed = await resume('--field', 'id');
    const made = (await ordersOf(sandbox.home)).filter(
      ({ external_reference }) => external_reference === reference,
    );
    expect([code, listed.stdout, resumed.code]).toEqual([137, `${reference}\n`, 0]);
    expect(made.map(({ id }) => `${String(id)}\n`)).toEqual([resumed.stdout]);
    const [first, second] = proxy.received.map(same);
    expect(second).toEqual(first);
    expect(await resume('--list')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await resume()).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(proxy.received).toHaveLength(2);
  });

  test('has not lost its cancel', async () => {
    const id = await createOrder(sandbox);
    const { code, proxy, resume } = await killed(['cancel', id], tempFolder(), answer);
    const { stdout, ...resumed } = await resume('--json');
    expect([code, resumed.code]).toEqual([137, 0]);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ outcome: 'canceled', action: 'cancel', id, provider: 'mercadopago' },
      answer: { id, status: 'canceled' },
    });
    const [first, second] = proxy.received.map(same);
    expect(second).toEqual(first);
  });
});

test('a create by the key of its sale sells each sale once, however often it is run', async () => {
  const cwd = tempFolder();
  const script = new URL('fixtures/sale-by-key.sh', import.meta.url);
  copyFileSync(fileURLToPath(script), join(cwd, 'till.sh'));
  const faults = ['drop after 20%', '500 15%', 'html 10%', 'drop before 10%'];
  const home = tempFolder();
  const served = startBin(
    [
      ...['sandbox', 'serve', '--port', '0', '--seed', '1'],
      ...faults.flatMap((fault) => ['--fault', `POST /v1/orders: ${fault}`]),
    ],
    { home },
  );
  const env = {
    ...{ MP_ORDERS_BASE_URL: await served.line(), MP_ACCESS_TOKEN: tokenOf('sandbox') },
    ...{ MP_ORDERS_RETRIES: '0', PAUSE: '0', TRIES: '40' },
  };
  const till = tempFolder();
  const sell = (sale: string) => shell(`sh till.sh ${sale} 50`, { cwd, env, home: till });
  const sales = ['sale-1', 'sale-2', 'sale-3', 'sale-4', 'sale-5'];
  const first = [];
  for (const sale of sales) first.push(await sell(sale));
  const again = await Promise.all(sales.map(sell));
  expect(first.map(({ code }) => code)).toEqual(sales.map(() => 0));
  expect(again.map(({ stdout }) => stdout)).toEqual(first.map(({ stdout }) => stdout));
  const made = await ordersOf(home);
  expect(made.map(({ external_reference }) => external_reference).sort()).toEqual(sales);
  const open = await bin(['order', 'resume', '--list'], { home: till, env });
  expect(open.stdout).toBe('');
  expect(served.printed.stderr).toMatch(/^fault: /m);
}, 120_000);
