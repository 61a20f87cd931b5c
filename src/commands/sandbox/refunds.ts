import type { Command } from 'commander';
import { spellDuration } from '../../orders/duration.ts';
import { addExamples } from '../../help/layout.ts';
import { ChoiceArgument } from '../options.ts';
import { printResult } from '../print.ts';
import type { Verb } from '../verb.ts';
import { sandboxControl } from './control.ts';
import { parseRefundWay, refundWays, refundWaysInWords } from './refund-way.ts';

export const refunds: Verb = {
  define(command: Command) {
    const summary = `${refundWaysInWords}; shows how it is now when left out`;
    command.addArgument(new ChoiceArgument('[how]', refundWays, summary)).addHelpText(
      'after',
      `
Mercado Pago's refunds are completed at once in Argentina, and a while after the
answer in Brazil. delayed answers as in Brazil: the order still paid, the refund
processing; failing begins so and ends failed. Mollie's refunds are pending for
that while too (at-once: for a minute). It counts for every process that uses
this sandbox, until it is changed or the sandbox is reset.`,
    );
    addExamples(command, [
      'mp-orders sandbox refunds delayed:5s',
      'mp-orders sandbox refunds failing',
      'mp-orders sandbox refunds at-once',
    ]);
  },

  async run(context, [how]) {
    const control = await sandboxControl(context);
    const wanted = how === undefined ? undefined : parseRefundWay(context, 'refunds', how);
    if (how !== undefined) await control.setRefunds(wanted ?? { way: 'at-once' });
    const { way, delayMs } = await control.refunds();
    const delay = delayMs === undefined ? null : delayMs / 1000;
    await printResult(context, {
      json: JSON.stringify({ refunds: way, delay_seconds: delay }),
      text: () => (delayMs === undefined ? way : `${way}, after ${spellDuration(delayMs)}`),
    });
  },
};
