import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { manifestOf, readmeOf } from '../../../.ci/manifest.js';

const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
const manifest = JSON.parse(text) as Record<string, unknown>;

describe('the published package.json', () => {
  test('holds what a user needs, and nothing of a clone', () => {
    const published = manifestOf(manifest);
    expect(published).toMatchObject({
      name: 'mp-orders',
      bin: { 'mp-orders': 'bin/mp-orders.cjs' },
      man: ['dist/mp-orders.1'], // a list: from a file, npm links no man page that is a string
      exports: { './sandbox': { types: './types/sandbox.d.cts', default: './dist/sandbox.cjs' } },
      publishConfig: { provenance: true },
    });
    for (const name of ['scripts', 'devDependencies', 'dependencies', 'jest', 'prettier']) {
      expect(published).not.toHaveProperty(name);
    }
  });

  test('names no address before the owner has named the repository', () => {
    const entries = Object.entries(manifest).filter(([name]) => name !== 'repository');
    const published = manifestOf(Object.fromEntries(entries));
    for (const name of ['repository', 'homepage', 'bugs']) {
      expect(published).not.toHaveProperty(name);
    }
    const readme = 'See [the till](docs/till.md).';
    expect(readmeOf(readme, published)).toBe(readme);
  });

  test.each([
    'someone/mp-orders',
    'github:someone/mp-orders',
    'https://github.com/someone/mp-orders',
    { type: 'git', url: 'git+https://github.com/someone/mp-orders.git' },
  ])('has all addresses once the repository is named: %j', (repository) => {
    expect(manifestOf({ ...manifest, repository })).toMatchObject({
      homepage: 'https://github.com/someone/mp-orders#readme',
      bugs: { url: 'https://github.com/someone/mp-orders/issues' },
      repository: { type: 'git', url: 'git+https://github.com/someone/mp-orders.git' },
    });
  });

  test.each(['mp-orders', 'http://example.com/a/b', 'https://example.com', 'a b/c'])(
    'takes no repository that is none: %s',
    (repository) => {
      expect(() => manifestOf({ ...manifest, repository })).toThrow('"repository"');
    },
  );

  test('its README links into the repository, of this version', () => {
    const published = manifestOf({ version: '1.2.3', repository: 'someone/mp-orders' });
    const readme =
      '![A terminal](docs/a.svg) [till](docs/till.md#bash) [here](#use) [x](https://x.y)';
    const web = 'https://github.com/someone/mp-orders';
    expect(readmeOf(readme, published)).toBe(
      `![A terminal](${web}/raw/v1.2.3/docs/a.svg) [till](${web}/blob/v1.2.3/docs/till.md#bash) [here](#use) [x](https://x.y)`,
    );
  });
});
