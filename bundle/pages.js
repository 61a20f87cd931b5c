import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { minifySync } from '@swc/core';
import { buildSync } from 'esbuild';

/**
 * A page for browsers as one text: an HTML file, with the stylesheet and the script that it names
 * bundled into it. The policy names both by their hashes, so that a browser runs nothing else.
 * @param {string} file
 * @returns {{ html: string, policy: string }}
 */
export function buildPage(file) {
  /** @type {Record<'style' | 'script', string[]>} */
  const hashes = { style: [], script: [] };
  const inline = (/** @type {'style' | 'script'} */ tag, /** @type {string} */ name) => {
    const text = bundle(join(dirname(file), name));
    hashes[tag].push(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    return `<${tag}>${text}</${tag}>`;
  };
  const html = readFileSync(file, 'utf8')
    .replace(/<link rel="stylesheet" href="([^"]+)" \/>/g, (_, name) => inline('style', name))
    .replace(/<script src="([^"]+)"><\/script>/g, (_, name) => inline('script', name))
    .replace(/\n\s+(?=<)/g, '\n');
  const policy = [
    "default-src 'none'",
    `script-src ${hashes.script.join(' ')}`,
    `style-src ${hashes.style.join(' ')}`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  return { html, policy };
}

/** @param {string} file */
function bundle(file) {
  const { outputFiles } = buildSync({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: ['chrome110', 'firefox115', 'safari16'],
    charset: 'utf8',
    minify: true,
    legalComments: 'none',
  });
  const text = outputFiles[0]?.text.trimEnd() ?? '';
  if (file.endsWith('.css')) return text;
  // As a whole, and once more: esbuild's names for variables repeat less.
  return minifySync(text, { compress: { passes: 3, ecma: 2020 }, mangle: true, ecma: 2020 }).code;
}

/**
 * For esbuild.config.js: `import page from './page.html'` gives the page.
 * @type {import('esbuild').Plugin}
 */
export const pages = {
  name: 'pages',
  setup(plugin) {
    plugin.onLoad({ filter: /\.html$/ }, ({ path }) => ({
      loader: 'json',
      contents: JSON.stringify(buildPage(path)),
    }));
  },
};

/* The same for jest, as a transformer of HTML files. */

/** @param {string} _text @param {string} file */
export const process = (_text, file) => ({
  code: `module.exports = ${JSON.stringify(buildPage(file))};`,
});

/**
 * All that a page may be made of.
 * @param {string} _text @param {string} file
 */
export function getCacheKey(_text, file) {
  const source = join(dirname(file), '..', '..');
  const hash = createHash('sha256').update(file);
  for (const folder of ['pages', 'terminal/qr', 'sandbox/mollie', 'sandbox/vtex']) {
    for (const name of readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' })) {
      if (/\.\w+$/.test(name)) hash.update(readFileSync(join(source, folder, name)));
    }
  }
  return hash.digest('hex');
}

export default { process, getCacheKey };
