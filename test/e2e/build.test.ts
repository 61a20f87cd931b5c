import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { minimalEnv, tempFolder } from '../helpers/run-bin.ts';

const home = fileURLToPath(new URL('../../', import.meta.url));

/** A copy of what is built here, to change. */
function copyOfBuild() {
  const folder = tempFolder();
  for (const name of ['bin', 'dist', 'package.json']) {
    cpSync(join(home, name), join(folder, name), { recursive: true });
  }
  const dist = join(folder, 'dist');
  const core = /core-\w+/.exec(readFileSync(join(dist, 'main.cjs'), 'utf8'))?.[0] ?? 'no core';
  const cache = join(dist, `.${core}-${process.version}-${process.arch}.cache`);
  return { bin: join(folder, 'bin/mp-orders.cjs'), dist, core: join(dist, `.${core}.cjs`), cache };
}

function node(...args: string[]) {
  const options = { env: minimalEnv({}), encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  return { status, stdout, stderr };
}

/** Commands that need nothing but the core, and others; none needs a network. */
const commands = [
  ['config', '--help'],
  ['explain', 'exit', '8', '--lang', 'es'],
  ['help', 'till'],
  ['completion', 'bash'],
];
const answers = (bin: string, ...options: string[]) =>
  commands.map((words) => node(...options, bin, ...words));

/** Not in this process: jest puts a module of its own in place of node:module. */
const isTaken = `
  const [, core, cache] = process.argv;
  const { readFileSync } = require('node:fs');
  const source = readFileSync(core, 'latin1');
  const script = new (require('node:vm').Script)(source, { cachedData: readFileSync(cache) });
  console.log(!script.cachedDataRejected);`;

test('the build holds what V8 compiled, and V8 takes it', () => {
  const { core, cache } = copyOfBuild();
  expect(node('-e', isTaken, core, cache)).toEqual({ status: 0, stdout: 'true\n', stderr: '' });
});

test('what V8 compiled may be of another version, cut short, or missing', () => {
  const { bin, core, cache } = copyOfBuild();
  const usual = node(bin, 'config', '--help');
  expect(usual).toMatchObject({ status: 0, stderr: '' });
  const compiled = readFileSync(cache);
  const foreign = Buffer.from(compiled);
  foreign.writeUInt32LE(0, 4); // the hash of V8's version
  for (const bytes of [foreign, compiled.subarray(0, 1000), Buffer.alloc(0)]) {
    writeFileSync(cache, bytes);
    expect(node('-e', isTaken, core, cache).stdout).toBe('false\n');
    expect(node(bin, 'config', '--help')).toEqual(usual);
  }
  rmSync(cache);
  expect(node(bin, 'config', '--help')).toEqual(usual);
  expect(existsSync(cache)).toBe(false);
});

test('what is published is enough: the core is in the archive too', () => {
  const { bin, dist } = copyOfBuild();
  const usual = answers(bin);
  expect(usual.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
  removeUnpublished(dist);
  expect(answers(bin)).toEqual(usual);
});

function removeUnpublished(dist: string): void {
  for (const name of readdirSync(dist)) {
    if (name.startsWith('.') || name.endsWith('.map')) rmSync(join(dist, name));
  }
}

test('where Node keeps what it compiles, what is published is kept with all that was called', () => {
  const { bin, dist } = copyOfBuild();
  const usual = node(bin, 'config', '--help');
  removeUnpublished(dist);
  const folder = tempFolder();
  const hook = join(dist, 'folder.cjs'); // as Node 22 and later tell it
  writeFileSync(
    hook,
    `require('node:module').getCompileCacheDir = () => ${JSON.stringify(folder)};`,
  );
  /** Whether the command made the file anew. */
  const isMade = (prepare: (file: string) => void) => {
    const before = readdirSync(folder);
    before.forEach((name) => {
      prepare(join(folder, name));
      utimesSync(join(folder, name), 0, 0);
    });
    expect(node('--require', hook, bin, 'config', '--help')).toEqual(usual);
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^core-\w+-code-\w+\.br$/)]);
    const { mtimeMs, mode } = statSync(join(folder, readdirSync(folder)[0] ?? ''));
    if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600);
    return mtimeMs > 0;
  };
  expect(isMade(() => undefined)).toBe(true);
  expect(isMade(() => undefined)).toBe(false);
  expect(isMade((file) => writeFileSync(file, 'no code'))).toBe(true);
  // V8 takes it, and crashes: of a page that was never written, when the power went, come zeros.
  expect(isMade((file) => writeFileSync(file, readFileSync(file).fill(0, 8192, 12_288)))).toBe(
    true,
  );
  // What others can write may be code of theirs.
  if (process.platform !== 'win32') expect(isMade((file) => chmodSync(file, 0o622))).toBe(true);
  expect(isMade(() => undefined)).toBe(false);
});

type KeptCase = [what: string, prepare: (own: string) => void, isKept: boolean];

/** Windows has no modes, and links for administrators only. */
const onUnix = (rows: KeptCase[]) => (process.platform === 'win32' ? [] : rows);

// Node runs what it finds in that folder, and by itself takes one that any user of the machine made.
test.each<KeptCase>([
  ['made', () => undefined, true],
  ['taken again', (own) => mkdirSync(own, 0o700), true],
  ['none where a file has its name', (own) => writeFileSync(own, ''), false],
  ['none where it cannot be made', (own) => rmSync(dirname(own), { recursive: true }), false],
  ...onUnix([
    ['none that others can write to', (own) => chmodSync(mkdir(own), 0o777), false],
    ['none that a link leads to', (own) => symlinkSync(tempFolder(), own), false],
  ]),
])('what Node 22 keeps is in a folder of this user alone: %s', (_what, prepare, isKept) => {
  const temporary = mkdir(join(tempFolder(), 'tmp'));
  const own = join(temporary, `mp-orders-${process.getuid?.() ?? 'cache'}`);
  prepare(own);
  const hook = join(tempFolder(), 'newer.cjs');
  writeFileSync(
    hook,
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.0.0' } });
    require('node:module').enableCompileCache = (folder) => console.log('Kept in', folder);`,
  );
  const env = { TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  const argv = ['--require', hook, join(home, 'bin/mp-orders.cjs'), 'config', 'path'];
  const { stdout } = spawnSync(process.execPath, argv, {
    env: minimalEnv({ env }),
    encoding: 'utf8',
  });
  expect(stdout.match(/(?<=Kept in ).*/)?.map((folder) => resolve(folder))).toEqual(
    isKept ? [own] : undefined,
  );
  if (isKept && process.platform !== 'win32') expect(statSync(own).mode & 0o777).toBe(0o700);
});

function mkdir(folder: string): string {
  mkdirSync(folder);
  return folder;
}

test('traces lead to the sources, of the core and of what is unpacked', () => {
  const { bin, dist } = copyOfBuild();
  const hook = join(dist, 'trace.cjs');
  writeFileSync(
    hook,
    `const show = ({ length }) => { console.error(new Error().stack); return length; };
    process.stdout.write = show;
    require('node:fs').writeSync = (_fd, bytes) => show(bytes);`,
  );
  for (const [noun, verb, file] of [
    ['config', 'path', 'src/commands/config/path.ts'],
    ['completion', 'bash', 'src/commands/completion/completion.ts'],
  ] as const) {
    const { status, stderr } = node('--enable-source-maps', '--require', hook, bin, noun, verb);
    expect([status, stderr]).toEqual([0, expect.stringContaining(`${join(file)}:`)]);
    expect(stderr).toContain(join('src/program.ts'));
  }
});

test.each(['es', 'pt'])('each sentence of %s is found by the English one', (language) => {
  const { dist } = copyOfBuild();
  const source = `language/${language}.json`;
  // The build before the last one is there too.
  const [map] = readdirSync(dist)
    .filter((name) => name.endsWith('.map'))
    .filter((name) => readFileSync(join(dist, name), 'utf8').includes(source))
    .sort(
      (a, b) => statSync(join(home, 'dist', b)).mtimeMs - statSync(join(home, 'dist', a)).mtimeMs,
    );
  const part = `./${map?.replace('.cjs.map', '')}`;
  const script = `
    const [, main, part, file] = process.argv;
    const sentences = require(file);
    const found = require(main).part(part).default;
    const wrong = Object.keys(sentences).filter((key) => found[key] !== sentences[key]);
    console.log(wrong, found['There is no such sentence.'], Object.hasOwn(found, 'There'));`;
  const file = join(home, 'src', source);
  expect(node('-e', script, join(dist, 'main.cjs'), part, file)).toEqual({
    status: 0,
    stdout: '[] undefined false\n',
    stderr: '',
  });
});

test('the help that the build made is what the program prints', () => {
  const { bin, dist } = copyOfBuild();
  const made = node(bin, '--help');
  expect(node(bin, '-h')).toEqual(made);
  const help = join(dist, 'help.txt');
  expect(made).toEqual({ status: 0, stdout: readFileSync(help, 'utf8'), stderr: '' });
  rmSync(help);
  expect(node(bin, '--help')).toEqual(made);
});

test.each([
  [80, 'help.txt'],
  [100, 'help-wide.txt'],
  [200, 'help-wide.txt'],
  [99, undefined],
  [0, 'help.txt'],
])('and in a terminal of %i columns', (columns, file) => {
  const { bin, dist } = copyOfBuild();
  const terminal = join(dist, 'terminal.cjs');
  const size = { isTTY: true, columns };
  const noPipe = `require('node:fs').fstatSync = () => { throw new Error('a console'); };`;
  writeFileSync(terminal, `${noPipe} Object.assign(process.stdout, ${JSON.stringify(size)});`);
  const made = node('--require', terminal, bin, '--help');
  const text = file === undefined ? made.stdout : readFileSync(join(dist, file), 'utf8');
  expect(made).toEqual({ status: 0, stdout: text, stderr: '' });
  for (const name of ['help.txt', 'help-wide.txt']) rmSync(join(dist, name));
  expect(node('--require', terminal, bin, '--help')).toEqual(made);
});

/** Node's own modules, of which these take a tenth of an empty node's time and more. */
const heavy = ['crypto', 'stream', 'https', 'http', 'module', 'fs/promises', 'tty', 'zlib'];
const tellModules = `process.on('exit', () => {
  const loaded = process.moduleLoadList.map((one) => one.replace('NativeModule ', ''));
  process._rawDebug(JSON.stringify(${JSON.stringify(heavy)}.filter((one) => loaded.includes(one))));
});`;

test('an order of the sandbox needs none of what is slow to load', () => {
  const folder = tempFolder();
  const hook = join(folder, 'modules.cjs');
  writeFileSync(hook, tellModules);
  const order = ['--amount', '50', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'];
  const words = ['create', ...order, '--sandbox', '--json', '--quiet'];
  const { status, stderr } = node('--require', hook, join(home, 'bin/mp-orders.cjs'), ...words);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '[]\n' });
});

test('two builds of the same sources are the same bytes', () => {
  const [first = {}, second = {}] = [tempFolder(), tempFolder()].map((folder) => {
    const options = { cwd: home, env: minimalEnv({}), encoding: 'utf8' } as const;
    const built = spawnSync(process.execPath, ['esbuild.config.js', folder], options);
    expect(built).toMatchObject({ status: 0, stderr: '' });
    // What V8 compiled, and what is known of the build before, are not published.
    const names = readdirSync(folder).filter((name) => !name.startsWith('.'));
    return Object.fromEntries(
      names.map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
    );
  });
  expect(Object.keys(first)).toContain('main.cjs');
  expect(Object.keys(first)).toEqual(Object.keys(second));
  expect(Object.keys(first).filter((name) => first[name] !== second[name])).toEqual([]);
}, 120_000);
