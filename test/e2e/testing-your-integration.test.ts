import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { hasProgram } from '../helpers/program.ts';
import { bin, tempFolder } from '../helpers/run-bin.ts';

/* The examples of docs/testing-your-integration.md, as they stand there. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/testing-your-integration.md'), 'utf8');

/** A folder with the block that stands below a file's name. */
function folderWith(name: string): string {
  const block = new RegExp(`\`${name}\`:\n\n\`\`\`\\w+\n(.*?)\`\`\``, 's').exec(page)?.[1];
  if (block === undefined) throw new Error(`The page holds no ${name}.`);
  const folder = tempFolder();
  writeFileSync(join(folder, name), block);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

test('the one of Jest', async () => {
  const cwd = folderWith('till.test.js');
  writeFileSync(join(cwd, 'package.json'), '{}');
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const command = [process.execPath, jest, '--rootDir', cwd];
  const { code, stderr } = await bin(['sandbox', 'run', '-q', '--', ...command], { cwd });
  expect([code, stderr]).toEqual([0, expect.stringContaining('✓ a sale is paid')]);
});

(hasProgram('pytest') ? test : test.skip)('the one of pytest', async () => {
  const cwd = folderWith('test_till.py');
  const command = ['pytest', '-q', '-p', 'no:cacheprovider', 'test_till.py'];
  const { code, stdout } = await bin(['sandbox', 'run', '-q', '--', ...command], { cwd });
  expect([code, stdout]).toEqual([0, expect.stringContaining('1 passed')]);
});
