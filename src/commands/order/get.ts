import type { Command } from 'commander';
import { addExamples } from '../options.ts';
import type { Verb } from '../verb.ts';
import { eachOrder, spinning } from './shared/each-order.ts';
import { addPaceOptions, idsArgument, isOne, readPace, type PaceFlags } from './shared/pace.ts';
import { printOrder } from './shared/print-order.ts';

interface GetOptions extends PaceFlags {
  all?: boolean;
}

export const get: Verb<GetOptions> = {
  define(command: Command) {
    command.argument(...idsArgument).option('--all', 'every field of the answer, known or not');
    addPaceOptions(command);
    addExamples(command, [
      'mp-orders get ORD01J67CQQH5904WDBVZEM4JMEP3',
      'mp-orders get ORD01J67CQQH5904WDBVZEM4JMEP3 --field status',
      'mp-orders list --status created | mp-orders get - --json --rate 20/s',
    ]);
  },

  async run(context, ids, options) {
    const pace = readPace(context, ids, options);
    return eachOrder(context, pace, {
      changes: false,
      async act(provider, id) {
        const order = await spinning(context, pace, `Reading ${id}`, () => provider.get(id));
        const shown = { one: isOne(pace), all: options.all };
        return { outcome: 'read', print: () => printOrder(context, order, shown) };
      },
    });
  },
};
