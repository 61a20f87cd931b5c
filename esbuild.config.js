import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { build, transform } from 'esbuild';
import { licenceTexts } from './.ci/licences.js';
import { alone, join as joinParts, together } from './bundle/join.js';
import { leftOut } from './bundle/left-out.js';
import { manPage, readTopics } from './bundle/man.js';
import { esbuildHelpers, minify, toCommonJs } from './bundle/minify.js';
import { pages } from './bundle/pages.js';

/*
 * Bundles src/ into dist/, or into the folder that is named, in two steps: esbuild splits ES modules only, and Node 20 takes twice as
 * long to load ES modules as CommonJS (docs/decisions/0006). So the parts are made as ES modules and
 * each is turned into CommonJS.
 */

/** Node's own modules, for packages that ask for them with require(). */
const ownRequire =
  "import{createRequire as mpRequire}from'node:module';const require=mpRequire(import.meta.url);";

/**
 * Parts of more bytes that no common command loads are files of their own. The others are one file,
 * all of which V8 reads when one part of it is needed: at 10,000 that took `config path` 10 ms.
 */
const bigPart = 4_000;

/** @returns {Promise<{ parts: import('./bundle/join.js').Part[], helpers: string, licences: string }>} */
async function bundle() {
  const { metafile, outputFiles } = await build({
    entryPoints: ['src/main.ts', 'src/start-sandbox.ts'],
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    sourcemap: 'inline', // read, and written anew, by the second step
    legalComments: 'none', // the licences travel whole, in THIRD-PARTY-LICENSES.txt
    metafile: true,
    write: false,
    plugins: [...leftOut, pages],
    banner: { js: ownRequire },
  });
  const { helpers, without } = await esbuildHelpers();
  const parts = await Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const name = basename(path);
      const own = text.replace(ownRequire, ' '.repeat(ownRequire.length));
      const made = await transform(own, {
        ...toCommonJs,
        sourcemap: 'external',
        sourcefile: name,
      });
      return { name, code: without(made.code), map: made.map };
    }),
  );
  return { parts, helpers, licences: await licenceTexts(metafile) };
}

/**
 * The names of the parts that common commands load, in that order.
 * @param {Awaited<ReturnType<typeof bundle>>} built
 * @param {string} folder for what is needed meanwhile
 * @returns {Promise<string[]>}
 */
async function commonParts({ parts, helpers }, folder) {
  for (const part of parts) await writeFile(join(folder, part.name), alone(part, helpers).code);
  const core = join(folder, 'core.cjs');
  await writeFile(core, joinParts([]).code);
  return JSON.parse((await warmUp(core, 'parts', folder)).toString());
}

/**
 * What a run of common commands finds out (bundle/warm-up.js), in a process without settings.
 * @param {string} core
 * @param {'parts' | 'compiled' | 'help' | 'wide' | 'options'} what
 * @param {string} folder
 */
async function warmUp(core, what, folder) {
  const file = join(folder, what);
  const { PATH, SystemRoot } = process.env;
  const env = { PATH, SystemRoot, TMPDIR: folder, MP_ORDERS_HOME: join(folder, `${what}-home`) };
  const args = ['bundle/warm-up.js', core, what, file];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return what === 'parts' || what === 'compiled' ? readFile(file) : stdout;
}

/** @param {import('./bundle/join.js').File} file */
const hashOf = ({ code }) => createHash('sha256').update(code).digest('hex').slice(0, 8);

/** What the last build wrote, and the one before: a command that runs may still load parts of it. */
const listFile = 'parts.json';

/**
 * Writes the parts beside those of earlier builds, the entry last and at once, so that a command that
 * starts or runs meanwhile finds all of one build. Parts of the build before the last one go.
 * @param {string} folder
 * @param {Awaited<ReturnType<typeof bundle>>} built
 */
async function publish(folder, built) {
  const { parts, helpers, licences } = built;
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
  /** @param {string} name @param {import('./bundle/join.js').File} file */
  const writeFileAndMap = async (name, { code, map }) => {
    await write(`${name}.map`, map);
    await write(name, `${code}//# sourceMappingURL=${name}.map\n`);
  };
  const meanwhile = await mkdtemp(join(tmpdir(), 'mp-orders-build-'));
  try {
    const common = await commonParts(built, meanwhile);
    const inCore = common.map((name) => parts.find((part) => part.name === name) ?? []).flat();
    const others = parts.filter((part) => !inCore.includes(part));
    const small = others.filter(({ code }) => code.length < bigPart);
    const rest = await minify(together(small, helpers));
    const restFile = `rest-${hashOf(rest)}.cjs`;
    const elsewhere = Object.fromEntries(small.map((part) => [part.name, restFile]));
    const core = await minify(joinParts(inCore, elsewhere, helpers));
    const name = `core-${hashOf(core)}`;
    for (const part of others.filter((part) => !small.includes(part))) {
      await writeFileAndMap(part.name, await minify(alone(part, helpers)));
    }
    await writeFileAndMap(restFile, rest);
    await writeFileAndMap(`${name}.cjs`, core);
    const compiled = await warmUp(join(folder, `${name}.cjs`), 'compiled', meanwhile);
    await write(`.${name}-${process.version}-${process.arch}.cache`, compiled);
    const print = async (/** @type {'help' | 'wide' | 'options'} */ what) =>
      (await warmUp(join(folder, `${name}.cjs`), what, meanwhile)).toString();
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
    const writeLoader = async (/** @type {string} */ file, /** @type {string} */ source) =>
      write(file, (await readFile(source, 'utf8')).replaceAll('CORE', name));
    await writeLoader('sandbox.cjs', 'bundle/library.cjs');
    await writeLoader('main.cjs', 'bundle/loader.cjs');
  } finally {
    await rm(meanwhile, { recursive: true });
  }
  await write('THIRD-PARTY-LICENSES.txt', licences);
  const before = await readFile(join(folder, `.${listFile}`), 'utf8').then(JSON.parse, () => []);
  const kept = new Set([...names, ...before]);
  for (const name of await readdir(folder)) {
    const isOurs = !name.startsWith('.') || name.endsWith('.cache');
    if (isOurs && !kept.has(name)) await rm(join(folder, name), { recursive: true });
  }
  await writeFile(join(folder, `.${listFile}`), JSON.stringify(names));
}

await publish(process.argv[2] ?? 'dist', await bundle());
