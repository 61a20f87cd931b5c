import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, breaks, scriptedFetch } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const create = ['create', '--amount', '50', '--pos', 'P1', '--reference', 'r-1', '--retries', '0'];
const env = { MP_ACCESS_TOKEN: 'APP_USR-1234567890-112119-0123456789abcdef-446566691' };

/** A home with one create whose answer was lost. */
async function withLost(): Promise<{ home: string; files: () => string[] }> {
  const home = tempHome();
  const { fetch } = scriptedFetch(breaks('ECONNRESET'));
  await run([...create, '-q'], { home, env, fetch });
  const folder = join(home, 'journal', 'open');
  return { home, files: () => readdirSync(folder).map((name) => join(folder, name)) };
}

const damages: [string, (text: string) => string, listed: number][] = [
  ['zeros in front', (text) => `\0\0\0${text}`, 0],
  ['a block of zeros', (text) => `${'\0'.repeat(4096)}${text.slice(20)}`, 0],
  ['a flipped bit', (text) => text.replace('"key"', '"kez"'), 0],
  ['a flipped bit in a value', (text) => text.replace('"reference":"r-1"', '"reference":"r-0"'), 1],
  ['a flipped bit in the body', (text) => text.replace('\\"50\\"', '\\"10\\"'), 1],
  ['a flipped bit in the kind', (text) => text.replace('"sent"', '"sont"'), 0],
  ['interleaved lines', (text) => `${text.slice(0, 60)}${text}`, 0],
  ['a wrong type', (text) => text.replace('"repeatable":true', '"repeatable":1'), 0],
  ['nothing left of it', () => '', 0],
  ['another path', (text) => text.replace('"/v1/orders"', '"@localhost:1/x"'), 0],
];

describe('a line of the journal that is not what was written', () => {
  test.each(damages)(
    'keeps resume from exit 0, and sends nothing: %s',
    async (_what, by, listed) => {
      const { home, files } = await withLost();
      const [file = ''] = files();
      const text = readFileSync(file, 'utf8');
      expect(by(text)).not.toBe(text);
      writeFileSync(file, by(text));
      const { fetch, asked } = scriptedFetch(answer(201, wireOrder()));
      for (const look of [1, 2]) {
        const list = await run(['order', 'resume', '--list'], { home, env, fetch });
        expect({ look, code: list.code }).toEqual({ look, code: 8 });
        expect(list.stdout.split('\n').length - 1).toBe(listed);
        expect(list.stderr).toMatch(/^1 line of \S+jsonl\S* cannot be read\./m);
        const all = await run(['order', 'resume', '-q'], { home, env, fetch });
        expect([all.code, asked]).toEqual([8, []]);
      }
      const history = await run(['history'], { home, env });
      expect(history.stderr).toMatch(/^Warning: 1 line of \S+ cannot be read/m);
      // The line itself is still there.
      const kept = readdirSync(join(home, 'journal'), { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map((one) => readFileSync(join(one.parentPath ?? one.path, one.name), 'utf8'));
      expect(kept).toContain(by(text));
    },
  );

  test('is told as what keeps its key from being sent again, and not as an old key', async () => {
    const { home, files } = await withLost();
    const [file = ''] = files();
    const text = readFileSync(file, 'utf8');
    const [, key = ''] = /"key":"([^"]+)"/.exec(text) ?? [];
    writeFileSync(file, text.replace('"reference":"r-1"', '"reference":"r-0"'));
    const { fetch, asked } = scriptedFetch(answer(201, wireOrder()));
    const argv = [...create, '--idempotency-key', key, '-q'];
    const { code, stderr } = await run(argv, { home, env, fetch });
    expect([code, asked]).toEqual([8, []]);
    expect(stderr).toContain('  - Its journal entry is damaged, so nothing is sent.\n');
    expect(stderr).not.toContain('forgotten the key');
  });

  test('keeps none of the others from being settled', async () => {
    const { home, files } = await withLost();
    const [file = ''] = files();
    writeFileSync(file, `damaged\n${readFileSync(file, 'utf8')}`);
    const { fetch, asked } = scriptedFetch(answer(201, wireOrder({ external_reference: 'r-1' })));
    const { code, stdout } = await run(['order', 'resume', '-q'], { home, env, fetch });
    expect([code, stdout.split('\t')[2], asked.length]).toEqual([8, 'created', 1]);
    const again = await run(['order', 'resume'], { home, env, fetch });
    expect([again.code, asked.length]).toEqual([8, 1]);
    expect(again.stderr).toContain('1 line of');
    const history = await run(['history', '--field', 'order'], { home, env });
    expect(history.stdout).toBe(`${orderId}\n`);
  });

  test('that was cut off at the end is passed over: its request never left', async () => {
    const { home, files } = await withLost();
    const [file = ''] = files();
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 80));
    const { code, stderr } = await run(['order', 'resume'], { home, env });
    expect([code, stderr]).toEqual([
      0,
      'No request waits: each has a known outcome, or is being sent right now.\n',
    ]);
  });
});

describe('a line that somebody else planted', () => {
  const planted = {
    ...{ kind: 'sent', key: 'k1', at: '2026-11-21T19:29:00.000Z', action: 'create' },
    ...{ provider: 'mercadopago', profile: 'default', method: 'POST', path: '/v1/orders' },
    ...{ repeatable: true, body: '{}' },
  };

  test.each([
    ['a host in its path', { path: '@evil.example/x', base_url: 'https://api.mercadopago.com' }],
    ['a host after two slashes', { path: '//evil.example/x' }],
    ['a line break in its path', { path: '/v1/orders HTTP/1.1\r\nx: y' }],
    ['a way out of its path', { path: '/v1/../admin' }],
    ['another host', { base_url: 'https://evil.example' }],
    ['a header in its method', { method: 'POST\r\nx: y' }],
  ])('gets no token: %s', async (_what, fields) => {
    const home = tempHome();
    mkdirSync(join(home, 'journal', 'open'), { recursive: true });
    const lines = ['k1', 'k2', 'k3'].map((key) => JSON.stringify({ ...planted, key, ...fields }));
    writeFileSync(join(home, 'journal', 'open', '1-1-x.jsonl.left'), `${lines.join('\n')}\n`);
    const { fetch, asked } = scriptedFetch(answer(201, wireOrder()));
    const { code } = await run(['order', 'resume', '-q'], { home, env, fetch });
    expect([code, asked]).toEqual([8, []]);
  });
});

test('every other command says in one line that something cannot be read', async () => {
  const { home, files } = await withLost();
  const [file = ''] = files();
  writeFileSync(file, `damaged\n${readFileSync(file, 'utf8')}`);
  const { fetch } = scriptedFetch(answer(200, wireOrder()));
  const { code, stderr } = await run(['get', orderId], { home, env, fetch });
  expect(code).toBe(0);
  expect(stderr).toContain('Some lines of the journal cannot be read');
});
