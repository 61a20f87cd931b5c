import { type QrStyle, qrWidth } from './draw-qr.ts';

/** What a user can ask for with a flag. */
export type QrStyleChoice = QrStyle | 'auto' | 'none';

export interface QrSurroundings {
  /** The terminal's width, if known. */
  columns: number | undefined;
  isTerminal: boolean;
  /** Whether block glyphs show: a UTF-8 locale, and no TERM=dumb. */
  unicode: boolean;
  payload: string;
}

export type ChosenQrStyle =
  | { style: QrStyle }
  | { none: true }
  /** A line too long would wrap, and a code of wrapped lines reads as nothing. */
  | { tooNarrow: { needed: number; columns: number } };

/**
 * Chooses how to draw a QR code. `auto` draws on terminals only; a style asked for by name is drawn
 * anywhere, so that it can be piped on, and only a terminal can be too narrow for it.
 *
 * There is no falling back to a smaller style: `auto` takes the smallest that the terminal can show,
 * and another one than asked for by name would be a surprise.
 */
export function chooseQrStyle(
  asked: QrStyleChoice,
  { columns, isTerminal, unicode, payload }: QrSurroundings,
): ChosenQrStyle {
  if (asked === 'none' || (asked === 'auto' && !isTerminal)) return { none: true };
  const style = asked === 'auto' ? (unicode ? 'half' : 'ascii') : asked;
  if (!isTerminal || columns === undefined) return { style };
  const needed = qrWidth(payload, style);
  return needed <= columns ? { style } : { tooNarrow: { needed, columns } };
}
