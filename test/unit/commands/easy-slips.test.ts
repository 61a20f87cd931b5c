import { describe, expect, test } from '@jest/globals';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, scriptedFetch } from '../../helpers/scripted-fetch.ts';
import { textWidth } from '../../../src/terminal/wrap.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-1234-live' };
const create = ['create', '--amount', '5', '--pos', 'P1', '--mode', 'dynamic'];

describe('--timeout of a minute or more, where nothing is followed', () => {
  const isFor = (flag: string) =>
    `--timeout 5m is for each request; ${flag} follows the order for that long.\n`;

  test.each([
    [[...create, '--timeout', '5m'], isFor('--watch')],
    [['--timeout=5m', ...create, '--cancel-on-timeout'], undefined], // that is an error already
    [['cancel', orderId, '--timeout', '5m'], isFor('--wait')],
    [['refund', orderId, '--yes', '--timeout', '5m'], isFor('--wait')],
    [[...create, '--timeout', '5m', '-q'], undefined],
    [[...create, '--timeout', '45s'], undefined],
    [['get', orderId, '--timeout', '5m'], undefined],
  ])('%j', async (argv, note) => {
    const { fetch } = scriptedFetch(answer(200, wireOrder()));
    const { stderr } = await run([...argv], { env, fetch });
    const told = stderr.split('\n').filter((line) => line.includes('is for each request'));
    expect(told.map((line) => `${line}\n`)).toEqual(note === undefined ? [] : [note]);
  });
});

describe('a file of rows', () => {
  const create = (stdin: string, ...flags: string[]) =>
    run(['create', '--from', '-', '--sandbox', '-q', ...flags], { stdin });

  test.each(['', '\n\r\n', '\ufeff', ' \t\n'])(
    'that is empty is done, with a warning that --quiet does not hide: %j',
    async (stdin) => {
      expect(await create(stdin)).toEqual({
        code: 0,
        stdout: '',
        stderr: 'Warning: stdin is empty.\n',
      });
    },
  );

  test.each([
    ['amount,pos\r\n'],
    ['sep=;\r\namount;pos'],
    ['amount,pos\n5,EXTERNALPOS019285\n', '--shard', '2/2'],
  ])('is none where only rows are missing: %j', async (stdin, ...flags) => {
    expect(await create(stdin, ...flags)).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

describe('ids on stdin', () => {
  const second = 'ORD11111111111111111111111111';
  const asked = async (stdin: string) => {
    const { fetch, asked } = scriptedFetch(answer(200, wireOrder()));
    const { code } = await run(['get', '-', '--json'], { env, fetch, stdin });
    return [code, asked.map(({ path }) => path.split('/').at(-1))];
  };

  test.each(['\r', '\r\n', '\n\r', '\n'])('end in %j each', async (end) => {
    const [, ids] = await asked(`${orderId}${end}${second}${end}`);
    expect(ids).toEqual([orderId, second]);
  });

  test('of which two stand in one line are no order: none is passed over', async () => {
    expect(await asked(`${orderId} ${second}\n`)).toEqual([11, []]);
  });
});

test.each(['en', 'es', 'pt'])('notes are wrapped in a window: %s', async (lang) => {
  const command = '["/usr/local/bin/vault","read","-field=token","kv/data/till/mercadopago/live"]';
  const { code, stderr } = await run(['config', 'set', 'token_command', command, '--lang', lang], {
    terminal: { columns: 60 },
    errorsToo: true,
    env: { TERM: 'dumb' },
  });
  const [first = '', second = ''] = stderr.split('\n');
  expect([code, textWidth(first) <= 60, second]).toEqual([0, true, `  ${command}`]);
});
