import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/*
 * What packages bring along and this project does not use: it stays out of the bundle.
 */

/**
 * Bundles a text in place of a package, or of a module of one.
 * @param {RegExp} filter of the name that it is imported by
 * @param {string} contents
 * @returns {import('esbuild').Plugin}
 */
const inPlaceOf = (filter, contents) => ({
  name: `in-place-of-${filter.source}`,
  setup(plugin) {
    const namespace = filter.source;
    plugin.onResolve({ filter }, ({ path }) => ({ path, namespace }));
    plugin.onLoad({ filter: /.*/, namespace }, () => ({ contents }));
  },
});

/**
 * Bundles a changed module.
 * @param {RegExp} filter of its file
 * @param {(text: string) => string} change
 * @returns {import('esbuild').Plugin}
 */
const changed = (filter, change) => ({
  name: `changed-${filter.source}`,
  setup(plugin) {
    plugin.onLoad({ filter }, async ({ path }) => ({
      contents: change(await readFile(path, 'utf8')),
      loader: 'default',
    }));
  },
});

/**
 * Of conf only the writing of a whole config is used. It checks a JSON schema with ajv, two thirds of
 * its weight, when it is given one: this project parses its config with valibot. It looks for the
 * user's folders with env-paths, which throws as soon as it is loaded where there is no home: it is told
 * its folder (src/settings/folders.ts). It compares versions where it migrates, reads properties by
 * their paths, waits for changes and encrypts: of these it does no more here than look for one name.
 */
const onlyWrites = [
  inPlaceOf(
    /^ajv(-formats|\/dist\/2020\.js)$/,
    'const absent = () => { throw new Error("conf without a schema"); }; export { absent as Ajv2020, absent as default };',
  ),
  inPlaceOf(/^env-paths$/, 'export default () => { throw new Error("conf without a folder"); };'),
  inPlaceOf(/^semver$/, 'export default {};'),
  inPlaceOf(
    /^dot-prop$/,
    `export const hasProperty = (object, name) => Object.hasOwn(object, name);
    export const getProperty = (object, name) => object[name];
    export const setProperty = (object, name, value) => { object[name] = value; };
    export const deleteProperty = (object, name) => delete object[name];`,
  ),
  inPlaceOf(/^debounce-fn$/, 'export default () => { throw new Error("conf without a watch"); };'),
  inPlaceOf(
    /^uint8array-extras$/,
    `const absent = () => { throw new Error("conf without encryption"); };
    export { absent as concatUint8Arrays, absent as stringToUint8Array, absent as uint8ArrayToString };`,
  ),
];

/**
 * Of package.json only the version is needed at run time.
 * @type {import('esbuild').Plugin}
 */
const onlyVersion = {
  name: 'only-version',
  setup(plugin) {
    plugin.onLoad({ filter: /package\.json$/ }, async ({ path }) => {
      if (path !== resolve('package.json')) return undefined;
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { loader: 'json', contents: JSON.stringify({ version }) };
    });
  },
};

/**
 * ky makes a Request of what it is given, and asks of its answer whether it is a Response. The
 * platform's classes load undici for that, which costs a command more than all else that it does: ky
 * gets the small ones of src/providers/transport/fetch-classes.ts in their place. It looks for streams
 * too, which are a millisecond to load, and has no use for them here.
 */
const lightKy = changed(/[\\/]node_modules[\\/]ky[\\/].*\.js$/, (text) => {
  const classes = resolve('src/providers/transport/fetch-classes.ts');
  const light = text.replace(
    /globalThis\.(Request|Response|Headers|FormData|ReadableStream)\b/g,
    'Light$1',
  );
  const used = ['Request', 'Response', 'Headers'].filter((name) => light.includes(`Light${name}`));
  const names = used.map((name) => `Light${name}`).join(', ');
  const imports = `import { ${names} } from ${JSON.stringify(classes)};const LightFormData = undefined, LightReadableStream = undefined;`;
  return used.length === 0 ? light : `${imports}\n${light}`;
});

/** commander runs programs as subcommands, with node:child_process. Here are none. */
const withoutPrograms = changed(/[\\/]commander[\\/]lib[\\/]command\.js$/, (text) =>
  text
    .replace("require('node:child_process')", '{}')
    .replace(
      /_checkForMissingExecutable\(executableFile[^]*?this\.runningCommand = proc;\n {2}\}\n/,
      '',
    ),
);

/**
 * cli-table3 colours heads and borders with it where it is told to. Here it is told not to
 * (src/terminal/table.ts).
 */
const withoutColors = inPlaceOf(
  /^@colors\/colors/,
  'throw new Error("a table with colours of its own");',
);

/**
 * chalk asks the environment and the terminal whether they want colours, with node:tty and what that
 * brings along. Here each chalk is told (src/own-chalk.ts), and so is ora.
 */
const toldOfColours = inPlaceOf(
  /^#supports-color$/,
  'const stdout = { level: 1 }; export default { stdout, stderr: stdout };',
);

/**
 * string-width knows emoji and East Asian characters by long tables. What cli-table3 draws here has
 * none (src/terminal/table.ts); what ora draws fits its line by another measure (`spin` in src/io.ts).
 */
const plainWidths = inPlaceOf(/^string-width$/, 'module.exports = ({ length }) => length;');

/** ora brings ninety spinners along. The two that it picks by itself are here. */
const usualSpinners = changed(/[\\/]cli-spinners[\\/]spinners\.json$/, (text) => {
  const { dots, line } = JSON.parse(text);
  return JSON.stringify({ dots, line });
});

/** ora ends with a coloured sign where it is told to (`succeed`, `fail`), and here it only stops. */
const withoutSigns = inPlaceOf(/^log-symbols$/, 'export default {};');

/** onetime, of ora, gives a function the name and the properties of another. Nobody asks for them. */
const plainFunctions = inPlaceOf(/^mimic-function$/, 'export default (to) => to;');

/** Options of csv-parse that nobody sets here, and what it takes for them. */
const unsetOptions = {
  ...{ cast_date: false, group_columns_by_name: false, comment: null, comment_no_infix: false },
  ...{ delimiter_auto: false, from: 1, from_line: 1, ignore_last_delimiters: false, info: false },
  ...{ objname: undefined, raw: false, record_delimiter: [], to: -1, to_line: -1 },
  skip_records_with_empty_values: false,
};

/**
 * csv-parse takes options in many forms, and says in sentences what is wrong with one. The options are
 * this project's own (left-out.test.ts looks whether they come to the same).
 */
const rightOptions = changed(/[\\/]csv-parse[\\/]lib[\\/]api[\\/]normalize_options\.js$/, (text) =>
  Object.entries(unsetOptions)
    .reduce(
      (rest, [name, value]) =>
        rest.replace(
          new RegExp(
            `// Normalize options? \`${name}\`[^]*?(?=// Normalize option|return options)`,
          ),
          `options.${name} = ${JSON.stringify(value)};\n`,
        ),
      text,
    )
    .replace(/throw new (Csv)?Error\([^]*?\);\n/g, 'throw new Error("an option of csv-parse");\n'),
);

/** It also finds out what parts the cells, where it is told to: it is not. */
const knownDelimiter = inPlaceOf(
  /utils\/delimiter_discover\.js$/,
  'export const delimiter_discover = () => { throw new Error("csv-parse without a delimiter"); };',
);

/** ulid asks node:crypto for random numbers where it is given none (src/quick-crypto.ts says why not). */
const drawnUlids = changed(/[\\/]ulid[\\/]dist[\\/]node[\\/]index\.js$/, (text) =>
  text.replace("import crypto from 'node:crypto'", 'const crypto = undefined'),
);

/** @type {import('esbuild').Plugin[]} */
export const leftOut = [
  ...onlyWrites,
  onlyVersion,
  lightKy,
  withoutPrograms,
  withoutColors,
  toldOfColours,
  plainWidths,
  usualSpinners,
  withoutSigns,
  plainFunctions,
  rightOptions,
  knownDelimiter,
  drawnUlids,
];
