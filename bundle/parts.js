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
 * The parts of a build, under short names. The sources stand in them where they stood, a line below,
 * so that the maps need no more than that.
 * @param {readonly { path: string, text: string }[]} modules minified ES modules with inline maps
 * @returns {Part[]}
 */
export function partsOf(modules) {
  const names = namesOf(modules.map(({ path }) => basename(path)));
  return modules.map(({ path, text }) => {
    const [code = '', inline = ''] = text.split(
      '//# sourceMappingURL=data:application/json;base64,',
    );
    const map = JSON.parse(Buffer.from(inline, 'base64').toString());
    map.mappings = `;${map.mappings}`;
    const own = code.replace(requireOfModules, blank);
    return {
      name: names.get(basename(path)) ?? '',
      code: asFunction(own, names),
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

/** @param {string} text */
const blank = (text) => ' '.repeat(text.length);

/** @param {string} code @param {ReadonlyMap<string, string>} names */
function asFunction(code, names) {
  /** @param {string} from */
  const named = (from) => (from.startsWith('./') ? `./${names.get(from.slice(2)) ?? from}` : from);
  let head = '';
  let tail = '';
  const body = code
    .replace(importStatement, (all, byDefault, all_, list, from) => {
      const required = `require(${JSON.stringify(named(from))})`;
      const patterns = [
        ...(byDefault === undefined
          ? []
          : [from.startsWith('./') ? `{default:${byDefault}}` : byDefault]),
        ...(all_ === undefined ? [] : [all_]),
        ...(list === undefined ? [] : [list.replace(/([\w$]+) as ([\w$]+)/g, '$1:$2')]),
      ];
      // What is imported for nothing but its side effects has none: esbuild names all that is reached.
      if (patterns.length > 0)
        head += `const ${patterns.map((one) => `${one}=${required}`).join()};`;
      return blank(all);
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
  return `${given}=>{${head}\n${body.trimEnd()}\n${tail}}`;
}
