import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { main } from '../../../src/main.ts';
import { fakeHost } from '../../helpers/fake-host.ts';
import { orderId, paidOrder, wireOrder } from '../../helpers/orders.ts';
import { answer, breaks, scriptedFetch, type Step } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token', TERM: 'dumb' };
const created = answer(201, wireOrder({ type_response: { qr_data: '0002016304AAE6' } }));

/** Keys, as a terminal sends them. */
const enter = '\r';
const ctrlC = '\x03';
const ctrlD = '\x04';

interface AskOptions {
  env?: Record<string, string>;
  home?: string;
  /** What is typed at each question, in turn. */
  typed: readonly string[];
  steps?: readonly Step[];
}

/** Runs a command whose stdin and stderr are a terminal; stdout is a pipe. */
async function ask(argv: readonly string[], { typed, steps = [created], ...options }: AskOptions) {
  const keys = [...typed];
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin });
  let said = '';
  const stderr = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        const text = chunk.toString();
        said += text;
        // A question is there once its words are written; it is answered when readline listens.
        if (/(: |\[y\/N\] )$/.test(text)) setImmediate(() => stdin.write(keys.shift() ?? ctrlD));
        done();
      },
    }),
    { isTTY: true, columns: 200 },
  );
  const { fetch, asked } = scriptedFetch(...steps);
  const home = options.home ?? tempHome();
  const fake = fakeHost({ fetch, env: { ...env, ...options.env, MP_ORDERS_HOME: home } });
  const host = { ...fake, stdin, stderr };
  const code = await main(argv, host);
  // What readline does to the cursor is not what is said.
  const stderrText = stripVTControlCharacters(said).replaceAll('\r\n', '\n');
  return { code, stdout: fake.printed.stdout, stderr: stderrText, asked, left: keys };
}

const bodyOf = (asked: readonly { body: string }[]) =>
  JSON.parse(asked[0]?.body ?? '{}') as unknown;

const body = (amount: string, external_pos_id: string, mode: string) => ({
  type: 'qr',
  total_amount: amount,
  external_reference: 'mpo-00000000-0000-4000-8000-000000000001',
  config: { qr: { external_pos_id, mode } },
  transactions: { payments: [{ amount }] },
});

describe('create alone on a terminal', () => {
  test('asks for what is required, one question at a time, and shows the command line', async () => {
    const typed = [`24.50${enter}`, `POS1${enter}`, `hybrid${enter}`];
    const { code, stdout, stderr, asked } = await ask(['create', '-q'], { typed });
    expect([code, stderr, bodyOf(asked), stdout.split('\t')[0]]).toEqual([
      0,
      `Amount (50 or 24.50): 24.50
POS, by its external_id: POS1
Mode: static, dynamic or hybrid [dynamic]: hybrid
The same without questions:
  mp-orders create --amount 24.50 --pos POS1 --mode hybrid -q
`,
      body('24.50', 'POS1', 'hybrid'),
      orderId,
    ]);
  });

  test('asks again until the answer will do, and says what is wrong', async () => {
    const typed = [
      ...[enter, `24,50${enter}`, `0${enter}`, `50${enter}`],
      ...[enter, `POS1${enter}`, `printed${enter}`, enter],
    ];
    const { code, stderr, asked } = await ask(['create', '-q'], { typed });
    expect([code, stderr, bodyOf(asked)]).toEqual([
      0,
      `Amount (50 or 24.50): 
"" is not an amount. Write digits with two decimals after a point, or none: 50 or 24.50.
Amount (50 or 24.50): 24,50
"24,50" is not an amount. Did you mean 24.50?
Amount (50 or 24.50): 0
0 is too small. An amount must be more than 0.
Amount (50 or 24.50): 50
POS, by its external_id: 
An order needs a point of sale. \`mp-orders pos list\` shows them.
POS, by its external_id: POS1
Mode: static, dynamic or hybrid [dynamic]: printed
"printed" is not one of the choices. Write static, dynamic or hybrid.
Mode: static, dynamic or hybrid [dynamic]: 
The same without questions:
  mp-orders create --amount 50 --pos POS1 --mode dynamic -q
`,
      body('50', 'POS1', 'dynamic'),
    ]);
  });

  test('asks nothing for an account that is read-only', async () => {
    const home = tempHome();
    mkdirSync(home, { recursive: true });
    const guards = { 'mercadopago:777001': { read_only: true } };
    writeFileSync(join(home, 'config.json'), JSON.stringify({ guards }));
    const its = { MP_ACCESS_TOKEN: 'APP_USR-1-2-3-777001' };
    const { code, stderr, asked } = await ask(['create'], { home, env: its, typed: [] });
    expect([code, asked]).toEqual([2, []]);
    expect(stderr).toContain('Nothing was sent: account 777001 of Mercado Pago is read-only here.');
    expect(stderr).not.toContain('Amount');
  });

  test('offers the user’s defaults', async () => {
    const defaults = { MP_ORDERS_POS: 'COUNTER1', MP_ORDERS_MODE: 'static' };
    const typed = [`7${enter}`, enter, enter];
    const { stderr, asked } = await ask(['create', '-q'], { typed, env: defaults });
    expect([stderr.split('\n').slice(1, 3), bodyOf(asked)]).toEqual([
      ['POS, by its external_id [COUNTER1]: ', 'Mode: static, dynamic or hybrid [static]: '],
      body('7', 'COUNTER1', 'static'),
    ]);
  });

  test.each([
    [
      'in the sandbox: its POS, and its flag',
      ['create', '--sandbox', '-q'],
      [`7${enter}`, enter, enter],
      'mp-orders create --sandbox --amount 7 --pos EXTERNALPOS019285 --mode dynamic -q',
    ],
    [
      'with a word that a shell would take apart',
      ['create', '-q'],
      [`7${enter}`, `it's 1${enter}`, enter],
      `mp-orders create --amount 7 --pos 'it'\\''s 1' --mode dynamic -q`,
    ],
    [
      'with options that are not about the order',
      ['create', '-q', '--qr', 'none'],
      [`7${enter}`, `P${enter}`, enter],
      'mp-orders create --amount 7 --pos P --mode dynamic -q --qr none',
    ],
  ])('shows a command line that does the same %s', async (_what, argv, typed, command) => {
    const { code, stderr } = await ask(argv, { typed });
    const lines = stderr.split('\n');
    const shown = lines[lines.indexOf('The same without questions:') + 1];
    expect([code, shown]).toEqual([0, `  ${command}`]);
  });

  test('says nothing on stdout but the order', async () => {
    const typed = [`7${enter}`, `P${enter}`, enter];
    const { stdout } = await ask(['create', '--field', 'status', '-q'], { typed });
    expect(stdout).toBe('created\n');
  });

  test.each([
    ['Ctrl-D at once', [ctrlD], 2],
    ['Ctrl-D after an answer', [`7${enter}`, ctrlD], 2],
    ['Ctrl-C at once', [ctrlC], 130],
    ['Ctrl-C after an answer', [`7${enter}`, ctrlC], 130],
  ])('%s ends it, and nothing is sent', async (_what, typed, code) => {
    const result = await ask(['create'], { typed });
    expect([result.code, result.asked, result.stdout]).toEqual([code, [], '']);
  });

  test('repeats a lost create with what was answered', async () => {
    const typed = [`7${enter}`, `P${enter}`, enter];
    const argv = ['create', '-q', '--retries', '0'];
    const { code, stderr } = await ask(argv, { typed, steps: [breaks('ECONNRESET')] });
    const last = stderr.trimEnd().split('\n').at(-1) ?? '';
    const pairs = last.match(/--[a-z-]+ [^-]\S*/g) ?? [];
    expect([code, pairs.sort()]).toEqual([
      8,
      [
        '--amount 7',
        '--idempotency-key 00000000-0000-4000-8000-000000000002',
        '--mode dynamic',
        '--pos P',
        '--reference mpo-00000000-0000-4000-8000-000000000001',
        '--retries 0',
      ],
    ]);
  });

  test.each([
    ['an amount', ['--amount', '7'], 'config.qr.external_pos_id (--pos): is required'],
    ['a POS', ['--pos', 'P'], 'transactions (--amount): is required'],
    ['a description', ['--description', 'x'], 'transactions (--amount): is required'],
    ['an item', ['--item', 'price=7'], 'transactions (--amount): is required'],
  ])('does not ask when %s is typed, but says what is missing', async (_what, flags, problem) => {
    const { code, stderr, asked, left } = await ask(['create', ...flags], { typed: ['never'] });
    expect([code, asked, left, stderr.includes(`  - ${problem}\n`)]).toEqual([
      2,
      [],
      ['never'],
      true,
    ]);
  });
});

describe('create alone', () => {
  test.each([
    ['stdin', { stderr: true, stdin: false }],
    ['stderr', { stderr: false, stdin: true }],
  ])('asks nothing when %s is no terminal', async (_what, is) => {
    const { fetch, asked } = scriptedFetch(created);
    const fake = fakeHost({ fetch, env: { ...env, MP_ORDERS_HOME: tempHome() }, stdin: '50\n' });
    const stdin = Object.assign(fake.stdin, { isTTY: is.stdin });
    const stderr = { ...fake.stderr, isTTY: is.stderr };
    const code = await main(['create'], { ...fake, stdin, stderr });
    expect([code, asked, fake.printed.stderr.includes('Amount (')]).toEqual([2, [], false]);
  });
});

describe('refund on a terminal', () => {
  const refund = ['order', 'refund', orderId, '-q'];
  const paid = answer(200, { ...paidOrder, total_paid_amount: '50.00' });
  const refunded = [paid, answer(201, wireOrder({ status: 'refunded' }))];
  const question = `Refund 50.00 ARS of order ${orderId} (ext_ref_1234, account_money, refunded so far 0) of the account of MP_ACCESS_TOKEN (live or test)? [y/N] `;

  test.each([
    ['y', 0],
    ['YES', 0],
    ['', 2],
    ['n', 2],
    ['yep', 2],
  ])('asks before it touches what may be a live order; %j ends with %i', async (typed, code) => {
    const result = await ask(refund, { typed: [`${typed}${enter}`], steps: refunded });
    const [first = ''] = result.stderr.split('\n');
    expect([result.code, result.asked.map(({ method }) => method), first]).toEqual([
      code,
      // The question says what the order is, so the order is read first.
      code === 0 ? ['GET', 'POST'] : ['GET'],
      `${question}${typed}`,
    ]);
  });

  test.each([
    ['with --yes', orderId, ['--yes'], 1],
    ['of a test order', orderId.replace('ORD00', 'ORDTST0').replace('T0', 'T00'), [], 1],
    ['with --dry-run', orderId, ['--dry-run'], 0],
  ])('does not ask %s', async (_what, id, flags, requests) => {
    const steps = [answer(201, wireOrder({ id, status: 'refunded' }))];
    const argv = ['order', 'refund', id, '-q', ...flags];
    const { code, stderr, asked } = await ask(argv, { typed: [`n${enter}`], steps });
    expect([code, stderr.includes('[y/N]'), asked.length]).toEqual([0, false, requests]);
  });

  test('with --amount reads the payment first, and asks with the amount in hand', async () => {
    const order = wireOrder({ status: 'processed' });
    const argv = [...refund, '--amount', '1'];
    const { code, asked } = await ask(argv, { typed: [`n${enter}`], steps: [answer(200, order)] });
    expect([code, asked.map(({ method }) => method)]).toEqual([2, ['GET']]);
  });
});
