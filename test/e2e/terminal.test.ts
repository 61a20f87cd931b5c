import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { json, localServer, type Answer } from '../helpers/local-server.ts';
import { scanQr } from '../helpers/read-qr.ts';
import { bin, tempFolder } from '../helpers/run-bin.ts';
import { paint, themes } from '../helpers/screen.ts';
import {
  createOrder,
  order,
  serveSandbox,
  tokenOf,
  type ServedSandbox,
} from '../helpers/served-sandbox.ts';
import { hasTmux, Terminal } from '../helpers/tmux.ts';

const id = `ORDTST${'0'.repeat(26)}`;
const live = `ORD${'0'.repeat(26)}`;
const orderId = /ORDTST[0-9A-Z]{26}/;
/** One that scans when it is drawn in `#`, which few scanners read as well as blocks. */
const payload =
  '00020101021243650016com.mercadolibre0201306368b259dfe-13b8-443c-b726-a5376ff39ed3' +
  '50150011300000000075204970053030325802AR5913Test seller 16004CABA63042ECB';
/** Lines of a drawing in `#` that hold nothing, above and below; tmux does not give their spaces. */
const quietZone = 4;
const escape = '\x1b';
const stack = /^\s+(- )?at \S+ \(/m;

let sandbox: ServedSandbox;

beforeAll(async () => {
  if (hasTmux) sandbox = await serveSandbox();
});

/** How a line of the quiet zone begins: white ground, nothing on it. */
const lightRow = `${escape}[48;5;231m${' '.repeat(20)}`;

/** The lines of a screen that are a QR code in half blocks: they begin with its quiet zone. */
function qrLines(screen: string): string {
  const isDrawn = (line: string) => line.includes('▄') || line.includes(lightRow);
  return screen.split('\n').filter(isDrawn).join('\n');
}

(hasTmux ? describe : describe.skip)('on a terminal', () => {
  test('create draws the code, which scans; watch turns to paid while it is paid elsewhere', async () => {
    const home = tempFolder();
    const terminal = await Terminal.open({ home });
    const mode = '--mode dynamic --interval 0.2s';
    await terminal.type(`mp-orders create --sandbox ${order.join(' ')} ${mode} --watch`);
    const screen = await terminal.until((text) => text.includes('expires in'), 'the countdown');
    const [printed = ''] = /^00020101\S.*6304[0-9A-F]{4}/ms.exec(unwrap(screen, 100)) ?? [];
    const drawn = qrLines(await terminal.screen({ colors: true }));
    const read = Object.values(themes).map((theme) => scanQr(paint(drawn, theme)));
    expect(printed).not.toBe('');
    expect(read).toEqual([printed, printed]);
    expect(screen).toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] created: waiting until processed, expires in 1[45] min/);
    expect(await terminal.cursorIsVisible()).toBe(false);

    await bin(['sandbox', 'pay', orderId.exec(screen)?.[0] ?? ''], { home });
    const paid = await terminal.until((text) => /paid, 50 ARS/.test(text), 'that it is paid');
    expect(paid).toMatch(/^\d\d:\d\d:\d\d {2}processed — paid, 50 ARS$/m);
    expect(await terminal.exitCode()).toBe(0);
    expect(await terminal.cursorIsVisible()).toBe(true);
  });

  test('a spinner turns while an answer is awaited, and leaves nothing behind', async () => {
    let release: () => void = () => undefined;
    const held: Answer = (...request) => {
      release = () => json(200, { id, status: 'created', total_amount: '50' })(...request);
    };
    const { url, arrived } = await localServer(held);
    const terminal = await Terminal.open({ env: { ...sandbox.env, MP_ORDERS_BASE_URL: url } });
    await terminal.type(`mp-orders get ${id}`);
    await arrived(1);
    const frames = new Set<string>();
    await terminal.until((text) => {
      const frame = /([⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]) Reading ORDTST/.exec(text)?.[1];
      if (frame !== undefined) frames.add(frame);
      return frames.size >= 3;
    }, 'three frames of a spinner');
    expect(await terminal.cursorIsVisible()).toBe(false);
    release();
    const screen = await terminal.until((text) => text.includes('Amount'), 'the order');
    expect(screen).not.toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]|Reading/);
    expect(screen).toMatch(/^Status +created — waiting for payment$/m);
    expect(await terminal.cursorIsVisible()).toBe(true);
  });

  test('Ctrl-Z gives the cursor back, and the spinner turns on when it goes on', async () => {
    const watched = await createOrder(sandbox);
    const terminal = await Terminal.open({ env: sandbox.env, columns: 140 });
    await terminal.type('exec bash --norc --noprofile');
    await terminal.until((text) => /^\$ $/m.test(`${text.trimEnd()} `), 'a prompt of bash');
    await terminal.type(`mp-orders watch ${watched}`);
    await terminal.until((text) => text.includes('Ctrl-C stops watching'), 'that it watches');
    for (let round = 1; round <= 2; round += 1) {
      await terminal.press('C-z');
      await terminal.until((text) => text.includes('Stopped'), 'that it is stopped');
      expect(await terminal.cursorIsVisible()).toBe(true);
      await terminal.type('clear; fg');
      await terminal.until(
        (text) => text.includes('Ctrl-C stops watching') && !text.includes('Stopped'),
        'that it goes on',
      );
      expect(await terminal.cursorIsVisible()).toBe(false);
    }
    await terminal.press('C-c');
    expect(await terminal.exitCode()).toBe(130);
    expect(await terminal.cursorIsVisible()).toBe(true);
  });

  test('Ctrl-C ends a watch cleanly, and says how to go on', async () => {
    const watched = await createOrder(sandbox);
    const terminal = await Terminal.open({ env: sandbox.env, columns: 140 });
    await terminal.type(`mp-orders watch ${watched}`);
    await terminal.until((text) => text.includes('Ctrl-C stops watching'), 'that it watches');
    await terminal.press('C-c');
    const goOn = `Watch again:  mp-orders watch ${watched}`;
    const screen = await terminal.until((text) => text.includes(goOn), 'how to go on');
    expect(await terminal.exitCode()).toBe(130);
    expect(await terminal.cursorIsVisible()).toBe(true);
    expect(screen).not.toMatch(stack);
    expect(screen).not.toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/);
  });

  test('the token is typed without an echo', async () => {
    const home = tempFolder();
    const token = tokenOf('sandbox-br');
    const terminal = await Terminal.open({ home, columns: 140 });
    await terminal.type(`mp-orders auth login --base-url ${sandbox.url}`);
    await terminal.until((text) => text.includes('Access token:'), 'a prompt for the token');
    await terminal.type(token);
    const screen = await terminal.until((text) => text.includes('Signed in'), 'that it is done');
    expect(screen).not.toContain(token.slice(0, 12));
    expect(await terminal.exitCode()).toBe(0);
    expect(readFileSync(join(home, 'config.json'), 'utf8')).toContain(token);
  });

  test('Ctrl-C at a prompt ends with 130, and nothing is stored', async () => {
    const home = tempFolder();
    const terminal = await Terminal.open({ home });
    await terminal.type(`mp-orders auth login --base-url ${sandbox.url}`);
    await terminal.until((text) => text.includes('Access token:'), 'a prompt for the token');
    await terminal.press('C-c');
    expect(await terminal.exitCode()).toBe(130);
    expect(await terminal.screen()).not.toMatch(stack);
    expect(() => readFileSync(join(home, 'config.json'))).toThrow('ENOENT');
    await terminal.type('echo typing shows again');
    await terminal.until((text) => text.includes('$ echo typing'), 'what is typed');
  });

  test('cancel asks before it touches a live order; only yes sends', async () => {
    const canceled = json(200, { id: live, status: 'canceled', status_detail: 'canceled' });
    const { url, received } = await localServer(canceled);
    const env = { MP_ACCESS_TOKEN: 'APP_USR-live-looking', MP_ORDERS_BASE_URL: url };
    const terminal = await Terminal.open({ env });
    await terminal.type(`mp-orders cancel ${live}`);
    await terminal.until((text) => text.includes('[y/N]'), 'a question');
    await terminal.press('Enter');
    expect(await terminal.exitCode()).toBe(2);
    // The question tells what is to be canceled, so the order is read for it.
    expect(received.map(({ method }) => method)).toEqual(['GET']);
    expect(await terminal.screen()).toContain('Not confirmed: nothing was changed.');

    await terminal.type(`clear; mp-orders cancel ${live}`);
    await terminal.until((text) => text.includes('[y/N]'), 'a question again');
    await terminal.type('y');
    await terminal.until((text) => text.includes('Canceled.'), 'that it is done');
    expect(received.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST']);
  });

  test.each([
    { columns: 80, rows: 24, argv: '' },
    { columns: 100, rows: 30, argv: '' },
    { columns: 80, rows: 24, argv: '--watch' },
  ])('the code is whole in a window of $columns x $rows $argv', async (one) => {
    const terminal = await Terminal.open({ ...one, env: { COLORTERM: 'truecolor' } });
    await terminal.type(`mp-orders create --sandbox ${order.join(' ')} --mode dynamic ${one.argv}`);
    const ended = (text: string) => text.includes('▄') && text.trimEnd().endsWith('\n$');
    if (one.argv === '') await terminal.until(ended, 'a prompt below the code');
    else await terminal.until((text) => text.includes('expires in'), 'the countdown');
    const visible = await terminal.screen({ colors: true });
    for (const theme of Object.values(themes)) {
      expect(scanQr(paint(visible, theme))).toMatch(/^00020101.*6304[0-9A-F]{4}$/);
    }
    expect(await terminal.screen()).toContain('Scan this code to pay:');
  });

  test('a window that is too low says so, and how to get the code', async () => {
    const terminal = await Terminal.open({ columns: 80, rows: 20 });
    await terminal.type(`mp-orders create --sandbox ${order.join(' ')} --mode dynamic -q`);
    await terminal.until(
      (text) => text.includes('rows and this window has 20: make it taller'),
      'the rows that the code needs',
    );
    expect(await terminal.screen()).not.toContain('▄');
  });

  test('a window that is too narrow says so, and how to get the code', async () => {
    const terminal = await Terminal.open({ columns: 40, rows: 40 });
    const argv = `--sandbox ${order.join(' ')} --mode dynamic -q`;
    await terminal.type(`mp-orders create ${argv}`);
    const screen = await terminal.until(
      (text) => /6304[0-9A-F]{4}'\n\$ $/.test(unwrap(text.trimEnd() + ' ', 40)),
      'the command that writes a picture',
    );
    const text = unwrap(screen, 40);
    expect(text).toMatch(
      /The QR code needs \d+ columns and this\n {2}window has 40: make it wider, or write\s+a picture:/,
    );
    expect(text).toMatch(/^ {2}mp-orders qr show --out qr\.svg '00020101.*6304[0-9A-F]{4}'$/m);
    expect(screen).not.toContain('▄');
  });

  test('what a server writes does not reach the terminal as a command', async () => {
    const evil = '\x1b]0;owned\x07\x1b[2Jgone\u202e\x9b31m';
    const { url } = await localServer(
      json(200, { id, status: 'created', description: evil, external_reference: evil }),
      json(400, { errors: [{ code: evil, message: evil, details: [evil] }] }),
      json(200, { id, status: 'created', description: evil }),
    );
    const env = { ...sandbox.env, MP_ORDERS_BASE_URL: url };
    const terminal = await Terminal.open({ env });
    for (const flags of ['', '', '--field description']) {
      await terminal.type(`mp-orders get ${id} ${flags}`);
      await terminal.exitCode();
      const screen = await terminal.screen();
      expect(screen).toContain(`$ mp-orders get ${id}`);
      expect(screen).toContain('gone');
      expect(await terminal.title()).not.toContain('owned');
      await terminal.type('clear');
      await terminal.until((text) => text.trim() === '$', 'a clear screen');
    }
  });

  test.each([
    ['NO_COLOR', { NO_COLOR: '1' }, themes.dark],
    ['TERM=dumb', { TERM: 'dumb' }, themes.light],
  ])('%s takes the colours away, and the code still scans', async (_what, env, theme) => {
    const terminal = await Terminal.open({ env, columns: 125, rows: 70 });
    await terminal.type(`mp-orders qr show '${payload}'`);
    await terminal.exitCode();
    const colored = await terminal.screen({ colors: true });
    expect(colored.replaceAll(`${escape}[0m`, '')).not.toContain(escape);
    const lines = (await terminal.screen()).split('\n');
    const isDrawn = (line: string) => /##|█/.test(line);
    const [first, last] = [lines.findIndex(isDrawn), lines.findLastIndex(isDrawn)];
    const around = lines.slice(Math.max(0, first - quietZone), last + 1 + quietZone);
    const drawn = around.map((line) => line.padEnd(125)).join('\n');
    expect(scanQr(paint(drawn, theme))).toBe(payload);
  });

  test('Ctrl-C while an order is being created says how to find out what became of it', async () => {
    const { url, arrived } = await localServer(() => undefined);
    const terminal = await Terminal.open({ env: { ...sandbox.env, MP_ORDERS_BASE_URL: url } });
    await terminal.type(`mp-orders create ${order.join(' ')} --timeout 2s`);
    await terminal.until((text) => text.includes('Creating the order'), 'the spinner');
    await arrived(1);
    await terminal.press('C-c');
    expect(await terminal.exitCode()).toBe(130);
    expect(await terminal.cursorIsVisible()).toBe(true);
    const screen = await terminal.screen();
    expect(screen).toContain('Idempotency key: ');
    expect(screen).toMatch(/^ {2}mp-orders create .*--idempotency-key/ms);
  });

  test.each<[what: string, env: Record<string, string>, offset: string]>([
    ['an empty zone', { TZ: '' }, '+00:00'],
    ['a zone of POSIX that Intl names and refuses', { TZ: 'GMT+3' }, '-03:00'],
    ['a zone that is none', { TZ: 'Foo/Bar' }, '+00:00'],
    ['a locale that is none', { TZ: 'UTC', LANG: 'xx_YY.weird' }, '+00:00'],
    ['the C locale', { TZ: 'UTC', LC_ALL: 'C' }, '+00:00'],
  ])('an order is created and shown in %s', async (_what, env, offset) => {
    const home = tempFolder();
    const terminal = await Terminal.open({ home, env, columns: 130, rows: 100 });
    await terminal.type(`mp-orders create --sandbox ${order.join(' ')} --mode dynamic -q`);
    expect(await terminal.exitCode()).toBe(0);
    const screen = await terminal.screen();
    expect(screen).toMatch(/ORDTST[0-9A-Z]{26}/);
    expect(screen).toMatch(/^00020101/m);
    expect(screen).toContain(`${offset} (`);
    expect(screen).not.toMatch(/Warning|bug/);
    const list = await bin(['list', '--sandbox', '--from', '2026-01-01'], { home, env });
    expect([list.code, list.stderr.includes('bug')]).toEqual([0, false]);
  });

  test('times are local, with their zone and how far away they are', async () => {
    const watched = await createOrder(sandbox);
    const env = { ...sandbox.env, TZ: 'America/Argentina/Buenos_Aires' };
    const terminal = await Terminal.open({ env });
    await terminal.type(`mp-orders get ${watched}`);
    const screen = await terminal.until((text) => text.includes('Expires'), 'the order');
    expect(screen).toMatch(/^Created +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d -03:00 \((now|\d+ s ago)\)$/m);
    expect(screen).toMatch(/^Expires +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d -03:00 \(in 1[45] min.*\)$/m);
  });
});

/** Text whose lines the terminal's edge has broken, in one piece again. */
function unwrap(screen: string, columns: number): string {
  return screen.split('\n').reduce((text, line) => {
    const previous = text.slice(text.lastIndexOf('\n') + 1);
    const isFull = previous.length > 0 && previous.length % columns === 0;
    return text === '' ? line : `${text}${isFull ? '' : '\n'}${line}`;
  }, '');
}
