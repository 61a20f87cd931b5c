import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build, transform } from 'esbuild';
import { licenceTexts } from './.ci/licences.js';
import { pack } from './bundle/archive.js';
import { alone, together } from './bundle/join.js';
import { leftOut } from './bundle/left-out.js';
import { manPage, readTopics } from './bundle/man.js';
import { minify } from './bundle/minify.js';
import { partsOf, requireOfModules } from './bundle/parts.js';
import { packTexts } from './bundle/texts.js';

/*
 * Bundles src/ into dist/, quickly, or into the folder that is named, as small as it gets (docs/decisions/0006, 0024, 0037): esbuild
 * splits ES modules only, and Node 20 takes twice as long to load ES modules as CommonJS. So the parts
 * are made as ES modules, turned into functions, and packed.
 */

/** @returns {Promise<{ parts: Part[], packed: import('./bundle/texts.js').Packed, licences: string }>} */
async function bundle() {
  /** @type {import('./bundle/texts.js').Packed} */
  const packed = { texts: new Map(), pages: new Map() };
  const { metafile, outputFiles } = await build({
    entryPoints: ['src/main.ts', 'src/start-sandbox.ts'],
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    sourcemap: 'inline', // read, and written anew, by partsOf
    legalComments: 'none', // the licences travel whole, in THIRD-PARTY-LICENSES.txt
    metafile: true,
    write: false,
    plugins: [...leftOut, packTexts(packed)],
    banner: { js: requireOfModules },
  });
  return { parts: partsOf(outputFiles), packed, licences: await licenceTexts(metafile) };
}

/** @typedef {import('./bundle/parts.js').Part} Part */

/** @typedef {import('./bundle/built.js').Built} Built */

/** main.cjs, without comments and long names. @param {Partial<Built>} built */
async function loaderOf(built) {
  const text = await readFile('bundle/loader.cjs', 'utf8');
  const { code } = await transform(text.replace('BUILT', JSON.stringify(built)), {
    minify: true,
    format: 'cjs',
    target: 'node20',
  });
  return code;
}

/**
 * The parts that common commands load, in that order: those that several of them load, and those of
 * each alone.
 * @param {readonly Part[]} parts
 * @param {string} folder for what is needed meanwhile
 * @returns {Promise<[name: string, parts: Part[]][]>}
 */
async function commonParts(parts, folder) {
  await writeFile(join(folder, '.all.cjs'), asFunction(together(parts).code));
  const all = { name: 'all', parts: parts.map(({ name }) => name) };
  const found = join(folder, 'parts');
  await warmUp(await loaderOf({ common: [all] }), folder, 'parts', folder);
  const { batch, ...single } = JSON.parse(await readFile(found, 'utf8'));
  /** @type {[command: string, names: string[]][]} */
  const loaded = Object.entries(single);
  const times = (/** @type {string} */ name) =>
    loaded.filter(([, names]) => names.includes(name)).length;
  const named = (/** @type {readonly string[]} */ names) =>
    names.flatMap((name) => parts.find((part) => `./${part.name}` === name) ?? []);
  const shared = new Set(loaded.flatMap(([, names]) => names.filter((name) => times(name) > 1)));
  return [
    ['core', named([...shared])],
    ...loaded.map(
      /** @returns {[string, Part[]]} */
      ([command, names]) => [command, named(names.filter((name) => times(name) === 1))],
    ),
    // What a batch shares with one of them stays where that finds it.
    ['batch', named(batch.filter((/** @type {string} */ name) => times(name) === 0))],
  ];
}

/** A text that sets `module.exports`, for loader.cjs to run as a script. @param {string} text */
const asFunction = (text) => `(function(module){${text}\n})`;

/**
 * A run of common commands (bundle/warm-up.js), in a process without settings.
 * @param {string} loader
 * @param {string} folder of what is built
 * @param {'parts' | 'compiled' | 'help' | 'wide' | 'options'} what
 * @param {string} meanwhile gets the file `what`
 * @returns {Promise<string>} what it prints
 */
async function warmUp(loader, folder, what, meanwhile) {
  const main = join(meanwhile, `${what}-main.cjs`);
  await writeFile(main, loader);
  const { PATH, SystemRoot } = process.env;
  const home = join(meanwhile, `${what}-home`);
  const env = { PATH, SystemRoot, TMPDIR: meanwhile, MP_ORDERS_HOME: home };
  const args = ['bundle/warm-up.js', main, folder, what, join(meanwhile, what)];
  return (await promisify(execFile)(process.execPath, args, { env })).stdout;
}

/** @param {string | Buffer} content */
const hashOf = (content) => createHash('sha256').update(content).digest('hex').slice(0, 8);

/** In an order that does not follow from when what was read. @param {ReadonlyMap<string, string>} texts */
const sorted = (texts) => new Map([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));

/** What the last build wrote, and the one before: a command that runs may still load parts of it. */
const listFile = 'parts.json';

/**
 * Writes what was built beside earlier builds, the entry last and at once, so that a command that
 * starts or runs meanwhile finds all of one build. Files of the build before the last one go.
 * @param {string} folder
 * @param {Awaited<ReturnType<typeof bundle>>} bundled
 * @param {Parameters<typeof pack>[1]} speed
 */
async function publish(folder, { parts, packed, licences }, speed) {
  await mkdir(folder, { recursive: true });
  /** @type {string[]} */
  const names = [];
  /** @param {string} name @param {string | Buffer} text */
  const write = async (name, text) => {
    const part = join(folder, `.${name}.${process.pid}`);
    await writeFile(part, text);
    await rename(part, join(folder, name));
    names.push(name);
  };
  /** @param {string} name @param {import('./bundle/join.js').File} file @returns {Promise<string>} */
  const minified = async (name, file) => {
    const { code, map } = await minify(file);
    await write(`${name}.cjs.map`, map);
    return `${code}//# sourceMappingURL=${name}.cjs.map\n`;
  };
  /** @param {string} name @param {Awaited<ReturnType<typeof pack>>} archive */
  const writeArchive = async (name, { bytes }) => {
    const file = `${name}-${hashOf(bytes)}.br`;
    await write(file, bytes);
    return file;
  };
  const meanwhile = await mkdtemp(join(tmpdir(), 'mp-orders-build-'));
  try {
    const found = await commonParts(parts, meanwhile);
    const common = await Promise.all(
      found.map(async ([command, own]) => {
        const joined = together(own);
        const name = `${command}-${hashOf(joined.code)}`;
        return { name, parts: own.map((part) => part.name), text: await minified(name, joined) };
      }),
    );
    const isCommon = new Set(common.flatMap((text) => text.parts));
    const others = await Promise.all(
      parts
        .filter(({ name }) => !isCommon.has(name))
        .map(
          /** @returns {Promise<[string, string]>} */
          async (part) => [`./${part.name}`, await minified(part.name, alone(part))],
        ),
    );
    const groups = [...common.map(({ name, text }) => new Map([[name, text]])), new Map(others)];
    const code = await pack(groups, speed);
    const built = {
      common: common.map(({ name, parts: own }) => ({ name, parts: own })),
      code: { file: await writeArchive('code', code), ends: code.ends },
      texts: await writeArchive('texts', await pack([sorted(packed.texts)], speed)),
      pages: await writeArchive('pages', await pack([sorted(packed.pages)], speed)),
    };
    const loader = await loaderOf(built);
    for (const { name, text } of common) await write(`.${name}.cjs`, asFunction(text));
    const print = async (/** @type {Parameters<typeof warmUp>[2]} */ what) =>
      warmUp(loader, folder, what, meanwhile);
    const [help, wide, options, topics] = await Promise.all([
      print('help'),
      print('wide'),
      print('options'),
      readTopics(),
    ]);
    await print('compiled');
    for (const { name } of common) {
      const compiled = await readFile(join(meanwhile, `compiled-${name}`));
      await write(`.${name}-${process.version}-${process.arch}.cache`, compiled);
    }
    const { version } = JSON.parse(await readFile('package.json', 'utf8'));
    await write('help.txt', help);
    await write('help-wide.txt', wide);
    await write('mp-orders.1', manPage({ version, help, options, topics }));
    await write('sandbox.cjs', await readFile('bundle/library.cjs'));
    await write('main.cjs', loader);
  } finally {
    await rm(meanwhile, { recursive: true });
  }
  await write('THIRD-PARTY-LICENSES.txt', licences);
  const before = await readFile(join(folder, `.${listFile}`), 'utf8').then(JSON.parse, () => []);
  const kept = new Set([...names, ...before]);
  for (const name of await readdir(folder)) {
    const isOurs = !name.startsWith('.') || /\.(cache|cjs)$/.test(name);
    if (isOurs && !kept.has(name)) await rm(join(folder, name), { recursive: true });
  }
  await writeFile(join(folder, `.${listFile}`), JSON.stringify(names));
}

const [, , folder] = process.argv;
await publish(folder ?? 'dist', await bundle(), { quick: folder === undefined });
