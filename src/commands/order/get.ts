import type { Command } from 'commander';
import { addExamples } from '../options.ts';
import { wantsData } from '../print.ts';
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
    const isOneForPeople = isOne(pace) && context.io.isTerminal && !wantsData(context);
    return eachOrder(context, pace, {
      changes: false,
      async act(provider, id) {
        const order = await spinning(context, pace, `Reading ${id}`, () => provider.get(id));
        const shown = { one: isOne(pace), all: options.all };
        if (!isOneForPeople) {
          return { outcome: 'read', print: () => printOrder(context, order, shown) };
        }
        const { printWithSurroundings } = await import('./get/with-surroundings.ts');
        const print = () => printWithSurroundings(context, provider, order, shown);
        return { outcome: 'read', print };
      },
    });
  },
};
