import { EventEmitter, once } from 'node:events';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { hangUp, json, localServer } from '../helpers/local-server.ts';
import { bin, startBin, tempFolder, tidy } from '../helpers/run-bin.ts';
import {
  binOn,
  createOrder,
  missing,
  note,
  order,
  serveSandbox,
  type ServedSandbox,
} from '../helpers/served-sandbox.ts';

let sandbox: ServedSandbox;

beforeAll(async () => {
  sandbox = await serveSandbox();
});

const often = ['--interval', '0.1s'];

const startWatch = (id: string, flags: readonly string[] = [], on = sandbox) =>
  startBin(['watch', id, ...often, ...flags], { env: on.env });

describe('watch', () => {
  test('ends with 0 once the order is paid elsewhere, a line for each change', async () => {
    const id = await createOrder(sandbox);
    const watch = startWatch(id);
    await watch.line();
    await bin(['sandbox', 'pay', id], { home: sandbox.home });
    expect(tidy(await watch.ended)).toEqual({
      code: 0,
      stdout: '<time>\t<order>\tcreated\tcreated\n<time>\t<order>\tprocessed\taccredited\n',
      stderr: note,
    });
  });

  test('prints NDJSON events with the whole answer', async () => {
    const id = await createOrder(sandbox);
    const watch = startWatch(id, ['--json', '-q']);
    await watch.line();
    await bin(['sandbox', 'pay', id], { home: sandbox.home });
    const { code, stdout, stderr } = await watch.ended;
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    const event = (status: string, status_detail: string) => ({
      event: 'status',
      provider: 'mercadopago',
      id,
      status,
      status_detail,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      answer: expect.objectContaining({ id, status, type: 'qr' }),
    });
    expect({ code, events, stderr }).toEqual({
      code: 0,
      events: [event('created', 'created'), event('processed', 'accredited')],
      stderr: '',
    });
  });

  test('ends with 9 once the order is canceled elsewhere', async () => {
    const id = await createOrder(sandbox);
    const watch = startWatch(id);
    await watch.line();
    await binOn(sandbox, ['cancel', id]);
    expect(tidy(await watch.ended)).toEqual({
      code: 9,
      stdout: '<time>\t<order>\tcreated\tcreated\n<time>\t<order>\tcanceled\tcanceled\n',
      stderr: `${note}The order is canceled: it will not be processed any more.\n`,
    });
  });

  test('ends with 9 once its time runs out, and with 0 when that was waited for', async () => {
    const id = await createOrder(sandbox);
    const watches = [startWatch(id), startWatch(id, ['--until', 'expired'])];
    await Promise.all(watches.map((watch) => watch.line()));
    await bin(['sandbox', 'expire', id], { home: sandbox.home });
    const results = await Promise.all(watches.map((watch) => watch.ended));
    expect(results.map(({ code }) => code)).toEqual([9, 0]);
  });

  test('ends with 10 when it runs out of time, and says what the order is', async () => {
    const id = await createOrder(sandbox);
    expect(tidy(await startWatch(id, ['--timeout', '1s']).ended)).toEqual({
      code: 10,
      stdout: '<time>\t<order>\tcreated\tcreated\n',
      stderr: `${note}Not processed after 1 s; the order is created.\n`,
    });
  });

  test('ends with 7 in time when no answer ever comes', async () => {
    const silent = await localServer(() => undefined);
    const env = { ...sandbox.env, MP_ORDERS_BASE_URL: silent.url };
    const { code, stdout } = await bin(['watch', missing, ...often, '--timeout', '1s'], { env });
    expect({ code, stdout }).toEqual({ code: 7, stdout: '' });
  });

  test('ends with 5 at once when there is no such order', async () => {
    const { code, stdout, stderr } = await startWatch(missing).ended;
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
    expect(stderr).toContain('[order_not_found]');
  });

  test('ends with 4 at once when the token is refused', async () => {
    const refused = await localServer(json(401, { message: 'invalid_token', status: 401 }));
    const env = { ...sandbox.env, MP_ORDERS_BASE_URL: refused.url };
    expect((await bin(['watch', missing, ...often], { env })).code).toBe(4);
  });

  test('survives a server that goes away and comes back, and says so', async () => {
    const home = tempFolder();
    const first = await serveSandbox({ home });
    const id = await createOrder(first);
    const watch = startWatch(id, [], first);
    await watch.line();
    first.child.kill('SIGKILL');
    await watch.until(({ stderr }) => stderr.includes('still watching'));
    await serveSandbox({ home, port: Number(new URL(first.url).port) });
    await bin(['sandbox', 'pay', id], { home });
    const { code, stdout, stderr } = tidy(await watch.ended);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: '<time>\t<order>\tcreated\tcreated\n<time>\t<order>\tprocessed\taccredited\n',
    });
    expect(stderr).toMatch(
      /^Sandbox: .*\nNo answer; still watching\. \(.*\)\nThe connection is back\.\n$/,
    );
  });

  test('watches on through hang-ups, 5xx, 429 and answers that are no order', async () => {
    const page = (status: number) => json(status, '<html>Bad gateway</html>');
    const paid = json(200, { id: missing, status: 'processed' });
    const server = await localServer(
      hangUp,
      page(502),
      json(429, {}, { 'retry-after': '0' }),
      paid,
    );
    const env = { ...sandbox.env, MP_ORDERS_BASE_URL: server.url };
    const { code, stdout } = tidy(await bin(['watch', missing, ...often], { env }));
    expect({ code, stdout, looks: server.received.length }).toEqual({
      code: 0,
      stdout: '<time>\t<order>\tprocessed\t\n',
      looks: 4,
    });
  });

  test('leaves a server alone for as long as it asks', async () => {
    const times: number[] = [];
    const busy = json(503, {}, { 'retry-after': '1' });
    const server = await localServer(
      (response, request, count) => {
        times.push(performance.now());
        busy(response, request, count);
      },
      (response, request, count) => {
        times.push(performance.now());
        json(200, { id: missing, status: 'processed' })(response, request, count);
      },
    );
    const env = { ...sandbox.env, MP_ORDERS_BASE_URL: server.url };
    await bin(['watch', missing, ...often], { env });
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(990);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('on %s ends with %i, says how to go on, and shows no stack', async (signal, code) => {
    const id = await createOrder(sandbox);
    const watch = startWatch(id);
    await watch.line();
    watch.kill(signal);
    expect(tidy(await watch.ended)).toEqual({
      code,
      stdout: '<time>\t<order>\tcreated\tcreated\n',
      stderr: `${note}Stopped watching; the order itself goes on. Watch again:  mp-orders watch <order>\n`,
    });
  });

  test('ends at once on SIGINT while an answer is awaited', async () => {
    const asked = new EventEmitter();
    const silent = await localServer(() => void asked.emit('request'));
    const watch = startBin(['watch', missing, ...often], {
      env: { ...sandbox.env, MP_ORDERS_BASE_URL: silent.url },
    });
    await once(asked, 'request');
    watch.kill('SIGINT');
    const { code, stderr } = await watch.ended;
    expect(code).toBe(130);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('has no row that says what the last one said: what else happened is told on stderr', async () => {
    const id = await createOrder(sandbox);
    const watch = startWatch(id);
    await watch.line();
    const refused = 'an attempt was refused (insufficient_amount)';
    await bin(['sandbox', 'fail', id, '--detail', 'insufficient_amount'], { home: sandbox.home });
    await watch.until(({ stderr }) => stderr.includes(refused));
    await bin(['sandbox', 'pay', id], { home: sandbox.home });
    expect(tidy(await watch.ended)).toEqual({
      code: 0,
      stdout: '<time>\t<order>\tcreated\tcreated\n<time>\t<order>\tprocessed\taccredited\n',
      stderr: `${note}<order>: ${refused}\n`,
    });
  });

  test('with --json has an event of each change, of a refused attempt too', async () => {
    const id = await createOrder(sandbox);
    const watch = startWatch(id, ['--json']);
    await watch.line();
    await bin(['sandbox', 'fail', id], { home: sandbox.home });
    await watch.line(2);
    watch.kill('SIGINT');
    expect((await watch.ended).stdout.trim().split('\n')).toHaveLength(2);
  });

  test('create --watch prints the order, then its changes only', async () => {
    const argv = ['create', ...order, '--mode', 'dynamic', '--reference', 'r', '--watch', ...often];
    const watch = startBin(argv, { env: sandbox.env });
    const [id = ''] = (await watch.line()).split('\t');
    await bin(['sandbox', 'pay', id], { home: sandbox.home });
    const { code, stdout } = tidy(await watch.ended);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        '<order>\tcreated\tcreated\t50\tARS\tr\t<time>\t<qr>\n' +
        '<time>\t<order>\tprocessed\taccredited\n',
    });
  });

  test('watches the sandbox in process while another process pays', async () => {
    const home = tempFolder();
    const { stdout } = await bin(['create', '--sandbox', ...order, '--field', 'id'], { home });
    const watch = startBin(['watch', stdout.trim(), '--sandbox', ...often, '-q'], { home });
    await watch.line();
    await bin(['sandbox', 'pay', stdout.trim()], { home });
    expect(await watch.ended).toMatchObject({ code: 0, stderr: '' });
  });

  test.each([
    ['an interval that is none', ['--interval', 'often']],
    ['a timeout that is none', ['--timeout', 'never']],
    ['no id', []],
  ])('refuses %s with 2', async (what, flags) => {
    const argv = what === 'no id' ? ['watch'] : ['watch', missing, ...flags];
    expect(await binOn(sandbox, argv)).toMatchObject({ code: 2, stdout: '' });
  });
});
