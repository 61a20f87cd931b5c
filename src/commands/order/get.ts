import type { Command } from 'commander';
import { addExamples } from '../options.ts';
import type { Verb } from '../verb.ts';
import { eachOrder } from './each-order.ts';
import { printOrder } from './print-order.ts';

export const get: Verb = {
  define(command: Command) {
    command.argument('<id...>', 'ids of orders (ORD…)');
    addExamples(command, [
      'mp-orders get ORD01J67CQQH5904WDBVZEM4JMEP3',
      'mp-orders get ORD01J67CQQH5904WDBVZEM4JMEP3 --field status',
    ]);
  },

  async run(context, ids) {
    const provider = await context.provider();
    ids.forEach((id) => provider.checkId(id));
    return eachOrder(context, ids, async (id) => {
      const spinner = await context.io.spin(`Reading ${id}`);
      const order = await provider.get(id).finally(() => spinner.stop());
      await printOrder(context, order, { one: ids.length === 1 });
    });
  },
};
