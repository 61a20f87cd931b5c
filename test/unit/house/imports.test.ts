import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

/** A file's imports, by their paths; `file` is its own. */
type Graph = ReadonlyMap<string, readonly string[]>;

/** `from './a.ts'`, `import './a.ts'`, `import('./a.ts')`: of values and of types, now and later. */
const specifier = /\b(?:from|import)\s*\(?\s*'(\.[^']+\.ts)'/g;

/** Comments quote imports, and a text may look like one only in a test. */
const comment = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;

function importsOf(file: string, text: string): string[] {
  const code = text.replace(comment, '');
  return [...code.matchAll(specifier)].map(([, from = '']) => resolve(dirname(file), from));
}

function readGraph(folder: string): Graph {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name));
  return new Map(files.map((file) => [file, importsOf(file, readFileSync(file, 'utf8'))]));
}

/** A shortest way from each file back to itself; one for each circle, whichever file it begins at. */
function circlesIn(graph: Graph): string[][] {
  const found = new Map<string, string[]>();
  for (const start of graph.keys()) {
    const circle = wayBack(graph, start);
    const name = circle === undefined ? '' : [...circle].sort().join();
    if (circle !== undefined && !found.has(name)) found.set(name, circle);
  }
  return [...found.values()];
}

function wayBack(graph: Graph, start: string): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const file of queue) {
    for (const next of graph.get(file) ?? []) {
      if (next === start) return pathTo(file, cameFrom);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, file);
      queue.push(next);
    }
  }
  return undefined;
}

function pathTo(end: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const before = cameFrom.get(end);
  return before === undefined ? [end] : [...pathTo(before, cameFrom), end];
}

const source = fileURLToPath(new URL('../../../src', import.meta.url));

test('no file of src imports itself by way of others, not even for a type', () => {
  const graph = readGraph(source);
  expect(graph.size).toBeGreaterThan(100);
  const circles = circlesIn(graph).map((circle) => circle.map((file) => relative(source, file)));
  expect(circles).toEqual([]);
});

test.each<[name: string, files: Record<string, string>, circles: string[][]]>([
  ['none', { a: `import { b } from './b.ts';`, b: `import fs from 'node:fs';` }, []],
  ['of itself', { a: `import { a } from './a.ts';` }, [['a']]],
  [
    'of types',
    { a: `import type { B } from './b.ts';`, b: `export type { A } from './a.ts';` },
    [['a', 'b']],
  ],
  [
    'of what is loaded later, in several lines',
    {
      a: `import {\n  b,\n} from './b.ts';`,
      b: `const load = () => import('./c.ts');`,
      c: `import './a.ts';`,
    },
    [['a', 'b', 'c']],
  ],
  [
    'but not in comments',
    { a: `import './b.ts';`, b: `// import './a.ts';\n/* from './a.ts' */` },
    [],
  ],
])('circles are found: %s', (_, files, circles) => {
  const named = (name: string) => resolve(`/${name}.ts`);
  const graph = new Map(
    Object.entries(files).map(([name, text]) => [named(name), importsOf(named(name), text)]),
  );
  expect(circlesIn(graph)).toEqual(circles.map((circle) => circle.map(named)));
});
