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
    plugins: [withoutAjv, withoutDebug, withoutEnvPaths, onlyVersion, lightKy],
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
