#!/usr/bin/env node
'use strict';
// CommonJS on purpose: Node 20 takes a quarter longer to start an ES module than to start nothing.
// So --version is answered here, before any module is loaded (npm run bench shows what that saves).
// `--help` is one of two texts nearly everywhere, which the build has made.
const words = process.argv.slice(2);
const folder = require('node:path').resolve(module.filename, '../..'); // whatever link led here
const text = words.length === 1 ? fixedText(words[0]) : undefined;
if (text !== undefined) {
  // A reader that has left is no error, but what cannot be written (a full disk) is no success.
  process.stdout.on('error', ({ code }) => {
    if (code !== 'EPIPE') fail(1, `Error: the output could not be written (${code}).`);
  });
  process.stdout.write(text);
} else {
  // The second start is faster. Node 20 has no such thing, and takes 1 ms to say so.
  if (parseInt(process.versions.node) >= 22) require('node:module').enableCompileCache?.();
  start().catch(({ message }) => fail(1, `Error: mp-orders could not be loaded: ${message}`));
}

/** @param {string | undefined} word */
function fixedText(word) {
  if (word === '--version' || word === '-V') return `${require('../package.json').version}\n`;
  const file = word === '--help' || word === '-h' ? helpFile(process.stdout) : undefined;
  try {
    return file && require('node:fs').readFileSync(`${folder}/dist/${file}`, 'utf8');
  } catch {
    return undefined; // the program says it
  }
}

/**
 * For 80 columns, as in a pipe, and for 100 and more; at other widths the program lays it out.
 * @param {{ isTTY?: boolean, columns?: number }} stdout
 */
function helpFile({ isTTY, columns }) {
  const width = columns ?? 0;
  if (!isTTY || !(width > 0) || width === 80) return 'help.txt';
  return width >= 100 ? 'help-wide.txt' : undefined;
}

async function start() {
  const built = `${folder}/dist/main.cjs`;
  if (require('node:fs').existsSync(built)) return require(built).start(folder);
  // A clone whose install ran no scripts.
  fail(2, `Error: mp-orders is not built. Run \`npm run build\` in ${folder}.`);
}

/** @param {number} code @param {string} words */
function fail(code, words) {
  process.exitCode = code;
  process.stderr.on('error', () => undefined);
  process.stderr.write(`${words}\n`);
}
