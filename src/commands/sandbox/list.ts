import { ownZone } from '../../terminal/time.ts';
import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import type { Context } from '../../session/context.ts';
import type { Order } from '../../orders/order.ts';
import { orderRow } from '../../terminal/order-view.ts';
import { addColumnOptions, readColumns, type ColumnFlags } from '../chosen-columns.ts';
import { listColumns, orderCells, orderHeads } from '../order/shared/columns.ts';
import { addExamples } from '../../help/layout.ts';
import { printList } from '../print-list.ts';
import { wantsData } from '../print.ts';
import type { Verb } from '../verb.ts';
import { sandboxControl, sandboxUrl } from './control.ts';
import { parseSandboxOrder } from './print-order.ts';

export const list: Verb<ColumnFlags> = {
  reads: true,

  define(command: Command) {
    addColumnOptions(command);
    addExamples(command, ['mp-orders sandbox list', 'mp-orders sandbox list --json | jq .status']);
  },

  async run(context, _args, options) {
    const chosen = readColumns(context, options, listColumns);
    const count = await printList(context, ordersOf(context), Infinity, {
      json: (order) => order.answer,
      chosen,
      order: (order) => order,
      columns: orderHeads,
      cells: (order, say) =>
        orderCells(order, { now: context.now(), timeZone: ownZone(context.host), say }),
      row: orderRow,
    });
    if (count === 0 && context.io.isTerminal && !wantsData(context)) {
      context.io.note(sentence('The sandbox has no orders yet.'));
    }
  },
};

/** The orders of one system with `--provider`, else of all. */
async function* ordersOf(context: Context): AsyncGenerator<Order> {
  const { provider } = context.options;
  if (sandboxUrl(context) !== undefined) {
    const orders = await (await sandboxControl(context)).orders({ system: provider });
    for (const { system, order } of orders) yield parseSandboxOrder(system, order);
    return;
  }
  const sandbox = await context.sandbox();
  if (provider !== undefined) await sandbox.system(provider); // a name that is none is an error
  for await (const { system, order } of sandbox.orders()) {
    if (provider === undefined || provider === system) yield parseSandboxOrder(system, order);
  }
}
