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
});
