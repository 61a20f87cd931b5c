import type { Command } from 'commander';
import { addExamples } from '../options.ts';
import type { Verb } from '../verb.ts';
import { follow, readFollowOptions, type FollowFlags } from './follow.ts';

export const watch: Verb<FollowFlags> = {
  define(command: Command) {
    command
      .argument('<id>', 'id of an order')
      .option('--until <status>', 'the status to wait for (default: paid, or invoiced on VTEX)')
      .option('--interval <duration>', 'time between two looks (default: 3s)')
      .addHelpText(
        'after',
        `
Prints a line for each change. Here --timeout says how long to watch, and is
without end by default. Exit codes: 0 reached, 9 ended on another final status,
10 out of time, 130 Ctrl-C.`,
      );
    addExamples(command, [
      'mp-orders watch ORD01J67CQQH5904WDBVZEM4JMEP3 --timeout 15m',
      'mp-orders watch ORD01J67CQQH5904WDBVZEM4JMEP3 --until refunded --json',
    ]);
  },

  async run(context, [id = ''], options) {
    const followOptions = readFollowOptions(context, options);
    (await context.system([id])).checkId(id);
    return follow(context, id, followOptions);
  },
};
