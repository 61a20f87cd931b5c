import type { Command } from 'commander';
import type { Context } from '../../session/context.ts';
import { addExamples } from '../options.ts';
import type { Verb } from '../verb.ts';
import { eachOrder } from './shared/each-order.ts';
import { addPaceOptions, gateOf, idsArgument, readPace, type PaceFlags } from './shared/pace.ts';
import type { ManyWork } from './many/many-work.ts';
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
    if (pace.isMany) {
      const { manyOrders } = await import('./shared/many-orders.ts');
      return manyOrders(context, pace, reading(context, options));
    }
    const provider = await context.provider({ ids, ...(await gateOf(context, pace)) });
    return eachOrder(context, ids, async (id) => {
      const spinner = await context.io.spin(`Reading ${id}`);
      const order = await provider.get(id).finally(() => spinner.stop());
      await printOrder(context, order, { one: ids.length === 1, all: options.all });
    });
  },
};

const reading = (context: Context, { all }: GetOptions): ManyWork => ({
  changes: false,
  async act(provider, id) {
    const order = await provider.get(id);
    return { outcome: 'read', print: () => printOrder(context, order, { one: false, all }) };
  },
});
