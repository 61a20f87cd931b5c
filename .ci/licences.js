import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The licence of every package of which something is in a bundle, in full: texts that differ in who
 * has the copyright stand there once, below all of these.
 * @param {import('esbuild').Metafile} metafile
 * @returns {Promise<string>}
 */
export async function licenceTexts(metafile) {
  const folders = new Set();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const found = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input);
      if (found && bytesInOutput > 0) folders.add(found[0]);
    }
  }
  /** @type {Map<string, { text: string, holders: string[] }>} by the words of the text */
  const licences = new Map();
  for (const { holder, text } of await Promise.all([...folders].sort().map(licenceOf))) {
    const words = text
      .replace(/[\s'"“”]+/g, ' ')
      .trim()
      .toLowerCase();
    const known = licences.get(words) ?? { text, holders: [] };
    known.holders.push(holder);
    licences.set(words, known);
  }
  const texts = [...licences.values()].map(
    ({ text, holders }) => `${'-'.repeat(72)}\n${holders.join('\n')}\n\n${text}\n`,
  );
  return `mp-orders contains these packages, each under the licence below it.\n\n${texts.join('\n')}`;
}

/**
 * A package with the lines that say whose it is, and the rest of its licence.
 * @param {string} folder
 */
async function licenceOf(folder) {
  const { name, version, license, author } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  );
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const whole = file === undefined ? '' : await readFile(join(folder, file), 'utf8');
  if (license === undefined && whole === '') throw new Error(`${name} states no licence`);
  const isTitle = (/** @type {string} */ line) =>
    /^\W*(the )?(mit|isc) license\W*(mit\W*|x11 license\W*)?$|^=+$/i.test(line);
  const isHolder = (/** @type {string} */ line) =>
    /^\s*(copyright \(c\)|(copyright\b|\(c\) ).*\d)/i.test(line);
  const lines = whole.trim().split(/\r?\n/);
  const by = whole === '' ? [JSON.stringify(author ?? 'no author named')] : lines.filter(isHolder);
  const rest = lines.filter((line) => !isHolder(line) && !isTitle(line)).join('\n');
  const holder = [`${name} ${version} (${license ?? 'see below'})`, ...by.map((one) => one.trim())];
  return { holder: holder.join('\n  '), text: rest.trim() };
}
