import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { SandboxMachine, type Loss } from '../../helpers/sandbox-machine.ts';
import { answer, breaks, scriptedFetch } from '../../helpers/scripted-fetch.ts';
import { withFlags } from '../../helpers/with-flags.ts';

const minute = 60_000;
const hour = 60 * minute;
const key = ['--idempotency-key', 'sale-1'];
const bare = ['create', '--amount', '50', '--pos', 'EXTERNALPOS019285', '--retries', '0', ...key];
const dynamic = [...bare, '--mode', 'dynamic'];
const id = ['--field', 'id', '-q'];

const losing =
  (when: 'before' | 'after' | 503): Loss =>
  (method, count) =>
    method !== 'GET' && count === 1 ? when : undefined;

const orders = async (machine: SandboxMachine) =>
  (await machine.run(['sandbox', 'list', '--field', 'id'])).stdout.split('\n').filter(Boolean);

const firstLine = (text: string) => text.split('\n', 1)[0];

describe('a create whose answer was lost is not sent again under another key', () => {
  const named = ['create', '--amount', '50', '--pos', 'EXTERNALPOS019285', '--reference', 'V-8'];
  const lost = [...named, '--retries', '0', '-q'];

  test.each([[[]], [['--idempotency-key', 'sale-2']]])('%j', async (flags) => {
    const machine = new SandboxMachine();
    const { code } = await machine.run(lost, { door: losing('after') });
    const again = await machine.run([...named, ...flags], { door: true });
    expect([code, again.code, machine.methods]).toEqual([8, 8, '']);
    expect(again.stderr).toContain('mp-orders order resume ');
    await machine.run(['order', 'resume', '-q'], { door: true });
    expect(await orders(machine)).toHaveLength(1);
    // It is known now: whoever wants another one of the same gets it.
    const { code: last } = await machine.run([...named, ...flags, '-q'], { door: true });
    expect(last).toBe(0);
  });

  test('but one of another amount is', async () => {
    const machine = new SandboxMachine();
    await machine.run(lost, { door: losing('after') });
    const other = lost.map((word) => (word === '50' ? '60' : word));
    expect((await machine.run(other)).code).toBe(0);
  });
});

describe('done: the order is read again, and nothing is sent', () => {
  test.each([0, 1, 25, 24 * 400])('after %i hours it is the same order', async (hours) => {
    const machine = new SandboxMachine();
    const first = await machine.run([...dynamic, ...id], { door: true });
    machine.pass(hours * hour);
    const again = await machine.run([...dynamic, ...id], { door: true });
    expect([again, machine.methods]).toEqual([first, 'GET']);
    expect(await orders(machine)).toEqual([first.stdout.trim()]);
  });

  test('as it is now, with the code that only the create was answered with, and a note', async () => {
    const machine = new SandboxMachine();
    const first = await machine.run([...dynamic, '-q']);
    const [made = '', ...rest] = first.stdout.trimEnd().split('\t');
    machine.pass(5 * minute);
    const again = await machine.run(dynamic);
    expect([again.code, again.stdout]).toEqual([0, first.stdout]);
    expect(again.stderr).toContain(
      `The key sale-1 made order ${made} at 2026-11-21T19:30:00.000Z (5 min ago). Nothing was sent now; the order is created.\n`,
    );
    await machine.run(['sandbox', 'pay', made]);
    const paid = await machine.run([...dynamic, '-q']);
    const [, , ...after] = paid.stdout.trimEnd().split('\t');
    expect([paid.code, after[0], after.slice(1)]).toEqual([0, 'accredited', rest.slice(2)]);
  });

  test('said to a person at a terminal by the clock on the wall; to a program exactly', async () => {
    const machine = new SandboxMachine();
    const made = (await machine.run([...dynamic, '--field', 'id', '-q'])).stdout.trim();
    machine.pass(5 * minute);
    const terminal = { terminal: { columns: 200 }, errorsToo: true, env: { TERM: 'dumb' } };
    const said = await machine.run(dynamic, terminal);
    expect(said.stdout + said.stderr).toContain(
      `The key sale-1 made order ${made} at 2026-11-21 16:30:00 -03:00 (5 min ago). Nothing was sent now; the order is created.`,
    );
    const other = dynamic.map((word) => (word === '50' ? '51' : word));
    const { stderr } = await machine.run([...other, '--json'], terminal);
    expect(stderr).toContain('at 2026-11-21T19:30:00.000Z');
  });

  test('the document has the shape of a create’s, with what is true now', async () => {
    const machine = new SandboxMachine();
    const first = await machine.run([...dynamic, '--json', '-q']);
    const again = await machine.run([...dynamic, '--json', '-q']);
    expect(JSON.parse(again.stdout)).toEqual(JSON.parse(first.stdout));
    const code = ['--field', 'type_response.qr_data', '-q'];
    expect((await machine.run([...dynamic, ...code])).stdout).toMatch(/^00020101/);
  });

  test('no code is drawn of an order that is over; one that is not known is said to be so', async () => {
    const machine = new SandboxMachine();
    const terminal = { columns: 100 };
    const first = await machine.run(dynamic, { terminal });
    const made = /ORDTST\w{26}/.exec(first.stdout)?.[0] ?? '';
    const shown = await machine.run(dynamic, { terminal });
    await machine.run(['sandbox', 'pay', made]);
    const paid = await machine.run(dynamic, { terminal });
    const drawn = [first, shown, paid].map(({ stdout }) => /[▀▄█]{5}/.test(stdout));
    expect(drawn).toEqual([true, true, false]);
    expect(paid.stderr).not.toContain('nothing to draw');
  });

  test('the same command line is the same request, without a reference too', async () => {
    const machine = new SandboxMachine();
    const first = await machine.run([...bare, ...id]);
    const again = await machine.run([...bare, ...id]);
    expect([again.code, again.stdout]).toEqual([0, first.stdout]);
    const other = ['create', '--amount', '50', '--pos', 'EXTERNALPOS019285', ...id];
    const reference = ['--field', 'external_reference', '-q'];
    const [mine, theirs] = await Promise.all([
      machine.run([...bare, ...reference]),
      machine.run([...other, '--idempotency-key', 'sale-2', ...reference]),
    ]);
    expect(mine.stdout).toMatch(/^mpo-[0-9a-f-]{36}\n$/);
    expect(mine.stdout).not.toBe(theirs.stdout);
  });

  test('it cannot be read: its id, and exit 8', async () => {
    const machine = new SandboxMachine();
    const { stdout } = await machine.run([...dynamic, ...id], { door: true });
    const down = { env: { MP_ORDERS_BASE_URL: 'http://127.0.0.1:4010' } };
    const { fetch } = scriptedFetch(breaks('ECONNREFUSED'));
    const again = await machine.run(dynamic, { ...down, fetch });
    expect([again.code, again.stdout]).toEqual([8, '']);
    expect(firstLine(again.stderr)).toBe(
      `Error: The key sale-1 made order ${stdout.trim()} at 2026-11-21T19:30:00.000Z (now). Its current state could not be read; nothing was sent.`,
    );
    expect(again.stderr).toContain(`mp-orders get ${stdout.trim()}`);
  });

  test.each([
    [404, 5],
    [401, 8],
    [500, 8],
  ])('an order system that answers %i to the look: exit %i', async (status, code) => {
    const machine = new SandboxMachine();
    const live = { plain: true, env: { MP_ACCESS_TOKEN: 'APP_USR-1-2-3-9999' } };
    const made = wireOrder({ status: 'created' });
    const { fetch, asked } = scriptedFetch(answer(201, made), answer(status, {}));
    const first = await machine.run([...bare, ...id], { ...live, fetch });
    const again = await machine.run([...bare, ...id], { ...live, fetch });
    expect([first, again.code, again.stdout]).toEqual([
      { code: 0, stdout: `${made.id}\n`, stderr: '' },
      ...[code, ''],
    ]);
    expect(again.stderr).toContain(made.id);
    expect(asked.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });
});

describe('other content: exit 6, and nothing is sent', () => {
  const other = [...bare, '--mode', 'dynamic', '--description', 'other'];
  test.each([0, 25])('done %i hours ago', async (hours) => {
    const machine = new SandboxMachine();
    const { stdout } = await machine.run([...dynamic, ...id], { door: true });
    machine.pass(hours * hour);
    const again = await machine.run([...other, '--json'], { door: true });
    expect([again.code, again.stdout, machine.methods]).toEqual([6, '', 'GET']);
    expect(JSON.parse(again.stderr)).toMatchObject({
      error: {
        ...{ code: 'key_of_another_request', idempotency_key: 'sale-1', exit_code: 6 },
        order_id: stdout.trim(),
      },
    });
    expect(again.stderr).toContain(stdout.trim());
  });

  test.each([0, 25])('open for %i hours: it names what settles that one', async (hours) => {
    const machine = new SandboxMachine();
    await machine.run([...dynamic, ...id], { door: losing('after') });
    machine.pass(hours * hour);
    const again = await machine.run([...other, '-q'], { door: true });
    expect([again.code, again.stdout, machine.methods]).toEqual([6, '', '']);
    expect(again.stderr).toContain('mp-orders order resume');
    expect(again.stderr).not.toMatch(/new key|fresh|key of its own/);
  });
});

describe('open', () => {
  test('inside the provider’s window: the same bytes under the same key, and then it is done', async () => {
    const machine = new SandboxMachine();
    const first = await machine.run([...bare, ...id], { door: losing('after') });
    const [lost] = machine.sent;
    machine.pass(23 * hour);
    const again = await machine.run([...bare, ...id], { door: true });
    const repeated = machine.sent.find(({ method }) => method === 'POST'); // the time is asked before
    expect([first.code, again.code, repeated?.body]).toEqual([8, 0, lost?.body]);
    expect(await orders(machine)).toEqual([again.stdout.trim()]);
    expect((await machine.run(['order', 'resume', '--list'])).stdout).toBe('');
  });

  test('inside it, and nobody is reached: exit 8, for the first one may have been carried out', async () => {
    const machine = new SandboxMachine();
    await machine.run([...bare, ...id], { door: losing('after') });
    machine.pass(hour);
    const { fetch } = scriptedFetch(breaks('ECONNREFUSED'));
    const env = { MP_ORDERS_BASE_URL: 'http://127.0.0.1:4010' };
    const again = await machine.run([...bare, '--json'], { fetch, env });
    expect([again.code, again.stdout]).toEqual([8, '']);
    expect(again.stderr).toContain('mp-orders order resume sale-1');
  });

  test.each(['before', 'after', 503] as const)(
    'lost %s it was done, its key too old: exit 8, and order resume',
    async (when) => {
      const machine = new SandboxMachine();
      await machine.run([...dynamic, ...id], { door: losing(when) });
      machine.pass(24 * hour);
      const again = await machine.run([...dynamic, '--json'], { door: true });
      expect([again.code, again.stdout, machine.methods]).toEqual([8, '', '']);
      expect(JSON.parse(again.stderr)).toMatchObject({
        error: {
          code: 'key_too_old',
          next: ['mp-orders order resume sale-1 --base-url http://127.0.0.1:4010 --sandbox'],
        },
      });
    },
  );

  test('what was served once is open in process too (integrator F1)', async () => {
    const machine = new SandboxMachine();
    await machine.run([...dynamic, ...id], { door: losing('after') });
    machine.pass(25 * hour);
    const again = await machine.run([...dynamic, ...id]);
    expect([again.code, again.stdout, (await orders(machine)).length]).toEqual([8, '', 1]);
  });
});

describe('nobody knows: exit 8, and nothing is sent', () => {
  test.each([
    ['given up', ['order', 'resume', '--forget', 'sale-1', '--yes'], 0],
    ['looked for in vain', ['order', 'resume', '--retries', '0'], 25],
  ] as const)('%s', async (_how, resume, hours) => {
    const machine = new SandboxMachine();
    await machine.run([...dynamic, ...id], { door: losing('before') });
    machine.pass(hours * hour);
    for (let times = 0; times < 2; times += 1) {
      await machine.run([...resume], { door: true });
      machine.pass(hour);
    }
    const again = await machine.run([...dynamic, '--json'], { door: true });
    expect([again.code, again.stdout, machine.methods]).toEqual([8, '', '']);
    expect(JSON.parse(again.stderr)).toMatchObject({ error: { code: 'outcome_unknowable' } });
    expect(again.stderr).toContain('order resume');
  });
});

test.each([
  ['refused', answer(400, { errors: [{ code: 'property_value', message: 'no' }] })],
  ['not sent', breaks('ECONNREFUSED')],
])('what was %s is sent', async (_what, step) => {
  const machine = new SandboxMachine();
  const { fetch } = scriptedFetch(step);
  const env = { MP_ORDERS_BASE_URL: 'http://127.0.0.1:4010' };
  const first = await machine.run([...dynamic, ...id], { fetch, env });
  const again = await machine.run([...dynamic, ...id], { door: true });
  expect([first.code === 0, again.code, machine.methods]).toEqual([false, 0, 'POST']);
});

describe('--dry-run changes nothing, and says what the journal knows', () => {
  test.each([
    ['nothing', undefined, ''],
    ['done', undefined, 'made order ORDTST'],
    ['open', losing('after'), 'It would be sent again.'],
  ] as const)('%s', async (what, loss, note) => {
    const machine = new SandboxMachine();
    if (what !== 'nothing') await machine.run([...dynamic, ...id], { door: loss ?? true });
    const { code, stdout, stderr } = await machine.run([...dynamic, '--dry-run'], { door: true });
    expect([code, machine.methods, stdout.includes('POST')]).toEqual([0, '', true]);
    expect(stderr).toContain(note);
    expect((await orders(machine)).length).toBe(what === 'nothing' ? 0 : 1);
  });
});

describe('a cancel and a refund', () => {
  const cases = [
    ['cancel', 'created', 'canceled'],
    ['refund', 'processed', 'refunded'],
  ] as const;
  test.each(cases)('%s: done is shown as it is now', async (verb, status, outcome) => {
    const machine = new SandboxMachine();
    const made = await machine.add('mercadopago', '--status', status);
    const argv = [verb, made.id, ...key, '--retries', '0'];
    const first = await machine.run([...argv, '--json', '-q'], { door: true });
    machine.pass(25 * hour);
    const again = await machine.run([...argv, '--json', '-q'], { door: true });
    expect([first.code, again.code, machine.methods]).toEqual([0, 0, 'GET']);
    expect(JSON.parse(again.stdout)).toMatchObject({
      ...{ outcome, provider: 'mercadopago', id: made.id },
      answer: { id: made.id, status: outcome },
    });
    const told = await machine.run(argv);
    expect(told.stderr).toContain(
      `The ${verb} of order ${made.id} was sent under the key sale-1 at 2026-11-21T19:30:00.000Z (1 d 1 h ago).`,
    );
  });

  test.each([
    ['cancel', 'created'],
    ['refund', 'processed'],
  ])('%s: open and too old is exit 8', async (verb, status) => {
    const machine = new SandboxMachine();
    const made = await machine.add('mercadopago', '--status', status);
    const argv = [verb, made.id, ...key, '--retries', '0'];
    await machine.run(argv, { door: losing('before') });
    machine.pass(25 * hour);
    const again = await machine.run([...argv, '--json'], { door: true });
    expect([again.code, machine.methods]).toEqual([8, '']);
    expect(JSON.parse(again.stderr)).toMatchObject({ error: { code: 'key_too_old' } });
  });

  test('a part of another amount under the same key is another refund', async () => {
    const machine = new SandboxMachine();
    const made = await machine.add('mercadopago', '--status', 'processed');
    const argv = ['refund', made.id, ...key, '--retries', '0', '-q', '--amount'];
    const first = await machine.run([...argv, '10'], { door: true });
    const same = await machine.run([...argv, '10'], { door: true });
    const sentSame = machine.methods;
    const other = await machine.run([...argv, '12'], { door: true });
    expect([first.code, same.code, other.code]).toEqual([0, 0, 6]);
    expect(`${sentSame} ${machine.methods}`).not.toContain('POST');
  });

  test('a part whose order cannot be read, and which was refunded under this key: exit 8', async () => {
    const machine = new SandboxMachine();
    const made = await machine.add('mercadopago', '--status', 'processed');
    const argv = ['refund', made.id, ...key, '--retries', '0', '--amount', '10'];
    const first = await machine.run(argv, { door: true });
    const again = await machine.run([...argv, '--json'], { door: () => 'before' });
    expect([first.code, again.code]).toEqual([0, 8]);
    expect(JSON.parse(again.stderr)).toMatchObject({ error: { code: 'order_not_read' } });
  });

  test('Mollie: a refund under its key, after the hour that Mollie knows it', async () => {
    const machine = new SandboxMachine();
    const made = await machine.add('mollie', '--status', 'paid');
    const argv = ['refund', made.id, ...key, '--retries', '0', '-q', '--field', 'id'];
    const first = await machine.run(argv, { door: true });
    machine.pass(2 * hour);
    const again = await machine.run(argv, { door: true });
    expect([first.code, again.code, machine.methods]).toEqual([0, 0, 'GET']);
  });

  test('the key of a create is none of a refund, and that of an order none of another', async () => {
    const machine = new SandboxMachine();
    const codes: number[] = [(await machine.run([...dynamic, ...id], { door: true })).code];
    for (const order of ['mercadopago', 'mercadopago']) {
      const made = await machine.add(order, '--status', 'processed');
      machine.pass(25 * hour); // the sandbox itself knows a key for a day, whatever it is of
      codes.push((await machine.run(['refund', made.id, ...key, '-q'], { door: true })).code);
      expect(machine.methods).toContain('POST');
    }
    expect(codes).toEqual([0, 0, 0]);
  });
});

describe('create --watch under the key of an earlier sale', () => {
  const watch = [...dynamic, '--watch', '--timeout', '30s'];

  async function sold(
    end: 'pay' | 'expire' | 'cancel' | 'refund',
    hours: number,
    ...flags: string[]
  ) {
    const machine = new SandboxMachine();
    const { stdout } = await machine.run([...dynamic, ...id]);
    const order = stdout.trim();
    if (end === 'cancel') await machine.run(['cancel', order]);
    else await machine.run(['sandbox', end === 'refund' ? 'pay' : end, order]);
    if (end === 'refund') await machine.run(['refund', order]);
    machine.pass(hours * hour);
    const { code, stderr } = await machine.run([...watch, '--json', ...flags]);
    const lines = stderr.trim().split('\n');
    const last = JSON.parse(code === 6 ? (lines.at(-1) ?? '') : '{}') as {
      error?: { code: string };
    };
    return [code, last.error?.code];
  }

  test.each([
    ['pay', 13, 6, 'already_paid'],
    ['cancel', 13, 6, 'already_canceled'],
    ['expire', 13, 6, 'already_expired'],
    ['refund', 13, 6, 'already_refunded'],
    ['pay', 30 * 24, 6, 'already_paid'],
    // The same sale, by a script that was killed: it is paid, and that is what was waited for.
    ['pay', 1, 0, undefined],
    ['pay', 12, 0, undefined],
    // A clock that was set back makes no order young.
    ['pay', -2, 6, 'already_paid'],
  ] as const)('%s, then %i hours: exit %i, %s', async (end, hours, code, error) => {
    expect(await sold(end, hours)).toEqual([code, error]);
  });

  test('--key-window, and the setting, say how long', async () => {
    expect(await sold('pay', 2, '--key-window', '1h')).toEqual([6, 'already_paid']);
    expect(await sold('pay', 40, '--key-window', '48h')).toEqual([0, undefined]);
    const machine = new SandboxMachine();
    const set = await machine.run(['config', 'set', 'key-window', '1h'], { plain: true });
    const bad = await machine.run(['config', 'set', 'key-window', 'soon'], { plain: true });
    expect([set.code, bad.code]).toEqual([0, 2]);
    const { stdout } = await machine.run([...dynamic, ...id]);
    await machine.run(['sandbox', 'pay', stdout.trim()]);
    machine.pass(2 * hour);
    expect((await machine.run(watch)).code).toBe(6);
  });

  test('a clock that is wrong, always by the same, makes no order of a minute ago old', async () => {
    const machine = new SandboxMachine();
    const made = wireOrder({ created_date: '2026-10-21T19:29:00.000Z' });
    const date = 'Wed, 21 Oct 2026 19:30:00 GMT';
    const live = { plain: true, env: { MP_ACCESS_TOKEN: 'APP_USR-1-2-3-9999' } };
    const first = scriptedFetch(answer(201, made, { date }));
    await machine.run([...bare, ...id], { ...live, fetch: first.fetch });
    machine.pass(minute);
    const paid = scriptedFetch(answer(200, { ...made, status: 'processed' }, { date }));
    const again = await machine.run([...bare, '--watch', '-q'], { ...live, fetch: paid.fetch });
    expect([again.code, paid.asked[0]?.method]).toEqual([0, 'GET']);
    const later = 'Thu, 22 Oct 2026 19:30:00 GMT'; // a day later there, and the clock was set back here
    const old = scriptedFetch(answer(200, { ...made, status: 'processed' }, { date: later }));
    const set = await machine.run([...bare, '--watch', '-q'], { ...live, fetch: old.fetch });
    expect(set.code).toBe(6);
  });

  test('also when the create was lost then, and is answered only now', async () => {
    const machine = new SandboxMachine();
    await machine.run([...dynamic, ...id], { door: losing('after') });
    const [order = ''] = await orders(machine);
    await machine.run(['sandbox', 'pay', order]);
    machine.pass(13 * hour);
    const { code, stderr } = await machine.run(watch, { door: true });
    expect([
      code,
      stderr.includes(`Order ${order} of this key was processed before this run`),
    ]).toEqual([6, true]);
  });
});

describe('what the last version wrote, without id, content and sandbox', () => {
  const at = '2026-11-21T19:20:00.000Z';
  const body = (reference: string, amount = '50') =>
    `{"type":"qr","total_amount":"${amount}","external_reference":"${reference}","config":{"qr":{"external_pos_id":"EXTERNALPOS019285"}},"transactions":{"payments":[{"amount":"${amount}"}]}}`;
  const random = 'mpo-0b7c1f0e-4f7e-4f0c-9d0c-5f1c3f0f9a11';
  const sent = {
    ...{ kind: 'sent', at, key: 'sale-1', action: 'create', provider: 'mercadopago' },
    ...{ profile: 'default', method: 'POST', path: '/v1/orders', repeatable: true },
    ...{ account: '9999', base_url: 'https://api.mercadopago.com', reference: random },
    body: body(random),
  };
  const settled = { kind: 'settled', at, key: 'sale-1', outcome: 'created', order: orderId };
  const other = { body: body(random, '51') };
  const bodyless = { body: undefined };

  test.each([
    ['done', [sent, settled], 0, 'GET'],
    ['done, its body gone', [{ ...sent, ...bodyless }, settled], 0, 'GET'],
    ['done, other content', [{ ...sent, ...other }, settled], 6, ''],
    ['open: the very bytes of then', [sent], 0, 'POST', random],
    ['open, other content', [{ ...sent, ...other }], 6, ''],
    ['open and too old', [{ ...sent, at: '2026-11-20T19:00:00.000Z' }], 8, ''],
    ['of another account', [{ ...sent, account: '9998' }], 0, 'POST'],
    ['of an account that is not told', [{ ...sent, account: undefined }, settled], 0, 'GET'],
    ['of the profile’s host', [{ ...sent, base_url: undefined }, settled], 0, 'GET'],
    ['made twice', [sent, settled, { ...sent, at: '2026-11-21T19:25:00.000Z' }], 0, 'GET'],
  ])('%s', async (_what, lines, code, methods, bytes = '') => {
    const machine = new SandboxMachine();
    const folder = join(machine.home, 'journal', 'open');
    mkdirSync(folder, { recursive: true });
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    writeFileSync(join(folder, '1-1-a.jsonl.left'), text);
    const { fetch, asked } = scriptedFetch(
      answer(201, wireOrder({ external_reference: undefined })),
    );
    const env = { MP_ACCESS_TOKEN: 'APP_USR-1-2-3-9999' };
    const result = await machine.run([...bare, ...id], { plain: true, env, fetch });
    expect([result.code, asked.map(({ method }) => method).join(' ')]).toEqual([code, methods]);
    expect(asked[0]?.body ?? '').toContain(bytes);
  });
});

describe('the scope of a key', () => {
  test('a sandbox that was reset is another one: in process', async () => {
    const machine = new SandboxMachine();
    const first = await machine.run([...dynamic, ...id]);
    await machine.run(['sandbox', 'reset', '--yes']);
    const again = await machine.run([...dynamic, ...id]);
    expect([first.code, again.code, await orders(machine)]).toEqual([0, 0, [again.stdout.trim()]]);
    expect((await machine.run([...dynamic, ...id])).stdout).toBe(again.stdout);
  });

  test('and served: the answer to the look tells', async () => {
    const machine = new SandboxMachine();
    const first = await machine.run([...dynamic, ...id], { door: true });
    await machine.run(['sandbox', 'reset', '--yes']);
    machine.pass(minute);
    const again = await machine.run([...dynamic, ...id], { door: true });
    expect([first.code, again.code, machine.methods]).toEqual([0, 0, 'GET POST']);
    expect(await orders(machine)).toEqual([again.stdout.trim()]);
    const third = await machine.run(withFlags(dynamic, '--amount', '51', '-q'), { door: true });
    expect([third.code, machine.methods]).toEqual([6, 'GET']);
    await machine.run(['sandbox', 'reset', '--yes']);
    const other = await machine.run(withFlags(dynamic, '--amount', '51', '-q'), { door: true });
    expect([other.code, machine.methods.endsWith('POST')]).toEqual([0, true]);
  });

  test('one sandbox is one, in process and at whichever port it is served', async () => {
    const machine = new SandboxMachine();
    const first = await machine.run([...dynamic, ...id]);
    const env = { MP_ORDERS_BASE_URL: 'http://127.0.0.1:5555' };
    const served = await machine.run([...dynamic, ...id], { door: true, env });
    expect([served, machine.methods]).toEqual([first, 'GET']);
  });

  test('what is open in a sandbox that was reset is not resumed in the new one', async () => {
    const machine = new SandboxMachine();
    // Killed in between: the request is in the journal, and nothing came of it.
    const request = {
      ...{ kind: 'sent', id: 'x1', key: 'sale-1', action: 'create', provider: 'mercadopago' },
      ...{ profile: 'sandbox', account: '2041100001', sandbox: 'one-before', method: 'POST' },
      ...{ path: '/v1/orders', body: '{}', repeatable: true, at: '2026-11-21T19:00:00.000Z' },
    };
    const folder = join(machine.home, 'journal', 'open');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '1-1-a.jsonl.left'), `${JSON.stringify(request)}\n`);
    const resumed = await machine.run(['order', 'resume', '--json']);
    expect([resumed.code, JSON.parse(resumed.stdout)]).toMatchObject([
      8,
      { outcome: 'unknowable', code: 'sandbox_reset', key: 'sale-1', id: null },
    ]);
    expect(await orders(machine)).toEqual([]);
    const again = await machine.run([...dynamic, ...id]);
    expect([again.code, await orders(machine)]).toEqual([0, [again.stdout.trim()]]);
  });

  const live = (token: string, more: Record<string, string> = {}) => ({
    ...{ plain: true, env: { MP_ACCESS_TOKEN: token, ...more } },
  });

  test.each([
    ['a renewed token of the same account', live('APP_USR-1-9-9-9999'), 'GET'],
    ['a profile of another name', live('APP_USR-1-2-3-9999', { MP_ORDERS_PROFILE: 'b' }), 'GET'],
    ['another account', live('APP_USR-1-2-3-9998'), 'POST'],
    [
      'another host',
      live('APP_USR-1-2-3-9999', { MP_ORDERS_BASE_URL: 'https://proxy.example' }),
      'POST',
    ],
  ])('%s', async (_what, options, method) => {
    const machine = new SandboxMachine();
    const { fetch, asked } = scriptedFetch(answer(201, wireOrder({ status: 'created' })));
    const first = await machine.run([...bare, ...id], { ...live('APP_USR-1-2-3-9999'), fetch });
    const again = await machine.run([...bare, ...id], { ...options, fetch });
    expect([first.code, again.code, asked.map((one) => one.method)]).toEqual([
      ...[0, 0],
      ['POST', method],
    ]);
    expect(again.stdout).toBe(`${orderId}\n`);
  });
});
