import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { leftOut } from '../../../bundle/left-out.js';
import { tempFolder } from '../../helpers/run-bin.ts';

type Normalize = (options: object) => object;

async function normalizer(plugins: typeof leftOut): Promise<Normalize> {
  const { outputFiles } = await build({
    entryPoints: ['node_modules/csv-parse/lib/api/normalize_options.js'],
    ...{ bundle: true, write: false, format: 'cjs', platform: 'node', plugins },
  });
  const file = join(tempFolder(), 'normalize.cjs');
  writeFileSync(file, outputFiles[0]?.contents ?? '');
  const loaded = createRequire(file)(file) as { normalize_options: Normalize };
  return loaded.normalize_options;
}

test.each<[what: string, options: object]>([
  ['--items', { delimiter: ';', bom: true, skip_empty_lines: true, trim: true }],
  [
    '--from',
    {
      ...{ delimiter: ',', relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
      ...{ trim: true, max_record_size: 1000, skip_records_with_error: true },
      ...{ on_skip: () => undefined, on_record: () => null },
    },
  ],
])('csv-parse takes the options of %s as it does when it is whole', async (_what, options) => {
  const [whole, ours] = await Promise.all([normalizer([]), normalizer(leftOut)]);
  expect(ours(options)).toEqual(whole(options));
  expect(ours.toString().length).toBeLessThan(whole.toString().length / 2);
});
