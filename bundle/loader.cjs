'use strict';
/*
 * This is dist/main.cjs: it finds the parts that the program is made of (parts.js). Those that most
 * commands need are one text, the core; the others are unpacked when they are needed (archive.js).
 *
 * Beside the build, but not in what is published, the core stands unpacked, with what V8 compiled of
 * it (warm-up.js): on Node 20 that saves a fifth of a command's CPU time. It is of one version of Node
 * on one kind of machine; any other compiles the core, and Node 22 and later keep what comes of that.
 */
const { readFileSync } = require('node:fs');
const Module = require('node:module');

/** @typedef {(exports: object, require: (name: string) => unknown, load: (name: string) => Promise<unknown>) => void} Part */

/** The build puts the names of its files here. @type {{ core: string, code: { file: string, ends: number[] }, texts: string, pages: string }} */
const built = JSON.parse('BUILT');

/**
 * What gives the exports of any part, each run once.
 * @param {Readonly<Record<string, Part>>} core
 */
function open(core) {
  /** @type {(name: string) => Promise<unknown>} */
  const load = async (name) => part(name);
  /** @param {string} name @returns {any} */
  function part(name) {
    if (!name.startsWith('./')) {
      return name.startsWith('packed:') ? packed(name.slice('packed:'.length)) : require(name);
    }
    const before = exports.ran.get(name);
    if (before !== undefined) return before;
    const own = {};
    exports.ran.set(name, own);
    (core[name] ?? partOf(name))(own, part, load);
    return own;
  }
  return part;
}

/** What is unpacked so far, by file. @type {Map<string, Map<string, string>>} */
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
    for (const [name, size] of sizes) texts.set(name, bytes.toString('utf8', at, (at += size)));
  }
  unpacked.set(file, texts);
  return texts;
}

/** @param {string} name `archive/item` */
function packed(name) {
  const [archive, item = ''] = name.split('/');
  const file = built[/** @type {'texts' | 'pages'} */ (archive)];
  return JSON.parse((unpacked.get(file) ?? unpack(file)).get(item) ?? '');
}

/** The text of a part that is not in the core, or of the core. @param {string} name */
function textOf(name) {
  const { file, ends } = built.code;
  let text = unpacked.get(file)?.get(name);
  for (let i = 0; text === undefined && i < ends.length; i += 1)
    text = unpack(file, ends[i]).get(name);
  if (text === undefined) throw new Error(`${name} is not in ${file}`);
  return text;
}

/** @param {string} name @returns {Part} */
const partOf = (name) => asModule(name.slice(2), textOf(name));

/**
 * What a text exports that is a file of this folder by its name only. As a module, so that Node finds
 * its source map, and keeps what it compiles, as of any file.
 * @param {string} name
 * @param {string} text
 */
function asModule(name, text) {
  const file = `${__dirname}/${name}.cjs`;
  const own = /** @type {any} */ (new Module(file));
  own.filename = file;
  own._compile(text, file, 'commonjs');
  return own.exports;
}

/** @param {string} name @param {BufferEncoding} [encoding] */
function readIfThere(name, encoding) {
  try {
    return readFileSync(`${__dirname}/${name}`, encoding);
  } catch {
    return undefined;
  }
}

function readCore() {
  const { core } = built;
  // ASCII, which minify.js sees to.
  const text = /** @type {string | undefined} */ (readIfThere(`.${core}.cjs`, 'latin1'));
  const compiled = `.${core}-${process.version}-${process.arch}.cache`;
  // Node knows the maps of modules only.
  const cachedData =
    text === undefined || process.sourceMapsEnabled ? undefined : readIfThere(compiled);
  if (text === undefined || !(cachedData instanceof Buffer))
    return asModule(core, text ?? textOf('core'));
  const { Script } = require('node:vm');
  const file = `${__dirname}/${core}.cjs`;
  const script = new Script(Module.wrap(text), { filename: file, cachedData });
  const own = { exports: {} };
  script.runInThisContext()(own.exports, require, own, file, __dirname);
  return own.exports;
}

/** The exports of the parts that ran, by name. @type {Map<string, object>} */
exports.ran = new Map();
exports.open = open;
/** Opened at the first use. @type {ReturnType<typeof open> | undefined} */
let opened;
/** @param {string} name */
exports.part = (name) => (opened ??= open(readCore()))(name);
/** @param {string} folder */
exports.start = (folder) => exports.part('./main').start(folder);
