import type { Noun, VerbTree } from './commands/verb.ts';
import { idsIn } from './providers/pasted-ids.ts';

/** What other tools, and people who speak Spanish or Portuguese, call the commands of this one. */
const otherNames: Readonly<Record<string, string>> = {
  create: 'new generar gerar cobrar vender',
  get: 'show view ver mostrar consultar status estado',
  list: 'ls search pedidos ordenes órdenes',
  watch: 'follow wait esperar seguir vigilar acompanhar aguardar',
  cancel: 'delete void rm anular',
  refund: 'reembolsar reembolso devolver devolución estornar estorno',
  find: 'buscar procurar search',
  explain: 'explicar',
  history: 'log logs historial histórico',
  reconcile: 'conciliar',
  'sandbox pay': 'pagar',
  'auth login': 'entrar signin',
  'auth logout': 'salir sair signout',
  help: 'ayuda ajuda',
  '--version': 'version versión versao versão',
};

/** The same of options. */
const otherOptions: Readonly<Record<string, string>> = {
  '--json': '-j -o --output --format',
  '--debug': '--verbose --trace',
  '--version': '-v',
  '--from': '--since --desde --de',
  '--to': '--until --hasta --até',
  '--yes': '-f --force',
  '--amount': '--monto --importe --valor',
  '--reference': '--referencia --external-reference',
  '--description': '--descripcion --descrição',
  '--field': '--fields',
  '--lang': '--language --idioma --locale',
};

const namesFor = (word: string, names: Readonly<Record<string, string>>): string[] =>
  Object.keys(names).filter((name) => names[name]?.split(' ').includes(word.toLowerCase()));

/**
 * The commands that `word` may stand for, which is none: what is called so elsewhere, the verb of
 * another noun (`login`: `auth login`), or `get` for an order's id. `noun` is what it was typed behind.
 */
export function meantCommands(
  word: string,
  { nouns }: Pick<VerbTree, 'nouns'>,
  noun?: string,
): string[] {
  const hasVerb = (one: Noun, name: string) => one.verbs.some((verb) => verb.name === name);
  const typed = nouns.find(({ name }) => name === noun);
  const isThere = (name: string) =>
    typed === undefined || name.startsWith(`${typed.name} `) || hasVerb(typed, name);
  const elsewhere = nouns
    .filter((one) => hasVerb(one, word))
    .map(({ name }) => (name === 'order' ? word : `${name} ${word}`));
  const [id] = noun === undefined ? idsIn(word) : [];
  const called = namesFor(word, otherNames).filter(isThere);
  return [...new Set([...called, ...elsewhere, ...(id === undefined ? [] : [`get ${id}`])])];
}

/**
 * The options that are meant by one that the command does not have (`-amount`, `--monto`); `there` are
 * those that it has.
 */
export function meantOptions(typed: string, there: readonly string[]): string[] {
  const [option = ''] = typed.split('=', 1);
  return [`-${option}`, ...namesFor(option, otherOptions)].filter((name) => there.includes(name));
}
