import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Run with UPDATE_GOLDEN=1 to write what is printed now, and read the difference in git. */
const updates = process.env.UPDATE_GOLDEN === '1';

/** Path of a folder of golden files, with a slash at its end. */
export const goldenFolder = (name: string): string =>
  fileURLToPath(new URL(`../golden/${name}/`, import.meta.url));

/** What the golden file holds, to be compared with `text`; `text` itself while updating. */
export function golden(file: string, text: string): string {
  if (updates) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return existsSync(file) ? readFileSync(file, 'utf8') : `There is no ${file}.`;
}
