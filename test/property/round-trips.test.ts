import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readItemsFile } from '../../src/commands/order/create/flags.ts';
import { crc16, decodeEmvQr, type EmvField } from '../../src/orders/emv-qr.ts';
import { isoDurationMs, parseDuration } from '../../src/orders/duration.ts';
import { parseDiscount, parseItem, type Item } from '../../src/orders/item-flag.ts';
import { compareAmounts, multiplyAmount, parseAmount, sumAmounts } from '../../src/orders/money.ts';
import { durationMs } from '../../src/sandbox/mercadopago/duration.ts';
import { crc16 as sandboxCrc16 } from '../../src/sandbox/mercadopago/emv.ts';
import { run } from '../helpers/run.ts';
import { tempHome } from '../helpers/temp-home.ts';
import { runs } from './runs.ts';

const host = { signal: new AbortController().signal };
const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };

const cents = fc.bigInt({ min: 1n, max: 99_999_999_999_999_999n });
const spell = (value: bigint) => `${value / 100n}.${String(value % 100n).padStart(2, '0')}`;
const amount = cents.map((value) => (value % 100n === 0n ? String(value / 100n) : spell(value)));

describe('any amount', () => {
  test('is sent as it is typed, and no float comes near it', () => {
    fc.assert(
      fc.property(cents, cents, fc.integer({ min: 1, max: 999_999 }), (a, b, times) => {
        expect([
          parseAmount(spell(a)),
          sumAmounts([spell(a), spell(b)]),
          multiplyAmount(spell(a), times),
          compareAmounts(spell(a), spell(b)),
        ]).toEqual([spell(a), spell(a + b), spell(a * BigInt(times)), a < b ? -1 : a > b ? 1 : 0]);
      }),
      runs(1_000),
    );
  });
});

describe('any duration', () => {
  const count = fc.option(fc.nat(5_000), { nil: undefined });
  const parts = fc.tuple(count, count, count, count);
  const written = (values: (number | undefined)[], units: string) =>
    values.map((value, i) => (value === undefined ? '' : `${value}${units[i]}`)).join('');

  test('in ISO 8601 stays as it is typed, and lasts as long for the sandbox', () => {
    fc.assert(
      fc.property(parts, parts, ([y, mo, w, d], [, h, m, s]) => {
        const date = written([y, mo, w, d], 'YMWD');
        const time = written([h, m, s], 'HMS');
        fc.pre(date + time !== '');
        const text = `P${date}${time === '' ? '' : `T${time}`}`;
        const { ms, iso } = parseDuration(text);
        expect([iso, durationMs(text)]).toEqual([text, ms]);
      }),
      runs(500),
    );
  });

  test('in the short form means the same on the wire', () => {
    fc.assert(
      fc.property(parts, (values) => {
        const text = written(values, 'dhms');
        fc.pre(text !== '');
        const { ms, iso } = parseDuration(text);
        expect([isoDurationMs(iso), durationMs(iso)]).toEqual([ms, ms]);
      }),
      runs(500),
    );
  });

  test('is one to the CLI when it is one to the sandbox', () => {
    const letters = fc.constantFrom(...'PT0123456789.YMWDHS-+ pt');
    const nearly = fc.string({ unit: letters, maxLength: 10 }).map((rest) => `P${rest}`);
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string()), (text) => {
        expect(isoDurationMs(text)).toBe(durationMs(text));
      }),
      runs(2_000),
    );
  });
});

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const item: fc.Arbitrary<Item> = fc.record(
  {
    title: words,
    unit_price: amount,
    quantity: fc.integer({ min: 1, max: 999_999_999 }),
    unit_measure: words,
    external_code: words,
    external_categories: fc.array(fc.record({ id: words }), { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: [] },
);

/** An item as name and value pairs, in the short names. */
function pairsOf(one: Item): [name: string, value: string][] {
  const { title, unit_price, quantity, unit_measure, external_code } = one;
  const single = {
    title,
    price: unit_price,
    qty: quantity,
    unit: unit_measure,
    code: external_code,
  };
  return [
    ...Object.entries(single).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
    ...(one.external_categories ?? []).map(({ id }): [string, string] => ['category', id]),
  ];
}

const escape = (text: string) => text.replace(/[\\,=]/g, '\\$&');
const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;

describe('any list of items', () => {
  test('comes out of --item flags as it went in', () => {
    const filled = item.filter((one) => Object.keys(one).length > 0);
    fc.assert(
      fc.property(filled, (one) => {
        const flag = pairsOf(one).map(([name, value]) => `${name}=${escape(value)}`);
        expect(parseItem(flag.join(','))).toEqual(one);
      }),
      runs(1_000),
    );
  });

  test('comes out of a JSON file as it went in', async () => {
    const file = join(tempHome(), 'items.json');
    const lists = fc.tuple(fc.array(item, { maxLength: 4 }), fc.constantFrom('', ' ', '\n\t'));
    await fc.assert(
      fc.asyncProperty(lists, async ([items, before]) => {
        writeFileSync(file, before + JSON.stringify(items));
        expect(await readItemsFile(host, file)).toEqual(items);
      }),
      runs(100),
    );
  });

  test('comes out of a CSV file as it went in', async () => {
    const file = join(tempHome(), 'items.csv');
    // White space at the ends of a cell is not kept, so that `title, price` is a head like another.
    const trimmed = fc
      .array(item, { minLength: 1, maxLength: 4 })
      .filter((items) => items.flatMap(pairsOf).every(([, value]) => value.trim() === value));
    const names = ['title', 'price', 'qty', 'unit', 'code', 'category', 'category', 'category'];
    const rowOf = (one: Item) => {
      const left = pairsOf(one);
      return names.map((name) => {
        const at = left.findIndex(([found]) => found === name);
        const [, value] = left.splice(at === -1 ? left.length : at, 1)[0] ?? [];
        return value === undefined ? '' : quote(value);
      });
    };
    await fc.assert(
      fc.asyncProperty(trimmed, fc.constantFrom('\n', '\r\n'), async (items, newline) => {
        const isEmpty = (one: Item) => Object.keys(one).length === 0;
        fc.pre(!items.some(isEmpty));
        const lines = [names, ...items.map(rowOf)].map((cells) => cells.join(','));
        writeFileSync(file, `\ufeff${lines.join(newline)}${newline}`);
        expect(await readItemsFile(host, file)).toEqual(items);
      }),
      runs(200),
    );
  });

  test('and of discounts is in the request that --dry-run prints, in the order typed', async () => {
    const type = fc.constantFrom('debit_card', 'credit_card', 'account_money', 'prepaid_card');
    const flags = fc.record({
      amount,
      items: fc.array(
        item.filter((one) => Object.keys(one).length > 0),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      discounts: fc.array(fc.tuple(type, amount), { minLength: 1, maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(flags, async ({ amount, items, discounts }) => {
        const argv = [
          ...['create', '--amount', amount, '--pos', 'POS1', '--reference', 'r', '--dry-run'],
          ...items.flatMap((one) => [
            '--item',
            pairsOf(one)
              .map(([name, value]) => `${name}=${escape(value)}`)
              .join(','),
          ]),
          ...discounts.flatMap(([name, total]) => ['--discount', `${name}=${total}`]),
        ];
        const { code, stdout, stderr } = await run([...argv, '--json', '-q'], { env });
        const payment_methods = discounts.map(([name, total]) => parseDiscount(`${name}=${total}`));
        const tooLong = /at most \d+ characters/.test(stderr);
        fc.pre(!tooLong);
        expect([code, stderr, (JSON.parse(stdout) as { body: unknown }).body]).toEqual([
          0,
          '',
          {
            type: 'qr',
            total_amount: amount,
            external_reference: 'r',
            config: { qr: { external_pos_id: 'POS1' } },
            transactions: { payments: [{ amount }] },
            items,
            discounts: { payment_methods },
          },
        ]);
      }),
      runs(150),
    );
  });
});

describe('any EMV payload', () => {
  const digits = (min: number, max: number) =>
    fc.integer({ min, max }).map((tag) => String(tag).padStart(2, '0'));
  // White space around a payload is no part of it, so that it can be pasted.
  const value = fc
    .string({ unit: fc.constantFrom(...'AZaz09.,:-_ ñé日😀'), maxLength: 40 })
    .filter((text) => text.trim() === text);
  const tlv = (tag: string, text: string) =>
    `${tag}${String(Array.from(text).length).padStart(2, '0')}${text}`;
  const plain = fc.tuple(fc.oneof(digits(0, 25), digits(52, 61), digits(65, 79)), value);
  const template = fc.tuple(
    fc.oneof(digits(26, 51), digits(80, 99)),
    fc
      .array(
        fc.tuple(
          digits(0, 99),
          value.map((text) => Array.from(text).slice(0, 10).join('')),
        ),
        {
          maxLength: 5,
        },
      )
      .map((inner) => inner.map(([tag, text]) => tlv(tag, text)).join('')),
  );
  const payload = fc
    .array(fc.oneof(plain, template), { minLength: 1, maxLength: 8 })
    .map((fields) => `${fields.map(([tag, text]) => tlv(tag, text)).join('')}6304`)
    .map((text) => text + sandboxCrc16(text));

  const printed = (fields: readonly EmvField[]): string =>
    fields
      .map(({ tag, value: text, children }) => tlv(tag, children ? printed(children) : text))
      .join('');

  test('is decoded, and printed again to the letter, with the checksum of the sandbox', () => {
    fc.assert(
      fc.property(payload, (text) => {
        const { fields, crc } = decodeEmvQr(text);
        expect([printed(fields), crc.valid, crc.stated]).toEqual([text, true, text.slice(-4)]);
      }),
      runs(1_000),
    );
  });

  test('has a checksum that tells one changed character', () => {
    fc.assert(
      fc.property(payload, fc.nat(), (text, at) => {
        const characters = Array.from(text.slice(0, -8));
        const spot = at % characters.length;
        characters[spot] = characters[spot] === '7' ? '8' : '7';
        const changed = `${characters.join('')}6304`;
        const wrong = crc16(changed).toString(16).toUpperCase().padStart(4, '0');
        expect([wrong, wrong === text.slice(-4)]).toEqual([sandboxCrc16(changed), false]);
      }),
      runs(1_000),
    );
  });

  test('comes out of `qr decode` with nothing of it lost', async () => {
    await fc.assert(
      fc.asyncProperty(payload, async (text) => {
        const { code, stdout, stderr } = await run(['qr', 'decode', '-', '--json'], {
          stdin: text,
        });
        const { fields } = JSON.parse(stdout) as { fields: EmvField[] };
        expect([code, printed(fields), stderr]).toEqual([0, text, '']);
      }),
      runs(100),
    );
  });
});
