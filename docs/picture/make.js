/**
 * Makes create.svg, the README's picture: a real session in a real terminal, an order that is created
 * and watched here while it is paid elsewhere. Needs tmux and a build (`npm run picture` makes one).
 *
 *     node docs/picture/make.js [--bin FILE] [--out FILE]
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import jsqr from 'jsqr';
import { screenToSvg } from './ansi-to-svg.js';
import { halfCells } from './half-cells.js';
import { readScreen } from './read-screen.js';
import { openTerminal } from './terminal.js';
import { theme } from './theme.js';

const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));

const { values: flags } = parseArgs({
  options: {
    bin: { type: 'string', default: path('../../bin/mp-orders.cjs') },
    out: { type: 'string', default: path('create.svg') },
  },
});
const bin = resolve(flags.bin);
const command =
  'npx mp-orders create --sandbox --amount 50 --pos EXTERNALPOS019285 --mode dynamic --watch';
const orderId = /ORDTST[0-9A-Z]{26}/;
const prompt = '$ ';
const columns = prompt.length + command.length + 2;

const folder = mkdtempSync(join(tmpdir(), 'mp-orders-picture-'));
const env = prepareEnvironment();
const terminal = openTerminal({ columns, rows: 70, env });
try {
  const { text, screen } = await session();
  checkPrivacy(text);
  const rows = readScreen(screen, theme).slice(0, text.trimEnd().split('\n').length);
  checkQr(halfCells(rows), text);
  const title = `A terminal: ${command}. It prints the order and its QR code, and then that it is paid.`;
  const svg = screenToSvg(rows, { title, columns, theme });
  writeFileSync(flags.out, svg);
  console.log(
    `${flags.out}: ${columns}×${rows.length} cells, ${(svg.length / 1024).toFixed(0)} KiB`,
  );
} finally {
  terminal.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Types the command, pays the order from outside once its code shows, and waits for the end. */
async function session() {
  const isPrompt = (/** @type {string} */ screen) => screen.trimEnd().endsWith('\n$');
  await terminal.until('prompt', (screen) => screen.trimEnd() === '$');
  terminal.type(command);
  await terminal.until('QR code', (screen) => screen.includes('▄') && orderId.test(screen));
  const [id = ''] = orderId.exec(terminal.text()) ?? [];
  runTool('sandbox', 'pay', id);
  await terminal.until('end of the watch', isPrompt);
  if (!/processed/.test(terminal.text())) throw new Error(`Not paid:\n${terminal.text()}`);
  return { text: terminal.text(), screen: terminal.colored() };
}

/** All that the session sees. `npx` is the build under test, as if it had been installed. */
function prepareEnvironment() {
  const shims = join(folder, 'bin');
  mkdirSync(shims);
  const npx = `#!/bin/sh\nshift\nnpm_command=exec exec '${process.execPath}' '${bin}' "$@"\n`;
  writeFileSync(join(shims, 'npx'), npx);
  chmodSync(join(shims, 'npx'), 0o755);
  const profile = join(folder, 'profile.sh');
  writeFileSync(profile, `PS1='${prompt}'\n`);
  return {
    PATH: `${shims}:${process.env.PATH ?? ''}`,
    HOME: folder,
    TMUX_TMPDIR: folder,
    MP_ORDERS_HOME: join(folder, 'home'),
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    TZ: 'America/Argentina/Buenos_Aires',
    ENV: profile, // sh reads it; root's own prompt would be another one
  };
}

/** @param {string[]} args */
function runTool(...args) {
  const options = { env, encoding: /** @type {const} */ ('utf8') };
  const { status, stderr } = spawnSync(process.execPath, [bin, ...args], options);
  if (status !== 0) throw new Error(`mp-orders ${args.join(' ')}: ${stderr}`);
}

/** @param {string} text */
function checkPrivacy(text) {
  for (const secret of [folder, tmpdir(), homedir(), hostname(), bin]) {
    if (text.includes(secret)) throw new Error(`The picture would show "${secret}".`);
  }
}

/**
 * The code in the picture must be readable, and hold the payload that is printed below it.
 * @param {readonly string[][]} halves
 * @param {string} text
 */
function checkQr(halves, text) {
  const scale = 4;
  const [width, height] = [columns * scale, halves.length * scale];
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [at % width, Math.floor(at / width)].map((n) => Math.floor(n / scale));
    const color = Number.parseInt((halves[y ?? 0]?.[x ?? 0] ?? theme.background).slice(1), 16);
    pixels.set([color >> 16, (color >> 8) & 255, color & 255, 255], at * 4);
  }
  const read = jsqr(pixels, width, height, { inversionAttempts: 'dontInvert' })?.data;
  const solid = (/** @type {string} */ words) => words.replace(/\s/g, ''); // long lines are wrapped
  if (!read || !solid(text).includes(solid(read))) throw new Error(`The QR code reads as ${read}.`);
}
