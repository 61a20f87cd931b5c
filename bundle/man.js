import { build } from 'esbuild';

/*
 * The man page, mp-orders(1), made of what the program prints: `--help`, `help options` and the topics.
 */

/** @typedef {{ name: string, summary: string, text: string }} Topic */

/** The topics of src/help/topics.ts. @returns {Promise<Topic[]>} */
export async function readTopics() {
  const options = /** @type {const} */ ({ format: 'esm', write: false });
  const { outputFiles } = await build({ entryPoints: ['src/help/topics.ts'], ...options });
  const module = `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? '').toString('base64')}`;
  return (await import(module)).topics;
}

/**
 * @param {{ version: string, help: string, options: string, topics: readonly Topic[] }} from `help`
 *   and `options` as the program prints them in 80 columns
 * @returns {string} roff, with the macros of man(7)
 */
export function manPage({ version, help, options, topics }) {
  const [usage = '', what = '', ...sections] = help.trim().split('\n\n');
  const shown = sections.filter((text) => !/^(Options|Topics)\b/.test(text));
  const told = topics.filter(({ text }) => text !== '');
  return `${[
    `.TH MP\\-ORDERS 1 "" "mp\\-orders ${escape(version)}"`,
    '.SH NAME',
    `mp\\-orders \\- ${escape(what.replace(/\.$/, ''))}`,
    '.SH SYNOPSIS',
    '.nf',
    escape(usage.replace(/^Usage: /, '')),
    'mp\\-orders help [topic]',
    '.fi',
    '.SH COMMANDS',
    ...verbatim(shown.join('\n\n')),
    '.SH OPTIONS',
    ...verbatim(options.trim().split('\n\n').slice(1).join('\n\n')),
    ...told.flatMap(({ name, summary, text }) => [
      `.SH ${escape(name.replaceAll('-', ' ').toUpperCase())}`,
      escape(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`),
      ...text.split('\n\n').flatMap(paragraph),
    ]),
  ].join('\n')}\n`;
}

/** What begins with two spaces is shown as it is. @param {string} text */
const paragraph = (text) => {
  const lines = text.split('\n');
  const asItIs = lines.filter((line) => line.startsWith('  ')).length;
  return asItIs > 0 ? verbatim(text) : ['.PP', escape(text)];
};

/** Lines as they are, from the first column on: they are as wide as a terminal. @param {string} text */
const verbatim = (text) => ['.PP', '.nf', '.in 0n', escape(text), '.in', '.fi'];

/** @param {string} text */
const escape = (text) =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/gm, '\\&')
    .replaceAll('’', '\\(cq')
    .replaceAll('…', '...');
