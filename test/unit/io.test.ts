import { PassThrough, Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Host, InputStream } from '../../src/host.ts';
import { Io, colorLevel } from '../../src/io.ts';
import { loadChalk } from '../../src/own-chalk.ts';
import { fakeHost, type FakeOptions } from '../helpers/fake-host.ts';

const esc = '\u001b';

beforeAll(loadChalk);

const open = (host: Host, options: { quiet?: boolean; color?: boolean } = {}) =>
  new Io(host, { quiet: false, color: true, ...options });

const onTerminal: FakeOptions = { terminal: { columns: 100, colorDepth: 8 } };

/** A terminal that someone sits at: what is typed, and what is shown there. */
function seated(typed: string, env: Record<string, string> = {}) {
  const stdin: PassThrough & InputStream = new PassThrough();
  const stderr = Object.assign(new PassThrough(), { isTTY: true });
  let shown = '';
  stderr.on('data', (chunk: Buffer) => (shown += chunk.toString('utf8')));
  stdin.isTTY = true;
  stdin.end(typed);
  const host: Host = { ...fakeHost({ env }), stdin, stderr };
  return { io: open(host), shown: () => shown };
}

describe('the colour level', () => {
  test.each<[because: string, env: Record<string, string>, depth: number, level: number]>([
    ['24 bits', {}, 24, 3],
    ['8 bits', {}, 8, 2],
    ['4 bits', {}, 4, 1],
    ['1 bit', {}, 1, 0],
    ['NO_COLOR', { NO_COLOR: '1' }, 24, 0],
    ['NO_COLOR of any value', { NO_COLOR: '0' }, 24, 0],
    ['an empty NO_COLOR, which is none', { NO_COLOR: '' }, 24, 3],
    ['a dumb terminal', { TERM: 'dumb' }, 24, 0],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, 24, 0],
    ['FORCE_COLOR=false', { FORCE_COLOR: 'false' }, 24, 0],
    ['FORCE_COLOR=1', { FORCE_COLOR: '1' }, 24, 1],
    ['FORCE_COLOR=2', { FORCE_COLOR: '2' }, 1, 2],
    ['FORCE_COLOR=3', { FORCE_COLOR: '3' }, 1, 3],
    ['FORCE_COLOR=true', { FORCE_COLOR: 'true' }, 1, 1],
    ['an empty FORCE_COLOR, which forces', { FORCE_COLOR: '' }, 1, 1],
    ['FORCE_COLOR before NO_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, 1, 1],
    ['FORCE_COLOR before TERM', { FORCE_COLOR: '3', TERM: 'dumb' }, 1, 3],
  ])('of a terminal follows %s', (_because, env, depth, level) => {
    const stream = { write: () => undefined, isTTY: true, getColorDepth: () => depth };
    expect([colorLevel(stream, env, true), colorLevel(stream, env, false)]).toEqual([level, 0]);
  });

  test.each<[because: string, env: Record<string, string>, level: number]>([
    ['nothing', {}, 0],
    ['a rich terminal type', { TERM: 'xterm-256color', COLORTERM: 'truecolor' }, 0],
    ['FORCE_COLOR', { FORCE_COLOR: '2' }, 2],
  ])('of a pipe follows %s', (_because, env, level) => {
    const stream = { write: () => undefined, getColorDepth: () => 24 };
    expect([colorLevel(stream, env, true), colorLevel(stream, env, false)]).toEqual([level, 0]);
  });

  test('is that of each stream, and 16 colours where a terminal cannot tell', () => {
    const io = open(fakeHost(onTerminal));
    const vague = colorLevel({ write: () => undefined, isTTY: true }, {}, true);
    expect([io.colorLevel, io.chalk.level, io.chalkErr.level, vague]).toEqual([2, 2, 0, 1]);
  });
});

describe('what is written', () => {
  test('goes to stdout as a result, and to stderr otherwise, a line each', () => {
    const host = fakeHost();
    const io = open(host);
    io.out('result');
    io.note('note');
    io.warn('warning');
    io.out('');
    expect(host.printed).toEqual({ stdout: 'result\n\n', stderr: 'note\nwarning\n' });
  });

  test('has no notes with --quiet, but warnings', () => {
    const host = fakeHost();
    const io = open(host, { quiet: true });
    io.out('result');
    io.note('note');
    io.warn('warning');
    expect(host.printed).toEqual({ stdout: 'result\n', stderr: 'warning\n' });
  });

  const hostile = `${esc}[31mred${esc}[0m ${esc}[2J${esc}]0;title\u0007\u009b1A\r\u202eend\n\tnext`;

  test('cannot control a terminal, nor colour it', () => {
    const host = fakeHost(onTerminal);
    open(host).out(hostile);
    expect(host.printed.stdout).toBe('[31mred[0m [2J]0;title1A\\u{202e}end\n\tnext\n');
  });

  test('is untouched off a terminal', () => {
    const host = fakeHost();
    const io = open(host);
    io.out(hostile);
    io.warn(hostile);
    expect(host.printed).toEqual({ stdout: `${hostile}\n`, stderr: `${hostile}\n` });
  });
});

describe('a secret', () => {
  const secret = 'APP_USR-1234';

  test.each<[name: string, options: FakeOptions]>([
    ['on a terminal', onTerminal],
    ['in a pipe', {}],
  ])('never shows, %s', (_name, options) => {
    const host = fakeHost(options);
    const io = open(host);
    io.addSecret(secret);
    io.out(`${secret} and "${secret}"`);
    io.note(`Bearer ${secret}`);
    io.warn(secret);
    expect(host.printed).toEqual({
      stdout: '*** and "***"\n',
      stderr: 'Bearer ***\n***\n',
    });
  });

  test('does not show either with control characters in its midst', () => {
    const host = fakeHost(onTerminal);
    const io = open(host);
    io.addSecret(secret);
    io.addSecret('a.b-c/d[e]');
    io.out('APP_\u0000USR-\u200f1234 a\u200b.b-c/d[e\u00ad] aXb-c/d[e\u00ad]');
    expect(host.printed.stdout).toBe('*** *** aXb-c/d[e\\u{ad}]\n');
  });

  test('of many is struck out whole, whichever was told first', () => {
    const io = open(fakeHost());
    io.addSecret('abcd');
    io.addSecret('abcdefgh');
    io.addSecret('$&.*');
    expect(io.redact('abcdefgh abcd $&.* abc')).toBe('*** *** *** abc');
  });

  test.each([0, 1, 2, 3, 7])('nor in Base64, behind %i other bytes', (before) => {
    const io = open(fakeHost());
    const token = 'APP_USR->>>???1234567890-112233';
    io.addSecret(token);
    const around = `${'x'.repeat(before)}${token}yz`;
    const inBase64 = Buffer.from(around).toString('base64');
    const inUrls = Buffer.from(around).toString('base64url');
    const said = io.redact(`${inBase64} ${inUrls} ${encodeURIComponent(token)}`);
    // Some digits hold bits of a neighbour: at most one at each end.
    expect(said).toMatch(/^[\w+/]{0,12}\*{3}[\w+/=]{0,6} [\w-]{0,12}\*{3}[\w-]{0,6} \*{3}$/);
  });

  test('too short to be one is left, or no word could be read', () => {
    const io = open(fakeHost());
    for (const word of ['', 'a', 'ab', 'abc']) io.addSecret(word);
    expect(io.redact('abcabc')).toBe('abcabc');
  });
});

describe('the streams', () => {
  test('are a terminal of some width, or none', () => {
    const wide = open(fakeHost(onTerminal));
    const piped = open(fakeHost());
    const vague = open({ ...fakeHost(), stdout: { write: () => undefined, isTTY: true } });
    expect([wide, piped, vague].map((io) => [io.isTerminal, io.columns])).toEqual([
      [true, 100],
      [false, undefined],
      [true, 80],
    ]);
  });

  test.each([
    [true, true, true],
    [true, false, false],
    [false, true, false],
    [false, false, false],
  ])(
    'with stdin a terminal: %j and stderr a terminal: %j can be asked: %j',
    (stdin, stderr, can) => {
      const host = fakeHost();
      const io = open({
        ...host,
        stdin: Object.assign(Readable.from([]), { isTTY: stdin }),
        stderr: { write: () => undefined, isTTY: stderr },
      });
      expect(io.canAsk).toBe(can);
    },
  );
});

describe('a spinner', () => {
  test.each<[name: string, isTTY: boolean, env: Record<string, string>, quiet: boolean]>([
    ['off a terminal', false, {}, false],
    ['with --quiet', true, {}, true],
    ['on a dumb terminal', true, { TERM: 'dumb' }, false],
  ])('does not turn %s', async (_name, isTTY, env, quiet) => {
    let written = '';
    const stderr = { write: (text: string) => (written += text), isTTY };
    const spinner = await open({ ...fakeHost({ env }), stderr }, { quiet }).spin('Waiting');
    spinner.update('Still waiting');
    spinner.stop();
    expect([spinner.turning, written]).toEqual([false, '']);
  });
});

describe('where CI is set', () => {
  test.each([
    ['true', false],
    ['1', false],
    ['woodpecker', false],
    ['', true],
    ['0', true],
    ['false', true],
    ['FALSE', true],
  ])('to %j, a terminal can be asked: %j', async (CI, can) => {
    const { io, shown } = seated('y\n', { CI });
    expect([io.hasSeat, io.canAsk]).toEqual([true, can]);
    const answer = await io.confirm('Cancel it?').catch((error: unknown) => error);
    if (can) expect(answer).toBe(true);
    else {
      expect(answer).toMatchObject({
        exitCode: 2,
        code: 'not_confirmed',
        message: 'Not asked, because CI is set: Cancel it? Nothing was done.',
        facts: { hint: 'Add --yes to confirm in advance.' },
      });
      expect(shown()).toBe('');
    }
  });

  test('no secret is asked for', async () => {
    const { io, shown } = seated('APP_USR-1\n', { CI: 'true' });
    await expect(io.readSecrets(['Access token: '])).rejects.toMatchObject({ exitCode: 2 });
    expect(shown()).toBe('');
  });
});

test('stdin that never ends is refused, and not read for ever', async () => {
  let given = 0;
  const stdin = new Readable({
    read() {
      given += 1;
      this.push(Buffer.alloc(2 ** 20, 'y\n'));
    },
  });
  await expect(open({ ...fakeHost(), stdin }).readStdin()).rejects.toMatchObject({
    exitCode: 2,
    code: 'too_large',
    message: 'What stdin holds is more than 16 MB.',
  });
  expect(given).toBeLessThan(20);
});

test('stdin that is no UTF-8 is refused', async () => {
  const stdin = Readable.from([Buffer.from('caf\xe9', 'latin1')]);
  await expect(open({ ...fakeHost(), stdin }).readStdin()).rejects.toMatchObject({
    exitCode: 2,
    code: 'not_utf8',
  });
});

describe('an answer', () => {
  test.each([
    ...['y\n', 'Y\n', 'yes\n', ' YES \n'].map((typed) => [typed, true] as const),
    ...['\n', 'n\n', 'yeah\n', 'yes please\n'].map((typed) => [typed, false] as const),
  ])('of %j is a yes: %j', async (typed, yes) => {
    const { io, shown } = seated(typed);
    expect(await io.confirm('Cancel it?')).toBe(yes);
    expect(shown()).toContain('Cancel it? [y/N] ');
  });

  test.each(['', '\u0004', 'ye'])(
    'that breaks off after %j comes to an end, and is no yes',
    async (typed) => {
      expect(
        await seated(typed)
          .io.confirm('Cancel it?')
          .catch(() => false),
      ).toBe(false);
    },
    2_000,
  );

  test('that is secret is not shown as it is typed', async () => {
    const { io, shown } = seated('APP_USR-typed\nsecond\n');
    const prompts = ['App key: ', 'App token: '];
    expect(await io.readSecrets(prompts)).toEqual(['APP_USR-typed', 'second']);
    expect(prompts.map((prompt) => shown().includes(prompt))).toEqual([true, true]);
    expect(shown()).not.toMatch(/APP_USR|second/);
  });
});

describe('stdin', () => {
  test.each([
    ['APP_USR-1\n', ['APP_USR-1', '']],
    ['  APP_USR-1 \r\nmore\n', ['APP_USR-1', 'more']],
    ['APP_USR-1', ['APP_USR-1', '']],
    ['\nAPP_USR-1\n', ['', 'APP_USR-1']],
    ['', ['', '']],
  ])('of %j has the secrets %j in its first lines', async (stdin, secrets) => {
    const host = fakeHost({ stdin });
    expect(await open(host).readSecrets(['App key: ', 'App token: '])).toEqual(secrets);
    expect(host.printed).toEqual({ stdout: '', stderr: '' });
  });

  test('that is a terminal is asked for what is typed, and how that ends', async () => {
    const host = fakeHost({ stdin: 'typed' });
    const stdin = Object.assign(Readable.from([Buffer.from('typed')]), { isTTY: true });
    expect(await open({ ...host, stdin }).readStdin()).toBe('typed');
    expect(host.printed.stderr).toBe('Reading from the terminal; end with Ctrl-D.\n');
  });

  test('is read whole, though its pieces cut a character', async () => {
    const bytes = Buffer.from('{"a":"São"}');
    const cut = bytes.indexOf(Buffer.from('ã')) + 1;
    const stdin = Readable.from([bytes.subarray(0, cut), bytes.subarray(cut)]);
    expect(await open({ ...fakeHost(), stdin }).readStdin()).toBe('{"a":"São"}');
  });
});
