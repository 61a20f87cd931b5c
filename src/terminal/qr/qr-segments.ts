/** How a stretch of text is encoded (ISO/IEC 18004, 7.4): the indicator is its four bits. */
export interface QrSegment {
  mode: 'numeric' | 'alphanumeric' | 'byte';
  /** For `byte` one byte a character, UTF-8. */
  text: string;
}

type Mode = QrSegment['mode'];
const modes: readonly Mode[] = ['numeric', 'alphanumeric', 'byte'];

/** The place of a character in it is its value (ISO/IEC 18004, table 5). */
export const alphanumerics = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** The bits that say how long a segment is, by the size of the code (ISO/IEC 18004, table 3). */
function countBits(version: number): Readonly<Record<Mode, number>> {
  if (version < 10) return { numeric: 10, alphanumeric: 9, byte: 8 };
  if (version < 27) return { numeric: 12, alphanumeric: 11, byte: 16 };
  return { numeric: 14, alphanumeric: 13, byte: 16 };
}

/** A character costs thirds or halves of bits in the denser modes: all costs are counted in sixths. */
const sixths: Readonly<Record<Mode, number>> = { numeric: 20, alphanumeric: 33, byte: 48 };

/** The bits before the characters of a segment: its mode and how long it is. */
const headBits = (mode: Mode, version: number): number => 4 + countBits(version)[mode];

/** The bits of a segment, its head included. */
function segmentBits({ mode, text }: QrSegment, version: number): number {
  return headBits(mode, version) + Math.ceil((text.length * sixths[mode]) / 6);
}

/** The bits that the segments take in a code of this version (1 to 40). */
export const bitsOf = (segments: readonly QrSegment[], version: number): number =>
  segments.reduce((sum, segment) => sum + segmentBits(segment, version), 0);

/**
 * Divides a text into the segments that take the fewest bits in a code of this version. The payload
 * of a payment is mostly digits and capitals, and one type less is two lines less of a terminal.
 *
 * A text beyond ASCII stays one segment: readers guess the character set of each segment by its
 * bytes (zxing's StringUtils.guessCharset), and a few bytes alone are guessed wrong.
 */
export function divide(payload: string, version: number): QrSegment[] {
  if (payload === '') return [];
  if (!/^\p{ASCII}*$/u.test(payload)) {
    const bytes = [...new TextEncoder().encode(payload)];
    return [{ mode: 'byte', text: bytes.map((byte) => String.fromCharCode(byte)).join('') }];
  }
  const path = cheapestPath(payload, version);
  const segments: QrSegment[] = [];
  path.forEach((mode, at) => {
    const last = segments.at(-1);
    if (last?.mode === mode) last.text += payload[at] ?? '';
    else segments.push({ mode, text: payload[at] ?? '' });
  });
  return segments;
}

const canEncode = (mode: Mode, char: string): boolean =>
  mode === 'byte' || (mode === 'numeric' ? /\d/.test(char) : alphanumerics.includes(char));

/** The mode of each character. From left to right, the cheapest way to be in each mode is kept. */
function cheapestPath(payload: string, version: number): Mode[] {
  const head = (mode: Mode) => 6 * headBits(mode, version);
  const from: Partial<Record<Mode, Mode>>[] = [];
  let costs: Partial<Record<Mode, number>> = {};
  for (const [at, char] of [...payload].entries()) {
    const next: Partial<Record<Mode, number>> = {};
    const previous: Partial<Record<Mode, Mode>> = {};
    for (const mode of modes) {
      if (!canEncode(mode, char)) continue;
      for (const before of modes) {
        const sum = at === 0 ? 0 : costs[before];
        if (sum === undefined) continue;
        // A segment ends on a whole bit.
        const start = at === 0 || before !== mode ? Math.ceil(sum / 6) * 6 + head(mode) : sum;
        const cost = start + sixths[mode];
        if (next[mode] !== undefined && next[mode] <= cost) continue;
        next[mode] = cost;
        previous[mode] = before;
      }
    }
    from.push(previous);
    costs = next;
  }
  const ends = modes.filter((mode) => costs[mode] !== undefined);
  let mode = ends.reduce((a, b) => ((costs[b] ?? Infinity) < (costs[a] ?? Infinity) ? b : a));
  const path: Mode[] = [];
  for (const previous of from.toReversed()) {
    path.push(mode);
    mode = previous[mode] ?? mode;
  }
  return path.reverse();
}
