'use strict';
/*
 * This is dist/main.cjs: it finds the parts that the program is made of (parts.js). Those that common
 * commands need are a few texts; the others are unpacked when they are needed (archive.js).
 *
 * Beside the build, but not in what is published, those texts stand unpacked, with what V8 compiled of
 * them (warm-up.js): that saves much of a command's CPU time. It is of one version of Node on one kind
 * of machine; with any other the texts are compiled, and on Node 22 and later what comes of that is kept.
 */
const fs = require('node:fs');
const { readFileSync } = fs;
/** Node's own, without what node:module brings along. Jest has none: it loads modules by itself. */
const Module = /** @type {any} */ (module.constructor);
const isNode = typeof Module.prototype?._compile === 'function';

/** @typedef {(require: (name: string) => unknown, load: (name: string) => Promise<unknown>) => object | undefined} Part */

/** The build puts the names of its files here. @type {import('./built.js').Built} */
const built = JSON.parse('BUILT');

/** The exports of the parts that ran, by name. @type {Map<string, object>} */
const ran = new Map();

/**
 * What a part exports, each run once; Node's own modules; a packed text.
 * @param {string} name @returns {any}
 */
function part(name) {
  if (!name.startsWith('./')) {
    return name.startsWith('packed:') ? packed(name.slice('packed:'.length)) : require(name);
  }
  const before = ran.get(name);
  if (before !== undefined) return before;
  const own = partOf(name)(part, load) ?? {};
  ran.set(name, own);
  return own;
}

/** @type {(name: string) => Promise<unknown>} */
const load = async (name) => part(name);

/** The parts of common commands that are loaded. @type {Map<string, Record<string, Part>>} */
const common = new Map();

/** @param {string} name @returns {Part} */
function partOf(name) {
  for (const parts of common.values()) if (parts[name] !== undefined) return parts[name];
  const text = built.common.find(({ parts }) => parts.includes(name.slice(2)))?.name;
  if (text === undefined) return asModule(name.slice(2), textOf(name));
  const parts = common.get(text) ?? readCommon(text);
  common.set(text, parts);
  return /** @type {Part} */ (parts[name]);
}

/** What is unpacked so far, by file: bytes, for most of it is never asked for. @type {Map<string, Map<string, Buffer>>} */
const unpacked = new Map();

/**
 * The texts of an archive, or of its first groups.
 * @param {string} file
 * @param {number} [end]
 */
function unpack(file, end) {
  const { brotliDecompressSync, constants } = require('node:zlib');
  const bytes = brotliDecompressSync(readFileSync(`${__dirname}/${file}`).subarray(0, end), {
    finishFlush: constants.BROTLI_OPERATION_FLUSH, // what is cut is whole as far as it goes
    chunkSize: 0x100000,
  });
  const texts = new Map();
  for (let at = 0; at < bytes.length;) {
    const head = bytes.indexOf('\n', at);
    const sizes = JSON.parse(bytes.toString('utf8', at, head));
    at = head + 1;
    for (const [name, size] of sizes) texts.set(name, bytes.subarray(at, (at += size)));
  }
  unpacked.set(file, texts);
  return texts;
}

/** @param {string} name `archive/item` */
function packed(name) {
  const [archive, item = ''] = name.split('/');
  const file = built[/** @type {'texts' | 'pages'} */ (archive)];
  return JSON.parse(((unpacked.get(file) ?? unpack(file)).get(item) ?? '').toString());
}

/** The text of a part, or of the parts of common commands. @param {string} name */
function textOf(name) {
  const { file, ends } = built.code;
  let text = unpacked.get(file)?.get(name);
  // A common text stands in a group of its own, all others in the last one.
  const isCommon = built.common.some((one) => one.name === name);
  for (let i = isCommon ? 0 : ends.length - 1; text === undefined && i < ends.length; i += 1)
    text = unpack(file, ends[i]).get(name);
  if (text === undefined) throw new Error(`${name} is not in ${file}`);
  return text.toString();
}

/**
 * What a text exports that is a file of this folder by its name only. As a module, so that Node finds
 * its source map, and keeps what it compiles, as of any file; elsewhere with the globals of this file.
 * @param {string} name
 * @param {string} text
 */
function asModule(name, text) {
  const file = `${__dirname}/${name}.cjs`;
  const own = isNode ? new Module(file) : { exports: {} };
  own.filename = file;
  if (isNode) own._compile(text, file, 'commonjs');
  else new Function('module', text)(own);
  return own.exports;
}

/** @param {string} name */
function readCommon(name) {
  // Node knows the maps of modules only.
  if (!isNode || process.sourceMapsEnabled) return asModule(name, textOf(name));
  const file = `${__dirname}/.${name}`;
  try {
    // ASCII, which minify.js sees to.
    const text = readInto(`${file}.cjs`).toString('latin1');
    const compiled = readInto(`${file}-${process.version}-${process.arch}.cache`);
    return run(scriptOf(name, text, compiled));
  } catch {
    // built by another Node, or published
  }
  const folder = 'crc32' in require('node:zlib') ? Module.getCompileCacheDir?.() : undefined;
  if (folder === undefined) return asModule(name, textOf(name));
  return readKept(name, `${folder}/${name}-${built.code.file}`);
}

/** One piece of memory for all such files: to get new pages takes longer than to read into them. */
let memory = Buffer.alloc(0);

/** What is in a file, until the next one is read. @param {string} file */
function readInto(file) {
  const fd = fs.openSync(file, 'r');
  try {
    const { size } = fs.fstatSync(fd);
    if (memory.length < size) memory = Buffer.allocUnsafeSlow(2 * size);
    return memory.subarray(0, fs.readSync(fd, memory, 0, size, 0));
  } finally {
    fs.closeSync(fd);
  }
}

/** @param {string} name @param {string} text @param {Buffer} [cachedData] @returns {import('node:vm').Script} */
function scriptOf(name, text, cachedData) {
  const { Script } = require('node:vm');
  return new Script(text, { filename: `${__dirname}/${name}.cjs`, cachedData });
}

/** @param {import('node:vm').Script} script of asFunction's text */
function run(script) {
  const own = { exports: {} };
  script.runInThisContext()(own);
  return own.exports;
}

/** Texts whose compiled code is kept, by the file that has it. @type {Map<string, import('node:vm').Script>} */
const kept = new Map();
/** Whether a file was missing. */
let isNew = false;

/**
 * A text with what V8 compiled of it in commands before. Node's own compile cache, in whose folder that
 * stands, is made when a text is loaded: it lacks all functions that are compiled when they are called.
 * @param {string} name
 * @param {string} file
 */
function readKept(name, file) {
  const script = scriptOf(name, `(function(module){${textOf(name)}\n})`, ownFile(file));
  if (kept.size === 0) process.once('exit', keep);
  kept.set(file, script);
  if (script.cachedDataRejected !== false) isNew = true;
  return run(script);
}

/**
 * What is in a file that nobody else can have written, and that is whole: V8 does not look whether it
 * is, and crashes where a disk lost a part of it.
 * @param {string} file
 */
function ownFile(file) {
  try {
    const { uid, mode } = fs.lstatSync(file);
    const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & 0o22) === 0);
    const bytes = isOwn ? readFileSync(file) : noBytes;
    const code = bytes.subarray(0, -4);
    return bytes.readUInt32LE(code.length) === crc32(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

const noBytes = Buffer.alloc(0);

/**
 * Of node:zlib, which unpacks the text too: to load node:crypto for a hash takes a ninth of an empty
 * node's time. Node 22.1 has none, and so keeps nothing.
 * @param {Buffer} code @returns {number}
 */
const crc32 = (code) => require('node:zlib').crc32(code);

/** All anew where one is missing: this command called functions that no command before it did. */
function keep() {
  // In a long run V8 forgets what was not called for a while.
  if (!isNew || process.uptime() > 10) return;
  for (const [file, script] of kept) {
    const part = `${file}.${process.pid}`;
    try {
      const code = script.createCachedData();
      const sum = Buffer.alloc(4);
      sum.writeUInt32LE(crc32(code));
      fs.writeFileSync(part, Buffer.concat([code, sum]), { mode: 0o600, flag: 'wx' });
      fs.renameSync(part, file);
    } catch {
      fs.rmSync(part, { force: true });
    }
  }
}

Object.assign(exports, { built, common, part, ran });
/** @param {string} folder */
exports.start = (folder) => part('./main').start(folder);
