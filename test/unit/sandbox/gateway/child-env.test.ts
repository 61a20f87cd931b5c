import { describe, expect, test } from '@jest/globals';
import { sandboxVariables } from '../../../../src/sandbox/gateway/child-env.ts';

const facts = {
  url: 'http://127.0.0.1:1',
  proxyUrl: 'http://127.0.0.1:2',
  address: '127.0.0.1:3',
  home: '/tmp/home',
  hook: '/opt/mp-orders/bin/sandbox-hook.cjs',
  keys: { MOLLIE_API_KEY: 'test_key' },
  files: { authority: '/tmp/a.pem', extra: '/tmp/e.pem', bundle: '/tmp/b.pem' },
};

const own = 'localhost,127.0.0.1,::1';

describe('NO_PROXY', () => {
  test.each<[before: string, after: string]>([
    ['', own],
    ['db.internal', `${own},db.internal`],
    ['localhost db.internal,cache', `${own},db.internal,cache`],
    ['*', own],
    ['api.mercadopago.com', own],
    ['API.Mollie.com', own],
    ['api.mollie.com:443', own],
    ['.mercadopago.com', own],
    ['*.mollie.com', own],
    ['com', own],
    ['.br', own],
    ['com.br.', own],
    ['myvtex.com', own],
    ['shop.myvtex.com', own],
    ['.vtexcommercestable.com.br', own],
    ['mymollie.com,lie.com,www.mercadopago.com', `${own},mymollie.com,lie.com,www.mercadopago.com`],
    ['10.0.0.0/8,[::1]:80', `${own},10.0.0.0/8,[::1]:80`],
  ])('%j becomes %j', (before, after) => {
    const found = sandboxVariables({ NO_PROXY: before }, facts);
    expect([found.NO_PROXY, found.no_proxy]).toEqual([after, after]);
  });

  test('is put together of both spellings', () => {
    const before = { NO_PROXY: 'a,b', no_proxy: 'b,c' };
    expect(sandboxVariables(before, facts).NO_PROXY).toBe(`${own},b,c,a`);
  });
});

describe('NODE_OPTIONS', () => {
  const required = '--require "/opt/mp-orders/bin/sandbox-hook.cjs"';

  test.each([
    ['', required],
    ['--no-warnings', `--no-warnings ${required}`],
    [`--no-warnings ${required}`, `--no-warnings ${required}`],
  ])('%j becomes %j', (before, after) => {
    expect(sandboxVariables({ NODE_OPTIONS: before }, facts).NODE_OPTIONS).toBe(after);
  });

  test('holds a path of Windows with its backslashes', () => {
    const hook = 'C:\\Program Files\\mp "x"\\hook.cjs';
    expect(sandboxVariables({}, { ...facts, hook }).NODE_OPTIONS).toBe(
      '--require "C:\\\\Program Files\\\\mp \\"x\\"\\\\hook.cjs"',
    );
  });
});

test('keys stand under the names that programs look for, and no profile of the user’s is left', () => {
  const keys = { MP_ACCESS_TOKEN: 'APP_USR-1', MOLLIE_API_KEY: 'test_key' };
  expect(sandboxVariables({ MP_ORDERS_PROFILE: 'live' }, { ...facts, keys })).toMatchObject({
    MP_ACCESS_TOKEN: 'APP_USR-1',
    MERCADOPAGO_ACCESS_TOKEN: 'APP_USR-1',
    MERCADO_PAGO_ACCESS_TOKEN: 'APP_USR-1',
    MOLLIE_API_KEY: 'test_key',
    MP_ORDERS_PROFILE: undefined,
  });
});
