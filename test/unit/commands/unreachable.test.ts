import { describe, expect, test } from '@jest/globals';
import { unusedProxy, usesEnvProxy } from '../../../src/unused-proxy.ts';
import { run } from '../../helpers/run.ts';

const id = 'ORD00001111222233334444555566';
const refused = () =>
  Promise.reject(
    new TypeError('fetch failed', {
      cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    }),
  );

const reach = (env: Record<string, string>, ...flags: string[]) =>
  run(['get', id, '--retries', '0', ...flags], {
    env: { MP_ACCESS_TOKEN: 'APP_USR-1234-live', ...env },
    fetch: refused,
  });

const hint = 'Nothing was changed. Check the network, or --base-url, and try again.';

describe('who cannot be reached, with a proxy in the environment', () => {
  test.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'])(
    '%s: that it is not used is told, and not what is in it',
    async (variable) => {
      const { code, stderr } = await reach({ [variable]: 'http://me:pass-word@proxy:3128' });
      expect({ code, lines: stderr.split('\n') }).toMatchObject({
        code: 7,
        lines: expect.arrayContaining([
          `${hint} ${variable} is set, but this tool does not use it: it goes to the server directly.`,
        ]),
      });
      expect(stderr).not.toMatch(/pass-word|3128/);
    },
  );

  test.each([
    ['es', 'HTTPS_PROXY está definida, pero esta herramienta no la usa'],
    ['pt', 'HTTPS_PROXY está definida, mas esta ferramenta não a usa'],
  ])('in the language of the hint: %s', async (language, words) => {
    const { stderr } = await reach({ HTTPS_PROXY: 'http://proxy:3128' }, '--lang', language);
    expect(stderr).toContain(words);
  });

  test('is part of the hint in JSON', async () => {
    const { stderr } = await reach({ HTTPS_PROXY: 'http://proxy:3128' }, '--json');
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'unreachable', hint: expect.stringMatching(/HTTPS_PROXY is set, but/) },
    });
  });

  test.each<[what: string, env: Record<string, string>]>([
    ['none is set', {}],
    ['it is empty', { HTTPS_PROXY: '' }],
    ['only exceptions are named', { NO_PROXY: 'localhost', no_proxy: 'localhost' }],
  ])('is not told when %s', async (_what, env) => {
    const { code, stderr } = await reach(env);
    expect({ code, lines: stderr.split('\n') }).toMatchObject({
      code: 7,
      lines: expect.arrayContaining([hint]),
    });
  });

  test.each([
    ['v20.20.2', false],
    ['v22.20.0', false],
    ['v22.21.0', true],
    ['v24.4.1', false],
    ['v24.5.0', true],
    ['v26.0.0', true],
  ])('Node %s uses it when it is told to: %s', (version, uses) => {
    const env = { HTTPS_PROXY: 'http://proxy:3128', NODE_USE_ENV_PROXY: '1' };
    expect(usesEnvProxy(env, version)).toBe(uses);
    expect(usesEnvProxy({ ...env, NODE_USE_ENV_PROXY: '0' }, version)).toBe(false);
    expect(unusedProxy(env, 'en', version) === undefined).toBe(uses);
  });

  test('is not told of an answer that says no', async () => {
    const { code, stderr } = await run(['get', id, '--retries', '0'], {
      env: { MP_ACCESS_TOKEN: 'APP_USR-1234-live', HTTPS_PROXY: 'http://proxy:3128' },
      fetch: async () => new Response('{}', { status: 404 }),
    });
    expect({ code, told: stderr.includes('HTTPS_PROXY') }).toEqual({ code: 5, told: false });
  });
});
