import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import type { Pos } from '../../providers/order-system.ts';
import { addExamples } from '../../help/layout.ts';
import { addColumnOptions, readColumns, type ColumnFlags } from '../chosen-columns.ts';
import { OddEntries } from '../odd-entries.ts';
import { printList } from '../print-list.ts';
import type { Verb } from '../verb.ts';

const names = ['external_id', 'name', 'id', 'store_id'];

export const list: Verb<ColumnFlags> = {
  reads: true,

  define(command: Command) {
    addColumnOptions(command);
    addExamples(command, [
      'mp-orders pos list',
      'mp-orders pos list --sandbox --field external_id',
    ]);
  },

  async run(context, _args, options) {
    const chosen = readColumns(context, options, { usual: names, all: names });
    const provider = await context.provider({ needs: ['pos'] });
    const odd = new OddEntries(context, 'point of sale');
    let unnamed = 0;
    async function* all(): AsyncGenerator<Pos> {
      for await (const pos of provider.listPos({ onOdd: odd.tell })) {
        if (pos.external_id === undefined) unnamed += 1;
        yield pos;
      }
    }
    const count = await printList(context, all(), Infinity, {
      json: (pos) => pos.answer,
      chosen,
      columns: ['External id', 'Name', 'Id', 'Store'],
      cells: (pos) => [pos.external_id, pos.name, pos.id, pos.store_id],
    });
    odd.throwIfAlone(count);
    if (count === 0) context.io.note(sentence('This account has no points of sale.'));
    if (unnamed === 0) return;
    context.io.note(
      sentence(
        '{unnamed} of them have no external_id yet, so no order can name them. To give one:',
        { unnamed },
      ),
    );
    context.io.note(`  ${context.command('mp-orders pos update <id> --external-id COUNTER1')}`);
  },
};
