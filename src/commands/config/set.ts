import type { Command } from 'commander';
import { addExamples } from '../options.ts';
import type { Verb } from '../verb.ts';
import { checkValue, keyList, parseKey } from './keys.ts';

export const set: Verb = {
  define(command: Command) {
    command.argument('<key>', keyList).argument('<value>', 'what the option of that name takes');
    addExamples(command, [
      'mp-orders config set pos EXTERNALPOS019285',
      'mp-orders config set mode dynamic',
    ]);
  },

  async run(context, [name = '', value = '']) {
    const key = parseKey(name);
    checkValue(key, value);
    await context.settings.file.change((config) => void (config.defaults[key] = value));
    context.io.note(`${key} is now ${value}`);
  },
};
