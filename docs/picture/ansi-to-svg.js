import { halfCells, isBlock, mergeBlocks } from './half-cells.js';

/** @typedef {import('./read-screen.js').Cell} Cell */
/** @typedef {import('./read-screen.js').Theme} Theme */

/** A character is 0.6 em wide in nearly all monospaced fonts; `textLength` mends the others. */
const cell = { width: 8, height: 16, font: 13.33, baseline: 12 };
const frame = { side: 20, top: 44, bottom: 16, radius: 8, line: '#30363d' };
const dots = ['#ff5f57', '#febc2e', '#28c840'];

/**
 * A screen in a window, as an SVG picture that needs no script and nothing from the network.
 * @param {readonly Cell[][]} rows
 * @param {{ title: string, columns: number, theme: Theme }} options
 */
export function screenToSvg(rows, { title, columns, theme }) {
  const width = columns * cell.width + 2 * frame.side;
  const height = rows.length * cell.height + frame.top + frame.bottom;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">`,
    `<title id="title">${escape(title)}</title>`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="${frame.radius}" fill="${theme.background}" stroke="${frame.line}"/>`,
    ...dots.map((color, at) => `<circle cx="${20 + 20 * at}" cy="20" r="6" fill="${color}"/>`),
    `<g transform="translate(${frame.side} ${frame.top})">`,
    ...drawBlocks(rows, theme),
    `<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace" font-size="${cell.font}" fill="${theme.foreground}">`,
    ...rows.flatMap((row, y) => textRuns(row).map((run) => drawText(run, y, theme))),
    '</g>',
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/**
 * One path for each colour, its edges on whole pixels.
 * @param {readonly Cell[][]} rows
 * @param {Theme} theme
 */
function drawBlocks(rows, { background }) {
  const blocks = mergeBlocks(halfCells(rows), background);
  const half = cell.height / 2;
  return [...new Set(blocks.map(({ color }) => color))].map((color) => {
    const path = blocks
      .filter((block) => block.color === color)
      .map(({ x, y, width, height }) => {
        const across = width * cell.width;
        return `M${x * cell.width} ${y * half}h${across}v${height * half}h-${across}z`;
      });
    return `<path fill="${color}" shape-rendering="crispEdges" d="${path.join('')}"/>`;
  });
}

/** @typedef {{ x: number, text: string, style: Cell }} Run */

/**
 * Stretches of one style. Two blanks end one too: what follows then stands at its own column,
 * whatever the font, and no renderer can fold the blanks into one.
 * @param {readonly Cell[]} row
 */
function textRuns(row) {
  /** @type {Run[]} */
  const runs = [];
  let blanks = 0;
  for (const [x, next] of row.entries()) {
    if (next.char === ' ' || isBlock(next)) {
      blanks += isBlock(next) ? 2 : 1;
      continue;
    }
    const last = runs.at(-1);
    if (last !== undefined && blanks < 2 && looksAlike(last.style, next)) {
      last.text += ' '.repeat(blanks) + next.char;
    } else {
      runs.push({ x, text: next.char, style: next });
    }
    blanks = 0;
  }
  return runs;
}

/** @param {Cell} a @param {Cell} b */
function looksAlike(a, b) {
  /** @type {(keyof Cell)[]} */
  const looks = ['fg', 'bold', 'dim', 'italic', 'underline'];
  return looks.every((look) => a[look] === b[look]);
}

/** @param {Run} run @param {number} y @param {Theme} theme */
function drawText({ x, text, style }, y, { foreground }) {
  const attributes = [
    `x="${x * cell.width}" y="${y * cell.height + cell.baseline}"`,
    `textLength="${[...text].length * cell.width}"`,
    style.fg === foreground ? '' : `fill="${style.fg}"`,
    style.bold ? 'font-weight="bold"' : '',
    style.dim ? 'opacity=".6"' : '',
    style.italic ? 'font-style="italic"' : '',
    style.underline ? 'text-decoration="underline"' : '',
  ];
  return `<text ${attributes.filter(Boolean).join(' ')}>${escape(text)}</text>`;
}

/** @param {string} text */
const escape = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
