import { runInNewContext } from 'node:vm';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { expect, test } from '@jest/globals';
import { transform } from 'esbuild';
import { together } from '../../../bundle/join.js';
import { esbuildHelpers, minify, toCommonJs } from '../../../bundle/minify.js';

const sources: Record<string, string> = {
  'first.js': 'import path from "node:path";\n\nexport const first = () => path.sep + "first";\n',
  'second.js':
    'export const second = async () => {\n  const { first } = await import("./first.cjs");\n  return first() + "second";\n};\n',
};

async function partsOf(without: (code: string) => string) {
  const parts = Object.entries(sources).map(async ([sourcefile, text]) => {
    const made = await transform(text, { ...toCommonJs, sourcemap: 'external', sourcefile });
    return { name: sourcefile.replace('.js', '.cjs'), code: without(made.code), map: made.map };
  });
  return Promise.all(parts);
}

/** Where the only such text of the file comes from. */
function originOf({ code, map }: { code: string; map: string }, text: string) {
  const lines = code.split('\n');
  const line = lines.findIndex((one) => one.includes(text));
  const column = lines[line]?.indexOf(text) ?? -1;
  return originalPositionFor(new TraceMap(map), { line: line + 1, column });
}

test('the helpers of esbuild stand in a file once, and its parts still work', async () => {
  const { helpers, without } = await esbuildHelpers();
  const parts = await partsOf(without);
  expect(parts.map(({ code }) => code.match(/\w+=Object\.defineProperty;/))).toEqual([null, null]);
  const { code } = await minify(together(parts, helpers));
  expect(code.match(/=Object\.defineProperty\b/g)).toHaveLength(1);
  const module = { exports: {} as Record<string, (...given: unknown[]) => void> };
  runInNewContext(code, { module, Promise });
  const exported: Record<string, Record<string, () => unknown>> = {};
  const require = (name: string) => {
    if (!name.startsWith('./')) return { sep: '|' };
    const part = { exports: {} };
    module.exports[name]?.(part.exports, require, part);
    return (exported[name] ??= part.exports);
  };
  expect(await (require('./second.cjs') as { second: () => unknown }).second()).toBe(
    '|firstsecond',
  );
});

test('the map of a minified file leads to the sources', async () => {
  const { helpers, without } = await esbuildHelpers();
  const made = await minify(together(await partsOf(without), helpers));
  expect(originOf(made, '"first"')).toMatchObject({ source: 'first.js', line: 3 });
  expect(originOf(made, '"second"')).toMatchObject({ source: 'second.js', line: 3 });
});
