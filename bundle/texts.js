import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { buildPage } from './pages.js';

/*
 * Texts are no code: they stand beside it, in archives (archive.js), in place of the imported file a
 * few lines that take them from there when they are needed. `packed:texts/es` is the item `es` of the
 * archive `texts`.
 */

/** @typedef {Record<'texts' | 'pages', Map<string, string>>} Packed JSON by name, by archive */

/** @param {string} file */
const read = async (file) => JSON.parse(await readFile(file, 'utf8'));

/**
 * @param {Packed} packed takes what the bundle needs
 * @returns {import('esbuild').Plugin}
 */
export const packTexts = (packed) => ({
  name: 'pack-texts',
  setup(plugin) {
    /** @param {keyof Packed} archive @param {string} name @param {unknown} content */
    const pack = (archive, name, content) => {
      packed[archive].set(name, JSON.stringify(content));
      return JSON.stringify(`packed:${archive}/${name}`);
    };
    const ours = /^(named-texts|sentences-by-mark)$/;
    plugin.onResolve({ filter: /^packed:/ }, ({ path }) => ({ path, external: true }));
    plugin.onResolve({ filter: ours }, ({ path }) => ({ path, namespace: 'texts' }));
    const { onLoad } = plugin;

    const locales = resolve('src/explain/locales');
    const english = async () => namesOf(await read(join(locales, 'en.json')));
    // The names stand in the code, which has most of them too.
    onLoad({ filter: /^named-texts$/, namespace: 'texts' }, async () => ({
      contents: `const names = JSON.parse(${JSON.stringify(JSON.stringify(await english()))});
        export const named = (texts, of = names) => of === 0 ? texts.shift()
          : Object.fromEntries(of.map(([name, below]) => [name, named(texts, below)]));`,
    }));
    onLoad({ filter: /[\\/]locales[\\/]\w+\.json$/ }, async ({ path }) => {
      const texts = textsIn(await read(path), await english());
      const name = pack('texts', `explain-${basename(path, '.json')}`, texts);
      const contents = `import { named } from 'named-texts'; import texts from ${name};
        export default named(texts);`;
      return { contents, resolveDir: locales };
    });

    const language = resolve('src/language');
    const sentences = async () =>
      Object.keys(await read(join(language, 'es.json'))).sort((a, b) => markOf(a) - markOf(b));
    onLoad({ filter: /^sentences-by-mark$/, namespace: 'texts' }, async () => {
      const marks = (await sentences()).map(markOf);
      if (new Set(marks).size < marks.length)
        throw new Error('Two sentences have one mark: word one anew.');
      const steps = marks.map((mark, i) => mark - (marks[i - 1] ?? 0));
      const contents = `import steps from ${pack('texts', 'marks', steps)};
        let mark = 0;
        const places = new Map(steps.map((step, i) => [(mark += step), i]));
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
    onLoad({ filter: /[\\/]language[\\/]\w+\.json$/ }, async ({ path }) => {
      const translated = await read(path);
      const texts = (await sentences()).map((key) => translated[key]);
      const name = pack('texts', basename(path, '.json'), texts);
      const contents = `import { sentencesOf } from 'sentences-by-mark'; import texts from ${name};
        export default sentencesOf(texts);`;
      return { contents, resolveDir: language };
    });

    onLoad({ filter: /\.html$/ }, ({ path }) => {
      const name = pack('pages', basename(dirname(path)), buildPage(path));
      return { contents: `import page from ${name}; export default page;` };
    });
  },
});

/**
 * The names in an object, each with those below it; 0 for a text. They stand in the archive once for
 * all languages, whose texts are in the order of the names.
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
 * A sentence of a language is found by a mark of the English one, which stands in the code: its first
 * character, and 22 bits of FNV-1a (32 bits) of its UTF-16 units. The archive has the marks once for all
 * languages, in their order, each as what it adds to the one before: two bytes and a half a sentence.
 * Sentences that begin alike stay together, and compress better so. This function stands in the bundle
 * too, so it uses nothing around it.
 * @param {string} text
 */
function markOf(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return (text.charCodeAt(0) || 0) * 0x400000 + (hash >>> 10);
}
