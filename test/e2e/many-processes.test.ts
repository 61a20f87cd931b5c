import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { bin, startBin, tempFolder } from '../helpers/run-bin.ts';
import { order } from '../helpers/served-sandbox.ts';

const longestMs = 120_000;

const tokenOf = (name: string) => `APP_USR-1234567890-112119-${name.padEnd(32, '0')}-446566691`;

const configOf = (home: string) =>
  JSON.parse(readFileSync(join(home, 'config.json'), 'utf8')) as {
    profiles: Record<string, { token: string }>;
    defaults: Record<string, string>;
  };

const login = (home: string, name: string) =>
  startBin(['auth', 'login', '--no-verify', '--profile', name], {
    ...{ home, input: tokenOf(name) },
  });

const names = (count: number) => Array.from({ length: count }, (_, i) => `p${i}`);

const profilesOf = (home: string) =>
  Object.entries(configOf(home).profiles).map(([name, { token }]) => [name, token]);

const stored = (all: readonly string[]) => all.map((name) => [name, tokenOf(name)]);

/** All lines of the journal, parsed: a torn one throws. */
const linesOf = (home: string) =>
  ['open', 'settled'].flatMap((part) => {
    const folder = join(home, 'journal', part);
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const lines = texts.flatMap((text) => text.split('\n').slice(0, -1));
    return lines.map((line) => JSON.parse(line) as { kind: string; key: string });
  });

test(
  '50 processes at once on one home lose no profile, no default and no entry of the journal',
  async () => {
    const home = tempFolder();
    const defaults = {
      ...{ pos: 'POS1', mode: 'dynamic', expires: '10m', description: 'coffee' },
      ...{ qr: 'none', interval: '5s', timeout: '20s', retries: '2' },
    };
    const signIns = names(26).map((name) => login(home, name));
    const sets = Object.entries(defaults).map((pair) =>
      startBin(['config', 'set', ...pair], { home }),
    );
    const creates = Array.from({ length: 16 }, (_, i) =>
      startBin(['create', ...order, '--sandbox', '--reference', `sale-${i}`, '--field', 'id'], {
        home,
      }),
    );
    const all = [...signIns, ...sets, ...creates];
    expect(all).toHaveLength(50);
    const ended = await Promise.all(all.map((one) => one.ended));
    expect(ended.filter(({ code }) => code !== 0)).toEqual([]);

    expect(profilesOf(home).sort()).toEqual(stored(names(26)).sort());
    expect(configOf(home).defaults).toEqual(defaults);
    expect(statSync(join(home, 'config.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(home).sort()).toEqual(['config.json', 'journal', 'sandbox']);

    const lines = linesOf(home);
    const keysOf = (kind: string) =>
      lines.flatMap((line) => (line.kind === kind ? [line.key] : [])).sort();
    expect(new Set(keysOf('sent')).size).toBe(16);
    expect(keysOf('settled')).toEqual(keysOf('sent'));
    const told = await bin(['history', '--field', 'order'], { home });
    const ids = creates.map(({ printed }) => printed.stdout.trim());
    expect(told.stdout.trim().split('\n').sort()).toEqual(ids.sort());
  },
  longestMs,
);

test(
  'a process that is killed while it changes the config stops nobody and undoes nothing',
  async () => {
    const home = tempFolder();
    const all = names(24);
    const runs = all.map((name, i) => {
      const run = login(home, name);
      if (i % 3 === 0) setTimeout(() => run.kill('SIGKILL'), 300 + 40 * i);
      return run.ended;
    });
    const codes = await Promise.all(runs.map(async (run) => (await run).code));
    const done = all.filter((_, i) => codes[i] === 0);
    expect(done.length).toBeGreaterThanOrEqual(16);
    expect(codes.filter((code) => code !== 0 && code !== 137)).toEqual([]);
    // What was killed may have been done before.
    expect(profilesOf(home)).toEqual(expect.arrayContaining(stored(done)));
    const last = await login(home, 'last').ended;
    expect(last.code).toBe(0);
    expect(profilesOf(home)).toEqual(expect.arrayContaining(stored([...done, 'last'])));
    expect(readdirSync(home)).toEqual(['config.json']);
  },
  longestMs,
);

test(
  'a lock that was left behind is waited for, and then removed',
  async () => {
    const home = tempFolder();
    writeFileSync(join(home, 'config.json.lock'), '', { mode: 0o600 });
    const all = names(4);
    const ended = await Promise.all(all.map((name) => login(home, name).ended));
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(profilesOf(home).sort()).toEqual(stored(all).sort());
    expect(readdirSync(home)).toEqual(['config.json']);
  },
  longestMs,
);
