import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { expect, test } from '@jest/globals';
import { alone, join, together } from '../../../bundle/join.js';

const map = JSON.stringify({ version: 3, sources: ['a.ts'], names: [], mappings: 'AAAA' });
/** Statements that parts need. */
const head = 'const ten=10;';
const parts: Record<string, string> = {
  'main.cjs': `
exports.sum = () => require("./common.cjs").add() + require("./rare.cjs").add();
exports.sep = require("node:path").sep;
exports.back = require("./round.cjs").back;`,
  'common.cjs': 'let n = 0; module.exports = { add: () => (n += 1) };',
  'rare.cjs': 'exports.add = () => require("./common.cjs").add() * ten;',
  'round.cjs': 'exports.back = () => require("./main.cjs").sep;',
};
const names = Object.keys(parts);

/** What `main.cjs` exports, where `inCore` are one file, `inRest` another, and the rest alone. */
function load(inCore: readonly string[], inRest: readonly string[]): unknown {
  const folder = mkdtempSync(pathOf(tmpdir(), 'mp-orders-join-'));
  mkdirSync(folder, { recursive: true });
  const part = (name: string) => ({ name, code: parts[name] ?? '', map });
  for (const name of names.filter((one) => ![...inCore, ...inRest].includes(one))) {
    writeFileSync(pathOf(folder, name), alone(part(name), head).code);
  }
  writeFileSync(pathOf(folder, 'rest.cjs'), together(inRest.map(part), head).code);
  const core = pathOf(folder, 'core.cjs');
  const elsewhere = Object.fromEntries(inRest.map((name) => [name, 'rest.cjs']));
  writeFileSync(core, join(inCore.map(part), elsewhere, head).code);
  return (createRequire(core)(core) as (name: string) => unknown)('./main.cjs');
}

test.each([
  [[], []],
  [['main.cjs', 'common.cjs'], []],
  [['rare.cjs', 'round.cjs'], ['main.cjs']],
  [['main.cjs'], ['common.cjs', 'rare.cjs', 'round.cjs']],
  [[], ['common.cjs', 'main.cjs']],
  [names, []],
  [[], names],
])('parts know one another, each run once: %j in the core, %j in the rest', (inCore, inRest) => {
  const { sum, sep, back } = load(inCore, inRest) as {
    sum: () => number;
    sep: string;
    back: () => string;
  };
  expect([sum(), sum(), sep, back()]).toEqual([1 + 20, 3 + 40, sep, sep]);
});

test('the source maps of joined parts begin where the parts do', () => {
  const code = 'exports.a = 1;\nexports.b = 2;\n';
  const made = join(['x.cjs', 'y.cjs'].map((name) => ({ name, code, map })));
  const lines = made.code.split('\n');
  const { sections } = JSON.parse(made.map) as { sections: { offset: { line: number } }[] };
  expect(sections.map(({ offset }) => lines[offset.line])).toEqual([
    'exports.a = 1;',
    'exports.a = 1;',
  ]);
  const [first = '', second = ''] = alone({ name: 'x.cjs', code, map }).code.split('\n');
  expect([first, second]).toEqual(['module.exports=(exports,require,module)=>{', 'exports.a = 1;']);
});
