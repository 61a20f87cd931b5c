import type { Picture } from './read-qr.ts';

/**
 * What a receipt printer makes of bytes: its rows of dots, as a picture on white paper. Knows the two
 * commands that a code takes, and refuses every other byte.
 */
export function printed(bytes: Uint8Array): Picture & { fed: number; bands: number } {
  const rows: boolean[][] = [];
  let [at, fed, bands] = [0, 0, 0];
  const next = () => {
    const byte = bytes[at];
    at += 1;
    if (byte === undefined) throw new Error('The bytes end within a command.');
    return byte;
  };
  while (at < bytes.length) {
    const [first, second] = [next(), next()];
    if (first === 0x1b && second === 0x64) fed += next();
    else if (first === 0x1d && second === 0x76) {
      const [zero, mode, wl, wh, hl, hh] = [next(), next(), next(), next(), next(), next()];
      if (zero !== 0x30 || mode !== 0) throw new Error('Not a raster picture of single dots.');
      bands += 1;
      for (let row = 0; row < hl + 256 * hh; row += 1) {
        const dots: boolean[] = [];
        for (let byte = 0; byte < wl + 256 * wh; byte += 1) {
          const eight = next();
          for (let bit = 7; bit >= 0; bit -= 1) dots.push(((eight >> bit) & 1) === 1);
        }
        rows.push(dots);
      }
    } else throw new Error(`No command: ${first} ${second}`);
  }
  const [width, height] = [rows[0]?.length ?? 0, rows.length];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  rows.forEach((dots, y) =>
    dots.forEach((isDark, x) => {
      if (isDark) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }),
  );
  return { data, width, height, fed, bands };
}
