import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { usageError } from '../../errors.ts';
import { addExamples } from '../../help/layout.ts';
import { sandboxControl } from './control.ts';
import type { Verb } from '../verb.ts';

interface ResetOptions {
  yes?: boolean;
}

export const reset: Verb<ResetOptions> = {
  define(command: Command) {
    command.option('-y, --yes', 'do not ask for confirmation');
    addExamples(command, ['mp-orders sandbox reset', 'mp-orders sandbox reset --yes']);
  },

  /** Asks on a terminal only, as cancel does: a script goes on. */
  async run(context, _args, { yes }) {
    const { io } = context;
    const question = sentence('Delete all orders and points of sale of the sandbox?');
    if (yes !== true && io.hasSeat && !(await io.confirm(question))) {
      throw usageError(sentence('Not confirmed: nothing was deleted.'), { code: 'not_confirmed' });
    }
    await (await sandboxControl(context)).reset();
    io.note(sentence('The sandbox is as it was at the start.'));
  },
};
