#!/usr/bin/env node
'use strict';
// CommonJS on purpose: Node 20 takes a quarter longer to start an ES module than to start nothing.
// So --version is answered here, before any module is loaded (npm run bench shows what that saves).
const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  // A reader that has left is no error, but what cannot be written (a full disk) is no success.
  process.stdout.on('error', ({ code }) => {
    if (code !== 'EPIPE') fail(1, `Error: the output could not be written (${code}).`);
  });
  process.stdout.write(`${require('../package.json').version}\n`);
} else {
  require('node:module').enableCompileCache?.(); // Node 22 and later: the second start is faster
  start().catch(({ message }) => fail(1, `Error: mp-orders could not be loaded: ${message}`));
}

async function start() {
  const { filename } = module; // the file itself, whatever link led to it
  const folder = require('node:path').resolve(filename, '../..');
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
