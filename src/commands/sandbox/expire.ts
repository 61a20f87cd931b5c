import type { Command } from 'commander';
import { addExamples } from '../../help/layout.ts';
import { pastedId } from '../../providers/pasted-ids.ts';
import type { Verb } from '../verb.ts';
import { playCustomer } from './play-customer.ts';

export const expire: Verb = {
  define(command: Command) {
    command.argument('<id>', 'id of an order of the sandbox (ORDTST…)');
    addExamples(command, ['mp-orders sandbox expire ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7']);
  },

  async run(context, [typed = '']) {
    const id = pastedId(typed);
    await playCustomer(context, 'expire', id, (control) => control.expire(id));
  },
};
