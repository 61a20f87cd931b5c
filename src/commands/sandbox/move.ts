import type { Command } from 'commander';
import { addExamples } from '../../help/layout.ts';
import { pastedId } from '../../providers/pasted-ids.ts';
import type { Verb } from '../verb.ts';
import { sandboxControl } from './control.ts';
import { doneTo, printSandboxOrder } from './print-order.ts';

export const move: Verb = {
  define(command: Command) {
    command
      .argument('<id>', 'id of an order of the sandbox')
      .argument('<status>', 'the status to bring it to; a wrong one lists all');
    addExamples(command, [
      'mp-orders sandbox move ord_5B8cwPMGnU6qLbRvo7qEZo shipping',
      'mp-orders sandbox move 1172452900788-01 invoiced',
    ]);
  },

  async run(context, [typed = '', status = '']) {
    const id = pastedId(typed);
    const control = await sandboxControl(context);
    const moved = await doneTo(id, control.move(id, status));
    await printSandboxOrder(context, moved.system, moved.order);
  },
};
