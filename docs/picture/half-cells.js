/** @typedef {import('./read-screen.js').Cell} Cell */

/** @typedef {{ x: number, y: number, width: number, height: number, color: string }} Block in half cells */

/** Which halves of its cell a block glyph inks: upper, lower. */
const glyphs = new Map([
  ['▀', [true, false]],
  ['▄', [false, true]],
  ['█', [true, true]],
]);

/** @param {Cell} cell whether it is drawn as blocks and not as text */
export const isBlock = ({ char }) => glyphs.has(char);

/**
 * The colours of a screen without its text, two rows to a line: block glyphs become areas, so that
 * a QR code has no gaps in any font.
 * @param {readonly Cell[][]} rows
 * @returns {string[][]}
 */
export function halfCells(rows) {
  return rows.flatMap((row) =>
    [0, 1].map((half) => row.map((cell) => (glyphs.get(cell.char)?.[half] ? cell.fg : cell.bg))),
  );
}

/**
 * Areas of one colour as few rectangles: runs along a row, joined with the same run below.
 * @param {readonly string[][]} halves
 * @param {string} background not drawn
 * @returns {Block[]}
 */
export function mergeBlocks(halves, background) {
  /** @type {Block[]} */
  const blocks = [];
  /** @type {Map<string, Block>} */
  let above = new Map();
  for (const [y, row] of halves.entries()) {
    /** @type {Map<string, Block>} */
    const here = new Map();
    for (const run of runs(row, y)) {
      if (run.color === background) continue;
      const key = `${run.x} ${run.width} ${run.color}`;
      const block = above.get(key);
      if (block === undefined) blocks.push(run);
      else block.height += 1;
      here.set(key, block ?? run);
    }
    above = here;
  }
  return blocks;
}

/** @param {readonly string[]} row @param {number} y */
function runs(row, y) {
  /** @type {Block[]} */
  const found = [];
  for (const [x, color] of row.entries()) {
    const last = found.at(-1);
    if (last?.color === color) last.width += 1;
    else found.push({ x, y, width: 1, height: 1, color });
  }
  return found;
}
