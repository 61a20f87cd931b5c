import { describe, expect, test } from '@jest/globals';
import { main } from '../../../src/main.ts';
import { fakeHost, type FakeHost } from '../../helpers/fake-host.ts';
import { orderId, paidOrder, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, breaks, scriptedFetch, type Step } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const open = answer(200, wireOrder());
const paid = answer(200, paidOrder);
const lost = breaks('ECONNREFUSED');
const gone = answer(404, { errors: [{ code: 'order_not_found', message: 'no' }] });
const as = (status: string, detail = status): Step =>
  answer(200, wireOrder({ status, status_detail: detail }));
const lines = (...texts: string[]) => texts.map((text) => `${text}\n`).join('');
const again = `  mp-orders watch ${orderId}`;
const hint = 'It may be paid by now: check it before you act on it.';
const noAnswer =
  'No answer; still watching. (The server could not be reached: connection refused.)';
const refused = '  - The server could not be reached: connection refused.';
/** Looks at 0, 3, 6 and 7 s. */
const watch = ['watch', orderId, '--timeout', '7s'];

describe('at its deadline a watch says only what a last look saw', () => {
  test.each<[string, Step[], number, string]>([
    ['open', [open], 10, lines('Not processed after 7 s; the order is created.')],
    [
      'open after an outage',
      [open, lost, open],
      10,
      lines(noAnswer, 'The connection is back.', 'Not processed after 7 s; the order is created.'),
    ],
    [
      'nothing, having seen it open',
      [open, open, open, lost],
      7,
      lines(
        noAnswer,
        'Error: The order was not seen processed in 7 s, and the last check gave no result: last seen created 1 s ago; how it stands now is not known.',
        ...[refused, hint, again],
      ),
    ],
    [
      'nothing, ever',
      [lost],
      7,
      lines(
        noAnswer,
        'Error: The order was not seen processed in 7 s, and the last check gave no result: never seen; how it stands is not known.',
        ...[refused, hint, again],
      ),
    ],
    ['paid', [open, open, open, paid], 0, ''],
    ['paid, after an outage', [open, lost, paid], 0, lines(noAnswer, 'The connection is back.')],
  ])('%s', async (_what, steps, code, stderr) => {
    const { fetch } = scriptedFetch(...steps);
    const result = await run(watch, { env, fetch });
    expect([result.code, result.stderr]).toEqual([code, stderr]);
  });
});

/** The error on the last line of stderr. */
function errorIn(stderr: string): Record<string, unknown> {
  const line = stderr.trimEnd().split('\n').at(-1) ?? '';
  return (JSON.parse(line) as { error: Record<string, unknown> }).error;
}

describe('create --watch', () => {
  const created = answer(201, wireOrder());
  const create = ['create', '--amount', '50', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'];
  const follow = async (argv: string[], ...steps: Step[]) => {
    const { fetch, asked } = scriptedFetch(created, ...steps);
    const flags = ['--watch', '--qr', 'none', '--field', 'id', '--json', ...argv];
    const result = await run([...create, ...flags], { env, fetch });
    return { ...result, looks: asked.length - 1 };
  };

  test('ends with 8, the id and what to type, when nobody knows how the order stands', async () => {
    const { code, stdout, stderr } = await follow(['--timeout', '7s'], open, open, lost);
    expect([code, stdout]).toEqual([8, `${orderId}\n`]);
    const error = errorIn(stderr);
    expect(error).toMatchObject({
      code: 'order_not_known',
      message: `Order ${orderId} was created. The order was not seen processed in 7 s, and the last check gave no result: last seen created 4 s ago; how it stands now is not known.`,
      exit_code: 8,
      next: [`mp-orders watch ${orderId}`],
    });
  });

  test('ends with 10 when the last look saw it open', async () => {
    expect(await follow(['--timeout', '7s'], open)).toMatchObject({ code: 10, looks: 4 });
  });

  test.each([
    [400, 8],
    [401, 8],
    [403, 8],
    [409, 8],
  ])('never ends with a code that says that nothing was changed: %i', async (status, code) => {
    const result = await follow([], answer(status, { message: 'no' }));
    expect(result.code).toBe(code);
    const error = errorIn(result.stderr);
    expect(error).toMatchObject({ exit_code: 8, next: [`mp-orders watch ${orderId}`] });
    expect(error.message).toContain(`Order ${orderId} was created. `);
  });

  test('looks on past a 404, for the order was made here', async () => {
    expect(await follow([], gone, paid)).toMatchObject({ code: 0, looks: 2 });
  });

  test('ends with 5 when look after look does not find it', async () => {
    const { code, looks, stderr } = await follow(['--interval', '10s'], gone);
    expect([code, looks]).toEqual([5, 6]);
    expect(stderr).toContain(
      'It was last seen created 50 s ago; 6 checks in a row have not found it.',
    );
  });
});

describe('a 404', () => {
  const home = tempHome();
  const on = async (argv: string[], ...steps: Step[]) => {
    const { fetch, asked } = scriptedFetch(...steps);
    const result = await run(argv, { env, fetch, home });
    return { ...result, looks: asked.length };
  };

  test('of an id that was never seen counts at once', async () => {
    expect(await on(['watch', orderId], gone, paid)).toMatchObject({ code: 5, looks: 1 });
    expect(await on(['watch', orderId, orderId.replace(/6$/, '7')], gone)).toMatchObject({
      code: 5,
      looks: 2,
    });
  });

  test('of one that this run has read is looked past, and told once each way', async () => {
    expect(await on(['watch', orderId], open, gone, gone, paid)).toMatchObject({
      code: 0,
      looks: 4,
      stderr: lines(
        'Not found, although it was there before; still watching. (Mercado Pago answered 404: no)',
        'The order was found again.',
      ),
    });
  });

  test('that lasts until the deadline leaves it not known', async () => {
    const result = await on(['watch', orderId, '--timeout', '7s'], open, gone);
    expect(result.code).toBe(7);
    expect(result.stderr).toContain(': last seen created 7 s ago; how it stands now is not known.');
  });

  test('that lasts for half a minute ends the watch with 5', async () => {
    const result = await on(['watch', orderId], open, gone);
    expect([result.code, result.looks]).toEqual([5, 12]);
  });

  test('of one that the journal knows to have been created here is looked past', async () => {
    const flags = ['--amount', '50', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic', '-q'];
    await on(['create', ...flags], answer(201, wireOrder()));
    expect(await on(['watch', orderId], gone, paid)).toMatchObject({ code: 0, looks: 2 });
  });
});

describe('a status', () => {
  const watched = async (...steps: Step[]) => {
    const { fetch, asked } = scriptedFetch(...steps);
    const { code, stderr } = await run(['watch', orderId, '--timeout', '7s'], { env, fetch });
    return [code, asked.length, stderr];
  };

  test('charged_back ends a watch', async () => {
    expect(await watched(open, as('charged_back', 'in_process'))).toEqual([
      ...[9, 2],
      'The order is charged_back: it will not be processed any more.\n',
    ]);
  });

  test('processed is no payment when the detail says that all was given back', async () => {
    expect(await watched(as('processed', 'refunded'))).toEqual([
      ...[9, 1],
      'The order is refunded (its status is still processed): it will not be processed any more.\n',
    ]);
  });

  test('that is not known here is told as such, once, and watched on', async () => {
    expect(await watched(as('algo_nuevo', 'created'), as('algo_nuevo', 'created'), paid)).toEqual([
      ...[0, 3],
      'Unknown status: algo_nuevo. Still watching.\n',
    ]);
  });

  test('that is not known at the end is no open order: 7, with what was seen', async () => {
    const [code, , stderr] = await watched(as('algo_nuevo', 'created'));
    expect([code, stderr]).toEqual([
      7,
      expect.stringContaining(
        'The order was not seen processed in 7 s; the last check saw the status algo_nuevo, which is not known here.',
      ),
    ]);
  });
});

describe('a laptop that was shut for eight hours, and whose monotonic clock stood still', () => {
  const shutOnce = async (argv: string[], ...steps: Step[]) => {
    const { fetch, asked } = scriptedFetch(...steps);
    let ms = 8 * 3_600_000;
    const host: FakeHost = fakeHost({
      env: { ...env, MP_ORDERS_HOME: tempHome() },
      fetch,
      onSleep: () => {
        host.suspend(ms);
        ms = 0;
      },
    });
    const code = await main(argv, host);
    return { code, looks: asked.length, ...host.printed };
  };

  test('takes its last look when it is opened', async () => {
    const result = await shutOnce(['watch', orderId, '--timeout', '15m'], open, paid);
    expect(result).toMatchObject({ code: 0, looks: 2 });
  });

  test('says how long ago the order was really seen', async () => {
    const { code, stderr } = await shutOnce(['watch', orderId, '--timeout', '15m'], open, lost);
    expect(code).toBe(7);
    expect(stderr).toContain(': last seen created 8 h ago; how it stands now is not known.');
  });
});

test('a laptop that slept past the deadline still takes its last look', async () => {
  const { fetch, asked } = scriptedFetch(open, paid);
  const host: FakeHost = fakeHost({
    env: { ...env, MP_ORDERS_HOME: tempHome() },
    fetch,
    onSleep: () => host.pass(8 * 3_600_000),
  });
  expect([await main(['watch', orderId, '--timeout', '15m'], host), asked.length]).toEqual([0, 2]);
});
