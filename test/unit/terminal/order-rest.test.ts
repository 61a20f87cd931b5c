import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseOrder } from '../../../src/providers/mercadopago/wire.ts';
import { cleanValue } from '../../../src/terminal/clean-text.ts';
import { jsonLeaves } from '../../../src/json/leaves.ts';
import { renderOrder } from '../../../src/terminal/order-view.ts';
import { wireOrder } from '../../helpers/orders.ts';
import { answers } from './golden/orders.ts';
import { testView } from './test-view.ts';

const all = (answer: string) => renderOrder(parseOrder(answer), testView(), { all: true });

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** Values of an answer that its whole view lacks. Times are shown in another form. */
function missing(answer: string): string[] {
  const view = oneLine(all(answer));
  return jsonLeaves(answer)
    .filter(({ path }) => path !== 'created_date' && path !== 'last_updated_date')
    .filter(({ token }) => {
      const value: unknown = token.startsWith('"') ? JSON.parse(token) : token;
      return !view.includes(oneLine(cleanValue(String(value)).trim()));
    })
    .map(({ path, token }) => `${path} ${token}`);
}

describe('with all, nothing of the answer is hidden', () => {
  test.each(Object.entries(answers))('%s', (_name, answer) => {
    // 1e21 is shown as 1e+21, as JavaScript writes it.
    expect(missing(answer.replace('1e+21', '3'))).toEqual([]);
  });

  test('whatever stands in whichever field', () => {
    const paths = jsonLeaves(answers['refunded-page'] ?? '').map(({ path }) => path);
    // Strings without numbers in them that a sum, or a time, could be made of.
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.integer({ min: 100_000, max: 10_000_000 }),
      fc.constantFrom(null, true, [], {}, [7], { x: 'y' }),
    );
    const known = paths.filter((path) => !/^id$|^status$|_date$/.test(path));
    fc.assert(
      fc.property(fc.constantFrom(...known), value, (path, odd) => {
        const answer = replaced(answers['refunded-page'] ?? '', path, odd);
        expect(missing(answer)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

/** The document with another value at a path. */
function replaced(answer: string, path: string, value: unknown): string {
  const document = JSON.parse(answer) as Record<string, unknown>;
  const keys = path.split(/[.[\]]+/).filter((key) => key !== '');
  let place = document;
  for (const key of keys.slice(0, -1)) place = place[key] as Record<string, unknown>;
  place[keys.at(-1) ?? ''] = value;
  return JSON.stringify(document);
}

describe('the other fields', () => {
  const restOf = (fields: Record<string, unknown>, columns?: number): string[] => {
    const base = { type: undefined, expiration_time: undefined, processing_mode: undefined };
    const order = parseOrder(
      JSON.stringify(wireOrder({ ...base, status_detail: 'x', last_updated_date: 'x', ...fields })),
    );
    const text = renderOrder(order, testView({ columns }), { all: true });
    return text.split('\n\nOther fields\n')[1]?.split('\n') ?? [];
  };

  test('are paths and values', () => {
    expect(restOf({ fee: [{ amount: 1.1, to: 'us' }], taxes: [{}], note: '', gone: null })).toEqual(
      [
        'fee[0].amount  1.1',
        'fee[0].to      us',
        'taxes[0]       {}',
        'note           ""',
        'gone           null',
      ],
    );
  });

  test('have no heading where there are none', () => {
    expect(restOf({})).toEqual([]);
  });

  test('are not shown unless asked for', () => {
    const order = parseOrder(JSON.stringify(wireOrder({ novel: 'field' })));
    expect(renderOrder(order, testView())).not.toContain('novel');
  });

  test('hold what is of another type than the view knows', () => {
    expect(restOf({ description: 7, user_id: 7, items: [{ quantity: '2', title: 'x' }] })).toEqual([
      'description        7',
      'items[0].quantity  2',
    ]);
  });

  test('wrap under their own column, or where paths are long behind their own path', () => {
    expect(restOf({ note: 'one two three four', n: 1 }, 30)).toEqual([
      'note  one two three four',
      'n     1',
    ]);
    expect(restOf({ [`long_${'x'.repeat(20)}`]: 'one two three' }, 36)).toEqual([
      `long_${'x'.repeat(20)}  one two`,
      '  three',
    ]);
  });
});
