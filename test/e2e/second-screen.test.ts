import { chmodSync, existsSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, jest, test } from '@jest/globals';
import { hasBrowser, openPage, overflow, readScreenQr } from '../helpers/browser.ts';
import { bin, type RunningBin, startBin, tempFolder } from '../helpers/run-bin.ts';
import { order } from '../helpers/served-sandbox.ts';
import { withFlags } from '../helpers/with-flags.ts';

jest.setTimeout(120_000); // a browser takes its time where others work

const orderId = /ORDTST[0-9A-Z]{26}/;

/** A browser that writes down what it is to open. */
function fakeOpener(): { browser: string; opened: () => Promise<string> } {
  const folder = tempFolder();
  const [browser, file] = [join(folder, 'opener'), join(folder, 'opened')];
  writeFileSync(
    browser,
    `#!/bin/sh\nprintf '%s %s\\n' "$#" "$1" >'${file}.part'\nmv '${file}.part' '${file}'\n`,
  );
  chmodSync(browser, 0o755);
  const opened = () =>
    new Promise<string>((resolve) => {
      const look = () => {
        if (!existsSync(file)) return;
        watcher.close();
        resolve(readFileSync(file, 'utf8'));
      };
      const watcher = watch(folder, look);
      look();
    });
  return { browser, opened };
}

interface Till {
  child: RunningBin;
  url: string;
  id: string;
  home: string;
}

/** A till with a page, and where the page is. */
async function openTill(flags: readonly string[] = [], mode = 'dynamic'): Promise<Till> {
  const { browser, opened } = fakeOpener();
  const home = tempFolder();
  const child = startBin(
    withFlags(
      ['create', '--sandbox', ...order],
      ...['--mode', mode, '--watch', '--open', '--interval', '0.1s', ...flags],
    ),
    { home, env: { BROWSER: `/nowhere/browser:${browser}` } },
  );
  const [id = ''] = orderId.exec(await child.line()) ?? [];
  const [count, url = ''] = (await opened()).trim().split(' ');
  expect(count).toBe('1');
  expect(child.printed.stderr).toContain(` ${url}\n`);
  return { child, url, id, home };
}

/** The page's news: gives one after the other; undefined at their end. */
async function readNews(url: string) {
  const answer = await fetch(url, { headers: { accept: 'text/event-stream' } });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  return async (): Promise<Record<string, unknown> | undefined> => {
    for (;;) {
      const [, news, after = ''] = /^data: (.*)\n\n([^]*)$/.exec(rest) ?? [];
      if (news !== undefined) {
        rest = after;
        return JSON.parse(news) as Record<string, unknown>;
      }
      const { value, done } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) return undefined;
      rest += value;
    }
  };
}

const status = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<number | undefined>((resolve, reject) => {
    get(url, { headers, method }, (answer) => {
      void text(answer).then(() => resolve(answer.statusCode));
    }).on('error', reject);
  });

describe('create --watch --open', () => {
  test('opens a page that turns to paid by itself, and ends with the command', async () => {
    const { child, url, id, home } = await openTill();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}$/);
    const page = await fetch(url);
    const html = await page.text();
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; connect-src 'self';/,
    );
    expect(html).not.toContain(id);

    const next = await readNews(url);
    const open = { is: 'open', amount: '50', currency: 'ARS', isRefused: false };
    const first = await next();
    expect(first).toMatchObject({ ...open, code: expect.stringMatching(/^000201/) });
    expect(first?.leftMs).toBeLessThanOrEqual(15 * 60_000);
    expect(first?.leftMs).toBeGreaterThan(10 * 60_000);
    await bin(['sandbox', 'fail', id], { home });
    expect(await next()).toMatchObject({ ...open, isRefused: true });
    await bin(['sandbox', 'pay', id], { home });
    expect(await next()).toEqual({ is: 'paid', amount: '50', currency: 'ARS', isRefused: false });
    expect(await next()).toBeUndefined();
    expect((await child.endedInTime()).code).toBe(0);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  test('serves nothing but the page: GET, its own path, names of loopback', async () => {
    const { child, url } = await openTill();
    const { host, origin, port } = new URL(url);
    expect(await status(url, { host: `localhost:${port}` })).toBe(200);
    expect(await status(`${origin}/`)).toBe(404);
    expect(await status(`${url}/`)).toBe(404);
    expect(await status(`${url}?x`)).toBe(404);
    expect(await status(`${origin}/favicon.ico`)).toBe(404);
    expect(await status(url, { host: `evil.example:${port}` })).toBe(421);
    expect(await status(url, { host: '127.0.0.1:1' })).toBe(421);
    expect(await status(url, { host }, 'POST')).toBe(405);
    expect(await status(url, { host }, 'HEAD')).toBe(405);
    child.kill('SIGINT');
    await child.endedInTime();
  });

  test.each([
    ['a signal', [], (till: Till) => till.child.kill('SIGINT'), { is: 'left' }, 130],
    [
      'its own cancel when the time is up',
      ['--timeout', '6s', '--cancel-on-timeout'],
      () => undefined,
      { is: 'canceled' },
      10,
    ],
    [
      'a payment of another amount',
      [],
      ({ id, home }: Till) => bin(['sandbox', 'pay', id, '--amount', '40'], { home }),
      { is: 'paid_otherwise', amount: '40' },
      9,
    ],
    [
      'its time',
      [],
      ({ id, home }: Till) => bin(['sandbox', 'expire', id], { home }),
      { is: 'expired' },
      9,
    ],
  ])('tells the page of its end by %s', async (_, flags, act, end, code) => {
    const till = await openTill(flags);
    const next = await readNews(till.url);
    expect(await next()).toMatchObject({ is: 'open' });
    await act(till);
    expect(await next()).toMatchObject(end);
    expect((await till.child.endedInTime()).code).toBe(code);
  });

  test('says where the page is when no browser can be opened', async () => {
    const home = tempFolder();
    const flags = [...order, '--mode', 'static', '--watch', '--open', '--lang', 'es'];
    const env = { BROWSER: '/nowhere/browser' };
    const child = startBin(['create', '--sandbox', ...flags], { home, env });
    await child.until(({ stderr }) => stderr.includes('No se pudo abrir ningún navegador'));
    const [, url = ''] = /La página del cliente: (\S+)/.exec(child.printed.stderr) ?? [];
    expect(await (await fetch(url)).text()).toContain('<html lang="es">');
    const next = await readNews(url);
    expect(await next()).not.toHaveProperty('code');
    child.kill('SIGINT');
    await child.endedInTime();
  });

  test('says where the page is, and nothing of a browser, where none is wanted', async () => {
    const flags = [...order, '--mode', 'dynamic', '--watch', '--open', '--timeout', '1s'];
    const { stderr } = await bin(['create', '--sandbox', ...flags], { env: { BROWSER: 'none' } });
    expect([stderr.includes('The customer’s page: http://'), stderr.includes('browser')]).toEqual([
      true,
      false,
    ]);
  });

  test('goes with --watch', async () => {
    expect(await bin(['create', '--sandbox', ...order, '--mode', 'dynamic', '--open'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'Error: --open goes with --watch.\nThe page is there for as long as the command follows the order.\n',
    });
  });
});

describe('watch --open', () => {
  const created = async (home: string, mode = 'dynamic') =>
    (
      await bin(['create', '--sandbox', ...order, '--mode', mode, '--field', 'id', '-q'], { home })
    ).stdout.trim();

  test('opens the page of an order that was created here before, with its code', async () => {
    const home = tempFolder();
    const id = await created(home);
    const { browser, opened } = fakeOpener();
    const argv = ['watch', id, '--sandbox', '--open', '--interval', '0.1s'];
    const child = startBin(argv, { home, env: { BROWSER: browser } });
    const [, url = ''] = (await opened()).trim().split(' ');
    const next = await readNews(url);
    const code = (await bin(['history', id, '--json'], { home })).stdout;
    expect(code).toContain(String((await next())?.code));
    await bin(['sandbox', 'pay', id], { home });
    expect(await next()).toMatchObject({ is: 'paid', amount: '50' });
    expect((await child.endedInTime()).code).toBe(0);
  });

  test('opens none of an order that is over', async () => {
    const home = tempFolder();
    const id = await created(home);
    await bin(['sandbox', 'pay', id], { home });
    const { code, stderr } = await bin(['watch', id, '--sandbox', '--open'], { home });
    expect([code, stderr.includes('page')]).toEqual([0, false]);
  });

  test('shows no code that it does not know, and no other one in its place', async () => {
    const home = tempFolder();
    const id = await created(home);
    rmSync(join(home, 'journal'), { recursive: true });
    const { code, stdout, stderr } = await bin(['watch', id, '--sandbox', '--open', '-q'], {
      home,
    });
    const message = `Error: The code of order ${id} is not known here: its answer has none.`;
    expect([code, stdout, stderr.split('\n')[0]]).toEqual([5, '', message]);
  });

  test('is about one order', async () => {
    const id = `ORDTST${'0'.repeat(26)}`;
    for (const ids of [[id, `${id.slice(0, -1)}1`], ['-']]) {
      const { code, stdout, stderr } = await bin(['watch', ...ids, '--sandbox', '--open']);
      const message = 'Error: --open shows the code of one order.';
      expect([code, stdout, stderr.split('\n')[0]]).toEqual([2, '', message]);
    }
  });
});

(hasBrowser ? describe : describe.skip)('the page, in a browser', () => {
  test.each([
    ['en', { width: 1280, height: 800 }, 'light', 'Paid'],
    ['pt', { width: 360, height: 640 }, 'dark', 'Pago'],
  ] as const)('in %s at %j, shows a code that scans, and turns to paid', async (...row) => {
    const [language, viewport, colorScheme, paid] = row;
    const { child, url, id, home } = await openTill(['--lang', language]);
    const { page, errors } = await openPage({ viewport, colorScheme });
    await page.goto(url);
    await page.locator('.qr').waitFor();
    expect(await readScreenQr(page)).toBe((await (await readNews(url))())?.code);
    expect(await page.locator('.left strong').textContent()).toMatch(/^1[0-5]:\d\d$/);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await bin(['sandbox', 'pay', id], { home });
    expect((await child.endedInTime()).code).toBe(0);
    await page.locator('#end', { hasText: paid }).waitFor();
    expect(await page.locator('.qr').count()).toBe(0);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('shows all of it in windows of any shape, after a refused attempt too', async () => {
    const { child, url, id, home } = await openTill();
    // In the lowest window a module of the code has two CSS pixels and a part of one: too few for the
    // decoder with some payloads, where a pixel of the screen is as big.
    const { page } = await openPage({ deviceScaleFactor: 2 });
    await bin(['sandbox', 'fail', id], { home });
    await page.goto(url);
    await page.locator('.refused').waitFor();
    const code = await (await readNews(url))();
    for (const [width, height] of [
      [800, 700],
      [1024, 600],
      [1280, 400],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      const timer = await page.locator('.left').boundingBox();
      const title = await page.locator('h1').boundingBox();
      const ends = [title?.y ?? -1, height - ((timer?.y ?? height) + (timer?.height ?? 1))];
      expect([width, height, Math.min(...ends) >= 0, await readScreenQr(page)]).toEqual([
        ...[width, height, true, code?.code],
      ]);
    }
    child.kill('SIGINT');
    await child.endedInTime();
    await page.context().close();
  });

  test('does not go on showing a code when the command is killed', async () => {
    const { child, url } = await openTill();
    const { page } = await openPage();
    await page.goto(url);
    await page.locator('.qr').waitFor();
    child.kill('SIGKILL');
    await page.getByText('The till does not answer').waitFor();
    expect(await page.locator('.qr').count()).toBe(0);
    await page.context().close();
  });
});
