/**
 * @typedef {object} Pen
 * @property {string} fg
 * @property {string} bg
 * @property {boolean} bold
 * @property {boolean} dim
 * @property {boolean} italic
 * @property {boolean} underline
 * @property {boolean} inverse
 */

/** @typedef {Omit<Pen, 'inverse'> & { char: string }} Cell the pen's inversion is already done */

/** @typedef {{ foreground: string, background: string, palette: readonly string[] }} Theme */

/**
 * Reads text with SGR sequences, as `tmux capture-pane -e` writes it, into rows of cells. A style
 * lasts until it is changed, over line ends too.
 * @param {string} text
 * @param {Theme} theme
 * @returns {Cell[][]}
 */
export function readScreen(text, theme) {
  let pen = plainPen(theme);
  /** @type {Cell[][]} */
  const rows = [[]];
  for (const [index, piece] of text.split('\x1b').entries()) {
    const sgr = index === 0 ? null : /^\[([\d;:]*)m/.exec(piece);
    if (index > 0 && sgr === null) throw new Error(`ESC ${piece.slice(0, 8)} cannot be drawn.`);
    if (sgr !== null) pen = applySgr(pen, sgr[1] ?? '', theme);
    for (const char of piece.slice(sgr?.[0].length ?? 0)) {
      if (char === '\n') rows.push([]);
      else rows.at(-1)?.push(toCell(char, pen));
    }
  }
  return rows;
}

/** @param {Theme} theme @returns {Pen} */
const plainPen = ({ foreground, background }) => ({
  fg: foreground,
  bg: background,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
});

/** @param {string} char @param {Pen} pen @returns {Cell} */
function toCell(char, { inverse, fg, bg, ...style }) {
  return inverse ? { ...style, char, fg: bg, bg: fg } : { ...style, char, fg, bg };
}

/** @type {Readonly<Record<number, Partial<Pen>>>} */
const switches = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
};

/** @param {Pen} before @param {string} sequence @param {Theme} theme @returns {Pen} */
function applySgr(before, sequence, theme) {
  const codes = sequence.split(/[;:]/).map(Number);
  let pen = before;
  for (let code = codes.shift(); code !== undefined; code = codes.shift()) {
    if (code === 0) pen = plainPen(theme);
    else if (code === 38) pen = { ...pen, fg: extendedColor(codes, theme) };
    else if (code === 48) pen = { ...pen, bg: extendedColor(codes, theme) };
    else if (code === 39) pen = { ...pen, fg: theme.foreground };
    else if (code === 49) pen = { ...pen, bg: theme.background };
    else if (code in switches) pen = { ...pen, ...switches[code] };
    else pen = { ...pen, ...namedColor(code, theme) };
  }
  return pen;
}

/** @param {number} code @param {Theme} theme @returns {Partial<Pen>} */
function namedColor(code, { palette }) {
  if (code >= 30 && code <= 37) return { fg: palette[code - 30] };
  if (code >= 40 && code <= 47) return { bg: palette[code - 40] };
  if (code >= 90 && code <= 97) return { fg: palette[code - 82] };
  if (code >= 100 && code <= 107) return { bg: palette[code - 92] };
  throw new Error(`SGR ${code} cannot be drawn.`);
}

/** @param {number[]} codes what follows 38 or 48; is consumed @param {Theme} theme */
function extendedColor(codes, { palette }) {
  if (codes.shift() === 2) return hex(codes.splice(0, 3));
  const index = codes.shift() ?? 0;
  const named = palette[index];
  if (named !== undefined) return named;
  if (index >= 232) return hex(Array(3).fill(8 + 10 * (index - 232)));
  const level = (/** @type {number} */ n) => (n === 0 ? 0 : 55 + 40 * n);
  const cube = index - 16;
  return hex([Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(level));
}

/** @param {readonly number[]} channels */
const hex = (channels) => `#${channels.map((n) => n.toString(16).padStart(2, '0')).join('')}`;
