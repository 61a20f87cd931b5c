/**
 * A line of CSV (RFC 4180), without its end. An undefined cell is empty, and an empty text is `""`: what
 * is not told is told from what is told to be nothing.
 */
export const csvLine = (cells: readonly (string | undefined)[]): string =>
  cells.map((cell) => (cell === undefined ? '' : csvCell(cell))).join(',');

/**
 * A cell with a mark of the format in it stands in quotes, and a quote is doubled. Semicolons and tabs
 * are marks too: a spreadsheet may take them for separators, that of a Spanish or Portuguese Excel does.
 */
function csvCell(cell: string): string {
  const text = isNumber(cell) ? cell : cell.replace(formula, "$1'$2");
  return text === '' || /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * What a spreadsheet would calculate, at the beginning of a cell or where one may begin for it: who can
 * choose a reference or a description could have it open a page or send what else is in the sheet. The
 * wide signs are taken for the others in some languages. A quote before one does not make it a text.
 */
const formula = /(^|[;\t\r\n])([\s\0"]*[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** A number is no formula. */
const isNumber = (cell: string): boolean => /^[+-]?\d+(\.\d+)?$/.test(cell);
