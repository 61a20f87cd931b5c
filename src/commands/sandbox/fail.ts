import type { Command } from 'commander';
import { addExamples } from '../../help/layout.ts';
import { pastedId } from '../../providers/pasted-ids.ts';
import type { Verb } from '../verb.ts';
import { playCustomer } from './play-customer.ts';

export const fail: Verb<{ detail?: string }> = {
  define(command: Command) {
    command
      .argument('<id>', 'id of an order of the sandbox (ORDTST…)')
      .option('--detail <status_detail>', 'why it was refused (default: rejected_by_issuer)');
    addExamples(command, [
      'mp-orders sandbox fail ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7 --detail insufficient_amount',
    ]);
  },

  async run(context, [typed = ''], { detail }) {
    const id = pastedId(typed);
    await playCustomer(context, 'fail', id, (control) => control.refuse(id, { detail }));
  },
};
