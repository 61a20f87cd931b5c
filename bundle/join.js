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
 * @returns {File}
 */
export function alone({ code, map }) {
  const shifted = JSON.parse(map);
  shifted.mappings = `;${shifted.mappings}`; // a line down
  return { code: `module.exports=${asFunction(code)};\n`, map: JSON.stringify(shifted) };
}

/**
 * Several parts as one file, which exports what `entry` exports. What else they require is found in
 * the file's folder.
 * @param {readonly Part[]} parts
 * @param {string} entry
 * @returns {File}
 */
export function join(parts, entry) {
  let code = 'const own={\n';
  const sections = [];
  for (const part of parts) {
    const key = JSON.stringify(`./${part.name}`);
    const line = code.split('\n').length; // the line after the one that the function begins in
    sections.push({ offset: { line, column: 0 }, map: JSON.parse(part.map) });
    code += `${key}:${asFunction(part.code)},\n`;
  }
  code += `};
const made=new Map();
function part(name){
if(!name.startsWith("./"))return require(name);
const before=made.get(name);
if(before!==undefined)return before.exports;
const module={exports:{}};
made.set(name,module);
(own[name]??require(name))(module.exports,part,module);
return module.exports;
}
module.exports=part(${JSON.stringify(`./${entry}`)});
`;
  return { code, map: JSON.stringify({ version: 3, sections }) };
}

/** @param {string} code */
const asFunction = (code) => `(exports,require,module)=>{\n${code}}`;
