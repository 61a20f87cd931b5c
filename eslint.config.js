import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * Who may know whom (docs/architecture.md). Each entry lists what a folder may NOT import.
 * @param {string} folder
 * @param {{ folders?: string[], packages?: string[], files?: string[], because: string }} rule
 * @returns {import('eslint').Linter.Config}
 */
const mayNotImport = (folder, { folders = [], packages = [], files = [], because }) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...folders.map((name) => ({ regex: `\\./${name}/`, message: because })),
          ...files.map((name) => ({ regex: `/${name}\\.ts$`, message: because })),
          ...packages.map((name) => ({ regex: `^${name}(/|$)`, message: because })),
        ],
      },
    ],
  },
});

const everyFolder = [
  'batch',
  'commands',
  'explain',
  'help',
  'journal',
  'json',
  'orders',
  'pages',
  'providers',
  'session',
  'settings',
  'shell',
  'terminal',
  'sandbox',
  'watch',
];
const except = (/** @type {string[]} */ ...names) => everyFolder.filter((f) => !names.includes(f));
const house = [
  ...['main', 'program', 'explain-error'],
  ...['global-options', 'host', 'io', 'report-error', 'version'],
];

const machine = [
  { name: 'process', message: 'Only bin/, host.ts and io.ts touch process.' },
  { name: 'console', message: 'Print through io.' },
  { name: 'fetch', message: 'fetch is handed in (host.ts).' },
  { name: 'setTimeout', message: 'sleep is handed in (host.ts).' },
  { name: 'setInterval', message: 'sleep is handed in (host.ts).' },
];

const clock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'now() is handed in (host.ts).',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'now() is handed in (host.ts).',
  },
];

const systems = ['mercadopago', 'mollie', 'vtex'];

/** What speaks HTTP and orders, and knows none of `others`: no order system knows another. */
const providerRule = (/** @type {string[]} */ ...others) => ({
  folders: [...except('json', 'orders', 'providers', 'shell'), ...others],
  files: house,
  packages: ['commander', 'ora', 'chalk', 'cli-table3', 'conf', 'hono'],
  because:
    'providers/ speaks HTTP and orders; it knows no command and no terminal, and no order system another.',
});

export default defineConfig(
  { ignores: ['dist', 'coverage', 'node_modules', 'test/unit/journal/fixtures'] },
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/require-await': 'off',
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^(\\.\\./)+shared/', message: 'The project stands alone.' }] },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/host.ts', 'src/io.ts', 'src/start-sandbox.ts', 'src/pages/**'],
    rules: {
      'no-restricted-globals': ['error', ...machine],
      'no-restricted-syntax': ['error', ...clock],
    },
  },
  mayNotImport('commands', {
    files: ['main', 'program', 'session/credentials'],
    because: 'A verb is run by program.ts, and asks its context for the account: it is found once.',
  }),
  mayNotImport('help', {
    folders: except('help'),
    files: [...house, 'errors'],
    packages: ['ora', 'chalk', 'ky', 'conf', 'hono', 'node:'],
    because: 'help/ is how help is laid out, and the text of its topics.',
  }),
  mayNotImport('session', {
    folders: ['commands'],
    files: ['main', 'program', 'explain-error', 'report-error'],
    because: 'session/ is who we are for a run: verbs stand on it, and it knows none.',
  }),
  mayNotImport('json', {
    folders: except('json'),
    files: [...house, 'errors'],
    packages: ['commander', 'ora', 'chalk', 'ky', 'conf', 'hono', 'node:'],
    because: 'json/ is JSON text to the letter, and knows nothing of what it says.',
  }),
  mayNotImport('shell', {
    folders: except('shell'),
    files: [...house, 'errors'],
    packages: ['commander', 'ora', 'chalk', 'ky', 'conf', 'hono', 'node:'],
    because: 'shell/ is how shells read words, and knows nothing of what these say.',
  }),
  mayNotImport('orders', {
    folders: except('json', 'orders'),
    files: house,
    packages: ['commander', 'ora', 'chalk', 'ky', 'conf', 'hono', 'node:'],
    because: 'orders/ is pure: it knows json/ and errors.ts, and nothing else of the house.',
  }),
  mayNotImport('providers', providerRule()),
  ...systems.map((name) =>
    mayNotImport(`providers/${name}`, providerRule(...systems.filter((other) => other !== name))),
  ),
  mayNotImport('providers/transport', {
    ...providerRule(...systems),
    files: [...house, 'order-system', 'systems', 'abilities'],
    because: 'providers/transport/ sends requests; whose they are it is not told.',
  }),
  mayNotImport('terminal', {
    folders: except('json', 'orders', 'shell', 'terminal'),
    files: house,
    packages: ['commander', 'ora', 'ky', 'conf', 'hono', 'node:fs', 'node:process'],
    because: 'terminal/ is pure: (data, options) -> string.',
  }),
  mayNotImport('pages', {
    folders: except('pages', 'sandbox', 'terminal'),
    files: house,
    packages: ['commander', 'ora', 'chalk', 'ky', 'conf', 'hono', 'node:'],
    because: 'pages/ runs in a browser: it asks whoever serves it, and draws codes.',
  }),
  mayNotImport('sandbox', {
    folders: except('sandbox', 'pages'),
    files: house,
    packages: ['commander', 'ora', 'chalk', 'ky', 'conf'],
    because: 'sandbox/ speaks wire formats only, so that a shared mistake cannot hide in both.',
  }),
  mayNotImport('explain', {
    folders: except('explain'),
    files: house,
    packages: ['commander', 'ora', 'chalk', 'ky', 'conf', 'hono', 'node:'],
    because: 'explain/ is words about codes and statuses, and looks at nothing else.',
  }),
  mayNotImport('journal', {
    folders: except('journal', 'json'),
    files: house,
    packages: ['commander', 'ora', 'chalk', 'ky', 'conf', 'hono'],
    because: 'journal/ knows files and lines; what was sent is handed in.',
  }),
  mayNotImport('batch', {
    folders: except('batch', 'json', 'orders'),
    files: house,
    packages: ['commander', 'ora', 'chalk', 'ky', 'conf', 'hono'],
    because:
      'batch/ is machinery for many rows: it knows orders/ and errors.ts, and is handed the rest.',
  }),
  mayNotImport('watch', {
    folders: except('watch', 'batch', 'orders'),
    files: house,
    packages: ['commander', 'ora', 'chalk', 'ky', 'conf', 'hono'],
    because: 'watch/ knows when to look and what a look means; who is told is handed in.',
  }),
  mayNotImport('settings', {
    folders: except('settings'),
    files: house,
    packages: ['commander', 'ora', 'chalk', 'ky', 'hono'],
    because: 'settings/ is the per-user config and nothing else.',
  }),
  {
    files: ['bin/*.cjs', 'bundle/*.cjs', 'test/**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { require: 'readonly', __dirname: 'readonly' },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        performance: 'readonly',
      },
    },
  },
);
