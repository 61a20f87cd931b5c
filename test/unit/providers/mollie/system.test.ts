import { describe, expect, test } from '@jest/globals';
import { english } from '../../../../src/language/sentence.ts';
import { CliError, exitCodes } from '../../../../src/errors.ts';
import { isDeadEnd } from '../../../../src/orders/lifecycle.ts';
import { mollie } from '../../../../src/providers/mollie/system.ts';
import { seedOrder } from './test-client.ts';

const secret = '0123456789abcdefghijklmnopqrst';

describe('an id', () => {
  test.each(['ord_8wmqcHMN4U', 'ord_1.o2io4c', 'ord_5B8cwPMGnU6qLbRvo7qEZo', 'ord_a-b_c'])(
    '%s can be one',
    (id) => {
      expect(() => mollie.checkId(id)).not.toThrow();
      expect([mollie.ownsId(id), mollie.isTestId(id)]).toEqual([true, false]);
    },
  );

  test.each([
    ...['', 'ord_', 'ORD_8wmqcHMN4U', '8wmqcHMN4U', 'tr_8wmqcHMN4U', 'ord_1\n', ' ord_1', 'ord_é'],
    ...['ord_1/lines', '../ord_1', 'ord_1?testmode=true', 'ord_1#', 'ord_%2e', 'ord_1 2'],
  ])('%j cannot be one', (id) => {
    let thrown: unknown;
    try {
      mollie.checkId(id);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ exitCode: exitCodes.usage, code: 'invalid_order_id' });
  });

  test.each(['ORD01J67CQQH5904WDBVZEM4JMEP3', '1172452900788-01', 'xord_1'])(
    '%s is of another system',
    (id) => {
      expect(mollie.ownsId(id)).toBe(false);
    },
  );
});

describe('keys', () => {
  test.each<[token: string, testmode: string | undefined, isTest: boolean | undefined]>([
    [`test_${secret}`, undefined, true],
    [`live_${secret}`, undefined, false],
    [`test_${secret}`, 'false', true],
    [`access_${secret}`, undefined, false],
    [`access_${secret}`, 'true', true],
    [`access_${secret}`, 'false', false],
    ['test_short', undefined, true],
    ['of-tomorrow', 'true', undefined],
  ])('%s with testmode %s are of a test account: %s', (token, testmode, isTest) => {
    const keys = { token, ...(testmode !== undefined && { testmode }) };
    expect([mollie.completeKeys(keys), mollie.isTestAccount(keys)]).toEqual([keys, isTest]);
  });

  test.each([`test_${secret}`, `live_${secret}`])('%s has a mode already', (token) => {
    const complete = () => mollie.completeKeys({ token, testmode: 'true' });
    expect(complete).toThrow(CliError);
    expect(complete).toThrow(/an API key has a mode of its own: test_… or live_…/);
    expect(complete).not.toThrow(secret);
  });
});

describe('the lifecycle', () => {
  const { lifecycle } = mollie;

  test.each([
    ['created', false, false, false],
    ['pending', false, false, false],
    ['authorized', false, false, false],
    ['paid', false, false, true],
    ['shipping', false, false, true],
    ['completed', false, false, true],
    ['canceled', true, true, false],
    ['expired', true, true, true],
    ['frozen', false, false, false],
  ])(
    'from %s: no way to paid or completed %s, to completed %s, to canceled %s',
    (status, toEither, toCompleted, toCanceled) => {
      const ways = [lifecycle.awaited, ['completed'], ['canceled']];
      expect(ways.map((wanted) => isDeadEnd(lifecycle, status, wanted))).toEqual([
        toEither,
        toCompleted,
        toCanceled,
      ]);
    },
  );

  test('knows every status of the guide', () => {
    expect([...lifecycle.known].sort()).toEqual(
      [
        ...['authorized', 'canceled', 'completed', 'created'],
        ...['expired', 'paid', 'pending', 'shipping'],
      ].sort(),
    );
  });
});

test('what it cannot do is said with what to do instead', () => {
  const sentences = Object.entries(mollie.cannot).map(([ability, { why }]) => [
    ability,
    english([why]),
  ]);
  const advice = Object.values(mollie.cannot).map(({ instead }) => english([instead]));
  expect(advice).toEqual(advice.map(() => expect.stringMatching(/^[A-Z].*\.$/)));
  expect(Object.fromEntries(sentences)).toEqual({
    cancel_key: expect.stringMatching(/no idempotency key .*\.$/),
    create: expect.stringMatching(/cannot be made .*lines and addresses\.$/),
    partial_refund: expect.stringMatching(/cannot refund .*\.$/),
    search_type: expect.stringMatching(/have no type .*\.$/),
    pos: expect.stringMatching(/has no points of sale\.$/),
    cancel_reason: expect.stringMatching(/no reason .*\.$/),
    second_cancel: expect.stringMatching(/no second one.*\.$/),
  });
});

test('it reads an order without a client', async () => {
  expect(await mollie.parseOrder(seedOrder)).toMatchObject({
    status: 'canceled',
    answer: seedOrder,
  });
});
