import type { Command } from 'commander';
import type { Context } from '../session/context.ts';

/**
 * One verb: a file under commands/. `define` gives it arguments, options and examples; `run` does
 * it and returns the exit code (`exitCodes`, or that of a program it ran), 0 when it returns nothing. `Options` is what commander makes of
 * the options that `define` declares.
 */
export interface Verb<Options = unknown> {
  define(command: Command): void;
  run(context: Context, args: readonly string[], options: Options): Promise<number | void>;
}
