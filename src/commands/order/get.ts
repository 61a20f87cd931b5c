import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { excludeEachOther } from '../../errors.ts';
import { addExamples } from '../../help/layout.ts';
import { addColumnOptions, readColumns, type ColumnFlags } from '../chosen-columns.ts';
import { wantsData } from '../print.ts';
import { chosenRows } from '../print-list.ts';
import type { Verb } from '../verb.ts';
import { eachOrder, spinning } from './shared/each-order.ts';
import { listColumns } from './shared/columns.ts';
import { addPaceOptions, idsArgument, isOne, readPace, type PaceFlags } from './shared/pace.ts';
import { printOrder } from './shared/print-order.ts';
import { readOrder } from './shared/seats.ts';

interface GetOptions extends PaceFlags, ColumnFlags {
  all?: boolean;
  allProfiles?: boolean;
}

export const get: Verb<GetOptions> = {
  reads: true,

  define(command: Command) {
    command
      .argument(...idsArgument)
      .option('--all', 'every field of the answer, known or not')
      .option('--all-profiles', 'an order that is not here: look in the other stored profiles');
    addPaceOptions(addColumnOptions(command));
    addExamples(command, [
      'mp-orders get ORD01J67CQQH5904WDBVZEM4JMEP3',
      'mp-orders get ORD01J67CQQH5904WDBVZEM4JMEP3 --field status',
      'mp-orders list --status created | mp-orders get - --json --rate 20/s',
      'mp-orders get - --csv --columns id,status,refunded_amount < ids.txt',
    ]);
  },

  async run(context, ids, options) {
    const pace = readPace(context, ids, options);
    const chosen = readColumns(context, options, listColumns);
    if (options.all === true && chosen !== undefined) {
      throw excludeEachOther('--all', chosen.csv ? '--csv' : '--columns');
    }
    const rows = chosen && (await chosenRows(context, chosen));
    const isOneForPeople = isOne(pace) && context.io.isTerminal && !wantsData(context);
    const code = await eachOrder(context, pace, {
      changes: false,
      async act(provider, id) {
        const { order, seat } = await spinning(
          context,
          pace,
          sentence('Reading {id}', { id }),
          () => readOrder(context, provider, id, { allProfiles: options.allProfiles === true }),
        );
        if (rows !== undefined) {
          const print = async () => rows.add({ json: order.answer, order });
          return { outcome: 'read', print };
        }
        const view = { one: isOne(pace), all: options.all };
        if (!isOneForPeople) {
          return { outcome: 'read', print: () => printOrder(context, order, view) };
        }
        const { printWithSurroundings } = await import('./get/with-surroundings.ts');
        const print = () => printWithSurroundings(seat.context, seat.provider, order, view);
        return { outcome: 'read', print };
      },
    });
    await rows?.end();
    return code;
  },
};
