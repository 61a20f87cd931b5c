#!/usr/bin/env node
'use strict';
// CommonJS on purpose: Node 20 takes a quarter longer to start an ES module than to start nothing.
// So --version is answered here, before any module is loaded (npm run bench shows what that saves).
// `--help` is one of two texts nearly everywhere, which the build has made.
const { existsSync, fstatSync, lstatSync, mkdirSync, readFileSync, writeSync } = require('node:fs');
const { tmpdir } = require('node:os');
const words = process.argv.slice(2);
const folder = require('node:path').resolve(module.filename, '../..'); // whatever link led here
const text = words.length === 1 ? fixedText(words[0]) : undefined;
if (text !== undefined) {
  print(Buffer.from(text));
} else {
  // The second start is faster. Node 20 has no such thing, and takes 1 ms to say so.
  const kept = parseInt(process.versions.node) >= 22 ? cacheFolder() : undefined;
  if (kept !== undefined) require('node:module').enableCompileCache?.(kept);
  start().catch(({ message }) => fail(1, `Error: mp-orders could not be loaded: ${message}`));
}

/** @param {string | undefined} word */
function fixedText(word) {
  if (word === '--version' || word === '-V') return `${require('../package.json').version}\n`;
  const file = word === '--help' || word === '-h' ? helpFile() : undefined;
  try {
    return file && readFileSync(`${folder}/dist/${file}`, 'utf8');
  } catch {
    return undefined; // the program says it
  }
}

/** For 80 columns, as in a pipe, and for 100 and more; at other widths the program lays it out. */
function helpFile() {
  const width = (!isPlain() && process.stdout.isTTY && process.stdout.columns) || 80;
  if (width === 80) return 'help.txt';
  return width >= 100 ? 'help-wide.txt' : undefined;
}

/** Whether stdout is a file or a pipe. */
function isPlain() {
  try {
    const stdout = fstatSync(1);
    return stdout.isFile() || stdout.isFIFO() || stdout.isSocket();
  } catch {
    return false; // a console of Windows
  }
}

/**
 * Writes to a file or a pipe without process.stdout, whose making takes a tenth of an empty node's
 * time. process.stdout gets what is left when a pipe is full, and what fails.
 * @param {Buffer} rest
 */
function print(rest) {
  try {
    while (rest.length > 0 && isPlain()) rest = rest.subarray(writeSync(1, rest));
  } catch {
    // process.stdout says why
  }
  if (rest.length === 0) return;
  // A reader that has left is no error, but what cannot be written (a full disk) is no success.
  const failed = (/** @type {any} */ { code }) => {
    if (code !== 'EPIPE') fail(1, `Error: the output could not be written (${code}).`);
  };
  process.stdout.on('error', failed);
  try {
    process.stdout.write(rest);
  } catch (error) {
    failed(error); // Node 20.3 throws it
  }
}

/**
 * Where Node keeps what V8 compiled. It runs whatever stands there, and by itself it takes a folder that
 * any user of the machine may have made: so this is one of the user's own, or none.
 */
function cacheFolder() {
  const uid = process.getuid?.();
  const own = `${tmpdir()}/mp-orders-${uid ?? 'cache'}`;
  try {
    if (!existsSync(own)) mkdirSync(own, 0o700);
    const stats = lstatSync(own);
    const isOwn = uid === undefined || (stats.uid === uid && (stats.mode & 0o22) === 0);
    return isOwn && stats.isDirectory() ? own : undefined;
  } catch {
    return undefined; // no folder for temporary files, or nothing can be written there
  }
}

async function start() {
  const built = `${folder}/dist/main.cjs`;
  if (existsSync(built)) return require(built).start(folder);
  // A clone whose install ran no scripts.
  fail(2, `Error: mp-orders is not built. Run \`npm run build\` in ${folder}.`);
}

/** @param {number} code @param {string} words */
function fail(code, words) {
  process.exitCode = code;
  process.stderr.on('error', () => undefined);
  process.stderr.write(`${words}\n`);
}
