#!/usr/bin/env node
'use strict';
// CommonJS on purpose: Node 20 takes a quarter longer to start an ES module than to start nothing.
// So --version is answered here, before any module is loaded (npm run bench shows what that saves).
const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  process.stdout.write(`${require('../package.json').version}\n`);
} else {
  require('node:module').enableCompileCache?.(); // Node 22 and later: the second start is faster
  require('../dist/main.cjs').start();
}
