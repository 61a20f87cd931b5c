import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { licenceTexts } from './.ci/licences.js';
import { pack } from './bundle/archive.js';
import { alone, together } from './bundle/join.js';
import { leftOut } from './bundle/left-out.js';
import { manPage, readTopics } from './bundle/man.js';
import { minify } from './bundle/minify.js';
import { partsOf, requireOfModules } from './bundle/parts.js';
import { packTexts } from './bundle/texts.js';

/*
 * Bundles src/ into dist/, or into the folder that is named (docs/decisions/0006, 0024, 0037): esbuild
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

/** @typedef {{ core: string, code: { file: string, ends: number[] }, texts: string, pages: string }} Built */

/** main.cjs. @param {Partial<Built>} built */
const loaderOf = async (built) =>
  (await readFile('bundle/loader.cjs', 'utf8')).replace('BUILT', JSON.stringify(built));

/**
 * The parts that common commands load, in that order.
 * @param {readonly Part[]} parts
 * @param {string} folder for what is needed meanwhile
 * @returns {Promise<Part[]>}
 */
async function commonParts(parts, folder) {
  const all = join(folder, 'all.cjs');
  await writeFile(all, together(parts).code);
  const names = await warmUp(await loaderOf({}), all, 'parts', folder);
  return JSON.parse(names.toString()).flatMap(
    (/** @type {string} */ name) => parts.find((part) => `./${part.name}` === name) ?? [],
  );
}

/**
 * What a run of common commands finds out (bundle/warm-up.js), in a process without settings.
 * @param {string} loader
 * @param {string} core
 * @param {'parts' | 'compiled' | 'help' | 'wide' | 'options'} what
 * @param {string} folder
 */
async function warmUp(loader, core, what, folder) {
  const [file, main] = [join(folder, what), join(folder, `${what}-main.cjs`)];
  await writeFile(main, loader);
  const { PATH, SystemRoot } = process.env;
  const env = { PATH, SystemRoot, TMPDIR: folder, MP_ORDERS_HOME: join(folder, `${what}-home`) };
  const args = ['bundle/warm-up.js', main, core, what, file];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return what === 'parts' || what === 'compiled' ? readFile(file) : stdout;
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
 */
async function publish(folder, { parts, packed, licences }) {
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
    const common = await commonParts(parts, meanwhile);
    const joined = together(common);
    const core = `core-${hashOf(joined.code)}`;
    const coreText = await minified(core, joined);
    /** @type {Map<string, string>} */
    const others = new Map();
    for (const part of parts.filter((one) => !common.includes(one))) {
      others.set(`./${part.name}`, await minified(part.name, alone(part)));
    }
    const code = await pack([new Map([['core', coreText]]), others]);
    const built = {
      core,
      code: { file: await writeArchive('code', code), ends: code.ends },
      texts: await writeArchive('texts', await pack([sorted(packed.texts)])),
      pages: await writeArchive('pages', await pack([sorted(packed.pages)])),
    };
    const loader = await loaderOf(built);
    await write(`.${core}.cjs`, coreText);
    const run = (/** @type {Parameters<typeof warmUp>[2]} */ what) =>
      warmUp(loader, join(folder, `.${core}.cjs`), what, meanwhile);
    await write(`.${core}-${process.version}-${process.arch}.cache`, await run('compiled'));
    const print = async (/** @type {'help' | 'wide' | 'options'} */ what) =>
      (await run(what)).toString();
    const [help, wide, options, topics] = await Promise.all([
      print('help'),
      print('wide'),
      print('options'),
      readTopics(),
    ]);
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

await publish(process.argv[2] ?? 'dist', await bundle());
