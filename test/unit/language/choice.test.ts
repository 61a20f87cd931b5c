import { describe, expect, test } from '@jest/globals';
import { orderId, paidOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, scriptedFetch } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const none = {
  en: 'The sandbox has no orders yet.\n',
  es: 'Error: Falta el argumento',
  pt: 'Erro: Falta o argumento',
};

const notFound = answer(404, {
  errors: [{ code: 'order_not_found', message: 'Order not found', details: [] }],
});

describe('config set lang', () => {
  test('keeps the language; the environment and the flag go before it', async () => {
    const home = tempHome();
    const set = await run(['config', 'set', 'lang', 'es'], { home });
    expect([set.code, set.stderr]).toEqual([0, 'lang is now es\n']);
    const told = async (argv: string[], env: Record<string, string> = {}) =>
      (await run(argv, { home, env })).stderr;
    expect(await told(['config', 'unset', 'pos'])).toBe('pos ya no está definido\n');
    expect(await told(['get'])).toContain(none.es);
    expect(await told(['get'], { MP_ORDERS_LANG: 'pt' })).toContain(none.pt);
    expect(await told(['get', '--lang', 'pt'])).toContain(none.pt);
    expect(await told(['get', '--lang=pt'], { MP_ORDERS_LANG: 'en' })).toContain(none.pt);
    expect(await told(['get'], { LANG: 'pt_BR.UTF-8' })).toContain(none.es);
    expect(await told(['config', 'set', 'lang', 'auto'])).toBe('lang ahora es auto\n');
    expect(await told(['get'], { LANG: 'pt_BR.UTF-8' })).toContain(none.pt);
    expect(await told(['get'])).toContain("Error: Missing required argument 'id'.");
  });

  test.each([
    ['fr', {}, '"fr" is not one of the languages.\nWrite en, es, pt or auto.\n'],
    ['', { LANG: 'es_AR' }, '"" no es uno de los idiomas.\nEscribe en, es, pt o auto.\n'],
  ])('takes no %j', async (value, env, told) => {
    const { code, stderr } = await run(['config', 'set', 'lang', value], { env });
    expect([code, stderr]).toEqual([2, `Error: ${told}`]);
  });
});

test('a language of the environment that is none is wrong usage, and nothing is sent', async () => {
  const { fetch, asked } = scriptedFetch(answer(200, paidOrder));
  const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token', MP_ORDERS_LANG: 'klingon' };
  const { code, stderr } = await run(['get', orderId], { env, fetch });
  expect([code, stderr, asked]).toEqual([
    2,
    'Error: MP_ORDERS_LANG: "klingon" is not one of the languages.\nWrite en, es, pt or auto.\n',
    [],
  ]);
});

test.each(['es', 'pt'])('documents and rows are the same in %s', async (lang) => {
  const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
  const home = tempHome();
  const shown = async (argv: string[]) => {
    const { fetch } = scriptedFetch(argv.includes('x') ? notFound : answer(200, paidOrder));
    const { stdout, stderr } = await run(argv, { env, fetch, home });
    return argv.includes('--json') ? [stdout, stderr] : stdout;
  };
  for (const argv of [
    ['get', orderId],
    ['get', orderId, '--json'],
    ['get', orderId, '--json', '--profile', 'x'],
    ['get', 'no-id', '--json'],
    ['get', orderId, '--field', 'status'],
    ['auth', 'list'],
    ['auth', 'list', '--json'],
    ['doctor', '--sandbox', '--json', '-q'],
    ['get', '--help'],
  ]) {
    expect([argv, await shown([...argv, '--lang', lang])]).toEqual([argv, await shown(argv)]);
  }
});

describe('the answer to a question', () => {
  test.each([
    ['s', 0],
    ['S', 0],
    ['sí', 0],
    ['si', 0],
    ['sim', 0],
    ['y', 0],
    ['yes', 0],
    ['n', 2],
    ['', 2],
    ['no', 2],
    ['não', 2],
    ['sin', 2],
    ['yeah', 2],
  ])('%j ends with %d', async (typed, code) => {
    const order = { ...paidOrder, status: 'created', status_detail: 'created' };
    const steps = [answer(200, order), answer(200, { ...order, status: 'canceled' })];
    const { fetch } = scriptedFetch(...steps);
    const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
    const terminal = { columns: 100 };
    const machine = { env, fetch, terminal, errorsToo: true, typed: `${typed}\n` };
    const ended = await run(['cancel', orderId, '--lang', 'es', '-q'], machine);
    expect([ended.code, ended.stderr.includes('¿Cancelar la orden')]).toEqual([code, true]);
    expect(ended.stderr).toContain('[s/N]');
  });
});
