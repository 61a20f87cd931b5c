import type { Command } from 'commander';
import type { Context } from '../session/context.ts';

/**
 * One verb: a file under commands/. `define` gives it arguments, options and examples; `run` does
 * it and returns the exit code (`exitCodes`, or that of a program it ran), 0 when it returns nothing.
 * `Options` is what commander makes of the options that `define` declares.
 */
export interface Verb<Options = unknown> {
  /** It only reads: that its result has no such value as the template names is an error. */
  readonly reads?: boolean;
  define(command: Command): void;
  run(context: Context, args: readonly string[], options: Options): Promise<number | void>;
}

/** A verb as the command tree knows it before its file is loaded. */
export interface VerbEntry {
  name: string;
  summary: string;
  /** `tree` is the one that the verb stands in. */
  load: (tree: VerbTree) => Promise<Verb>;
}

export interface Noun {
  name: string;
  summary: string;
  verbs: readonly VerbEntry[];
}

/** All verbs there are. */
export interface VerbTree {
  /** Those of orders, which stand at the top level too. */
  shortcuts: readonly VerbEntry[];
  nouns: readonly Noun[];
  /** Those of no noun. */
  loneVerbs: readonly VerbEntry[];
}
