import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const folder = join(import.meta.dirname, '../../../src');
type Tree = { [name: string]: string | Tree };
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Tree;

/** A catalogue keeps its texts by what they are about, the sentences by their English. */
function* leaves(tree: Tree, path: string[] = []): Generator<[path: string[], text: string]> {
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === 'string') yield [[...path, name], value];
    else yield* leaves(value, [...path, name]);
  }
}

const valueAt = (tree: Tree, path: readonly string[]) =>
  path.reduce<string | Tree | undefined>(
    (at, name) => (typeof at === 'object' ? at[name] : undefined),
    tree,
  );

/** Words that are told of other things there: of many orders, of one payment. */
const otherThings = ['timeline outcomes', 'payment_status_detail', 'vtex_status'];
/** A path in it is in the language of the reader. */
const otherPath = 'error_code untrusted_certificate hint';

test.each(['es', 'pt'])('what the catalogue and the sentences share is said alike: %s', (lang) => {
  const sentences = read(`language/${lang}.json`);
  const catalogue = read(`explain/locales/${lang}.json`);
  const unlike = [...leaves(read('explain/locales/en.json'))].flatMap(([path, english]) => {
    const name = path.join(' ');
    if (otherThings.some((begin) => name.startsWith(begin)) || name === otherPath) return [];
    const [there, here] = [valueAt(catalogue, path), sentences[english]];
    return here === undefined || here === there ? [] : [[name, there, here]];
  });
  expect(unlike).toEqual([]);
});
