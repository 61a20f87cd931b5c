import type { CompletedOption, CompletedTool, Values } from './completed-commands.ts';

/** One branch of a shell's `case`: what holds for each of these keys. */
export interface Branch<T> {
  keys: readonly string[];
  content: T;
}

export type NamedSummary = readonly [name: string, summary: string];

/** What follows a command: its verbs and its own options. */
interface Words {
  verbs: readonly NamedSummary[];
  options: readonly NamedSummary[];
}

/** By path; commands alike share a branch, as `create` and `order create` do. */
export function wordTable({ commands }: CompletedTool): Branch<Words>[] {
  return group(
    commands.map(({ path, verbs, options }) => {
      const content = {
        verbs: verbs.map(({ name, summary }) => [name, summary] as const),
        options: describedNames(options),
      };
      return { key: path, content };
    }),
  );
}

/** Each name of each option with its summary. */
export const describedNames = (options: readonly CompletedOption[]): NamedSummary[] =>
  options.flatMap(({ names, summary }) => names.map((name) => [name, summary] as const));

/**
 * What an option or an argument takes: its words, or `@file`, `@profile`, `@any`. The keys are
 * `<path>|<option>`, `<path>|<index of the argument>`, and `*|<option>` for a global option, where the
 * star stands for any path. What takes nothing, or is an argument of any kind, is not in the table.
 */
export function valueTable({ commands, globals }: CompletedTool): Branch<readonly string[]>[] {
  const own = commands.flatMap(({ path, options, args }) => [
    ...optionRows(path, options),
    ...args.flatMap((values, i) =>
      values === 'any' ? [] : [{ key: `${path}|${i}`, content: wordsOf(values) }],
    ),
  ]);
  return group([...own, ...optionRows('*', globals)]);
}

const optionRows = (path: string, options: readonly CompletedOption[]) =>
  options.flatMap(({ names, values }) =>
    values === undefined
      ? []
      : names.map((name) => ({ key: `${path}|${name}`, content: wordsOf(values) })),
  );

const wordsOf = (values: Values): readonly string[] =>
  typeof values === 'string' ? [`@${values}`] : values;

function group<T>(rows: readonly { key: string; content: T }[]): Branch<T>[] {
  const branches = new Map<string, { keys: string[]; content: T }>();
  for (const { key, content } of rows) {
    const id = JSON.stringify(content);
    const branch = branches.get(id) ?? { keys: [], content };
    branch.keys.push(key);
    branches.set(id, branch);
  }
  return [...branches.values()];
}
