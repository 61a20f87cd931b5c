import type { Command } from 'commander';
import type { PaymentMethodType } from '../../sandbox/sandbox.ts';
import { addExamples, ChoiceOption, parseChoice } from '../options.ts';
import type { Verb } from '../verb.ts';
import { playCustomer } from './play-customer.ts';

const methods: readonly PaymentMethodType[] = [
  'credit_card',
  'debit_card',
  'account_money',
  'prepaid_card',
];

export const pay: Verb<{ method?: string }> = {
  define(command: Command) {
    command
      .argument('<id>', 'id of an order of the sandbox (ORDTST…)')
      .addOption(
        new ChoiceOption(
          '--method <type>',
          methods,
          `${methods.join(', ')} (default: account_money)`,
        ),
      );
    addExamples(command, [
      'mp-orders sandbox pay ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7 --method credit_card',
    ]);
  },

  async run(context, [id = ''], { method = 'account_money' }) {
    await playCustomer(context, 'pay', id, (sandbox) =>
      sandbox.pay(id, parseChoice(method, methods)),
    );
  },
};
