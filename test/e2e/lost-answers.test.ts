import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { hangUp, localServer, type Answer } from '../helpers/local-server.ts';
import { bin, shell, startBin, tempFolder, tidy, type BinOptions } from '../helpers/run-bin.ts';
import {
  carryOut,
  createOrder,
  forwardTo,
  order,
  ordersOf,
  serveSandbox,
  type ServedSandbox,
} from '../helpers/served-sandbox.ts';
import { errorOf, lost, lostCancel, noSentence, same } from './broken-answers.ts';

let sandbox: ServedSandbox;

beforeAll(async () => {
  sandbox = await serveSandbox();
});

describe('when a change was carried out and no answer tells of it', () => {
  const impatient = ['--retries', '0', '--timeout', '0.5s', '-q'];

  /** A server that loses its first answer, and is well again after it. */
  async function flaky(answer: Answer) {
    const proxy = await localServer(carryOut(sandbox.url, answer), forwardTo(sandbox.url));
    return { proxy, options: { env: { ...sandbox.env, MP_ORDERS_BASE_URL: proxy.url } } };
  }

  async function createTwice(answer: Answer) {
    const { proxy, options } = await flaky(answer);
    const argv = ['create', ...order, '--mode', 'dynamic', '--json', ...impatient];
    const first = await bin(argv, options);
    const { idempotency_key: key, exit_code, retryable, next } = errorOf(first.stderr);
    const second = await shell(next[0] ?? '', options);
    const made = JSON.parse(second.stdout) as { id: string; external_reference: string };
    const orders = (await ordersOf(sandbox.home)).filter(
      ({ external_reference }) => external_reference === made.external_reference,
    );
    const sent = proxy.received.map(same);
    expect({ codes: [first.code, exit_code, second.code], retryable, next, sent, orders }).toEqual({
      codes: [8, 8, 0],
      retryable: true,
      next: [expect.any(String)],
      sent: Array(2).fill({ ...sent[0], key }),
      orders: [expect.objectContaining({ id: made.id })],
    });
    expect(first.stdout).toBe('');
  }

  async function cancelTwice(answer: Answer) {
    const id = await createOrder(sandbox);
    const { proxy, options } = await flaky(answer);
    const first = await bin(['cancel', id, ...impatient], options);
    const [, key] = /^Idempotency key: (\S+)$/m.exec(first.stderr) ?? [];
    const [, command = ''] = /^ {2}(mp-orders .*)$/m.exec(first.stderr) ?? [];
    const second = await shell(command, options);
    const sent = proxy.received.map(same);
    expect({ first: { ...first, stderr: '' }, second: tidy(second), sent }).toEqual({
      first: { code: 8, stdout: '', stderr: '' },
      second: {
        code: 0,
        stdout: '<order>\tcanceled\tcanceled\t50\tARS\te2e\t<time>\t\n',
        stderr: '',
      },
      sent: Array(2).fill({ ...sent[0], key }),
    });
    expect(first.stderr).not.toMatch(noSentence);
  }

  test.each(lost)(
    '%s: a create ends with 8, and the command that it prints settles it, once',
    async (_what, answer) => createTwice(answer),
  );

  test.each(lostCancel)(
    '%s: a cancel ends with 8, and the command that it prints settles it, once',
    async (_what, answer) => cancelTwice(answer),
  );
});

describe('the command that repeats a change', () => {
  /** Loses the first answer, repeats by the printed command, and gives both requests. */
  async function repeat(argv: readonly string[], options: BinOptions = {}) {
    const proxy = await localServer(carryOut(sandbox.url, hangUp), forwardTo(sandbox.url));
    const all = {
      ...options,
      env: { ...sandbox.env, MP_ORDERS_BASE_URL: proxy.url, ...options.env },
    };
    const first = await bin([...argv, '--retries', '0', '--json', '-q'], all);
    const [command = ''] = errorOf(first.stderr).next;
    const second = await shell(command, { ...all, input: '' });
    return { command, code: second.code, requests: proxy.received.map(same) };
  }

  const twice = (request: unknown) => [request, request];

  test.each([
    ['quotes, dollars and accents', `it's "$HOME" \`id\` \\ ñ ☕ !`],
    ['a value that looks like an option', '--idempotency-key'],
    ['two lines', 'one\ntwo'],
  ])('keeps %s', async (_what, description) => {
    const { code, requests } = await repeat(['create', ...order, `--description=${description}`]);
    expect(requests[0]?.sent).toContain(JSON.stringify(description));
    expect({ code, requests }).toEqual({ code: 0, requests: twice(requests[0]) });
  });

  test('feeds stdin again', async () => {
    const input = `{\n  "description": "100% it's \\"here\\" \\\\n",\n  "type": "qr"}\n`;
    const argv = ['create', ...order, '--data', '-'];
    const { code, requests } = await repeat(argv, { input });
    expect({ code, requests }).toEqual({ code: 0, requests: twice(requests[0]) });
    expect(requests[0]?.sent).toContain('100% it');
  });

  test('feeds stdin again for --data=-', async () => {
    const input = JSON.stringify({ description: 'from stdin' });
    const { code, requests } = await repeat(['create', ...order, '--data=-'], { input });
    expect({ code, requests }).toEqual({ code: 0, requests: twice(requests[0]) });
  });

  test('reads the same file again', async () => {
    const cwd = tempFolder();
    writeFileSync(join(cwd, 'my order.json'), JSON.stringify({ description: 'from a file' }));
    const argv = ['create', ...order, '--data', 'my order.json'];
    const { code, requests } = await repeat(argv, { cwd });
    expect({ code, requests }).toEqual({ code: 0, requests: twice(requests[0]) });
  });

  test.each([['--idempotency-key', 'mine-1'], ['--idempotency-key=mine-2']])(
    'keeps the key that was given: %s',
    async (...flags) => {
      const { code, requests } = await repeat(['create', ...order, ...flags]);
      expect({ code, requests }).toEqual({ code: 0, requests: twice(requests[0]) });
      expect(requests[0]?.key).toMatch(/^mine-/);
    },
  );

  test('sends what was sent, whatever the defaults have become', async () => {
    const home = tempFolder();
    await bin(['config', 'set', 'description', 'before'], { home });
    const proxy = await localServer(carryOut(sandbox.url, hangUp), forwardTo(sandbox.url));
    const env = { ...sandbox.env, MP_ORDERS_BASE_URL: proxy.url };
    const argv = ['create', ...order, '--retries', '0', '--json', '-q'];
    const { stderr } = await bin(argv, { home, env });
    await bin(['config', 'set', 'description', 'after'], { home });
    const { code } = await shell(errorOf(stderr).next[0] ?? '', { home, env });
    const requests = proxy.received.map(same);
    expect({ code, requests }).toEqual({ code: 0, requests: twice(requests[0]) });
  });

  test('cancels only the order in question, of several', async () => {
    const [one, two] = [await createOrder(sandbox), await createOrder(sandbox)];
    const proxy = await localServer(
      forwardTo(sandbox.url),
      carryOut(sandbox.url, hangUp),
      forwardTo(sandbox.url),
    );
    const options = { env: { ...sandbox.env, MP_ORDERS_BASE_URL: proxy.url } };
    const first = await bin(['cancel', one, two, '--retries', '0', '-q'], options);
    const [, command = ''] = /^ {2}(mp-orders .*)$/m.exec(first.stderr) ?? [];
    const second = await shell(command, options);
    const requests = proxy.received.map(same);
    expect({ codes: [first.code, second.code], repeated: requests.slice(1) }).toEqual({
      codes: [11, 0],
      repeated: twice(requests[1]),
    });
  });

  test('works when ids came after --', async () => {
    const id = await createOrder(sandbox);
    const proxy = await localServer(carryOut(sandbox.url, hangUp), forwardTo(sandbox.url));
    const options = { env: { ...sandbox.env, MP_ORDERS_BASE_URL: proxy.url } };
    const { stderr } = await bin(['cancel', '-q', '--json', '--retries', '0', '--', id], options);
    const { code } = await shell(errorOf(stderr).next[0] ?? '', options);
    const requests = proxy.received.map(same);
    expect({ code, requests }).toEqual({ code: 0, requests: twice(requests[0]) });
  });

  test('is printed when Ctrl-C ends a create that was sent', async () => {
    const proxy = await localServer((response, request, count) => {
      carryOut(sandbox.url, () => create.kill('SIGINT'))(response, request, count);
    }, forwardTo(sandbox.url));
    const options = { env: { ...sandbox.env, MP_ORDERS_BASE_URL: proxy.url } };
    const argv = ['create', ...order, '--json', '-q', '--timeout', '1s'];
    const create = startBin(argv, options);
    const { code, stderr } = await create.ended;
    expect(code).toBe(8);
    expect((await shell(errorOf(stderr).next[0] ?? '', options)).code).toBe(0);
    const requests = proxy.received.map(same);
    expect(requests).toEqual(twice(requests[0]));
  });
});
