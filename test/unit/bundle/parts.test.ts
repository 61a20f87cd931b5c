import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { expect, test } from '@jest/globals';
import { build, type Plugin } from 'esbuild';
import { Linter, type Rule } from 'eslint';
import { pack } from '../../../bundle/archive.js';
import { alone, together } from '../../../bundle/join.js';
import { leftOut } from '../../../bundle/left-out.js';
import { minify } from '../../../bundle/minify.js';
import { partsOf, requireOfModules } from '../../../bundle/parts.js';
import { packTexts } from '../../../bundle/texts.js';

const sources: Record<string, string> = {
  'main.js': `import { sep as slash } from 'node:path';
    import * as os from 'node:os';
    import { common } from 'common.js';
    export const sum = async () => common() + (await import('rare.js')).default();
    export const home = async () => (await import('node:os')).homedir() === os.homedir();
    export const back = async () => [slash, (await import('round.js')).back, (await import('old.js')).default.sep];`,
  'common.js': 'let n = 0; export const common = () => (n += 1);',
  'rare.js': `import { common } from 'common.js'; import words from 'packed:texts/words';
    export default () => common() * words.ten;`,
  'round.js': `import { sep } from 'node:path'; export { sep as back };`,
  'old.js': `const { sep } = require('node:path'); module.exports = { sep };`,
  'twice.js': `import { sep } from 'node:path'; import { near } from 'near.js'; export const twice = () => [sep, near()];`,
  'near.js': `import { sep, join } from 'node:path'; export const near = () => join(sep);`,
  'other.js': `import { common } from 'common.js'; export { common };`,
};

const fromMemory: Plugin = {
  name: 'from-memory',
  setup(plugin) {
    plugin.onResolve({ filter: /^packed:/ }, ({ path }) => ({ path, external: true }));
    plugin.onResolve({ filter: /^[a-z]+\.js$/ }, ({ path }) => ({ path, namespace: 'memory' }));
    plugin.onLoad({ filter: /.*/, namespace: 'memory' }, ({ path }) => ({
      contents: sources[path],
    }));
  },
};

async function modulesOf(entryPoints: string[], plugins: Plugin[]) {
  const { outputFiles } = await build({
    ...{ entryPoints, plugins, bundle: true, splitting: true, write: false, minify: true },
    ...{ outdir: 'out', format: 'esm', platform: 'node', target: 'node20', sourcemap: 'inline' },
    ...{ banner: { js: requireOfModules }, legalComments: 'none' },
  });
  return outputFiles;
}

/** `main`, where the parts that `inCore` picks are the core, and the others are packed. */
async function load(inCore: (name: string, i: number) => boolean): Promise<unknown> {
  const parts = partsOf(await modulesOf(['main.js', 'other.js'], [fromMemory]));
  const isInCore = new Map(parts.map(({ name }, i) => [name, inCore(name, i)]));
  const minified = async ({ name, code, map }: (typeof parts)[number]) =>
    [`./${name}`, (await minify(alone({ name, code, map }))).code] as const;
  const core = parts.filter(({ name }) => isInCore.get(name));
  const others = parts.filter(({ name }) => !isInCore.get(name));
  const texts = await pack([new Map([['words', '{"ten":10}']])]);
  const code = await pack([
    new Map([['core', (await minify(together(core))).code]]),
    new Map(await Promise.all(others.map(minified))),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'mp-orders-parts-'));
  writeFileSync(join(folder, 'texts.br'), texts.bytes);
  writeFileSync(join(folder, 'code.br'), code.bytes);
  const built = {
    common: [{ name: 'core', parts: core.map(({ name }) => name) }],
    ...{ code: { file: 'code.br', ends: code.ends }, texts: 'texts.br' },
  };
  const loader = readFileSync('bundle/loader.cjs', 'utf8').replace('BUILT', JSON.stringify(built));
  const main = join(folder, 'main.cjs');
  writeFileSync(main, loader);
  return (createRequire(main)(main) as { part: (name: string) => unknown }).part('./main');
}

test.each<[what: string, inCore: (name: string, i: number) => boolean]>([
  ['all in the core', () => true],
  ['none in the core', () => false],
  ['only the first in the core', (name) => name === 'main'],
  ['all but the first in the core', (name) => name !== 'main'],
  ['every other one in the core', (_, i) => i % 2 === 0],
])('parts know one another, each run once: %s', async (_what, inCore) => {
  const { sum, home, back } = (await load(inCore)) as Record<string, () => Promise<unknown>>;
  const { sep } = createRequire(import.meta.url)('node:path') as { sep: string };
  expect([await sum?.(), await sum?.(), await home?.(), await back?.()]).toEqual([
    ...[1 + 20, 3 + 40, true],
    [sep, sep, sep],
  ]);
});

/** Where the only such text of a file comes from. */
function originOf({ code, map }: { code: string; map: string }, text: string) {
  const lines = code.split('\n');
  const line = lines.findIndex((one) => one.includes(text));
  const column = lines[line]?.indexOf(text) ?? -1;
  return originalPositionFor(new TraceMap(map), { line: line + 1, column });
}

test('the map of a file leads to the sources, of one part and of several', async () => {
  const parts = partsOf(await modulesOf(['main.js', 'other.js'], [fromMemory]));
  const main = parts.find(({ name }) => name === 'main');
  if (main === undefined) throw new Error('no part is main');
  for (const file of [alone(main), together(parts)]) {
    expect(originOf(await minify(file), '.homedir()')).toMatchObject({
      source: expect.stringContaining('main.js') as unknown,
      line: 5,
    });
  }
});

test('what several parts import has one name, and is required once', async () => {
  const parts = partsOf(await modulesOf(['main.js', 'round.js', 'twice.js'], [fromMemory]));
  const imported = async (name: string) => {
    const part = parts.find((one) => one.name === name);
    const { code } = part === undefined ? { code: '' } : await minify(alone(part));
    return code.match(/\{[^{}]*\}(?==\w+\("node:path"\))/g);
  };
  expect(await Promise.all(['main', 'round', 'twice'].map(imported))).toEqual([
    ...[['{sep:$_a}'], ['{sep:$_a}'], ['{sep:$_a,join:$_f}']],
  ]);
});

/** Exports are values, so what one module exports must not be assigned when others have it already. */
const noLateAssignment: Rule.RuleModule = {
  create(context) {
    const check = (node: Rule.Node, name: string) => {
      const module = context.sourceCode.scopeManager.scopes.find(({ type }) => type === 'module');
      const late = module?.set
        .get(name)
        ?.references.filter((one) => one.isWrite() && one.from.variableScope !== module);
      if (late?.length) context.report({ node, message: `${name} is assigned later` });
    };
    return {
      ExportSpecifier: (node) => check(node, (node.local as { name: string }).name),
    };
  },
};

test.each<[what: string, code: string, messages: string[]]>([
  ['a value', 'let a=1;a=2;export{a as b};', []],
  ['a counter', 'let a=1;const f=()=>{a=2};export{a as b,f};', ['a is assigned later']],
])('%s is seen for what it is', (_what, code, messages) => {
  expect(lateIn(code)).toEqual(messages);
});

function lateIn(code: string): string[] {
  const config: Linter.Config = {
    plugins: { own: { rules: { late: noLateAssignment } } },
    rules: { 'own/late': 'error' },
    linterOptions: { noInlineConfig: true },
  };
  return new Linter().verify(code, config).map(({ message }) => message);
}

test('no part exports what is assigned later', async () => {
  const packed = { texts: new Map<string, string>(), pages: new Map<string, string>() };
  const plugins = [...leftOut, packTexts(packed)];
  const modules = await modulesOf(['src/main.ts', 'src/start-sandbox.ts'], plugins);
  expect(modules.length).toBeGreaterThan(100);
  const late = modules.flatMap(({ path, text }) => lateIn(text).map((what) => `${path}: ${what}`));
  expect(late).toEqual([]);
  expect([...packed.texts.keys()].sort()).toEqual([
    ...['es', 'explain-en', 'explain-es', 'explain-pt', 'marks', 'pt'],
  ]);
}, 120_000);
