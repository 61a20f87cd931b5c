import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { checkQrOrder } from '../../src/orders/check-qr-order.ts';
import { orderId, wireOrder } from '../helpers/orders.ts';
import { run, type RunOptions } from '../helpers/run.ts';
import { answer, scriptedFetch } from '../helpers/scripted-fetch.ts';
import { createBodies } from './bodies.ts';
import { runs } from './runs.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };

/** Runs a command line; says whether it was refused as input, and what reached the network. */
async function attempt(argv: readonly string[], options: RunOptions = {}) {
  const { fetch, asked } = scriptedFetch(answer(200, wireOrder()));
  const { code, stdout } = await run([...argv, '-q', '--retries', '0'], { env, fetch, ...options });
  return { code, stdout, sent: asked };
}

const refused = { code: 2, stdout: '', sent: [] };

/** Typed values of all kinds: right ones, near misses, and anything else that a shell can pass. */
const typed = (...examples: string[]) =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...examples), weight: 6 },
    { arbitrary: fc.string({ maxLength: 12 }), weight: 1 },
  );

const amount = typed(
  '50',
  '24.50',
  '24,50',
  '1.234,56',
  '1e3',
  '-5',
  '0',
  '0.00',
  '00',
  '5.',
  '9e9',
);
const duration = typed(
  '90s',
  '16m',
  'PT16M',
  'PT29S',
  '29s',
  '3601h',
  'soon',
  '',
  'P',
  '0s',
  '1h30m',
);
const word = typed(
  'POS1',
  '',
  'x'.repeat(64),
  'x'.repeat(65),
  'a b',
  'ñ',
  'dev_1',
  '123',
  '-',
  '--',
);
const item = typed(
  'title=a',
  'title=a,price=1',
  'qty=0',
  'price=24,50',
  'x',
  'unit=xxxxxxxxxxx',
  '',
);
const discount = typed('account_money=1', 'cash=1', 'debit_card=1,5', 'debit_card', 'debit_card=');
const mode = typed('static', 'dynamic', 'hybrid', 'Static', '');

const option = fc.oneof(
  fc.tuple(fc.constantFrom('--amount', '--total', '--marketplace-fee'), amount),
  fc.tuple(fc.constant('--expires'), duration),
  fc.tuple(fc.constantFrom('--pos', '--reference', '--description'), word),
  fc.tuple(fc.constantFrom('--platform-id', '--integrator-id', '--sponsor-id'), word),
  fc.tuple(fc.constant('--item'), item),
  fc.tuple(fc.constant('--discount'), discount),
  fc.tuple(fc.constant('--mode'), mode),
  fc.tuple(fc.constantFrom('--idempotency-key', '--timeout', '--qr', '--colour', '--items'), word),
);

jest.setTimeout(180_000); // hundreds of whole commands, on a busy machine too

describe('whatever is refused as input is refused before it is sent', () => {
  test('any body: sent once and to the letter, or not at all', async () => {
    await fc.assert(
      fc.asyncProperty(createBodies, async (body) => {
        const { code, stdout, sent } = await attempt(['create', '--data', '-', '--json'], {
          stdin: body,
        });
        const value: unknown = JSON.parse(body);
        // What has no reference is given one; everything else is judged, and sent, as it is.
        const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
        const made = 'mpo-00000000-0000-4000-8000-000000000001';
        const whole: unknown = isObject
          ? { type: 'qr', external_reference: made, ...value }
          : value;
        if (checkQrOrder(whole).problems.length > 0) {
          expect({ code, stdout, sent }).toEqual(refused);
        } else {
          const posted = sent.map((one) => [one.method, JSON.parse(one.body) as unknown]);
          expect([code, posted]).toEqual([0, [['POST', whole]]]);
        }
      }),
      runs(300),
    );
  });

  test('any options of create', async () => {
    const told = { sent: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(option, { maxLength: 5 }), async (options) => {
        const right = ['--amount', '50', '--pos', 'POS1'];
        const { code, sent } = await attempt(['create', ...right, ...options.flat()]);
        told[code === 2 ? 'refused' : 'sent'] += 1;
        expect([code, sent.length]).toEqual(code === 2 ? [2, 0] : [0, 1]);
      }),
      runs(400),
    );
    expect([told.sent > 40, told.refused > 40]).toEqual([true, true]);
  });

  test('any part of a refund', async () => {
    const part = fc.oneof(
      amount.map((text) => `PAY01J67CQQH5904WDBVZEM4JMEP3=${text}`),
      typed('PAY01J67CQQH5904WDBVZEM4JMEP3', 'pay1=5', '=5', 'PAY=5', 'PAY1=5=5'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 3 }), async (parts) => {
        const flags = parts.flatMap((text) => ['--payment', text]);
        const { code, sent } = await attempt(['order', 'refund', orderId, ...flags]);
        // How the refund stands is looked at afterwards.
        const changes = sent.filter(({ method }) => method !== 'GET');
        expect([code, changes.length, code === 2 && sent.length > 0]).toEqual(
          code === 2 ? [2, 0, false] : [0, 1, false],
        );
      }),
      runs(200),
    );
  });

  test('any id: only one of the API’s form becomes part of a URL', async () => {
    const id = fc.oneof(
      fc.constantFrom(orderId, `${orderId}0`, orderId.toLowerCase(), '../../users/me', 'ORD', ''),
      fc.stringMatching(/^ORD(TST)?[0-9A-Z]{24,28}$/),
      fc.string(),
    );
    const verb = fc.constantFrom(['get'], ['cancel'], ['order', 'cancel'], ['order', 'refund']);
    await fc.assert(
      fc.asyncProperty(id, verb, async (text, words) => {
        fc.pre(!text.startsWith('-'));
        const { code, sent } = await attempt([...words, text]);
        // What is pasted may have an id in it, in small letters too: that alone is sent.
        const [id] = /ORD(TST)?[0-9A-Z]{26}(?![0-9A-Z])/.exec(text.toUpperCase()) ?? [];
        expect([code === 2, sent.length > 0]).toEqual([id === undefined, id !== undefined]);
        expect(sent.every(({ path }) => path.startsWith(`/v1/orders/${id}`))).toBe(true);
      }),
      runs(200),
    );
  });

  test('any dates of a list', async () => {
    const date = typed(
      '2026-11-21',
      '2026-02-30',
      '7d',
      '0s',
      '2027-01-01',
      '99999999999d',
      'PT1H',
    );
    await fc.assert(
      fc.asyncProperty(date, date, async (from, to) => {
        fc.pre(!from.startsWith('-') && !to.startsWith('-'));
        const { fetch, asked } = scriptedFetch(
          answer(200, { data: [], paging: { total: '0', total_pages: '0' } }),
        );
        const argv = ['order', 'list', '--from', from, '--to', to];
        const { code } = await run(argv, { env, fetch });
        expect([0, 2]).toContain(code);
        expect(asked.length > 0).toBe(code === 0);
      }),
      runs(200),
    );
  });
});
