import { wantsData } from '../print.ts';
import { sentence, type Text } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { excludeEachOther, exitCodes, type ExitCode } from '../../errors.ts';
import { Doubles, type Double } from '../../orders/doubles.ts';
import type { Order } from '../../orders/order.ts';
import type {
  Ability,
  OrderProvider,
  OrderQuery,
  ShortList,
} from '../../providers/order-system.ts';
import type { Damage } from '../../journal/journal.ts';
import type { Context } from '../../session/context.ts';
import { warnOfDamage } from '../../session/journal-damage.ts';
import { colorOf } from '../../terminal/status.ts';
import type { View } from '../../terminal/view.ts';
import { addExamples } from '../../help/layout.ts';
import { ChoiceOption, collect, inWords, parseChoice, parseLimit } from '../options.ts';
import {
  addColumnOptions,
  readColumns,
  type ChosenColumns,
  type ColumnFlags,
} from '../chosen-columns.ts';
import { OddEntries } from '../odd-entries.ts';
import { printList, type Cells } from '../print-list.ts';
import { addZoneOption, Calendar, type RangeFlags } from '../when.ts';
import type { Verb } from '../verb.ts';
import {
  isWanted,
  differenceFromSearch,
  readFilters,
  type LocalFilterFlags,
  type LocalFilters,
  type SearchedFor,
} from './list/filters.ts';
import { readStatuses } from './shared/status-words.ts';
import { groupings, totalColumns, Totals } from './list/totals.ts';
import { listColumns, orderCells, orderHeads, withoutDistance } from './shared/columns.ts';
import { checkPaths } from './shared/check-paths.ts';
import { madeHere } from './shared/made-here.ts';
import { noteDoubles } from './shared/note-doubles.ts';
import { hasMoney, standingOf } from './shared/standing.ts';

interface ListOptions extends RangeFlags, LocalFilterFlags, ColumnFlags {
  reference?: string;
  status?: string[];
  type?: string;
  limit?: string;
  sum?: boolean;
  by?: string;
}

const defaultRangeMs = 30 * 86_400_000;

export const list: Verb<ListOptions> = {
  reads: true,

  define(command: Command) {
    command
      .option('--day <day>', 'created on this day: today, yesterday, 2026-11-21')
      .option(
        '--from <time>',
        'created since: a day, 16:30, yesterday 16:30, or how long ago (default: 30d)',
      )
      .option('--to <time>', 'created until: the same, its end included (default: now)')
      .option('--reference <text>', 'with this external_reference')
      .option('--status <status>', 'with this status, or one of a,b; may repeat', collect)
      .option('--pos <external_id>', 'of this point of sale')
      .option('--amount <amount>', 'of this amount, asked for or paid')
      .option('--payment <number>', 'with this payment: the operation number of a receipt, or PAY…')
      .option('--type <type>', 'of this type, such as qr')
      .option('--limit <n>', 'at most this many, the newest (default: all)')
      .option('--sum', 'sums per currency, instead of the orders')
      .addOption(new ChoiceOption('--by <what>', groupings, `sums by ${inWords(groupings)}`));
    addColumnOptions(addZoneOption(command));
    addExamples(command, [
      'mp-orders list --day yesterday --status processed,refunded',
      'mp-orders list --from 16:00 --to 17:00 --amount 24.50 --pos COUNTER1',
      'mp-orders list --day today --by pos --sum',
      'mp-orders list --reference ext_ref_1234 --json',
      'mp-orders list --day yesterday --csv --columns id,status,refunded_amount',
    ]);
  },

  async run(context, _args, options): Promise<ExitCode> {
    checkPaths(context);
    const limit = options.limit === undefined ? Infinity : parseLimit(options.limit);
    const by =
      options.by === undefined
        ? undefined
        : context.name('--by', () => parseChoice(options.by ?? '', groupings));
    const isSum = options.sum === true || by !== undefined;
    if (isSum && limit !== Infinity) {
      const hint = sentence(
        'A sum over only some of the orders would mislead: narrow the range instead.',
      );
      throw excludeEachOther('--limit', options.sum === true ? '--sum' : '--by', hint);
    }
    const chosen = readColumns(context, options, isSum ? totalColumns : listColumns);
    const calendar = new Calendar(context, options);
    const filters = readFilters(context, options);
    const range = calendar.range(options, defaultRangeMs);
    const { reference, type } = options;
    const system = await context.system();
    const statuses = readStatuses(context, system, options.status ?? []);
    const needs: Ability[] = ['list'];
    if (reference !== undefined) needs.push('search_reference');
    if (type !== undefined) needs.push('search_type');
    if (filters.pos !== undefined) needs.push('pos');
    const provider = await context.provider({ needs });
    if (context.io.isTerminal && !wantsData(context)) calendar.tell(range);
    const odd = new OddEntries(context, 'order');
    // One status is searched for there, several are chosen here: a search takes one.
    const [status] = statuses.length === 1 ? statuses : [];
    const query: OrderQuery = { ...range, external_reference: reference, status, type };
    // Sums of all orders are held against those that were made here: a search may leave some out.
    const isOfAll = isSum && reference === undefined && status === undefined && type === undefined;
    const { unseen, damage } = isOfAll
      ? await madeIn(context, provider, range)
      : { unseen: new Set<string>(), damage: [] };
    let isShort = false;
    const onShort = ({ counted, given }: ShortList) => {
      isShort = true;
      context.io.warn(
        sentence(
          'Warning: the search counted {counted} orders and gave {given}: some are missing.',
          {
            counted,
            given,
          },
        ),
      );
    };
    const searched = unlisted(provider.search({ ...query, onOdd: odd.tell, onShort }), unseen);
    const orders = wanted(context, searched, {
      searched: { reference, status, type },
      filters: { ...filters, statuses: statuses.length > 1 ? statuses : [] },
    });
    const count = isSum
      ? await printTotals(
          context,
          orders,
          new Totals({ by, sum: options.sum === true, dayOf: (at) => calendar.zone.dateAt(at) }),
          chosen,
        )
      : await printOrders(context, orders, { limit, calendar, chosen });
    odd.throwIfAlone(count);
    warnOfDamage(context, damage);
    if (unseen.size > 0) {
      const values = { count: unseen.size };
      context.io.warn(
        sentence(
          'Warning: the search leaves out {count} {count|order that was|orders that were} made here: {count|it is|they are} not in the sums.',
          values,
        ),
      );
      return exitCodes.unreachable;
    }
    if (damage.length > 0 || (isSum && isShort)) return exitCodes.unreachable;
    if (count > 0) return exitCodes.ok;
    const notes = provider.system.emptyListNotes.flatMap((note): Text[] => [' ', note]);
    context.io.note([sentence('No orders found.'), ...notes]);
    return exitCodes.ok;
  },
};

/** The ids of the orders that were made here in this time, as far as the journal can be read. */
async function madeIn(
  context: Context,
  provider: OrderProvider,
  range: { begin: Date; end: Date },
): Promise<{ unseen: Set<string>; damage: readonly Damage[] }> {
  if (!existsSync(context.folders.journal)) return { unseen: new Set(), damage: [] };
  const { ids: madeIds, damage } = await madeHere(context, provider, range);
  return { unseen: new Set(madeIds), damage };
}

/** Takes the ids of what is listed out of `unseen`. */
async function* unlisted(orders: AsyncIterable<Order>, unseen: Set<string>): AsyncGenerator<Order> {
  for await (const order of orders) {
    unseen.delete(order.id);
    yield order;
  }
}

async function* wanted(
  context: Context,
  orders: AsyncIterable<Order>,
  { searched, filters }: { searched: SearchedFor; filters: LocalFilters },
): AsyncGenerator<Order> {
  for await (const order of orders) {
    const other = differenceFromSearch(order, searched);
    if (other !== undefined) context.io.noteOnce(other);
    else if (isWanted(order, filters)) yield order;
  }
}

/** Prints them when all were read: a sum of some is none. */
async function printTotals(
  context: Context,
  orders: AsyncIterable<Order>,
  totals: Totals,
  chosen: ChosenColumns | undefined,
) {
  let count = 0;
  const spinner = await context.io.spin(sentence('Reading'));
  try {
    for await (const order of orders) {
      count += 1;
      totals.add(order);
    }
  } finally {
    spinner.stop();
  }
  if (count > 0 || chosen !== undefined) await totals.print(context, chosen);
  return count;
}

/** A row an order. Paid orders that may be one sale are marked, and named afterwards. */
async function printOrders(
  context: Context,
  orders: AsyncIterable<Order>,
  {
    limit,
    calendar: { timeZone },
    chosen,
  }: { limit: number; calendar: Calendar; chosen: ChosenColumns | undefined },
): Promise<number> {
  const doubles = new Doubles();
  const zone = { timeZone, now: context.now() };
  const count = await printList(context, look(orders, doubles), limit, {
    json: (order) => order.answer,
    order: (order) => order,
    chosen,
    columns: orderHeads,
    cells: (order, say) => orderCells(order, { ...zone, say }),
    row: async (order) => (await import('../../terminal/order-view.ts')).orderRow(order),
    layOut: (rows, view) => layOut(rows, { ...view, ...zone }, doubles.all()),
  });
  const { io } = context;
  noteDoubles(io, doubles.all());
  return count;
}

async function* look(orders: AsyncIterable<Order>, doubles: Doubles): AsyncGenerator<Order> {
  for await (const order of orders) {
    if (hasMoney(standingOf(order))) doubles.add(order);
    yield order;
  }
}

const statusColumn = orderHeads.indexOf('Status');

/**
 * A line an order: long references are cut, the time is told in fewer words where that helps. In a
 * window that is too narrow for that, an entry of several lines.
 */
async function layOut(rows: readonly Cells[], view: View, doubles: readonly Double[]) {
  const [{ renderOneLine }, { renderTable }] = await Promise.all([
    import('../../terminal/one-line-table.ts'),
    import('../../terminal/table.ts'),
  ]);
  const doubled = new Set(doubles.flatMap(({ ids }) => ids));
  const markedBy = (mark: string) =>
    rows.map(([id, status = '', ...cells]) => [
      id,
      doubled.has(id ?? '') ? `${status} ${mark}` : status,
      ...cells,
    ]);
  const marked = markedBy('(x2)');
  const paint = (cell: string, column: number) => {
    const color = column === statusColumn ? colorOf(cell.trim().split(' ', 1)[0] ?? '') : undefined;
    return color === undefined ? cell : view.chalk[color](cell);
  };
  const heads = orderHeads.map((head) => view.say(head));
  const cut = orderHeads.indexOf('Reference');
  const withoutAgo = (all: readonly Cells[]) =>
    all.map((cells) => [...cells.slice(0, -1), withoutDistance(cells.at(-1))]);
  // The mark takes nothing of the references: those are what the marked ones may have in common.
  const whole =
    doubled.size === 0
      ? []
      : [marked, withoutAgo(marked), withoutAgo(markedBy('x2'))].flatMap(
          (all) => renderOneLine(heads, all, view, { paint }) ?? [],
        );
  return (
    whole[0] ??
    renderOneLine(heads, marked, view, { cut, paint }) ??
    renderOneLine(heads, withoutAgo(marked), view, { cut, paint }) ??
    renderTable(heads, marked, view)
  );
}
