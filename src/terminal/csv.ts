/**
 * A line of CSV (RFC 4180), without its end. An undefined cell is empty, and an empty text is `""`: what
 * is not told is told from what is told to be nothing.
 */
export const csvLine = (cells: readonly (string | undefined)[]): string =>
  cells.map((cell) => (cell === undefined ? '' : csvCell(cell))).join(',');

/** A cell with a mark of the format in it stands in quotes, and a quote is doubled. */
function csvCell(cell: string): string {
  const text = isFormula(cell) ? `'${cell}` : cell;
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Whether a spreadsheet would calculate it: who can choose a reference or a description could have it
 * open a page or send what else is in the sheet. A number is none.
 */
const isFormula = (cell: string): boolean =>
  /^[\s\0]*[=+\-@\t\r]/.test(cell) && !/^[+-]?\d+(\.\d+)?$/.test(cell);
