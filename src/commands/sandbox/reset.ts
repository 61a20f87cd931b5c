import type { Command } from 'commander';
import { addExamples } from '../options.ts';
import type { Verb } from '../verb.ts';

export const reset: Verb = {
  define(command: Command) {
    addExamples(command, ['mp-orders sandbox reset']);
  },

  async run(context) {
    const sandbox = await context.sandbox();
    await sandbox.reset();
    context.io.note('The sandbox is as new.');
  },
};
