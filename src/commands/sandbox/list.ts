import type { Command } from 'commander';
import { parseOrder } from '../../providers/mercadopago/wire.ts';
import { orderRow } from '../../terminal/order-view.ts';
import { renderTable } from '../../terminal/table.ts';
import { distance } from '../../terminal/time.ts';
import { addExamples } from '../options.ts';
import { printResult, viewOf, wantsData } from '../print.ts';
import type { Verb } from '../verb.ts';

export const list: Verb = {
  define(command: Command) {
    addExamples(command, ['mp-orders sandbox list', 'mp-orders sandbox list --json | jq .status']);
  },

  async run(context) {
    const sandbox = await context.sandbox();
    const view = await viewOf(context);
    const rows: (string | undefined)[][] = [];
    for await (const wire of sandbox.orders()) {
      const json = JSON.stringify(wire);
      const order = parseOrder(json);
      if (wantsData(context) || !view.isTerminal) {
        await printResult(context, { json, text: () => orderRow(order) }, { one: false });
      } else {
        const { id, status, total_amount, currency, external_reference } = order;
        const created = distance(Date.parse(order.created_date ?? '') - view.now.getTime());
        rows.push([id, status, `${total_amount} ${currency}`, external_reference, created]);
      }
    }
    if (rows.length > 0) {
      context.io.out(
        renderTable(['Order', 'Status', 'Amount', 'Reference', 'Created'], rows, view),
      );
    } else if (view.isTerminal && !wantsData(context)) {
      context.io.note('The sandbox has no orders yet.');
    }
  },
};
