import { describe, expect, test } from '@jest/globals';
import {
  type ColorLevel,
  type QrStyle,
  drawQr,
  qrExtent,
} from '../../../../src/terminal/qr/draw-qr.ts';
import { readQr, scanQr } from '../../../helpers/read-qr.ts';
import { paint, readCells, themes } from '../../../helpers/screen.ts';
import { example, namedPayloads, payloads } from './payloads.ts';

const styles: QrStyle[] = ['half', 'full', 'ascii'];
const colored: ColorLevel[] = [1, 2, 3];
const everyColored = styles.flatMap((style) =>
  colored.map((colorLevel) => ({ style, colorLevel })),
);
const everyWay = styles.flatMap((style) =>
  ([0, ...colored] as const).map((colorLevel) => ({ style, colorLevel })),
);

describe.each(namedPayloads)('%s', (_what, payload) => {
  const themeNames = ['dark', 'light'] as const;
  // Level 3 draws the very same, as the next test says: no need to scan that again.
  const scanned = everyColored.filter(({ colorLevel }) => colorLevel < 3);
  test.each(scanned.flatMap((way) => themeNames.map((theme) => ({ ...way, theme }))))(
    'is read by a strict scanner: $style, colour level $colorLevel, $theme theme',
    ({ style, colorLevel, theme }) => {
      const picture = paint(drawQr(payload, { style, colorLevel }), themes[theme]);
      expect(readQr(picture, { inversion: 'dontInvert' })).toBe(payload);
    },
  );

  test.each(styles)('is drawn alike at colour levels 2 and 3: %s', (style) => {
    const drawn = drawQr(payload, { style, colorLevel: 3 });
    expect(drawn).toBe(drawQr(payload, { style, colorLevel: 2 }));
  });

  test.each(['half', 'full'] as const)(
    'is read by a strict scanner without colours: %s, dark theme',
    (style) => {
      const picture = paint(drawQr(payload, { style, colorLevel: 0 }), themes.dark);
      expect(readQr(picture, { inversion: 'dontInvert' })).toBe(payload);
    },
  );

  test('is scanned by a strict camera without colours: ascii, light theme', () => {
    const picture = paint(drawQr(payload, { style: 'ascii', colorLevel: 0 }), themes.light);
    expect(scanQr(picture, { inversion: 'dontInvert' })).toBe(payload);
  });

  test.each([
    { style: 'half', theme: 'light' },
    { style: 'full', theme: 'light' },
    { style: 'ascii', theme: 'dark' },
  ] as const)(
    'is scanned by a camera that knows inverted codes without colours: $style, $theme theme',
    ({ style, theme }) => {
      const picture = paint(drawQr(payload, { style, colorLevel: 0 }), themes[theme]);
      expect(scanQr(picture, { inversion: 'attemptBoth' })).toBe(payload);
    },
  );
});

describe('half blocks on terminals that leave gaps', () => {
  const drawn = drawQr(example, { style: 'half', colorLevel: 2 });

  test.each([1, 2, 3])('are scanned with glyphs %d pixels short of their cell', (shortfall) => {
    expect(scanQr(paint(drawn, themes.light, { shortfall }))).toBe(example);
  });

  test.each([
    { gap: 1, theme: 'dark' },
    { gap: 1, theme: 'light' },
    { gap: 2, theme: 'dark' },
    { gap: 2, theme: 'light' },
  ] as const)('are scanned with lines $gap pixels apart, $theme theme', ({ gap, theme }) => {
    expect(scanQr(paint(drawn, themes[theme], { gap }))).toBe(example);
  });

  test('ink no cell whose two modules are alike', () => {
    const glyphs = new Set(
      readCells(drawn)
        .flat()
        .map(({ char }) => char),
    );
    expect(glyphs).toEqual(new Set([' ', '▄']));
  });
});

/** Whether each module is light, by any of the ways that a cell can show that. */
function lightModules(style: QrStyle, colorLevel: ColorLevel): boolean[][] {
  const isLight = (color: number | 'default') => color === 231 || color === 15;
  const upper = { ' ': false, '▀': true, '▄': false, '█': true, '#': false };
  const lower = { ...upper, '▀': false, '▄': true };
  const rows = readCells(drawQr(example, { style, colorLevel }));
  return rows.flatMap((cells) =>
    (style === 'half' ? [upper, lower] : [upper]).map((inks) =>
      cells.map(({ char, fg, bg }) => {
        const inked = inks[char as keyof typeof inks];
        if (colorLevel === 0) return style === 'ascii' ? char === ' ' : inked;
        return isLight(inked || char === '#' ? fg : bg);
      }),
    ),
  );
}

test.each(everyWay)(
  'the quiet zone is 4 modules on every side: $style, colour level $colorLevel',
  ({ style, colorLevel }) => {
    const light = lightModules(style, colorLevel);
    const across = style === 'half' ? 1 : 2;
    const dark = light.flatMap((row, y) => row.flatMap((is, x) => (is ? [] : [{ x, y }])));
    const xs = dark.map(({ x }) => x);
    const ys = dark.map(({ y }) => y);
    const width = light[0]?.length ?? 0;
    expect(Math.min(...xs)).toBe(4 * across);
    expect(width - 1 - Math.max(...xs)).toBe(4 * across);
    expect(Math.min(...ys)).toBe(4);
    // Two rows share a line in half blocks, and the odd one out is light as well.
    expect(light.length - 1 - Math.max(...ys)).toBe(style === 'half' ? 5 : 4);
  },
);

test.each(everyWay)(
  'every line is as wide as promised: $style, colour level $colorLevel',
  ({ style, colorLevel }) => {
    for (const payload of Object.values(payloads)) {
      const rows = readCells(drawQr(payload, { style, colorLevel }));
      expect(new Set(rows.map((row) => row.length))).toEqual(
        new Set([qrExtent(payload, style).columns]),
      );
    }
  },
);

test.each([
  ['half', 4, 49, 25],
  ['half', 2, 45, 23],
  ['half', 1, 43, 22],
  ['full', 4, 98, 49],
  ['ascii', 1, 86, 43],
] as const)(
  "%s with a quiet zone of %d shows the page's example in %d columns and %d lines",
  (style, quiet, columns, lines) => {
    expect(qrExtent(example, style, quiet)).toEqual({ columns, lines });
    expect(drawQr(example, { style, colorLevel: 2, quiet }).split('\n')).toHaveLength(lines);
  },
);

test.each(
  ([2, 1] as const).flatMap((quiet) =>
    (['dark', 'light'] as const).flatMap((theme) =>
      Object.values(payloads).map((payload) => ({ quiet, theme, payload })),
    ),
  ),
)('a quiet zone of $quiet is enough for a camera, $theme theme: $payload', (one) => {
  const drawn = drawQr(one.payload, { style: 'half', colorLevel: 2, quiet: one.quiet });
  expect(scanQr(paint(drawn, themes[one.theme]))).toBe(one.payload);
});

test.each(everyColored)(
  'no colour lasts beyond a line: $style, colour level $colorLevel',
  ({ style, colorLevel }) => {
    for (const line of drawQr(example, { style, colorLevel }).split('\n')) {
      const after = readCells(`${line}x`)[0]?.at(-1);
      expect(line.endsWith('\x1b[0m')).toBe(true);
      expect(after).toEqual({ char: 'x', fg: 'default', bg: 'default' });
    }
  },
);

test.each([
  [1, [0, 15]],
  [2, [16, 231]],
  [3, [16, 231]],
] as const)('colour level %d uses palette entries %j alone', (colorLevel, entries) => {
  for (const style of styles) {
    const cells = readCells(drawQr(example, { style, colorLevel })).flat();
    expect(new Set(cells.map(({ bg }) => bg))).toEqual(new Set(entries));
  }
});

test.each(styles)('without colours there is no escape sequence: %s', (style) => {
  expect(drawQr(example, { style, colorLevel: 0 })).not.toContain('\x1b');
});

test.each([0, ...colored] as const)('ascii is ASCII at colour level %d', (colorLevel) => {
  expect(drawQr(example, { style: 'ascii', colorLevel })).not.toMatch(/[^\p{ASCII}]/u);
});
