import { describe, expect, test } from '@jest/globals';
import { english } from '../../../../src/language/sentence.ts';
import { exitCodes } from '../../../../src/errors.ts';
import type { Keys } from '../../../../src/providers/order-system.ts';
import { vtex } from '../../../../src/providers/vtex/system.ts';

const appKey = 'vtexappkey-luxstore-QAZWSX';

describe('an id', () => {
  test.each([
    ['1172452900788-01', true, true],
    ['v502556llux-01', true, true],
    ['FRN-1636850500005-01', true, true],
    ['1-23', false, true],
    ['2026-11-21', false, true],
    ['exit-10', false, true],
    ['123543123', false, true],
    ['seq501456', false, true],
    ['1172452900788-1', false, true],
    ['1172452900788-011', false, true],
    ['ORD00001111222233334444555566', false, true],
    ['-502556-01', false, true],
    ['ord_kEn1PlbGa', false, false],
    ['ord_kEn1PlbGa-01', false, false],
    ['abc', false, false],
    ['-01', false, false],
    ['', false, false],
    [`${'1'.repeat(61)}-01`, true, true],
    [`${'1'.repeat(62)}-01`, false, false],
    ['../../users-01', false, false],
    ['1172452900788-01\n', false, false],
    ['1172452900788-01/cancel', false, false],
    ['1172452900788%2D01', false, false],
  ])('%j is VTEX’s own: %s, may be one: %s', (id, isOwn, isId) => {
    expect(vtex.ownsId(id)).toBe(isOwn);
    const check = () => vtex.checkId(id);
    if (isId) expect(check).not.toThrow();
    else {
      const refusal = { exitCode: exitCodes.usage, code: 'invalid_order_id' };
      expect(check).toThrow(expect.objectContaining(refusal));
    }
  });
});

describe('keys', () => {
  test.each([
    ['tell their account', { app_key: appKey }, 'https://luxstore.vtexcommercestable.com.br'],
    [
      'tell an account that has a hyphen',
      { app_key: 'vtexappkey-lux-store-QAZWSX' },
      'https://lux-store.vtexcommercestable.com.br',
    ],
    [
      'go after the account that is given',
      { app_key: appKey, account_name: 'other' },
      'https://other.vtexcommercestable.com.br',
    ],
    [
      'of another form take an account',
      { app_key: 'key', account_name: 'other' },
      'https://other.vtexcommercestable.com.br',
    ],
    [
      'take an environment',
      { app_key: appKey, environment: 'vtexcommercebeta' },
      'https://luxstore.vtexcommercebeta.com.br',
    ],
    [
      'take nothing for nothing',
      { app_key: appKey, account_name: '', environment: '' },
      'https://luxstore.vtexcommercestable.com.br',
    ],
  ])('%s', (_what, keys, url) => {
    const complete = vtex.completeKeys({ ...keys, token: 't' });
    expect(complete).toMatchObject({ app_key: keys.app_key, token: 't' });
    expect(vtex.baseUrl(complete)).toBe(url);
    expect(vtex.completeKeys(complete)).toEqual(complete);
  });

  const crafted = [
    ...[
      'evil.example/',
      'evil.example#',
      'evil.example?',
      'a@evil.example',
      'evil.example:8',
      'a b',
    ],
    ...['UPPER', '-a', 'a-', 'a.b', 'ä', `${'a'.repeat(64)}`, 'a\n', 'a\\b', 'a%2fb', '..'],
  ];

  test.each(crafted)('never name another host: account %j', (account) => {
    const refusal = { exitCode: exitCodes.usage, code: 'invalid_account' };
    expect(() => vtex.completeKeys({ app_key: appKey, account_name: account })).toThrow(
      expect.objectContaining(refusal),
    );
  });

  test.each([
    ...crafted,
    'evil',
    'vtexcommerce.evil',
    'xvtexcommercestable',
    'vtexcommerce-',
    'vtexcommerce',
    'vtexcommerceevil',
    'vtexcommercestable2',
  ])('never name another host: environment %j', (environment) => {
    const refusal = { exitCode: exitCodes.usage, code: 'invalid_environment' };
    expect(() => vtex.completeKeys({ app_key: appKey, environment })).toThrow(
      expect.objectContaining(refusal),
    );
  });

  test.each(['vtexappkey-evil.example/-QAZWSX', 'vtexappkey-a@evil.example-QAZWSX'])(
    'that are crafted themselves are not told: %s',
    (app_key) => {
      let message = '';
      try {
        vtex.completeKeys({ app_key });
      } catch (error) {
        message = JSON.stringify([String(error), error]);
      }
      expect(message).toContain('invalid_account');
      expect(message).not.toContain('evil');
    },
  );

  test.each([undefined, '', 'key', 'vtexappkey-', 'vtexappkey--X', 'vtexappkey-luxstore'])(
    'that tell no account need one: %j',
    (app_key) => {
      const keys: Keys = app_key === undefined ? {} : { app_key };
      const refusal = { exitCode: exitCodes.usage, code: 'missing_account' };
      expect(() => vtex.completeKeys(keys)).toThrow(expect.objectContaining(refusal));
    },
  );

  test('are of no test account, as far as they tell', () => {
    expect(vtex.isTestAccount({ app_key: appKey })).toBe(false);
    expect(vtex.isTestId('v502556llux-01')).toBe(false);
  });
});

describe('what it cannot do', () => {
  test.each(Object.entries(vtex.cannot))('%s is said in two sentences', (_ability, inability) => {
    const [why, instead] = [inability.why, inability.instead].map((text) => english([text]));
    expect(why).toMatch(/^VTEX.*\.$/);
    expect(instead).toMatch(/^[A-Z].*\.$/);
    expect([why, instead].map((text) => text?.split(/\. (?=[A-Z])/).length)).toEqual([1, 1]);
  });

  test('is all but listing, a reason and a second cancel', () => {
    expect(Object.keys(vtex.cannot).sort()).toEqual([
      ...['cancel_key', 'cancel_lines', 'create', 'partial_refund', 'pos', 'refund'],
      ...['search_reference', 'search_type', 'testmode'],
    ]);
  });
});

test('its statuses end as the reference says', () => {
  const { awaited, known, followers, doubtful } = vtex.lifecycle;
  expect([awaited, doubtful]).toEqual([['invoiced'], ['canceled']]);
  expect(Object.fromEntries(followers)).toEqual({ canceled: [], invoiced: [], replaced: [] });
  expect(new Set(known).size).toBe(known.length);
});

test('its secrets are two headers', () => {
  const variables = vtex.secrets.map(({ variable }) => `$${variable}`);
  expect(Object.values(vtex.secretHeaders)).toEqual(variables);
});
