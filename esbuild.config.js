import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { build, transform } from 'esbuild';
import { licenceTexts } from './.ci/licences.js';

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

/** Node's own modules, for packages that ask for them with require(). */
const ownRequire =
  "import{createRequire as mpRequire}from'node:module';const require=mpRequire(import.meta.url);";

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
    plugins: [withoutAjv, withoutEnvPaths, onlyVersion],
    banner: { js: ownRequire },
  });
  const files = await Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const name = basename(path);
      const made = await transform(text.replace(ownRequire, ' '.repeat(ownRequire.length)), {
        format: 'cjs',
        platform: 'node',
        target: 'node20',
        supported: { 'dynamic-import': false }, // require() of a part, when its turn comes
        minifySyntax: true,
        minifyWhitespace: true,
        sourcemap: 'external',
        sourcefile: name,
      });
      return { name, code: `${made.code}//# sourceMappingURL=${name}.map\n`, map: made.map };
    }),
  );
  return { files, licences: await licenceTexts(metafile) };
}

/** What the last build wrote, and the one before: a command that runs may still load parts of it. */
const listFile = 'parts.json';

/**
 * Writes the parts beside those of earlier builds, the entry last and at once, so that a command that
 * starts or runs meanwhile finds all of one build. Parts of the build before the last one go.
 * @param {string} folder
 * @param {Awaited<ReturnType<typeof bundle>>} built
 */
async function publish(folder, { files, licences }) {
  await mkdir(folder, { recursive: true });
  /** @param {string} name @param {string} text */
  const write = async (name, text) => {
    const part = join(folder, `.${name}.${process.pid}`);
    await writeFile(part, text);
    await rename(part, join(folder, name));
  };
  const entry = 'main.cjs';
  for (const { name, code, map } of files.filter((file) => file.name !== entry)) {
    await write(`${name}.map`, map);
    await write(name, code);
  }
  for (const { name, code, map } of files.filter((file) => file.name === entry)) {
    await write(`${name}.map`, map);
    await write(name, code);
  }
  await write('THIRD-PARTY-LICENSES.txt', licences);
  const names = files.flatMap(({ name }) => [name, `${name}.map`]);
  const before = await readFile(join(folder, `.${listFile}`), 'utf8').then(JSON.parse, () => []);
  const kept = new Set([...names, ...before, 'THIRD-PARTY-LICENSES.txt']);
  for (const name of await readdir(folder)) {
    if (!name.startsWith('.') && !kept.has(name)) await rm(join(folder, name), { recursive: true });
  }
  await write(`.${listFile}`, JSON.stringify(names));
}

await publish('dist', await bundle());
