import type { Command } from 'commander';
import { addExamples } from '../../help/layout.ts';
import { ChoiceOption } from '../options.ts';
import { pastedId } from '../../providers/pasted-ids.ts';
import type { Verb } from '../verb.ts';
import { playCustomer } from './play-customer.ts';

const outcomes = ['settled', 'reimbursed'] as const;

export const dispute: Verb<{ outcome?: string }> = {
  define(command: Command) {
    command
      .argument('<id>', 'id of a paid order of the sandbox (ORDTST…)')
      .addOption(
        new ChoiceOption(
          '--outcome <outcome>',
          outcomes,
          'settled (the customer keeps the money) or reimbursed (the seller does)',
        ),
      )
      .addHelpText(
        'after',
        `
The order becomes charged_back, in_process; with --outcome the dispute is
decided, also one that was begun before. Webhooks tell of both
(order.charged_back).`,
      );
    addExamples(command, [
      'mp-orders sandbox dispute ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7',
      'mp-orders sandbox dispute ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7 --outcome reimbursed',
    ]);
  },

  async run(context, [typed = ''], { outcome }) {
    const id = pastedId(typed);
    await playCustomer(context, 'dispute', id, (control) => control.dispute(id, { outcome }));
  },
};
