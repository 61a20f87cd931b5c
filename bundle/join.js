/*
 * Puts parts into files. It is all the same to a part whether another one is a file of its own or
 * stands in one file with it (loader.cjs).
 */

/** @typedef {import('./parts.js').Part} Part */

/** @typedef {Omit<Part, 'name'>} File */

/**
 * A part as a file of its own.
 * @param {Part} part
 * @returns {File}
 */
export const alone = ({ code, map }) => ({ code: `module.exports=${code};\n`, map });

/**
 * Several parts as one file: an object that has each under the name that others require it by.
 * @param {readonly Part[]} parts
 * @returns {File}
 */
export function together(parts) {
  let code = 'module.exports={\n';
  let line = 1;
  const sections = [];
  for (const part of parts) {
    const text = `${JSON.stringify(`./${part.name}`)}:${part.code},\n`;
    sections.push({ offset: { line, column: 0 }, map: JSON.parse(part.map) });
    code += text;
    line += text.split('\n').length - 1;
  }
  return { code: `${code}};\n`, map: JSON.stringify({ version: 3, sections }) };
}
