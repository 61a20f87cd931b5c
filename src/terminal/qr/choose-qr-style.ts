import { type QrStyle, qrExtent } from './draw-qr.ts';
import { quietZone } from './qr-matrix.ts';

/** What a user can ask for with a flag. */
type QrStyleChoice = QrStyle | 'auto' | 'none';

interface QrSurroundings {
  /** The terminal's size, as far as it is known. */
  columns: number | undefined;
  rows: number | undefined;
  /** Lines of the window that are not the code's: the line above it, the prompt below. */
  reserved: number;
  isTerminal: boolean;
  /** Whether block glyphs show: a UTF-8 locale, and no TERM=dumb. */
  unicode: boolean;
  payload: string;
}

interface Size {
  columns?: number;
  rows?: number;
}

export type ChosenQrStyle =
  | { style: QrStyle; quiet: number }
  | { none: true }
  /** The sides that are too short. A code of wrapped or scrolled lines reads as nothing. */
  | { tooSmall: { needed: Size; has: Size } };

/**
 * Quiet zones, widest first. ISO/IEC 18004 asks for four modules; on screens the decoder of the
 * tests reads codes with two and with one as well, and they fit 80 x 24 where four do not.
 */
const quietZones = [quietZone, 2, 1];

/**
 * Chooses how to draw a QR code. `auto` draws on terminals only; a style asked for by name is drawn
 * anywhere, so that it can be piped on, and only a terminal can be too small for it.
 *
 * There is no falling back to a smaller style: `auto` takes the smallest that the terminal can show,
 * and another one than asked for by name would be a surprise.
 */
export function chooseQrStyle(choice: QrStyleChoice, surroundings: QrSurroundings): ChosenQrStyle {
  const { isTerminal, unicode, payload, columns = Infinity } = surroundings;
  if (choice === 'none' || (choice === 'auto' && !isTerminal)) return { none: true };
  const style = choice === 'auto' ? (unicode ? 'half' : 'ascii') : choice;
  if (!isTerminal) return { style, quiet: quietZone };
  const { reserved, rows = Infinity } = surroundings;
  const fits = quietZones.find((quiet) => {
    const extent = qrExtent(payload, style, quiet);
    return extent.columns <= columns && extent.lines + reserved <= rows;
  });
  if (fits !== undefined) return { style, quiet: fits };
  const least = qrExtent(payload, style, quietZones.at(-1));
  const needed: Size = {};
  const has: Size = {};
  if (least.columns > columns) [needed.columns, has.columns] = [least.columns, columns];
  if (least.lines + reserved > rows) [needed.rows, has.rows] = [least.lines + reserved, rows];
  return { tooSmall: { needed, has } };
}
