import { describe, expect, test } from '@jest/globals';
import { systemOfHost, systemOfPath } from '../../../src/sandbox/hosts.ts';
import { openSandbox } from '../../../src/sandbox/sandbox.ts';
import { tempFolder } from '../../helpers/run-bin.ts';

describe('whose host it is', () => {
  test.each([
    ['api.mercadopago.com', 'mercadopago'],
    ['api.mollie.com', 'mollie'],
    ['shop.vtexcommercestable.com.br', 'vtex'],
    ['shop.vtexcommercebeta.com.br', 'vtex'],
    ['shop.myvtex.com', 'vtex'],
    ['workspace--shop.myvtex.com', 'vtex'],
    ['myvtex.com', undefined],
    ['xmyvtex.com', undefined],
    ['api.mollie.com.example', undefined],
    ['www.mercadopago.com', undefined],
    ['127.0.0.1', undefined],
    ['', undefined],
  ])('%s is of %s', (host, system) => {
    expect(systemOfHost(host)).toBe(system);
  });
});

test.each([
  ['/v2', 'mollie'],
  ['/v2/orders', 'mollie'],
  ['/v2/x', 'mollie'],
  ['/v2/pos', 'mercadopago'],
  ['/v2/pos/7', 'mercadopago'],
  ['/v2/position', 'mollie'],
  ['/v22', undefined],
  ['/v1/orders', 'mercadopago'],
  ['/users/me', 'mercadopago'],
  ['/pos', 'mercadopago'],
  ['/stores/1', 'mercadopago'],
  ['/position', undefined],
  ['/api/oms/pvt/orders', 'vtex'],
  ['/api/oms/', 'vtex'],
  ['/api/oms', undefined],
])('the path %s is of %s', (path, system) => {
  expect(systemOfPath(path)).toBe(system);
});

test('the system of the host answers, though the path is another’s', async () => {
  const sandbox = openSandbox({
    directory: tempFolder(),
    now: () => new Date(),
    isAlive: () => true,
    pid: 1,
  });
  const answerOf = async (url: string) => {
    const answer = await sandbox.fetch(new Request(url));
    return [answer.status, answer.headers.get('content-type')?.split(';')[0]];
  };
  expect(await answerOf('https://api.mollie.com/v1/orders/x')).toEqual([
    401,
    'application/hal+json',
  ]);
  expect(await answerOf('https://api.mercadopago.com/v2/orders')).toEqual([
    404,
    'application/json',
  ]);
  expect(await answerOf('http://127.0.0.1:4010/v2/orders')).toEqual([401, 'application/hal+json']);
});
