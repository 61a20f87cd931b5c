import { describe, expect, test } from '@jest/globals';
import { isExempt, proxyFor, type ProxySource } from '../../../../src/providers/transport/proxy.ts';

const api = new URL('https://api.mercadopago.com/v1/orders');

const seen = (source: ProxySource, target = api) => {
  const proxy = proxyFor(target, source);
  return proxy && [proxy.url.href, proxy.credentials, proxy.source];
};

describe('which proxy a request goes through', () => {
  test.each<[string, ProxySource, ReturnType<typeof seen>]>([
    ['nothing is set', { env: {} }, undefined],
    [
      'HTTPS_PROXY',
      { env: { HTTPS_PROXY: 'http://p:1' } },
      ['http://p:1/', undefined, 'HTTPS_PROXY'],
    ],
    [
      'without a scheme',
      { env: { HTTPS_PROXY: 'p.x:1' } },
      ['http://p.x:1/', undefined, 'HTTPS_PROXY'],
    ],
    ['ALL_PROXY', { env: { ALL_PROXY: 'http://p:1' } }, ['http://p:1/', undefined, 'ALL_PROXY']],
    [
      'HTTPS_PROXY before ALL_PROXY',
      { env: { ALL_PROXY: 'http://a:1', HTTPS_PROXY: 'http://h:1' } },
      ['http://h:1/', undefined, 'HTTPS_PROXY'],
    ],
    [
      'lower case before upper case',
      { env: { HTTPS_PROXY: 'http://u:1', https_proxy: 'http://l:1' } },
      ['http://l:1/', undefined, 'https_proxy'],
    ],
    ['an empty one', { env: { https_proxy: ' ', HTTPS_PROXY: '' } }, undefined],
    ['HTTP_PROXY is for plain http', { env: { HTTP_PROXY: 'http://p:1' } }, undefined],
    [
      'credentials of the environment',
      { env: { HTTPS_PROXY: 'http://u%40x:p%3Aw@p:1' } },
      ['http://p:1/', 'u@x:p:w', 'HTTPS_PROXY'],
    ],
    [
      'credentials from elsewhere',
      { env: { HTTPS_PROXY: 'http://p:1' }, credentials: 'u:w' },
      ['http://p:1/', 'u:w', 'HTTPS_PROXY'],
    ],
    [
      '--proxy before the environment, and NO_PROXY is of the environment',
      {
        env: { HTTPS_PROXY: 'http://e:1', NO_PROXY: '*' },
        url: { text: 'p:2', source: '--proxy' },
      },
      ['http://p:2/', undefined, '--proxy'],
    ],
    ['--no-proxy', { env: { HTTPS_PROXY: 'http://p:1' }, allowed: false }, undefined],
    ['NO_PROXY', { env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'mercadopago.com' } }, undefined],
    ['no_proxy', { env: { HTTPS_PROXY: 'http://p:1', no_proxy: '.mercadopago.com' } }, undefined],
    [
      'an https proxy',
      { env: { HTTPS_PROXY: 'https://p:8443' } },
      ['https://p:8443/', undefined, 'HTTPS_PROXY'],
    ],
  ])('%s', (_name, source, expected) => {
    expect(seen(source)).toEqual(expected);
  });

  test.each(['http://127.0.0.1:4010', 'https://localhost:1', 'https://[::1]:2', 'http://api.x'])(
    '%s needs none',
    (url) => {
      expect(
        seen({ env: { HTTPS_PROXY: 'http://p:1', ALL_PROXY: 'http://p:1' } }, new URL(url)),
      ).toBe(undefined);
    },
  );

  test.each([
    ['socks5://user:SECRET@p:1', 'HTTPS_PROXY names a proxy of the kind socks5.'],
    ['http://user:SECRET@', 'HTTPS_PROXY is not the URL of a proxy.'],
    [
      'http://user:SECRET%@p:1',
      'HTTPS_PROXY holds a user name or a password with a wrong % in it.',
    ],
    ['http://p:99999', 'HTTPS_PROXY is not the URL of a proxy.'],
    ['http://user:SECRET@p/proxy.pac', 'HTTPS_PROXY names a PAC file, and no proxy.'],
    ['http://p/wpad.dat', 'HTTPS_PROXY names a PAC file, and no proxy.'],
  ])('%s is refused, without what is secret', (text, message) => {
    expect(() => proxyFor(api, { env: { HTTPS_PROXY: text } })).toThrow(
      expect.objectContaining({ exitCode: 2, message, code: 'invalid_proxy' }),
    );
  });

  test('credentials in --proxy are refused', () => {
    const url = { text: 'http://user:SECRET@p:1', source: '--proxy' };
    expect(() => proxyFor(api, { env: {}, url })).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: '--proxy must not hold a user name or a password.',
      }),
    );
  });
});

describe('NO_PROXY', () => {
  test.each<[string, string, boolean]>([
    ['', 'https://api.x.com', false],
    ['*', 'https://api.x.com', true],
    ['x.com', 'https://x.com', true],
    ['x.com', 'https://api.x.com', true],
    ['x.com', 'https://apix.com', false],
    ['.x.com', 'https://api.x.com', true],
    ['*.x.com', 'https://api.x.com', true],
    ['X.COM', 'https://api.x.com', true],
    ['a.com, x.com', 'https://api.x.com', true],
    ['a.com x.com', 'https://api.x.com', true],
    [',,', 'https://api.x.com', false],
    ['a.com;x.com', 'https://api.x.com', true],
    ['https://api.x.com/', 'https://api.x.com', true],
    ['*x.com', 'https://apix.com', true],
    ['api.*.com', 'https://api.x.com', true],
    ['api.*.com', 'https://api.com', false],
    ['a*i.*m', 'https://api.x.com', true],
    ['*.y.*', 'https://api.x.com', false],
    ['10.*', 'https://10.1.2.3', true],
    ['10.*:8443', 'https://10.1.2.3', false],
    ['x.com:443', 'https://api.x.com', true],
    ['x.com:8443', 'https://api.x.com', false],
    ['x.com:8443', 'https://api.x.com:8443', true],
    ['10.0.0.0/8', 'https://10.1.2.3', true],
    ['10.0.0.0/8', 'https://11.1.2.3', false],
    ['10.0.0.0/33', 'https://10.1.2.3', false],
    ['10.1.2.3', 'https://10.1.2.3', true],
    ['10.1.2.3:443', 'https://10.1.2.3', true],
    ['0.1.2.3', 'https://10.1.2.3', false],
    ['fd00::/8', 'https://[fd12::1]', true],
    ['fd12::1', 'https://[fd12:0::1]', true],
    ['[fd12::1]:8443', 'https://[fd12::1]:8443', true],
    ['[fd12::1]:8443', 'https://[fd12::1]', false],
    ['10.0.0.0/8', 'https://x.com', false],
    ['x.com.', 'https://x.com', true],
    ['.', 'https://x.com', false],
  ])('%s and %s: %s', (list, url, expected) => {
    expect(isExempt(new URL(url), list)).toBe(expected);
  });
});
