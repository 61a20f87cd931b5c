import type { Command } from 'commander';
import type { Context } from '../../session/context.ts';
import { usageError } from '../../errors.ts';
import { parseDate } from '../../orders/date.ts';
import type { OrderQuery } from '../../providers/order-system.ts';
import { startOfDay } from '../../terminal/time.ts';
import { addExamples, parseLimit } from '../options.ts';
import { OddEntries } from '../odd-entries.ts';
import { printList } from '../print-list.ts';
import type { Verb } from '../verb.ts';
import { orderCells, orderHeads } from './shared/columns.ts';

export interface ListOptions {
  from?: string;
  to?: string;
  reference?: string;
  status?: string;
  type?: string;
  limit?: string;
}

const defaultRangeMs = 30 * 86_400_000;

export const list: Verb<ListOptions> = {
  define(command: Command) {
    command
      .option('--from <date>', 'created since: a date, a time, or how long ago (default: 30d)')
      .option('--to <date>', 'created until: the same (default: now)')
      .option('--reference <text>', 'with this external_reference')
      .option('--status <status>', 'with this status')
      .option('--type <type>', 'of this type, such as qr')
      .option('--limit <n>', 'this many at most, the newest (default: all)');
    addExamples(command, [
      'mp-orders list --from 2026-11-01 --status processed',
      'mp-orders list --reference ext_ref_1234 --json',
    ]);
  },

  async run(context, _args, options) {
    const query = readQuery(context, options);
    const limit = options.limit === undefined ? Infinity : parseLimit(options.limit);
    const { reference, type } = options;
    const provider = await context.provider({
      needs: [
        'list',
        ...(reference === undefined ? [] : (['search_reference'] as const)),
        ...(type === undefined ? [] : (['search_type'] as const)),
      ],
    });
    const odd = new OddEntries(context, 'order');
    const found = provider.search({ ...query, onOdd: odd.tell });
    const count = await printList(context, found, limit, {
      json: (order) => order.answer,
      columns: orderHeads,
      cells: (order) => orderCells(order, context.now()),
      row: async (order) => (await import('../../terminal/order-view.ts')).orderRow(order),
    });
    odd.throwIfAlone(count);
    if (count > 0) return;
    const [first = '', ...others] = provider.system.emptyListNotes;
    context.io.note(`No orders found. ${first}`.trim());
    others.forEach((note) => context.io.note(note));
  },
};

function readQuery(context: Context, options: ListOptions): OrderQuery {
  const now = context.now();
  const { from, to, reference, status, type } = options;
  const parse = (flag: string, text: string, end: boolean) =>
    context.name(flag, () =>
      parseDate(text, { now, end, startOfDay: (date) => startOfDay(date, context.host.timeZone) }),
    );
  const latest = to === undefined ? now : parse('--to', to, true);
  const end = latest > now ? now : latest; // the API refuses what lies in the future
  const begin =
    from === undefined ? new Date(end.getTime() - defaultRangeMs) : parse('--from', from, false);
  if (begin > end) throw usageError('--from is later than --to, or in the future.');
  return { begin, end, external_reference: reference, status, type };
}
