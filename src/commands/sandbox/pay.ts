import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import type { PaymentMethodType } from '../../sandbox/sandbox.ts';
import { usageError } from '../../errors.ts';
import { addExamples } from '../../help/layout.ts';
import { ChoiceOption, collect, parseChoice } from '../options.ts';
import { pastedId } from '../../providers/pasted-ids.ts';
import type { Verb } from '../verb.ts';
import { playCustomer } from './play-customer.ts';

const methods: readonly PaymentMethodType[] = [
  'credit_card',
  'debit_card',
  'account_money',
  'prepaid_card',
];

interface PayOptions {
  method?: string;
  installments?: string;
  amount?: string;
  refused?: readonly string[];
}

export const pay: Verb<PayOptions> = {
  define(command: Command) {
    command
      .argument('<id>', 'id of an order of the sandbox (ORDTST…)')
      .addOption(
        new ChoiceOption(
          '--method <type>',
          methods,
          `${methods.join(', ')} (default: account_money)`,
        ),
      )
      .option('--installments <number>', 'how many installments (default: 1)')
      .option('--amount <decimal>', 'what is paid when it is not what was asked for')
      .option('--refused <status_detail>', 'an attempt refused before; may repeat', collect);
    addExamples(command, [
      'mp-orders sandbox pay ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7 --method credit_card',
      'mp-orders sandbox pay ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7 --refused insufficient_amount',
    ]);
  },

  async run(context, [typed = ''], { method = 'account_money', installments, amount, refused }) {
    const id = pastedId(typed);
    if (installments !== undefined && !/^[1-9]\d?$/.test(installments)) {
      throw usageError(
        sentence('--installments: "{installments}" is not a number of installments.', {
          installments,
        }),
        {
          hint: sentence('Write a whole number from 1 to {most}.', { most: 99 }),
        },
      );
    }
    const how = {
      method: context.name('--method', () => parseChoice(method, methods)),
      amount,
      ...(installments !== undefined && { installments: Number(installments) }),
      ...(refused !== undefined && { refusals: refused }),
    };
    await playCustomer(context, 'pay', id, (control) => control.pay(id, how));
  },
};
