import { describe, expect, test } from '@jest/globals';
import { PNG } from 'pngjs';
import { exitCodes } from '../../../../src/errors.ts';
import { qrPng, qrSvg } from '../../../../src/terminal/qr/qr-picture.ts';
import { type Picture, readQr } from '../../../helpers/read-qr.ts';
import { example, namedPayloads } from './payloads.ts';

/** Fills the bars of the last path on white, as far as the picture uses SVG: "M x y h n v1 h-n z". */
function rasterise(svg: string, scale = 6): Picture {
  const side = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]) * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  const path = /<path d="([^"]+)"/.exec(svg)?.[1] ?? '';
  const bars = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)];
  expect(bars.map(([bar]) => bar).join('')).toBe(path);
  for (const [, left = 0, top = 0, length = 0, back] of bars) {
    expect(back).toBe(length);
    for (let y = Number(top) * scale; y < (Number(top) + 1) * scale; y++) {
      const from = y * side + Number(left) * scale;
      for (let at = from; at < from + Number(length) * scale; at++) data.set([0, 0, 0], at * 4);
    }
  }
  return { data, width: side, height: side };
}

const decode = (png: Buffer): Picture => {
  const { data, width, height } = PNG.sync.read(png);
  return { data: new Uint8ClampedArray(data), width, height };
};

/** Light pixels between each edge and the first dark one: top, bottom, left, right. */
function lightMargins({ data, width, height }: Picture): number[] {
  const dark = Array.from({ length: width * height }, (_, at) => at).filter(
    (at) => data[at * 4] === 0,
  );
  const xs = dark.map((at) => at % width);
  const ys = dark.map((at) => Math.floor(at / width));
  const least = (all: number[]) => all.reduce((a, b) => Math.min(a, b));
  const most = (all: number[]) => all.reduce((a, b) => Math.max(a, b));
  return [least(ys), height - 1 - most(ys), least(xs), width - 1 - most(xs)];
}

describe.each(namedPayloads)('%s', (_what, payload) => {
  test('is read from the SVG', () => {
    expect(readQr(rasterise(qrSvg(payload)))).toBe(payload);
  });

  test.each([undefined, 3, 5])('is read from the PNG at scale %s', (scale) => {
    expect(readQr(decode(qrPng(payload, { scale })))).toBe(payload);
  });
});

describe('SVG', () => {
  test('is a square of 41 modules and two quiet zones, white below the code', () => {
    expect(qrSvg(example)).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 49 49" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h49v49H0z"\/><path d="[^"]+"\/><\/svg>\n$/,
    );
  });

  test('keeps a quiet zone of four modules', () => {
    expect(lightMargins(rasterise(qrSvg(example), 1))).toEqual([4, 4, 4, 4]);
  });
});

describe('PNG', () => {
  test.each([
    [undefined, 8],
    [1, 1],
    [3, 3],
  ])('at scale %s has %d pixels a module and a quiet zone of four', (scale, pixels) => {
    const picture = decode(qrPng(example, { scale }));
    expect([picture.width, picture.height]).toEqual([49 * pixels, 49 * pixels]);
    expect(lightMargins(picture)).toEqual(Array(4).fill(4 * pixels));
  });

  test('is grayscale', () => {
    const colorType = 25;
    expect(qrPng(example)[colorType]).toBe(0);
  });

  test.each([0, -1, 1.5, 65, Number.NaN])('refuses the scale %d', (scale) => {
    expect(() => qrPng(example, { scale })).toThrow(
      expect.objectContaining({ exitCode: exitCodes.usage }),
    );
  });
});

test('a text too long is refused by both', () => {
  expect(() => qrSvg('x'.repeat(3000))).toThrow(/too long for a QR code/);
  expect(() => qrPng('x'.repeat(3000))).toThrow(/too long for a QR code/);
});
