/*
 * Parts of the bundle are functions that are given `require`, as Node gives it to CommonJS. So it is
 * all the same to a part whether another one is a file of its own or stands in one file with it: to
 * find and open a file costs a command more than to compile what is in it.
 */

/** @typedef {{ name: string, code: string, map: string }} Part named as others require it: `./name` */

/** @typedef {Omit<Part, 'name'>} File */

/**
 * A part as a file of its own.
 * @param {Part} part
 * @param {string} [head] statements, in one line, that parts need
 * @returns {File}
 */
export function alone({ code, map }, head = '') {
  const shifted = JSON.parse(map);
  shifted.mappings = `;${shifted.mappings}`; // a line down
  return { code: `${head}module.exports=${asFunction(code)};\n`, map: JSON.stringify(shifted) };
}

/**
 * Several parts as one file: an object that has each under the name that others require it by.
 * @param {readonly Part[]} parts
 * @param {string} [head] statements, in one line, that parts need
 * @returns {File}
 */
export function together(parts, head = '') {
  return inOne(`${head}module.exports={\n`, parts, '};\n');
}

/**
 * Several parts as one file, which exports the function that finds any part. What is not in it is a
 * file of its own in the same folder, or in the file that `elsewhere` names for it.
 * @param {readonly Part[]} parts
 * @param {Readonly<Record<string, string>>} [elsewhere] file by name of the part
 * @param {string} [head] statements, in one line, that parts need
 * @returns {File}
 */
export function join(parts, elsewhere = {}, head = '') {
  const files = Object.entries(elsewhere).map(([name, file]) => [`./${name}`, `./${file}`]);
  return inOne(
    `${head}const own={\n`,
    parts,
    `};
const elsewhere=${JSON.stringify(Object.fromEntries(files))};
const made=new Map();
function find(name){
const file=elsewhere[name];
return own[name]??(file===undefined?require(name):require(file)[name]);
}
function part(name){
if(!name.startsWith("./"))return require(name);
const before=made.get(name);
if(before!==undefined)return before.exports;
const module={exports:{}};
made.set(name,module);
find(name)(module.exports,part,module);
return module.exports;
}
module.exports=part;
`,
  );
}

/**
 * @param {string} head @param {readonly Part[]} parts @param {string} end
 * @returns {File}
 */
function inOne(head, parts, end) {
  let code = head;
  let line = head.split('\n').length; // the line after the one that a function begins in
  const sections = [];
  for (const part of parts) {
    const text = `${JSON.stringify(`./${part.name}`)}:${asFunction(part.code)},\n`;
    sections.push({ offset: { line, column: 0 }, map: JSON.parse(part.map) });
    code += text;
    line += text.split('\n').length - 1;
  }
  return { code: code + end, map: JSON.stringify({ version: 3, sections }) };
}

/** @param {string} code */
const asFunction = (code) => `(exports,require,module)=>{\n${code}}`;
