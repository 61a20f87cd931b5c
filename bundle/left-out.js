import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/*
 * What packages bring along and this project does not use: it stays out of the bundle.
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
 * conf compares versions where it migrates a config. This project has no migrations of conf's.
 * @type {import('esbuild').Plugin}
 */
const withoutSemver = {
  name: 'without-semver',
  setup(plugin) {
    plugin.onResolve({ filter: /^semver$/ }, ({ path }) => ({ path, namespace: 'no-versions' }));
    plugin.onLoad({ filter: /.*/, namespace: 'no-versions' }, () => ({
      contents: 'export default {};',
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
 * gets the small ones of src/providers/transport/fetch-classes.ts in their place. It looks for streams
 * too, which are a millisecond to load, and has no use for them here.
 * @type {import('esbuild').Plugin}
 */
const lightKy = {
  name: 'light-ky',
  setup(plugin) {
    const classes = resolve('src/providers/transport/fetch-classes.ts');
    plugin.onLoad({ filter: /[\\/]node_modules[\\/]ky[\\/].*\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const light = text.replace(
        /globalThis\.(Request|Response|Headers|FormData|ReadableStream)\b/g,
        'Light$1',
      );
      const used = ['Request', 'Response', 'Headers'].filter((name) =>
        light.includes(`Light${name}`),
      );
      const names = used.map((name) => `Light${name}`).join(', ');
      const imports = `import { ${names} } from ${JSON.stringify(classes)};const LightFormData = undefined, LightReadableStream = undefined;`;
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

/**
 * cli-table3 colours heads and borders with it where it is told to. Here it is told not to
 * (src/terminal/table.ts).
 * @type {import('esbuild').Plugin}
 */
const withoutColors = {
  name: 'without-colors',
  setup(plugin) {
    plugin.onResolve({ filter: /^@colors\/colors/ }, ({ path }) => ({ path, namespace: 'plain' }));
    plugin.onLoad({ filter: /.*/, namespace: 'plain' }, () => ({
      contents: 'throw new Error("a table with colours of its own");',
    }));
  },
};

/**
 * chalk asks the environment and the terminal whether they want colours, with node:tty and what that
 * brings along. Here each chalk is told (src/own-chalk.ts), and so is ora.
 * @type {import('esbuild').Plugin}
 */
const toldOfColours = {
  name: 'told-of-colours',
  setup(plugin) {
    plugin.onResolve({ filter: /^#supports-color$/ }, ({ path }) => ({ path, namespace: 'told' }));
    plugin.onLoad({ filter: /.*/, namespace: 'told' }, () => ({
      contents: 'const stdout = { level: 1 }; export default { stdout, stderr: stdout };',
    }));
  },
};

/**
 * pngjs draws here, and reads nothing: its two readers stay out, and what it does in streams.
 * @type {import('esbuild').Plugin}
 */
const onlyDrawsPng = {
  name: 'only-draws-png',
  setup(plugin) {
    plugin.onResolve({ filter: /^pngjs$/ }, ({ path }) => ({ path, namespace: 'png' }));
    plugin.onLoad({ filter: /.*/, namespace: 'png' }, () => ({
      contents: `import write from 'pngjs/lib/packer-sync.js';
        export const PNG = function ({ width, height }) { Object.assign(this, { width, height }); };
        PNG.sync = { write };`,
      resolveDir: resolve('.'),
    }));
  },
};

/**
 * ora brings ninety spinners along. The two that it picks by itself are here.
 * @type {import('esbuild').Plugin}
 */
const usualSpinners = {
  name: 'usual-spinners',
  setup(plugin) {
    const filter = /[\\/]cli-spinners[\\/]spinners\.json$/;
    plugin.onLoad({ filter }, async ({ path }) => {
      const { dots, line } = JSON.parse(await readFile(path, 'utf8'));
      return { loader: 'json', contents: JSON.stringify({ dots, line }) };
    });
  },
};

/** @type {import('esbuild').Plugin[]} */
export const leftOut = [
  withoutAjv,
  withoutEnvPaths,
  withoutSemver,
  onlyVersion,
  lightKy,
  withoutPrograms,
  withoutColors,
  toldOfColours,
  usualSpinners,
  onlyDrawsPng,
];
