import { describe, expect, test } from '@jest/globals';
import { orderId, paidOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, scriptedFetch } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const notFound = answer(404, { errors: [{ code: 'order_not_found', message: 'No such order' }] });

describe('explain', () => {
  test.each([
    ['en', 'What it means', 'Whose move'],
    ['es', 'Qué significa', 'A quién le toca'],
    ['pt', 'O que significa', 'De quem é a vez'],
  ])('a code in %s', async (lang, meaning, mover) => {
    const result = await run(['explain', 'pos_not_found', '--lang', lang]);
    expect([result.code, result.stderr]).toEqual([0, '']);
    expect(result.stdout).toContain('pos_not_found (');
    expect([result.stdout.includes(meaning), result.stdout.includes(mover)]).toEqual([true, true]);
  });

  test('takes the language of the locale, and MP_ORDERS_LANG before it', async () => {
    const spanish = await run(['explain', 'expired'], { env: { LANG: 'es_AR.UTF-8' } });
    const chosen = await run(['explain', 'expired'], {
      env: { LANG: 'es_AR.UTF-8', MP_ORDERS_LANG: 'pt' },
    });
    expect([
      spanish.stdout.includes('Qué significa'),
      chosen.stdout.includes('O que significa'),
    ]).toEqual([true, true]);
  });

  test('an exit code, typed as one word or as two', async () => {
    const [one, two] = await Promise.all([run(['explain', '8']), run(['explain', 'exit', '8'])]);
    expect([one.code, one.stdout]).toEqual([0, two.stdout]);
  });

  test('an order: reads it and explains the state that it is in', async () => {
    const { fetch, asked } = scriptedFetch(answer(200, paidOrder));
    const result = await run(['explain', orderId, '--json'], { env, fetch });
    const document = JSON.parse(result.stdout) as {
      id: string;
      status: string;
      explanations: { kind: string; name: string; next: string[] }[];
    };
    // It is read once; what else is asked for are others of the same sale.
    const reads = asked.filter(({ path }) => path === `/v1/orders/${orderId}`);
    expect([reads.length, asked.every(({ method }) => method === 'GET')]).toEqual([1, true]);
    expect([document.id, document.status]).toEqual([orderId, 'processed']);
    expect(document.explanations.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'order_status processed',
      'order_status_detail accredited',
    ]);
    expect(document.explanations.flatMap(({ next }) => next).join('\n')).toContain(orderId);
  });

  test('what nobody has heard of: exit code 2, and what was meant', async () => {
    expect(await run(['explain', 'pos_notfound'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('pos_not_found') as unknown,
    });
  });

  test.each(['constructor', '__proto__', 'toString'])('%s is no code', async (thing) => {
    expect((await run(['explain', thing])).code).toBe(2);
  });
});

describe('the hint of an error', () => {
  test('is in the user’s language', async () => {
    const { fetch } = scriptedFetch(notFound);
    const result = await run(['get', orderId, '--lang', 'es'], { env, fetch });
    expect(result.stderr).toContain('Revisa el id');
  });

  test.each([
    [
      'a test order and a live account',
      'ORDTST01KQ0000000000000000000000',
      'live',
      'This is a test order',
    ],
    [
      'a live order and a test account',
      'ORD01KQ0000000000000000000000',
      'test',
      'This is a live order',
    ],
    ['an order of long ago', 'ORD01J67CQQH5904WDBVZEM4JMEP3', 'live', 'over three months old'],
    ['an order of now', 'ORD01M7ZYTA8W35JH3PXVW68VC5AV', 'live', 'Check the id'],
    ['an id that tells no time', orderId, 'live', 'Check the id'],
  ])('of a missing order tells apart %s', async (_what, id, mode, words) => {
    const tags = mode === 'test' ? ['test_user'] : [];
    const { fetch } = scriptedFetch(answer(200, { id: 1, nickname: 'SHOP', tags }), notFound);
    const { home } = await signedIn(fetch);
    const result = await run(['get', id], { home, fetch });
    expect([result.code, result.stderr]).toEqual([5, expect.stringContaining(words)]);
  });

  test('of an unknown language is wrong usage', async () => {
    expect((await run(['explain', '8', '--lang', 'fr'])).code).toBe(2);
  });
});

async function signedIn(fetch: typeof globalThis.fetch): Promise<{ home: string }> {
  const home = tempHome();
  await run(['auth', 'login'], { home, fetch, stdin: 'APP_USR-stored-token\n' });
  return { home };
}
