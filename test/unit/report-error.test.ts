import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { CliError, exitCodes, usageError } from '../../src/errors.ts';
import { Io } from '../../src/io.ts';
import { loadChalk } from '../../src/own-chalk.ts';
import { errorDocument, reportError, tooManyFiles } from '../../src/report-error.ts';
import { fakeHost } from '../helpers/fake-host.ts';

const esc = '\u001b';

beforeAll(loadChalk);

const full = new CliError(exitCodes.outcomeUnknown, 'outcome_unknown', 'The outcome is unknown.', {
  hint: 'Repeat it with the same key.',
  details: ['Mercado Pago answered 503.', 'a: b'],
  next: ['mp-orders order resume key-1', 'mp-orders get ORD1'],
  httpStatus: 503,
  requestId: 'req-1',
  idempotencyKey: 'key-1',
  retryable: true,
  retryAfterMs: 5_000,
});

const bare = new CliError(exitCodes.usage, 'invalid_usage', 'Nothing to do.');

const report = (error: unknown, argv: string[], env: Record<string, string> = {}) => {
  const host = fakeHost({ env });
  const code = reportError(error, argv, host);
  return { code, ...host.printed };
};

describe('in words', () => {
  test('an error is all that is known of it, a line each', () => {
    expect(report(full, ['create'])).toEqual({
      code: 8,
      stdout: '',
      stderr: [
        'Error: The outcome is unknown. [outcome_unknown]',
        '  - Mercado Pago answered 503.',
        '  - a: b',
        'Repeat it with the same key.',
        'More about it: `mp-orders help never-twice`',
        'Request id: req-1',
        'Idempotency key: key-1',
        '  mp-orders order resume key-1',
        '  mp-orders get ORD1',
        '',
      ].join('\n'),
    });
  });

  test('an error of which nothing is known is one sentence', () => {
    expect(report(bare, [])).toEqual({ code: 2, stdout: '', stderr: 'Error: Nothing to do.\n' });
  });

  test.each([
    ['ENOSPC', 'the disk is full'],
    ['EDQUOT', 'the disk quota is used up'],
    ['EROFS', 'the disk is read-only'],
  ])('a disk that takes nothing is no bug: %s', (code, reason) => {
    const error = Object.assign(new Error('open'), { code, path: '/home/ana/x.json' });
    const told = report(error, []);
    expect([told.code, told.stderr.split('\n')[0]]).toEqual([
      2,
      `Error: /home/ana/x.json cannot be written: ${reason}.`,
    ]);
  });

  test.each<[code: string, isRecorded: boolean, exitCode: number, stderr: string]>([
    ['EMFILE', false, 2, 'Nothing was changed.'],
    ['ENFILE', true, 8, 'Look at `mp-orders history` for what was sent.'],
  ])('too many open files are no bug: %s', (code, isRecorded, exitCode, hint) => {
    const error = Object.assign(new Error('open'), { code, syscall: 'open', path: '/x' });
    expect(report(tooManyFiles(error, isRecorded), [])).toMatchObject({
      code: exitCode,
      stderr: `Error: Too many files are open: raise the limit (\`ulimit -n 1024\`).\n${hint}\n`,
    });
  });

  test('its kind, its code and what to type stand out in colour', () => {
    const error = new CliError(exitCodes.refused, 'refused', 'No.', {
      httpStatus: 400,
      next: ['mp-orders get ORD1'],
    });
    expect(report(error, [], { FORCE_COLOR: '1' }).stderr).toBe(
      `${esc}[31m${esc}[1mError:${esc}[22m${esc}[39m No.${esc}[2m [refused]${esc}[22m\n` +
        `  ${esc}[1mmp-orders get ORD1${esc}[22m\n`,
    );
  });

  test('has no colour with --no-color', () => {
    expect(report(bare, ['--no-color'], { FORCE_COLOR: '1' }).stderr).toBe(
      'Error: Nothing to do.\n',
    );
  });

  test('what a server wrote neither controls a terminal, nor colours it, nor adds a line', () => {
    let written = '';
    const stderr = { write: (text: string) => (written += text), isTTY: true };
    const hostile = `${esc}[2Jbad${esc}[8m\r\nError: hidden\u0007`;
    const error = new CliError(exitCodes.refused, hostile, hostile, {
      hint: hostile,
      details: [hostile],
      httpStatus: 400,
      requestId: hostile,
    });
    reportError(error, ['--no-color'], { ...fakeHost(), stderr });
    const clean = '[2Jbad[8m Error: hidden';
    const named = '\\u{1b}[2Jbad\\u{1b}[8m Error: hidden\\u{7}';
    expect(written).toBe(
      [`Error: ${named} [${clean}]`, `  - ${named}`, named, `Request id: ${clean}`, ''].join('\n'),
    );
  });

  test('a character that nobody sees is named, for it may be what is wrong', () => {
    let written = '';
    const stderr = { write: (text: string) => (written += text) };
    const error = usageError('"dynamic\r" is not one of the choices.', {
      hint: 'One\r\ntwo\tthree',
    });
    reportError(error, [], { ...fakeHost(), stderr });
    expect(written).toBe('Error: "dynamic\\u{d}" is not one of the choices.\nOne two three\n');
  });

  test('a secret with such a character in its midst is struck out all the same', () => {
    let written = '';
    const stderr = { write: (text: string) => (written += text) };
    const env = { MP_ACCESS_TOKEN: 'APP_USR-1-2-3' };
    reportError(usageError('APP_\u0007USR-1\u200b-2-3 is wrong'), [], {
      ...fakeHost({ env }),
      stderr,
    });
    expect(written).toBe('Error: *** is wrong\n');
  });

  test('of a long value the beginning is shown, and what is said of it', () => {
    let written = '';
    const stderr = { write: (text: string) => (written += text) };
    reportError(usageError(`"${'A'.repeat(100_000)}" is not an order id.`), [], {
      ...fakeHost(),
      stderr,
    });
    expect([written.length < 1_100, written]).toEqual([
      true,
      expect.stringMatching(/^Error: "A+…A+" is not an order id\.\n$/),
    ]);
  });
});

describe('on a terminal', () => {
  const long = new CliError(
    exitCodes.refused,
    'bad_request',
    'Mercado Pago answered 400: The request was not understood, and what it means nobody knows.',
    {
      httpStatus: 400,
      details: ['items[0].unit_price: must be a number with at most two digits after the point'],
      hint: 'Look at the request with `mp-orders create --data order.json --dry-run`, then send it again: `npx mp-orders create --data order.json --watch --interval 10s`',
      requestId: 'request-id-that-is-longer-than-the-terminal-is-wide',
      next: ['mp-orders explain bad_request --lang es --provider mercadopago --sandbox'],
    },
  );

  const shown = (columns: number | undefined, isTTY = true) => {
    let written = '';
    const stderr = {
      write: (text: string) => (written += text),
      isTTY,
      ...(columns !== undefined && { columns }),
    };
    reportError(long, ['--no-color'], { ...fakeHost(), stderr });
    return written.split('\n').slice(0, -1);
  };

  const oneLineEach = [
    'Error: Mercado Pago answered 400: The request was not understood, and what it means nobody knows. [bad_request]',
    '  - items[0].unit_price: must be a number with at most two digits after the point',
    long.facts.hint,
    'Request id: request-id-that-is-longer-than-the-terminal-is-wide',
    '  mp-orders explain bad_request --lang es --provider mercadopago --sandbox',
  ];

  test('sentences are wrapped at words, and what can be copied stays on its line', () => {
    expect(shown(40)).toEqual([
      'Error: Mercado Pago answered 400: The',
      'request was not understood, and what it',
      'means nobody knows. [bad_request]',
      '  - items[0].unit_price: must be a',
      '    number with at most two digits after',
      '    the point',
      'Look at the request with',
      '`mp-orders create --data order.json --dry-run`,',
      'then send it again:',
      '`npx mp-orders create --data order.json --watch --interval 10s`',
      ...oneLineEach.slice(3),
    ]);
  });

  test('that has the room, or reports no width, nothing is longer than it', () => {
    expect(shown(1_000)).toEqual(oneLineEach);
    expect(shown(0)).toEqual(shown(80));
    expect(shown(undefined)).toEqual(shown(80));
  });

  test('colours take no room', () => {
    const stderr = { isTTY: true, columns: 40, write: (text: string) => (written += text) };
    let written = '';
    reportError(long, [], { ...fakeHost({ env: { FORCE_COLOR: '1' } }), stderr });
    expect(stripVTControlCharacters(written).split('\n').slice(0, -1)).toEqual(shown(40));
  });

  test('a secret is struck out before lines are broken', () => {
    let written = '';
    const stderr = { isTTY: true, columns: 20, write: (text: string) => (written += text) };
    const secret = 'one two three four five six';
    const error = new CliError(exitCodes.usage, 'x', `Not ${secret}.`, { hint: secret });
    const host = { ...fakeHost({ env: { MP_ACCESS_TOKEN: secret } }), stderr };
    reportError(error, ['--no-color'], host);
    expect(written).toBe('Error: Not ***.\n***\n');
  });

  test('and off one, nothing is wrapped', () => {
    expect(shown(40, false)).toEqual(oneLineEach);
  });
});

describe('with --json', () => {
  const fullDocument = {
    error: {
      code: 'outcome_unknown',
      message: 'The outcome is unknown.',
      hint: 'Repeat it with the same key.',
      exit_code: 8,
      retryable: true,
      http_status: 503,
      request_id: 'req-1',
      idempotency_key: 'key-1',
      order_id: null,
      details: ['Mercado Pago answered 503.', 'a: b'],
      next: ['mp-orders order resume key-1', 'mp-orders get ORD1'],
      help: 'mp-orders help never-twice',
      notes: [],
    },
  };

  test('an error is one object on one line of stderr', () => {
    expect(report(full, ['create', '--json'])).toEqual({
      code: 8,
      stdout: '',
      stderr: `${JSON.stringify(fullDocument)}\n`,
    });
  });

  test('every key is there, whatever is known', () => {
    expect(report(bare, ['--json']).stderr).toBe(
      '{"error":{"code":"invalid_usage","message":"Nothing to do.","hint":null,"exit_code":2,' +
        '"retryable":false,"http_status":null,"request_id":null,"idempotency_key":null,' +
        '"order_id":null,"details":[],"next":[],"notes":[]}}\n',
    );
  });

  test.each([[['--field', 'status']], [['--field=status']]])('%j alone is for words', (argv) => {
    expect(report(full, argv).stderr).toBe(report(full, []).stderr);
    expect(JSON.parse(report(full, [...argv, '--json']).stderr)).toEqual(fullDocument);
  });

  test('it is not coloured', () => {
    const { stderr } = report(full, ['--json'], { FORCE_COLOR: '3' });
    expect(stderr).toBe(`${JSON.stringify(fullDocument)}\n`);
  });
});

describe('what is no error of ours is a bug of ours', () => {
  test('with its stack', () => {
    const error = new TypeError('x is not a function');
    error.stack = 'TypeError: x is not a function\n    at somewhere';
    expect(report(error, [])).toEqual({
      code: 1,
      stdout: '',
      stderr: [
        'Error: This is a bug in mp-orders, and not your fault.',
        '  - TypeError: x is not a function',
        '  -     at somewhere',
        'Please report it with these lines; first check that they hold no secret.',
        '',
      ].join('\n'),
    });
  });

  test.each([
    ['a word', 'boom', ['boom']],
    ['nothing', undefined, ['undefined']],
  ])('even if it is %s', (_name, thrown, details) => {
    const { code, stderr } = report(thrown, ['--json']);
    expect([code, JSON.parse(stderr)]).toEqual([
      1,
      {
        error: {
          code: 'bug',
          message: 'This is a bug in mp-orders, and not your fault.',
          hint: 'Please report it with these lines; first check that they hold no secret.',
          exit_code: 1,
          retryable: false,
          http_status: null,
          request_id: null,
          idempotency_key: null,
          order_id: null,
          details,
          next: [],
          notes: [],
        },
      },
    ]);
  });
});

test('an io that knows the secrets strikes them out', () => {
  const host = fakeHost();
  const [io, forProgram] = [false, true].map((holdNotes) => {
    const one = new Io(host, { quiet: true, color: true, holdNotes });
    one.addSecret('APP_USR-1234');
    return one;
  }) as [Io, Io];
  const error = new CliError(exitCodes.refused, 'refused', 'Not APP_USR-1234.', {
    details: ['APP_USR-1234'],
  });
  reportError(error, [], host, io);
  reportError(error, ['--json'], host, forProgram);
  expect(host.printed).toEqual({
    stdout: '',
    stderr: `Error: Not ***.\n  - ***\n${JSON.stringify(errorDocument(error, io)).replaceAll('APP_USR-1234', '***')}\n`,
  });
});
