import { beforeAll, describe, expect, test } from '@jest/globals';
import { json, localServer } from '../helpers/local-server.ts';
import { bin, shell, startBin, tidy } from '../helpers/run-bin.ts';
import {
  binOn,
  createOrder,
  ordersOf,
  serveSandbox,
  type ServedSandbox,
} from '../helpers/served-sandbox.ts';

let sandbox: ServedSandbox;
/** Newest first. */
const ids: string[] = [];

beforeAll(async () => {
  sandbox = await serveSandbox();
  // One after the other, so that each has its place.
  for (let count = 0; count < 105; count += 1) ids.unshift(await createOrder(sandbox));
  await bin(['sandbox', 'pay', ids[3] ?? ''], { home: sandbox.home });
});

const list = (...flags: string[]) => binOn(sandbox, ['order', 'list', ...flags]);
const linesOf = (stdout: string) => stdout.trimEnd().split('\n');

describe('list', () => {
  test('gives all orders of all pages, newest first, as get gives them', async () => {
    const { code, stdout } = await list('--json', '-q');
    const documents = linesOf(stdout).map((line) => JSON.parse(line) as unknown);
    expect([code, documents]).toEqual([0, await ordersOf(sandbox.home)]);
    expect(documents).toHaveLength(105);
  });

  test('prints the rows of get', async () => {
    const { stdout } = await list('--limit', '4', '-q');
    const got = await binOn(sandbox, ['get', ...ids.slice(0, 4), '-q']);
    expect([stdout, tidy(got).stdout.split('\n')[3]]).toEqual([
      got.stdout,
      '<order>\tprocessed\taccredited\t50\tARS\te2e\t<time>\t',
    ]);
  });

  test.each([
    ['a status', ['--status', 'processed'], 1],
    ['another status', ['--status', 'canceled'], 0],
    ['a reference', ['--reference', 'e2e', '--limit', '7'], 7],
    ['another reference', ['--reference', 'e2'], 0],
    ['a type', ['--type', 'qr', '--limit', '2'], 2],
    ['a day long ago', ['--from', '2026-01-01', '--to', '2026-01-02'], 0],
    ['a year', ['--from', '365d', '--limit', '101'], 101],
  ])('finds by %s', async (_what, flags, count) => {
    const { code, stdout } = await list(...flags, '--field', 'id', '-q');
    expect([code, stdout.split('\n').length - 1]).toEqual([0, count]);
  });

  test('says a clear word when it finds none', async () => {
    const { code, stdout, stderr } = await list('--reference', 'nobody');
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain(
      'No orders found. Mercado Pago documents this search for online orders',
    );
  });

  test('passes the sandbox’s refusal of a filter on', async () => {
    const { code, stderr } = await list('--status', 'in_review', '-q');
    expect([code, stderr.includes('[invalid_parameter]')]).toEqual([3, true]);
  });

  test('ends quietly when its reader has read enough', async () => {
    const { stdout, stderr } = await shell('mp-orders order list --field id -q | head -n 1', {
      env: sandbox.env,
    });
    expect([stdout, stderr]).toEqual([`${ids[0]}\n`, '']);
  });

  test('prints each page as it comes', async () => {
    const page = (id: string) => ({
      data: [{ id, status: 'created' }],
      paging: { total: '2', total_pages: '2', offset: '0', limit: '100' },
    });
    let arrived: (release: () => void) => void;
    const held = new Promise<() => void>((resolve) => (arrived = resolve));
    const { url } = await localServer(json(200, page('ORD1')), (...second) =>
      arrived(() => json(200, page('ORD2'))(...second)),
    );
    const env = { ...sandbox.env, MP_ORDERS_BASE_URL: url };
    const running = startBin(['order', 'list', '--json', '-q'], { env });
    expect(await running.line(1)).toBe('{"id":"ORD1","status":"created"}');
    (await held)();
    expect(await running.line(2)).toBe('{"id":"ORD2","status":"created"}');
    expect((await running.endedInTime()).code).toBe(0);
  });

  test('works in process', async () => {
    const { code, stdout } = await bin(['order', 'list', '--sandbox', '--field', 'id', '-q'], {
      home: sandbox.home,
    });
    expect([code, linesOf(stdout)]).toEqual([0, ids]);
  });
});
