import { minify as minifyWithSwc } from '@swc/core';
import { FlattenMap, encodedMap } from '@jridgewell/trace-mapping';
import { transform } from 'esbuild';

/*
 * What esbuild makes of two hundred parts repeats its own helpers in each of them, and names things
 * part by part. The files that hold the parts are made smaller as wholes: by a sixth, as the package
 * is packed.
 */

/** @typedef {import('./join.js').File} File */

/** A module that needs every helper that parts of ours need. */
const needsHelpers = 'import a from"./a";export{a};export const b=import("./b");';

/** What turns an ES module into a CommonJS one, in esbuild. */
export const toCommonJs = /** @type {const} */ ({
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  supported: { 'dynamic-import': false }, // require() of a part, when its turn comes
  minifySyntax: true,
  minifyWhitespace: true,
});

/**
 * Reads esbuild's helpers off what it makes of a module.
 * @returns {Promise<{ helpers: string, without: (code: string) => string }>} `helpers` to stand at the
 *   head of a file; `without` blanks them in a part, and moves nothing
 */
export async function esbuildHelpers() {
  const { code } = await transform(needsHelpers, toCommonJs);
  const helpers = code.slice(0, code.search(/var \w+_exports=/));
  const declarations = helpers
    .split(/(?:^|;)var |,(?=__\w+=)|;$/)
    .filter((text) => text !== '')
    .map((text) => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
  const one = `(?:${declarations.join('|')})`;
  const head = new RegExp(`^(?:var ${one}(?:,${one})*;)+`);
  return { helpers, without: (code) => code.replace(head, (found) => ' '.repeat(found.length)) };
}

/**
 * @param {File} file
 * @returns {Promise<File>}
 */
export async function minify({ code, map }) {
  const content = JSON.stringify(encodedMap(new FlattenMap(map)));
  /** @type {any} that it also takes the map of the code that it is given, its types leave out */
  const sourceMap = { content };
  const made = await minifyWithSwc(code, {
    compress: { passes: 2, ecma: 2020 },
    mangle: true,
    ecma: 2020,
    format: { ascii_only: true }, // V8 keeps and reads one byte a character of it
    sourceMap,
  });
  return { code: `${made.code}\n`, map: made.map ?? '' };
}
