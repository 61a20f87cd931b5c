import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/*
 * What packages bring along and this project does not use, and what would be there several times:
 * it stays out of the bundle.
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

/**
 * The texts of a language stand in the bundle in the order of the names of one language, which are
 * there once for all.
 * @type {import('esbuild').Plugin}
 */
const namesOnce = {
  name: 'names-once',
  setup(plugin) {
    const folder = resolve('src/explain/locales');
    const read = async (/** @type {string} */ file) => JSON.parse(await readFile(file, 'utf8'));
    plugin.onResolve({ filter: /^names-of-texts$/ }, ({ path }) => ({ path, namespace: 'texts' }));
    plugin.onLoad({ filter: /^names-of-texts$/, namespace: 'texts' }, async () => ({
      contents: `const names = ${JSON.stringify(namesOf(await read(join(folder, 'en.json'))))};
        export const named = (texts, of = names) => of === 0 ? texts.shift()
          : Object.fromEntries(of.map(([name, below]) => [name, named(texts, below)]));`,
    }));
    plugin.onLoad({ filter: /[\\/]locales[\\/]\w+\.json$/ }, async ({ path }) => {
      const texts = textsIn(await read(path), namesOf(await read(join(folder, 'en.json'))));
      const contents = `import { named } from 'names-of-texts';
        export default named(${JSON.stringify(texts)});`;
      return { contents, resolveDir: folder };
    });
  },
};

/**
 * The names in an object, each with those below it; 0 for a text.
 * @typedef {0 | readonly (readonly [name: string, below: unknown])[]} Names
 * @param {object | string} texts
 * @returns {Names}
 */
function namesOf(texts) {
  if (typeof texts === 'string') return 0;
  return Object.entries(texts).map(([name, below]) => [name, namesOf(below)]);
}

/**
 * The texts under these names, in their order.
 * @param {any} texts @param {Names} names
 * @returns {string[]}
 */
const textsIn = (texts, names) =>
  names === 0
    ? [texts]
    : names.flatMap(([name, below]) => textsIn(texts[name], /** @type {Names} */ (below)));

/**
 * A sentence of a language is found by a mark of the English one, four bytes in place of the sentence,
 * and the marks are there once for all languages.
 * @type {import('esbuild').Plugin}
 */
const marksOfSentences = {
  name: 'marks-of-sentences',
  setup(plugin) {
    const folder = resolve('src/language');
    const read = async (/** @type {string} */ file) => JSON.parse(await readFile(file, 'utf8'));
    const readKeys = async () => Object.keys(await read(join(folder, 'es.json')));
    plugin.onResolve({ filter: /^sentences-by-mark$/ }, ({ path }) => ({
      path,
      namespace: 'marks',
    }));
    plugin.onLoad({ filter: /^sentences-by-mark$/, namespace: 'marks' }, async () => {
      const marks = (await readKeys()).map(markOf);
      if (new Set(marks).size < marks.length) throw new Error('Two sentences have one mark.');
      const contents = `const places = new Map(${JSON.stringify(marks)}.map((mark, i) => [mark, i]));
        ${markOf.toString()}
        export function sentencesOf(texts) {
          const get = (_, key) => texts[places.get(markOf(key))];
          const getOwnPropertyDescriptor = (_, key) => {
            const value = get(_, key);
            return value === undefined ? value : { value, configurable: true, enumerable: true };
          };
          return new Proxy({}, { get, getOwnPropertyDescriptor });
        }`;
      return { contents };
    });
    plugin.onLoad({ filter: /[\\/]language[\\/]\w+\.json$/ }, async ({ path }) => {
      const sentences = await read(path);
      const texts = (await readKeys()).map((key) => sentences[key]);
      const contents = `import { sentencesOf } from 'sentences-by-mark';
        export default sentencesOf(${JSON.stringify(texts)});`;
      return { contents, resolveDir: folder };
    });
  },
};

/**
 * FNV-1a (32 bits) of the UTF-16 units. It stands in the bundle too, so it uses nothing around it.
 * @param {string} text
 */
function markOf(text) {
  let mark = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    mark = Math.imul(mark ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return mark;
}

/** @type {import('esbuild').Plugin[]} */
export const leftOut = [
  withoutAjv,
  withoutEnvPaths,
  withoutSemver,
  onlyVersion,
  lightKy,
  withoutPrograms,
  withoutColors,
  usualSpinners,
  namesOnce,
  marksOfSentences,
];
