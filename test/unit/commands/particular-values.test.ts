import { describe, expect, test } from '@jest/globals';
import { languages } from '../../../src/explain/languages.ts';
import { loadCatalogue } from '../../../src/explain/catalogue.ts';
import { loadSay } from '../../../src/language/load.ts';
import { run } from '../../helpers/run.ts';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';
import { answer, scriptedFetch } from '../../helpers/scripted-fetch.ts';

const env = {
  MP_ACCESS_TOKEN: 'APP_USR-test-token',
  MOLLIE_API_KEY: `test_${'m'.repeat(30)}`,
  VTEX_APP_KEY: 'vtexappkey-mystore-ABCDEF',
  VTEX_APP_TOKEN: 'v'.repeat(40),
};

/** The values of an answer that a hint in one language would lose. */
describe.each(languages)('in %s an error keeps', (lang) => {
  const hintOf = async (code: string, status: number, system: string) =>
    (await loadCatalogue(lang)).hintFor(code, status, { system }) ?? '';

  test('what would be right in place of what was typed', async () => {
    const hint = (await loadSay(lang))('Write why the order is canceled, or leave --reason out.');
    const { code, stderr } = await run([
      'cancel',
      'ord_8wmqcHMN4U',
      '--reason',
      ' ',
      '--lang',
      lang,
    ]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(hint)]);
  });

  test.each([
    ['mercadopago', 'ORD01J67CQQH5904WDBVZEM4JMEP3'],
    ['mollie', 'ord_8wmqcHMN4U'],
    ['vtex', '1172452900788-01'],
  ])('how long %s asks to wait, beside the hint', async (system, id) => {
    const { fetch } = scriptedFetch(answer(429, {}, { 'retry-after': '75' }));
    const argv = ['get', id, '--lang', lang, '--retries', '0'];
    const { code, stderr } = await run(argv, { env, fetch });
    const lines = stderr.split('\n');
    expect(code).toBe(7);
    expect(lines).toContain('  - Retry-After: 75 s');
    const name = system === 'mercadopago' ? 'http_429' : `${system}_rate_limited`;
    expect(lines).toContain(await hintOf(name, 429, system));
  });

  test('the amounts that a line may have', async () => {
    const machine = new SandboxMachine();
    const { id, order } = await machine.add('mollie', '--status', 'authorized');
    const line = (order.lines as { id: string }[])[1]?.id ?? '';
    const argv = ['cancel', id, '--line', `${line}=1@99.00`, '--lang', lang];
    const { code, stderr } = await machine.run(argv);
    expect([code, stderr]).toEqual([3, expect.stringMatching(/5\.00 (to|a) 12\.50 EUR/)]);
  });

  test('the name of the permission that is missing', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', 'payment-approved');
    const argv = ['cancel', id, '--profile', 'sandbox-vtex-forbidden', '--lang', lang];
    const { code, stderr } = await machine.run(argv);
    expect([code, stderr]).toEqual([4, expect.stringContaining('“Cancel order”')]);
  });
});
