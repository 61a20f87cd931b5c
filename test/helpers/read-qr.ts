import jsQR from 'jsqr';

/** An RGBA picture, four bytes a pixel, row by row. */
export interface Picture {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

/**
 * Reads the QR code in a picture.
 * @param options.inversion 'dontInvert' reads only dark-on-light codes, as a strict scanner does
 * @returns the text, or null where no code is readable
 */
export function readQr(
  { data, width, height }: Picture,
  { inversion }: { inversion: 'dontInvert' | 'attemptBoth' } = { inversion: 'dontInvert' },
): string | null {
  return jsQR(data, width, height, { inversionAttempts: inversion })?.data ?? null;
}

/** How many screen pixels a camera's pixel is wide, from far to near: small pictures are quick. */
const distances = [4, 3, 2];

/**
 * Reads a QR code as a phone does: frames at several distances, until one is readable. For drawings
 * with hair lines, over which jsqr trips where it sees the screen's pixels sharp, as no camera does.
 */
export function scanQr(
  picture: Picture,
  options?: { inversion: 'dontInvert' | 'attemptBoth' },
): string | null {
  for (const distance of distances) {
    const text = readQr(photograph(picture, distance), options);
    if (text !== null) return text;
  }
  return null;
}

/** A picture made `by` times smaller by averaging squares, which blurs edges as a lens does. */
function photograph({ data, width, height }: Picture, by: number): Picture {
  const shot = { width: Math.floor(width / by), height: Math.floor(height / by) };
  const pixels = new Uint8ClampedArray(shot.width * shot.height * 4);
  for (let y = 0, at = 0; y < shot.height; y++) {
    for (let x = 0; x < shot.width; x++) {
      for (let channel = 0; channel < 4; channel++, at++) {
        pixels[at] = average(data, width, (y * by * width + x * by) * 4 + channel, by);
      }
    }
  }
  return { data: pixels, ...shot };
}

/** The average of one channel over a square whose first byte is at `from`. */
function average(data: Uint8ClampedArray, width: number, from: number, side: number): number {
  let sum = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) sum += data[from + (y * width + x) * 4] ?? 0;
  }
  return sum / side ** 2;
}
