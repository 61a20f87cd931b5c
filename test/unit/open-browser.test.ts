import { expect, test } from '@jest/globals';
import { browserCommands, browserEnv, startProgram } from '../../src/open-browser.ts';

const url = 'http://127.0.0.1:4010/abc';

test.each<[string, NodeJS.Platform, Record<string, string>, string[][]]>([
  ['a screen of X', 'linux', { DISPLAY: ':0' }, [['xdg-open', url]]],
  ['a screen of Wayland', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }, [['xdg-open', url]]],
  ['no screen: a browser would take this terminal', 'linux', { DISPLAY: '' }, []],
  ['macOS', 'darwin', {}, [['open', url]]],
  ['Windows, without a shell', 'win32', {}, [['rundll32', 'url.dll,FileProtocolHandler', url]]],
  ['BROWSER', 'linux', { BROWSER: 'firefox' }, [['firefox', url]]],
  [
    'BROWSER with a place',
    'darwin',
    { BROWSER: 'chromium --app=%s -x' },
    [['chromium', `--app=${url}`, '-x']],
  ],
  [
    'several',
    'linux',
    { BROWSER: '/usr/bin/a:/usr/bin/b -n:c' },
    [
      ['/usr/bin/a', url],
      ['/usr/bin/b', '-n', url],
      ['c', url],
    ],
  ],
  [
    'what a shell would take apart',
    'linux',
    { BROWSER: 'a;b $(c) `d`' },
    [['a;b', '$(c)', '`d`', url]],
  ],
  [
    'a drive on Windows',
    'win32',
    { BROWSER: 'C:\\b.exe;d' },
    [
      ['C:\\b.exe', url],
      ['d', url],
    ],
  ],
  ['none', 'linux', { BROWSER: 'none', DISPLAY: ':0' }, []],
  ['an empty one', 'linux', { BROWSER: ' ', DISPLAY: ':0' }, [['xdg-open', url]]],
  ['colons alone', 'linux', { BROWSER: '::', DISPLAY: ':0' }, []],
])('with %s on %s', (_, platform, env, commands) => {
  expect(browserCommands(url, { env, platform })).toEqual(commands);
});

test('a browser gets no key of this tool', () => {
  const keys = { MP_ACCESS_TOKEN: 'a', MOLLIE_API_KEY: 'b', VTEX_APP_KEY: 'c', GITHUB_TOKEN: 'd' };
  const others = { DISPLAY: ':0', HOME: '/home/ana', PATH: '/bin', LANG: 'es_AR.UTF-8' };
  expect(browserEnv({ ...keys, ...others, MP_ORDERS_WEBHOOK_SECRET: 'e' })).toEqual(others);
});

test.each([
  ['that ends well', ['-e', ''], true],
  ['that fails', ['-e', 'process.exit(3)'], false],
])('a program %s', async (_, args, isStarted) => {
  const { env, platform, execPath } = process;
  expect(await startProgram([execPath, ...args], { env, platform })).toBe(isStarted);
});

test.each([['/nowhere/at/all'], ['a\0b']])('the program %j is not started', async (name) => {
  const { env, platform } = process;
  expect(await startProgram([name], { env, platform })).toBe(false);
});
