import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The licence of every package that went into a bundle, in full.
 * @param {import('esbuild').Metafile} metafile
 * @returns {Promise<string>}
 */
export async function licenceTexts(metafile) {
  const folders = new Set();
  for (const input of Object.keys(metafile.inputs)) {
    const found = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input);
    if (found) folders.add(found[0]);
  }
  const texts = await Promise.all([...folders].sort().map(licenceText));
  return `mp-orders contains these packages, each under its own licence.\n\n${texts.join('\n')}`;
}

/** @param {string} folder */
async function licenceText(folder) {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  );
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : await readFile(join(folder, file), 'utf8');
  if (license === undefined && text === '') throw new Error(`${name} states no licence`);
  return `${'-'.repeat(72)}\n${name} ${version} (${license ?? 'see below'})\n\n${text.trim()}\n`;
}
