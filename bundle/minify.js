import { minify as minifyWithSwc } from '@swc/core';
import { FlattenMap, encodedMap } from '@jridgewell/trace-mapping';
import { sharedNames } from './parts.js';

/** @typedef {import('./join.js').File} File */

/**
 * A file made smaller as a whole: esbuild sees one part at a time.
 * @param {File} file
 * @returns {Promise<File>}
 */
export async function minify({ code, map }) {
  const content = JSON.stringify(encodedMap(new FlattenMap(map)));
  /** @type {any} that it also takes the map of the code that it is given, its types leave out */
  const sourceMap = { content };
  const made = await minifyWithSwc(code, {
    compress: { passes: 3, ecma: 2020 },
    mangle: { reserved: sharedNames },
    ecma: 2020,
    format: { ascii_only: true }, // V8 keeps and reads one byte a character of it
    sourceMap,
  });
  return { code: `${made.code}\n`, map: made.map ?? '' };
}
