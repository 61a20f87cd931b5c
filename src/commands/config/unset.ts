import type { Command } from 'commander';
import { addExamples } from '../options.ts';
import type { Verb } from '../verb.ts';
import { keyArgument, parseKey } from './keys.ts';

export const unset: Verb = {
  define(command: Command) {
    command.addArgument(keyArgument());
    addExamples(command, ['mp-orders config unset pos']);
  },

  async run(context, [name = '']) {
    const key = parseKey(name);
    await context.settings.file.change((config) => void delete config.defaults[key]);
    context.io.note(`${key} is not set any more`);
  },
};
