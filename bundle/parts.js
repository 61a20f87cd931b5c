import { basename } from 'node:path';

/*
 * esbuild splits the sources into a few hundred ES modules. Each becomes a part: a function that is
 * given `require` and an asynchronous `require`, and returns its exports. Parts share values, not the
 * live bindings of ES modules: a name that is exported is not assigned again later (parts.test.ts).
 * So to use what another part exports costs nothing, and takes few bytes.
 */

/** @typedef {{ name: string, code: string, map: string }} Part others require it as `./name` */

/** Node's own modules, for packages that ask for them with require(): a part is given it. */
export const requireOfModules =
  "import{createRequire as mpRequire}from'node:module';const require=mpRequire(import.meta.url);";

/** What a part is given. The last one is as long as the word `import`, whose place it takes. */
const given = '(require,$load$)';

const importStatement =
  /(?<=^|[;}\s])import ?(?:([\w$]+),?)?(?:\* ?as ([\w$]+))?(\{[^}]*\})?(?: ?from ?)?"([^"]+)";/g;
const exportNames = /(?<=^|[;}\s])export\{([^}]*)\};?(?=\s*$)/;
const exportDefault = /(?<=^|[;}\s])export default ([^;]*);?(?=\s*$)/;

/**
 * What is imported most often has one name in all parts: what repeats is packed once. No name that
 * esbuild makes is like these, and minify.js keeps them.
 */
export const sharedNames = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'].map(
  (letter) => `$_${letter}`,
);

/**
 * The parts of a build, under short names. The sources stand in them where they stood, a line below,
 * so that the maps need no more than that.
 * @param {readonly { path: string, text: string }[]} modules minified ES modules with inline maps
 * @returns {Part[]}
 */
export function partsOf(modules) {
  const names = namesOf(modules.map(({ path }) => basename(path)));
  const shared = sharedImports(modules.map(({ text }) => text));
  return modules.map(({ path, text }) => {
    const [code = '', inline = ''] = text.split(
      '//# sourceMappingURL=data:application/json;base64,',
    );
    const map = JSON.parse(Buffer.from(inline, 'base64').toString());
    map.mappings = `;${map.mappings}`;
    const own = code.replace(requireOfModules, blank);
    return {
      name: names.get(basename(path)) ?? '',
      code: asFunction(own, names, shared),
      map: JSON.stringify(map),
    };
  });
}

/**
 * Short names, once each: what stands for a source file has its name, what several files share a number.
 * @param {readonly string[]} files such as `main.cjs`, `cancel-WTRA5U5Y.cjs`, `chunk-3YYYKWLI.cjs`
 */
function namesOf(files) {
  /** @type {Map<string, string>} */
  const names = new Map();
  const taken = new Set();
  for (const [at, file] of [...files].sort().entries()) {
    const stem = file.replace(/(-[A-Z0-9]{8})?\.\w+$/, '');
    const number = at.toString(36);
    const name = stem === 'chunk' ? number : taken.has(stem) ? `${stem}-${number}` : stem;
    names.set(file, name);
    taken.add(name);
  }
  return names;
}

/**
 * @typedef {object} Import
 * @property {string} from
 * @property {string} name as it is exported; `*`: the module itself
 * @property {string} local
 */

/**
 * What an import statement imports.
 * @param {readonly (string | undefined)[]} match of `importStatement`
 * @returns {Import[]}
 */
function importsIn([, byDefault, whole, list = '', from = '']) {
  const isPart = from.startsWith('./');
  return [
    ...(byDefault === undefined
      ? []
      : [{ from, name: isPart ? 'default' : '*', local: byDefault }]),
    ...(whole === undefined ? [] : [{ from, name: '*', local: whole }]),
    ...[...list.matchAll(/([\w$]+)(?: as ([\w$]+))?/g)].map(([, name = '', local = name]) => ({
      ...{ from, name, local },
    })),
  ];
}

/** @param {string} from @param {string} name */
const keyOf = (from, name) => `${from} ${name}`;

/**
 * @param {readonly string[]} texts
 * @returns {ReadonlyMap<string, string>} one of `sharedNames` by `keyOf`
 */
function sharedImports(texts) {
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const text of texts) {
    const all = [...text.matchAll(importStatement)].flatMap(importsIn);
    for (const key of new Set(all.map(({ from, name }) => keyOf(from, name))))
      times.set(key, (times.get(key) ?? 0) + 1);
  }
  const often = [...times].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return new Map(often.slice(0, sharedNames.length).map(([key], i) => [key, sharedNames[i] ?? '']));
}

/**
 * Requires each module once: esbuild names Node's own once for each source file.
 * @param {readonly Import[]} imports
 * @param {(from: string) => string} named
 * @param {ReadonlyMap<string, string>} shared
 */
function headOf(imports, named, shared) {
  /** @type {Map<string, Map<string, string>>} */
  const modules = new Map();
  let aliases = ''; // minify.js puts what they stand for in their place
  for (const { from, name, local } of imports) {
    const names = modules.get(from) ?? new Map();
    const own = names.get(name) ?? shared.get(keyOf(from, name)) ?? local;
    modules.set(from, names.set(name, own));
    if (own !== local) aliases += `const ${local}=${own};`;
  }
  const required = [...modules].map(([from, names]) => {
    const properties = [...names].filter(([name]) => name !== '*');
    const patterns = [
      ...[names.get('*') ?? []].flat(),
      ...(properties.length === 0
        ? []
        : [`{${properties.map(([name, own]) => `${name}:${own}`).join()}}`]),
    ];
    const call = `require(${JSON.stringify(named(from))})`;
    return `const ${patterns.map((pattern) => `${pattern}=${call}`).join()};`;
  });
  return `${required.join('')}${aliases}`;
}

/** @param {string} text */
const blank = (text) => ' '.repeat(text.length);

/**
 * @param {string} code
 * @param {ReadonlyMap<string, string>} names
 * @param {ReadonlyMap<string, string>} shared
 */
function asFunction(code, names, shared) {
  /** @param {string} from */
  const named = (from) => (from.startsWith('./') ? `./${names.get(from.slice(2)) ?? from}` : from);
  /** @type {Import[]} */
  const imports = [];
  let tail = '';
  const body = code
    // What is imported for nothing but its side effects has none: esbuild names all that is reached.
    .replace(importStatement, (...match) => {
      imports.push(...importsIn(match));
      return blank(match[0]);
    })
    .replace(exportNames, (_, /** @type {string} */ list) => {
      tail = `return{${list.replace(/([\w$]+) as ([\w$]+)/g, '$2:$1')}};`;
      return '';
    })
    .replace(exportDefault, (_, value) => {
      tail = `return{default:${value}};`;
      return '';
    })
    .replace(
      /\bimport\("(\.\/[^"]+)"\)/g,
      (all, from) => `$load$("${named(from)}"`.padEnd(all.length - 1) + ')',
    )
    .replace(/\bimport\("/g, '$load$("');
  return `${given}=>{${headOf(imports, named, shared)}\n${body.trimEnd()}\n${tail}}`;
}
