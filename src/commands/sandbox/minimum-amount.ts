import type { Command } from 'commander';
import { addExamples } from '../../help/layout.ts';
import { ChoiceArgument, parseChoice } from '../options.ts';
import { printResult } from '../print.ts';
import type { Verb } from '../verb.ts';
import { sandboxControl } from './control.ts';

const ways = ['on', 'off'] as const;

export const minimumAmount: Verb = {
  define(command: Command) {
    command
      .addArgument(
        new ChoiceArgument('[way]', ways, 'on or off; shows how it is now when left out'),
      )
      .addHelpText(
        'after',
        `
Mercado Pago takes no payment below 15.00 in Argentina: 400 property_value. The
sandbox takes any amount until this is on. It counts for every process that uses
this sandbox, until it is changed or the sandbox is reset.`,
      );
    addExamples(command, ['mp-orders sandbox minimum-amount on']);
  },

  async run(context, [way]) {
    const control = await sandboxControl(context);
    const { enforced } =
      way === undefined
        ? await control.minimumAmount()
        : await control.setMinimumAmount({ enforced: parseChoice(way, ways) === 'on' });
    await printResult(context, {
      json: JSON.stringify({ minimum_amount: enforced }),
      text: () => (enforced ? 'on' : 'off'),
    });
  },
};
