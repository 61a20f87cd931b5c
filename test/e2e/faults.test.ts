import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import {
  bin,
  shell,
  startBin,
  tempFolder,
  type Result,
  type RunningBin,
} from '../helpers/run-bin.ts';
import { order, ordersOf, tokenOf } from '../helpers/served-sandbox.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/faults.md', import.meta.url)), 'utf8');

/** The text of the code block in this language that holds these words. */
function block(language: string, words: string): string {
  const blocks = [...page.matchAll(/```(\w+)\n(.*?)```/gs)];
  const [, , text] =
    blocks.find(([, name, body]) => name === language && body?.includes(words)) ?? [];
  if (text === undefined) throw new Error(`The page has no ${language} with ${words}.`);
  return text;
}

interface Served {
  url: string;
  home: string;
  child: RunningBin;
}

async function serve(...flags: string[]): Promise<Served> {
  const home = tempFolder();
  const child = startBin(['sandbox', 'serve', '--port', '0', ...flags], { home });
  return { url: await child.line(), home, child };
}

const withFault = (...faults: string[]) => faults.flatMap((fault) => ['--fault', fault]);

/** The faults that a served sandbox has told of, once there are so many. */
async function toldOf({ child }: Served, count: number): Promise<string[]> {
  const read = (stderr: string) => stderr.match(/^fault: .*$/gm) ?? [];
  await child.until(({ stderr }) => read(stderr).length >= count);
  return read(child.printed.stderr);
}

const create = ({ home, url }: Served, ...flags: string[]): Promise<Result> =>
  bin(['create', '--sandbox', '--base-url', url, ...order, ...flags], { home });

describe('sandbox serve --fault', () => {
  test('tells of its faults and of their seed, and of each that fires', async () => {
    const served = await serve(...withFault('POST /v1/orders: 503 x2', 'GET *: html'));
    await served.child.until(({ stderr }) => stderr.includes('seed'));
    expect(served.child.printed.stderr).toContain('Faults: 2, drawn with seed 1.\n');
    for (let i = 0; i < 3; i += 1) await fetch(`${served.url}/v1/orders?x=1`, { method: 'POST' });
    await fetch(`${served.url}/users/me?x=1`);
    expect(await toldOf(served, 3)).toEqual([
      'fault: POST /v1/orders -> 503 (1 of 2)',
      'fault: POST /v1/orders -> 503 (2 of 2)',
      'fault: GET /users/me -> html (1)',
    ]);
  });

  test('says nothing of them with --quiet', async () => {
    const { url, child } = await serve('--quiet', ...withFault('* *: 503'));
    expect((await fetch(`${url}/users/me`)).status).toBe(503);
    child.kill('SIGTERM');
    expect(await child.ended).toMatchObject({ code: 143, stderr: '' });
  });

  test('has the URL as the only JSON with --json', async () => {
    const served = await serve('--json', ...withFault('* *: 503'));
    const { url } = JSON.parse(served.url) as { url: string };
    await fetch(`${url}/users/me`);
    await toldOf(served, 1);
    expect(served.child.printed.stdout).toBe(`${served.url}\n`);
  });

  test('drops connections for real, and the order of a lost answer is there', async () => {
    const served = await serve(...withFault('POST /v1/orders: drop after x1'));
    const made = await create(served, '--field', 'id', '--idempotency-key', 'k1');
    expect(made).toMatchObject({ code: 0, stderr: expect.stringContaining('Trying again in') });
    const ids = (await ordersOf(served.home)).map(({ id }) => `${String(id)}\n`);
    expect(ids).toEqual([made.stdout]);
    expect(await toldOf(served, 1)).toEqual(['fault: POST /v1/orders -> drop after (1 of 1)']);
  });

  test('ends at once while an answer is held back', async () => {
    const served = await serve(...withFault('GET *: delay 60m'));
    const answer = fetch(`${served.url}/users/me`).catch(() => 'closed');
    await toldOf(served, 1);
    served.child.kill('SIGTERM');
    expect([(await served.child.ended).code, await answer]).toEqual([143, 'closed']);
  });

  test('repeats a run by its seed', async () => {
    const run = async (...flags: string[]) => {
      const served = await serve(...flags, ...withFault('GET *: 503 40%', '* *: drop before 40%'));
      const seen: (number | string)[] = [];
      for (let i = 0; i < 30; i += 1) {
        seen.push(
          await fetch(`${served.url}/users/me`).then(
            ({ status }) => status,
            () => 'dropped',
          ),
        );
      }
      const fired = seen.filter((one) => one !== 401).length;
      return { seen, told: await toldOf(served, fired) };
    };
    const runs = [await run(), await run('--seed', '1'), await run('--seed', '2')];
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).not.toEqual(runs[0]);
    expect(new Set(runs[0]?.seen)).toEqual(new Set([401, 503, 'dropped']));
  });

  test('reads a file, after the flags', async () => {
    const file = join(tempFolder(), 'faults.txt');
    writeFileSync(file, '\uFEFF# all of them\r\n\r\nGET *: 503\r\n');
    const served = await serve('--faults', file, ...withFault('GET *: 502 x1'));
    const statuses = [
      await fetch(`${served.url}/users/me`),
      await fetch(`${served.url}/users/me`),
    ].map(({ status }) => status);
    expect(statuses).toEqual([502, 503]);
  });

  test('a file without faults serves without faults', async () => {
    const file = join(tempFolder(), 'faults.txt');
    writeFileSync(file, '# none today\n');
    const served = await serve('--faults', file);
    expect((await fetch(`${served.url}/users/me`)).status).toBe(401);
    expect(served.child.printed.stderr).not.toContain('Faults');
  });

  const folder = tempFolder();
  const wrong = join(folder, 'wrong.txt');
  writeFileSync(wrong, '# chaos\nGET *: 503\nPOST /v1/orders 503\n');
  test.each<[string, string[], string]>([
    [
      'a fault',
      ['--fault', 'GET *: 503', '--fault', 'GET *: 5O3'],
      'Error: --fault "GET *: 5O3": column 8: "5O3" is not an action.\nWrite a status',
    ],
    [
      'a line of a file',
      ['--faults', wrong],
      `Error: --faults ${wrong}: line 3, column 16: there is no colon and space after the path.\nWrite`,
    ],
    [
      'a file',
      ['--faults', join(folder, 'none')],
      `Error: --faults: ${folder}/none cannot be read.`,
    ],
    [
      'a seed',
      ['--seed', '1.5', '--fault', '* *: 503'],
      'Error: --seed: "1.5" is not a seed.\nWrite',
    ],
    ['a seed', ['--seed=-1'], 'Error: --seed: "-1" is not a seed.\nWrite a whole number'],
  ])('refuses %s that is wrong, and serves nothing', async (_what, flags, message) => {
    expect(await bin(['sandbox', 'serve', '--port', '0', ...flags])).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(message),
    });
  });
});

describe('docs/faults.md', () => {
  const home = tempFolder();
  const run = async (script: string, files: Record<string, string> = {}) => {
    const cwd = tempFolder();
    const all = { ...files, 'recipe.sh': script };
    for (const [name, text] of Object.entries(all)) writeFileSync(join(cwd, name), text);
    const result = await shell('bash recipe.sh', { cwd, home: cwd });
    const read = (name: string) => readFileSync(join(cwd, name), 'utf8');
    return { ...result, read };
  };

  test('begins with a lost answer', async () => {
    const { code, stdout } = await run(block('bash', 'drop after x1'));
    const told = block('text', 'fault: POST');
    expect({ code, stdout }).toEqual({ code: 0, stdout: `created\ncreated\n${told}` });
  });

  test('shows a mistake where it stands', async () => {
    const [line = '', ...output] = block('console', '50x').split('\n');
    expect(await shell(line.replace(/^\$ /, ''), { home })).toEqual({
      code: 2,
      stdout: '',
      stderr: output.join('\n'),
    });
  });

  const files = {
    'faults.txt': block('text', '# faults.txt'),
    'till.mjs': block('js', '// till.mjs'),
  };

  test('shows a client that orders once', async () => {
    const { code, stdout, read } = await run(block('bash', 'till.mjs'), files);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\n$/); // no difference, nothing twice; how often it hurt
    expect(Number(stdout)).toBeGreaterThan(10);
    expect(read('told.txt').trimEnd().split('\n')).toHaveLength(20);
    for (const kind of ['drop after', 'drop before', 'truncate', '503', '429', 'html', 'slow']) {
      expect(read('served.log')).toContain(`-> ${kind}`);
    }
  });

  test('would find one that orders twice', async () => {
    const keyed = 'signal: AbortSignal';
    expect(files['till.mjs']).toContain(keyed);
    const till = files['till.mjs'].replace(
      keyed,
      `headers: { ...request.headers, 'x-idempotency-key': crypto.randomUUID() }, ${keyed}`,
    );
    const { stdout, read } = await run(block('bash', 'till.mjs'), { ...files, 'till.mjs': till });
    expect(stdout).toMatch(/^> ORDTST/m);
    expect(read('told.txt').trimEnd().split('\n')).toHaveLength(20);
  });

  const [, advice = ''] = page.split('## What to try');
  const rows = [...advice.matchAll(/^\| `(.+?)` +\| .+ \| .*exit code (\d).*\|$/gm)].map(
    ([, fault = '', code = '']) => [fault, Number(code)] as const,
  );

  test('gives advice on all kinds of outcomes', () => {
    expect(rows.length).toBe(advice.match(/^\| `/gm)?.length);
    expect(new Set(rows.map(([, code]) => code))).toEqual(new Set([0, 3, 7, 8]));
  });

  test.each(rows)('on %s, mp-orders ends with %i', async (fault, code) => {
    const served = await serve('--quiet', ...withFault(fault));
    const { code: ended, stdout } = await create(
      served,
      '--retries',
      '1',
      '--field',
      'status',
      '-q',
    );
    expect([ended, stdout]).toEqual([code, code === 0 ? 'created\n' : '']);
    const wasMade = code === 0 || fault.includes('drop after');
    expect(await ordersOf(served.home)).toHaveLength(wasMade ? 1 : 0);
  });
});

test('a client of one’s own signs in with the token that is shown', async () => {
  const served = await serve(...withFault('GET *: 503 x1'));
  await served.child.until(({ stderr }) => /APP_USR-\S+\s/.test(stderr));
  const token = /APP_USR-\S+/.exec(served.child.printed.stderr)?.[0] ?? '';
  expect(token).toBe(tokenOf('sandbox'));
  const headers = { authorization: `Bearer ${token}` };
  const statuses = [];
  for (let i = 0; i < 2; i += 1) {
    statuses.push((await fetch(`${served.url}/users/me`, { headers })).status);
  }
  expect(statuses).toEqual([503, 200]);
});
