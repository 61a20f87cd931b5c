import type { Command } from 'commander';
import { addExamples } from '../options.ts';
import type { Verb } from '../verb.ts';
import { eachOrder } from './each-order.ts';
import { printOrder } from './print-order.ts';

export const get: Verb<{ all?: boolean }> = {
  define(command: Command) {
    command
      .argument('<id...>', 'ids of orders')
      .option('--all', 'every field of the answer, known or not');
    addExamples(command, [
      'mp-orders get ORD01J67CQQH5904WDBVZEM4JMEP3',
      'mp-orders get ORD01J67CQQH5904WDBVZEM4JMEP3 --field status',
    ]);
  },

  async run(context, ids, { all }) {
    const provider = await context.provider({ ids });
    return eachOrder(context, ids, async (id) => {
      const spinner = await context.io.spin(`Reading ${id}`);
      const order = await provider.get(id).finally(() => spinner.stop());
      await printOrder(context, order, { one: ids.length === 1, all });
    });
  },
};
