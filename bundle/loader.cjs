'use strict';
/*
 * This is dist/main.cjs: it loads the parts that most commands need, which are one file (join.js).
 * V8 is given what it compiled of that file when it was built (warm-up.js): on Node 20 that saves a
 * fifth of a command's CPU time. It is of one version of Node on one kind of machine; on any other, V8
 * compiles the file, and Node 22 and later keep what comes of that by themselves.
 */
const { readFileSync } = require('node:fs');

const file = `${__dirname}/CORE.cjs`;
const compiled = process.sourceMapsEnabled ? undefined : readCompiled();
const part = compiled === undefined ? require(file) : run(compiled);
module.exports = part('./main.cjs');

function readCompiled() {
  try {
    return readFileSync(`${__dirname}/.CORE-${process.version}-${process.arch}.cache`);
  } catch {
    return undefined; // built by another Node
  }
}

/** @param {Buffer} cachedData */
function run(cachedData) {
  const { wrap } = require('node:module');
  const { Script } = require('node:vm');
  const source = readFileSync(file, 'latin1'); // ASCII, which join.js sees to
  const script = new Script(wrap(source), { filename: file, cachedData });
  const own = { exports: {} };
  script.runInThisContext()(own.exports, require, own, file, __dirname);
  return own.exports;
}
