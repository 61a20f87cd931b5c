import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build, transform } from 'esbuild';
import { licenceTexts } from './.ci/licences.js';
import { alone, join as joinParts } from './bundle/join.js';

/*
 * Bundles src/ into dist/, in two steps: esbuild splits ES modules only, and Node 20 takes twice as
 * long to load ES modules as CommonJS (docs/decisions/0006). So the parts are made as ES modules and
 * each is turned into CommonJS.
 */

/**
 * conf checks a JSON schema with ajv when it is given one. This project parses its config with
 * valibot instead and gives none, so ajv, two thirds of conf's weight, stays out of the bundle.
 * @type {import('esbuild').Plugin}
 */
const withoutAjv = {
  name: 'without-ajv',
  setup(plugin) {
    plugin.onResolve({ filter: /^ajv(-formats|\/dist\/2020\.js)$/ }, ({ path }) => ({
      path,
      namespace: 'left-out',
    }));
    plugin.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
      contents:
        'const absent = () => { throw new Error("conf without a schema"); }; export { absent as Ajv2020, absent as default };',
    }));
  },
};

/**
 * conf looks for the user's folders with env-paths, which throws as soon as it is loaded where there
 * is no home. This project tells conf its folder (src/settings/folders.ts).
 * @type {import('esbuild').Plugin}
 */
const withoutEnvPaths = {
  name: 'without-env-paths',
  setup(plugin) {
    plugin.onResolve({ filter: /^env-paths$/ }, ({ path }) => ({ path, namespace: 'no-folders' }));
    plugin.onLoad({ filter: /.*/, namespace: 'no-folders' }, () => ({
      contents: 'export default () => { throw new Error("conf without a folder"); };',
    }));
  },
};

/**
 * https-proxy-agent writes the proxy's URL, password and all, to stderr under DEBUG=*. Here it has
 * nothing to write with.
 * @type {import('esbuild').Plugin}
 */
const withoutDebug = {
  name: 'without-debug',
  setup(plugin) {
    plugin.onResolve({ filter: /^debug$/ }, ({ path }) => ({ path, namespace: 'silent' }));
    plugin.onLoad({ filter: /.*/, namespace: 'silent' }, () => ({
      contents: 'export default () => () => undefined;',
    }));
  },
};

/**
 * Of package.json only the version is needed at run time.
 * @type {import('esbuild').Plugin}
 */
const onlyVersion = {
  name: 'only-version',
  setup(plugin) {
    plugin.onLoad({ filter: /package\.json$/ }, async ({ path }) => {
      if (path !== resolve('package.json')) return undefined;
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { loader: 'json', contents: JSON.stringify({ version }) };
    });
  },
};

/**
 * ky makes a Request of what it is given, and asks of its answer whether it is a Response. The
 * platform's classes load undici for that, which costs a command more than all else that it does: ky
 * gets the small ones of src/providers/transport/fetch-classes.ts in their place.
 * @type {import('esbuild').Plugin}
 */
const lightKy = {
  name: 'light-ky',
  setup(plugin) {
    const classes = resolve('src/providers/transport/fetch-classes.ts');
    plugin.onLoad({ filter: /[\\/]node_modules[\\/]ky[\\/].*\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const light = text.replace(/globalThis\.(Request|Response|Headers|FormData)\b/g, 'Light$1');
      const used = ['Request', 'Response', 'Headers'].filter((name) =>
        light.includes(`Light${name}`),
      );
      const names = used.map((name) => `Light${name}`).join(', ');
      const imports = `import { ${names} } from ${JSON.stringify(classes)};const LightFormData = undefined;`;
      return { contents: used.length === 0 ? light : `${imports}\n${light}` };
    });
  },
};

/**
 * commander loads node:child_process for subcommands that are programs of their own. Here are none.
 * @type {import('esbuild').Plugin}
 */
const withoutPrograms = {
  name: 'without-programs',
  setup(plugin) {
    plugin.onLoad({ filter: /[\\/]commander[\\/]lib[\\/]command\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return { contents: text.replace("require('node:child_process')", '{}') };
    });
  },
};

/** Node's own modules, for packages that ask for them with require(). */
const ownRequire =
  "import{createRequire as mpRequire}from'node:module';const require=mpRequire(import.meta.url);";

/** The part that the bin starts with. */
const entry = 'main.cjs';

/**
 * As ASCII: of that V8 keeps and reads one byte a character. esbuild escapes all but what stands in
 * regular expressions, where the same escape holds.
 * @param {string} code
 */
const toAscii = (code) =>
  code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** @returns {Promise<{ parts: import('./bundle/join.js').Part[], licences: string }>} */
async function bundle() {
  const { metafile, outputFiles } = await build({
    entryPoints: ['src/main.ts'],
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: 'inline', // read, and written anew, by the second step
    legalComments: 'none', // the licences travel whole, in THIRD-PARTY-LICENSES.txt
    metafile: true,
    write: false,
    plugins: [withoutAjv, withoutDebug, withoutEnvPaths, onlyVersion, lightKy, withoutPrograms],
    banner: { js: ownRequire },
  });
  const parts = await Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const name = basename(path);
      const own = text.replace(ownRequire, ' '.repeat(ownRequire.length));
      const made = await transform(toAscii(own), {
        format: 'cjs',
        platform: 'node',
        target: 'node20',
        supported: { 'dynamic-import': false }, // require() of a part, when its turn comes
        minifySyntax: true,
        minifyWhitespace: true,
        sourcemap: 'external',
        sourcefile: name,
      });
      return { name, code: made.code, map: made.map };
    }),
  );
  return { parts, licences: await licenceTexts(metafile) };
}

/**
 * `mp-orders/sandbox`, for tests that start a sandbox in their own process: one file, on its own.
 * @returns {Promise<import('./bundle/join.js').File>}
 */
async function bundleLibrary() {
  const { outputFiles } = await build({
    entryPoints: ['src/start-sandbox.ts'],
    outfile: 'dist/sandbox.cjs',
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: 'external',
    legalComments: 'none',
    write: false,
  });
  const textOf = (/** @type {string} */ end) =>
    outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  return { code: textOf('.cjs'), map: textOf('.map') };
}

/**
 * The names of the parts that common commands load, in that order.
 * @param {readonly import('./bundle/join.js').Part[]} parts
 * @param {string} folder for what is needed meanwhile
 * @returns {Promise<string[]>}
 */
async function commonParts(parts, folder) {
  for (const part of parts) await writeFile(join(folder, part.name), alone(part).code);
  const core = join(folder, 'core.cjs');
  await writeFile(core, joinParts([], entry).code);
  return JSON.parse((await warmUp(core, 'parts', folder)).toString());
}

/**
 * What a run of common commands finds out (bundle/warm-up.js), in a process without settings.
 * @param {string} core
 * @param {'parts' | 'compiled' | 'help'} what
 * @param {string} folder
 */
async function warmUp(core, what, folder) {
  const file = join(folder, what);
  const { PATH, SystemRoot } = process.env;
  const env = { PATH, SystemRoot, TMPDIR: folder, MP_ORDERS_HOME: join(folder, `${what}-home`) };
  const args = ['bundle/warm-up.js', core, what, file];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return what === 'help' ? stdout : readFile(file);
}

/** What the last build wrote, and the one before: a command that runs may still load parts of it. */
const listFile = 'parts.json';

/**
 * Writes the parts beside those of earlier builds, the entry last and at once, so that a command that
 * starts or runs meanwhile finds all of one build. Parts of the build before the last one go.
 * @param {string} folder
 * @param {Awaited<ReturnType<typeof bundle>>} built
 * @param {import('./bundle/join.js').File} library
 */
async function publish(folder, { parts, licences }, library) {
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
    const common = await commonParts(parts, meanwhile);
    const inCore = common.map((name) => parts.find((part) => part.name === name) ?? []).flat();
    const core = joinParts(inCore, entry);
    const name = `core-${createHash('sha256').update(core.code).digest('hex').slice(0, 8)}`;
    for (const part of parts.filter((one) => !inCore.includes(one))) {
      await writeFileAndMap(part.name, alone(part));
    }
    await writeFileAndMap(`${name}.cjs`, core);
    await writeFileAndMap('sandbox.cjs', library);
    const compiled = await warmUp(join(folder, `${name}.cjs`), 'compiled', meanwhile);
    await write(`.${name}-${process.version}-${process.arch}.cache`, compiled);
    await write('help.txt', await warmUp(join(folder, `${name}.cjs`), 'help', meanwhile));
    const loader = await readFile('bundle/loader.cjs', 'utf8');
    await write(entry, loader.replaceAll('CORE', name));
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

await publish('dist', await bundle(), await bundleLibrary());
