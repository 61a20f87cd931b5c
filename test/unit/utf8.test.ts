import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CliError } from '../../src/errors.ts';
import { decodeText, requireUtf8 } from '../../src/utf8.ts';
import { wireOrder } from '../helpers/orders.ts';
import { run } from '../helpers/run.ts';
import { answer, scriptedFetch } from '../helpers/scripted-fetch.ts';
import { tempHome } from '../helpers/temp-home.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('bytes', () => {
  test.each([
    ['are text', Buffer.from('Café 🥐'), 'Café 🥐'],
    ['may begin with a mark', Buffer.from('\uFEFFCafé'), 'Café'],
    ['may hold the character that stands for no character', Buffer.from('a\uFFFDb'), 'a\uFFFDb'],
    ['may be none', Buffer.from(''), ''],
    ['may be one byte', Buffer.from('7'), '7'],
    ['may be UTF-16', Buffer.from('\uFEFF{"a":"é🥐"}', 'utf16le'), '{"a":"é🥐"}'],
    ['in the other order', Buffer.from('\uFEFF{"a":1}', 'utf16le').swap16(), '{"a":1}'],
    ['without a mark', Buffer.from('{"a":1}', 'utf16le'), '{"a":1}'],
    ['and in the other order', Buffer.from('{"a":1}', 'utf16le').swap16(), '{"a":1}'],
  ])('%s', (_what, bytes, text) => {
    expect(decodeText(bytes, 'It')).toBe(text);
  });

  test.each([
    ['504b030414000600', 'It is a spreadsheet file or an archive, not text.', 'CSV UTF-8'],
    ['d0cf11e0a1b11ae1', 'It is a spreadsheet file or an archive, not text.', 'CSV UTF-8'],
    ['89504e470d0a1a0a', 'It is a picture, not text.', 'qr decode -'],
    ['ffd8ffe000104a46', 'It is a picture, not text.', 'qr decode -'],
    ['524946460000000057454250', 'It is a picture, not text.', 'qr decode -'],
    ['255044462d312e37', 'It is a PDF, not text.', 'CSV'],
    ['1f8b080000000000', 'It is compressed.', 'Unpack'],
    ['425a683931415926', 'It is compressed.', 'Unpack'],
    ['fd377a585a000004', 'It is compressed.', 'Unpack'],
    ['28b52ffd04610000', 'It is compressed.', 'Unpack'],
    ['fffe000072000000', 'It is not UTF-8 text.', 'iconv -f UTF-32'],
    ['0000feff00000072', 'It is not UTF-8 text.', 'iconv -f UTF-32'],
    ['6100000062000000', 'It is not UTF-8 text.', 'iconv -f UTF-32'],
    ['0000006100000062', 'It is not UTF-8 text.', 'iconv -f UTF-32'],
    ['53514c69746520666f726d6174203300', 'It is not UTF-8 text.', 'iconv'],
  ])('that begin with %s are named', (digits, message, hint) => {
    const read = () => decodeText(Buffer.from(`${digits}00ff`, 'hex'), 'It');
    expect(read).toThrow(
      expect.objectContaining({
        code: 'not_utf8',
        message,
        facts: expect.objectContaining({ hint: expect.stringContaining(hint) }),
      }),
    );
  });

  test.each([
    ...['amount,pos\n', 'PK,1\n', 'RIFF,2\n', '%PD,3\n', 'GIF,4\n'].map((text) => [text]),
  ])('of a text that begins with %j are a text', (text) => {
    expect(decodeText(Buffer.from(text), 'It')).toBe(text);
  });

  test.each([
    ['Latin 1', latin1('Caf\xe9'), 'It is not UTF-8 text.', 'iconv -f LATIN1 -t UTF-8'],
    ['cut short', Buffer.from('Café').subarray(0, 4), 'It is not UTF-8 text.', 'iconv'],
    [
      'UTF-16 cut short',
      Buffer.from('\uFEFF{"a":1}', 'utf16le').subarray(0, 7),
      'It is not UTF-8 text, nor whole UTF-16.',
      'iconv -f UTF-16 -t UTF-8',
    ],
  ])('that are %s are refused', (_what, bytes, message, hint) => {
    const read = () => decodeText(bytes, 'It');
    expect(read).toThrow(CliError);
    expect(read).toThrow(message);
    try {
      read();
    } catch (error) {
      expect((error as CliError).facts.hint).toContain(hint);
    }
  });
});

test('text in which a decoder found no UTF-8 is refused', () => {
  expect(() => requireUtf8('Café', 'It')).not.toThrow();
  expect(() => requireUtf8('Caf\uFFFD', 'It')).toThrow('It is not UTF-8 text: "Caf\uFFFD".');
});

describe('nothing is sent of text that is not UTF-8', () => {
  const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
  const basics = ['create', '--amount', '5', '--pos', 'EXTERNALPOS019285'];
  const body = latin1('{"description":"Caf\xe9"}');

  function fileOf(name: string, bytes: Buffer): string {
    const file = join(tempHome(), name);
    writeFileSync(file, bytes);
    return file;
  }

  test.each<[what: string, argv: () => string[], env: Record<string, string>]>([
    ['--data', () => [...basics, '--data', fileOf('d.json', body)], env],
    [
      '--items, JSON',
      () => [...basics, '--items', fileOf('i.json', latin1('[{"title":"\xe9"}]'))],
      env,
    ],
    ['--items, CSV', () => [...basics, '--items', fileOf('i.csv', latin1('title\n\xe9\n'))], env],
    ['--data of api', () => ['api', 'post', '/pos', '--data', `@${fileOf('d.json', body)}`], env],
    // So Node gives arguments and variables.
    ['an argument', () => [...basics, '--description', 'Caf\uFFFD'], env],
    ['an id', () => ['cancel', 'ORD01J67CQQH5904WDBVZEM4JMEP\uFFFD', '--yes'], env],
    ['a key', () => [...basics, '--idempotency-key', 'k\uFFFD'], env],
    ['a variable', () => basics, { ...env, MP_ORDERS_DESCRIPTION: 'Caf\uFFFD' }],
  ])('%s', async (_what, argv, environment) => {
    const { fetch, asked } = scriptedFetch(answer(201, wireOrder()));
    const { code, stdout, stderr } = await run(argv(), { env: environment, fetch });
    expect([code, stdout, asked]).toEqual([2, '', []]);
    expect(stderr).toContain('is not UTF-8 text');
  });

  const sheet = Buffer.from('504b030414000600080000002100', 'hex');
  test.each<[what: string, argv: () => string[], words: string]>([
    ['a spreadsheet for --from', () => [...basics, '--from', fileOf('s.xlsx', sheet)], '--from is'],
    [
      'a spreadsheet for --items',
      () => [...basics, '--items', fileOf('s.xlsx', sheet)],
      'CSV UTF-8',
    ],
    [
      'a spreadsheet to reconcile',
      () => ['reconcile', fileOf('s.xlsx', sheet), '--day', 'today'],
      's.xlsx is a spreadsheet file',
    ],
    ['a picture’s name for a code', () => ['qr', 'decode', 'code.PNG'], 'code.PNG is a picture'],
    ['a PDF for a code', () => ['qr', 'decode', '-'], 'What stdin holds is a PDF'],
    ['a PDF for ids', () => ['get', '-'], 'stdin is a PDF'],
  ])('%s is named', async (_what, argv, words) => {
    const { fetch, asked } = scriptedFetch(answer(201, wireOrder()));
    const { code, stdout, stderr } = await run(argv(), { env, fetch, stdin: '%PDF-1.7' });
    expect([code, stdout, asked]).toEqual([2, '', []]);
    expect(stderr).toContain(words);
  });
});
