import type { Command } from 'commander';
import { addExamples } from '../../help/layout.ts';
import { printResult } from '../print.ts';
import type { Verb } from '../verb.ts';

export const path: Verb = {
  define(command: Command) {
    addExamples(command, ['mp-orders config path']);
  },

  async run(context) {
    const file = context.settings.file.path;
    await printResult(context, { json: JSON.stringify({ path: file }), text: () => file });
  },
};
