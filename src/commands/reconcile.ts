import { english, sentence, textIn, type Text } from '../language/sentence.ts';
import type { Command } from 'commander';
import { CliError, exitCodes, type ExitCode } from '../errors.ts';
import { Doubles, type Double } from '../orders/doubles.ts';
import { difference } from '../orders/money.ts';
import type { Context } from '../session/context.ts';
import { cellValue } from '../terminal/clean-text.ts';
import { sum } from '../terminal/amount.ts';
import { csvLine } from '../terminal/csv.ts';
import { addExamples } from '../help/layout.ts';
import { besideData } from './chosen-columns.ts';
import { ChoiceOption, parseChoice } from './options.ts';
import { noteDoubles } from './order/shared/note-doubles.ts';
import { hasMoney, standingOf } from './order/shared/standing.ts';
import { orPlain, printResult, viewOf, wantsData } from './print.ts';
import { decimals, readSales, type SalesFlags } from './reconcile/sales.ts';
import { readDayOrders, type DayOrders } from './reconcile/day-orders.ts';
import { layOutSales, layOutSums, type Head } from './reconcile/table.ts';
import {
  byPos,
  nearPairs,
  reconcile as setBeside,
  type Line,
  type PosTotal,
} from './reconcile/verdicts.ts';
import { addZoneOption, Calendar, type RangeFlags } from './when.ts';
import type { Verb } from './verb.ts';
import { instantOf } from '../orders/instant.ts';
import { joinTexts } from '../language/list.ts';

interface ReconcileOptions extends RangeFlags, SalesFlags {
  by?: string;
  csv?: boolean;
  differences?: boolean;
}

/** An order of a sale may have been made on the other side of midnight. */
const marginMs = 2 * 3_600_000;

export const reconcile: Verb<ReconcileOptions> = {
  define(command: Command) {
    command
      .argument('<sales.csv>', 'the shop’s sales, a row each under a head; - reads stdin')
      .option(
        '--day <day>',
        'the day of the sales: today, yesterday, 2026-11-21 (default: yesterday)',
      )
      .option('--from <time>', 'in place of a day: since')
      .option('--to <time>', 'until, its end included (default: now)')
      .option('--reference-column <name>', 'the column of external_references (default: reference)')
      .option('--amount-column <name>', 'the column of amounts (default: amount)')
      .option('--pos-column <name>', 'the column of points of sale (default: pos, if there is one)')
      .option(
        '--currency-column <name>',
        'the column of currencies (default: currency, if there is one)',
      )
      .addOption(
        new ChoiceOption(
          '--decimal <mark>',
          decimals,
          'what stands before the cents: comma or point (default: as the amounts show)',
        ),
      )
      .addOption(
        new ChoiceOption(
          '--by <what>',
          ['pos'],
          'pos: sums by point of sale, in place of the sales',
        ),
      )
      .option('--differences', 'only what does not agree')
      .option('--csv', 'print CSV, with a head');
    addZoneOption(command).addHelpText(
      'after',
      `
Verdicts: paid, paid_twice, other_amount, refunded, charged_back, not_paid (all
orders were seen, and the sale’s is not paid), unclear, no_order (all were seen,
and none is the sale’s), not_seen (none was seen, and not all could be),
wrong_row (it could not be read, and stderr says why), unknown_to_shop (a paid
order without a sale). Exit code 0: all agree; 11: not all; 7: the provider
could not be read to the end, its search leaves out orders that were made here,
or lines of the journal cannot be read.`,
    );
    addExamples(command, [
      'mp-orders reconcile sales.csv',
      'mp-orders reconcile sales.csv --day 2026-11-21 --differences --csv',
      'mp-orders reconcile ventas.csv --reference-column ticket --amount-column importe --by pos',
    ]);
  },

  async run(context, [file = ''], options) {
    if (options.by !== undefined)
      context.name('--by', () => parseChoice(options.by ?? '', ['pos']));
    const { decimal } = options;
    if (decimal !== undefined) context.name('--decimal', () => parseChoice(decimal, decimals));
    if (options.csv === true && wantsData(context)) {
      throw besideData('--csv');
    }
    const calendar = new Calendar(context, options);
    const isRange = [options.day, options.from, options.to].some((flag) => flag !== undefined);
    const range = calendar.range(isRange ? options : { day: 'yesterday' }, 86_400_000);
    const list = await readSales(context, file, options).catch((error: unknown) => {
      throw error instanceof CliError ? error.with({ help: 'desk' }) : error;
    });
    const provider = await context.provider({ needs: ['list'], notesOpen: false });
    const spinner = await context.io.spin(sentence('Reading'));
    const latest = Math.min(range.end.getTime() + marginMs, context.now().getTime());
    const dayOrders = await readDayOrders(context, provider, {
      begin: new Date(range.begin.getTime() - marginMs),
      end: new Date(latest),
      dayEnd: range.end,
      references: new Set(
        [...list.sales, ...list.wrong].map(({ reference }) => reference).filter(Boolean),
      ),
      onProgress: (text: Text) => spinner.update(text),
    }).finally(() => spinner.stop());
    const isOfDay = ({ created_date }: { created_date?: string }) => {
      const at = instantOf(created_date);
      return Number.isNaN(at) || (at >= range.begin.getTime() && at <= range.end.getTime());
    };
    const lines = setBeside(list, dayOrders, isOfDay);
    await (options.by === undefined
      ? print(context, options, lineHeads, wanted(lines, options).map(ofLine))
      : print(context, options, posHeads, byPos(lines).map(ofPos)));
    return tell(context, lines, dayOrders, list.faults);
  },
};

const wanted = (lines: readonly Line[], { differences }: ReconcileOptions): readonly Line[] =>
  differences === true ? lines.filter(({ verdict }) => verdict !== 'paid') : lines;

/** A row in the forms that it can be printed in. */
interface Row {
  cells: readonly string[];
  document: object;
}

const lineHeads: readonly Head[] = [
  'verdict',
  'reference',
  'pos',
  'amount',
  'paid',
  'refunded',
  'currency',
  'orders',
];

/** The keys of the document are a contract: they only ever grow. */
const ofLine = ({
  verdict,
  reference,
  pos,
  amount,
  paid,
  refunded,
  currency,
  charged_back,
  orders,
  why,
}: Line): Row => ({
  cells: [
    verdict,
    reference,
    pos,
    amount ?? '',
    paid ?? '',
    refunded ?? '',
    currency,
    orders.join(' '),
  ],
  document: {
    verdict,
    reference,
    pos,
    amount: amount ?? null,
    paid: paid ?? null,
    refunded: refunded ?? null,
    currency,
    orders,
    charged_back: charged_back ?? null,
    why: why === undefined ? null : textIn(english, why),
  },
});

const posHeads: readonly Head[] = [
  'pos',
  'sales',
  'sold',
  'paid',
  'refunded',
  'net',
  'currency',
  'differences',
];

const ofPos = (total: PosTotal): Row => {
  const { pos, sales, sold, paid, refunded, charged_back, currency, differences } = total;
  const moneyBack = sum([refunded, charged_back]) ?? refunded;
  const net = difference(paid, moneyBack) ?? '';
  return {
    cells: [pos, String(sales), sold, paid, refunded, net, currency, String(differences)],
    document: { by: 'pos', ...total, net },
  };
};

/** A table on a terminal; else tab-separated rows, CSV with a head, or a document a line. */
async function print(
  context: Context,
  { csv = false }: ReconcileOptions,
  heads: readonly Head[],
  rows: readonly Row[],
): Promise<void> {
  const { io } = context;
  if (csv) {
    const lines = [heads, ...rows.map(({ cells }) => cells.map((cell) => cell || undefined))];
    return io.out(lines.map(csvLine).join('\r\n'));
  }
  if (wantsData(context) || !io.isTerminal) {
    for (const { cells, document } of rows) {
      const text = () => cells.map(cellValue).join('\t');
      await printResult(context, { json: JSON.stringify(document), text }, { one: false });
    }
    return;
  }
  if (rows.length === 0) return;
  const cells = rows.map((row) => row.cells);
  const layOut = async () => {
    const lay = heads.includes('orders') ? layOutSales : layOutSums;
    return lay({ heads, rows: cells }, await viewOf(context));
  };
  io.out(await orPlain(context, layOut, cells.map((row) => row.join('\t')).join('\n')));
}

/** More cases of one kind have one cause. */
const mostTold = 10;

/** Says what was counted, what may be double, and what was not seen; gives the exit code. */
function tell(
  { io }: Context,
  lines: readonly Line[],
  dayOrders: DayOrders,
  faults: readonly Text[],
): ExitCode {
  const { orders, late } = dayOrders;
  const counts = new Map<string, number>();
  for (const { verdict } of lines) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const counted = [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
  io.note(
    counted === ''
      ? sentence('No sales, and no paid orders.')
      : sentence('Verdicts: {counted}.', { counted }),
  );
  if (faults.length > 0) {
    io.warn(sentence('Warning: not all rows of the list could be read. The others were compared.'));
  }
  for (const fault of faults) io.warn(fault);
  const doubles = new Doubles();
  for (const order of orders) if (hasMoney(standingOf(order))) doubles.add(order);
  // Two sales of the shop that are each paid by an order of their own are no double.
  const ofSales = new Set(lines.flatMap((line) => (line.verdict === 'paid' ? line.orders : [])));
  const isOneSale = ({ by, ids }: Double) =>
    by === 'reference' || !ids.every((id) => ofSales.has(id));
  noteDoubles(io, doubles.all().filter(isOneSale));
  const unclear = lines.filter(({ verdict }) => verdict === 'unclear');
  for (const { reference, orders, why = '' } of unclear.slice(0, mostTold)) {
    io.note([reference || orders.join(), ': ', why, '.']);
  }
  const inOther = lines.filter(({ listedIn }) => listedIn !== undefined);
  for (const { reference, currency, listedIn = '' } of inOther.slice(0, mostTold)) {
    const text = '{reference}: the list has it in {listed}, and it was paid in {currency}.';
    io.note(sentence(text, { reference, currency, listed: listedIn }));
  }
  for (const { sale, order } of nearPairs(lines).slice(0, mostTold)) {
    io.note(
      sentence(
        'The same sale? The list has {sale}, and {reference} was paid with {amount}: {id}.',
        {
          sale,
          reference: order.reference,
          id: order.orders.join(', '),
          amount: [order.paid, order.currency].filter(Boolean).join(' '),
        },
      ),
    );
  }
  const isAnyUnseen = counts.has('not_seen') || counts.has('unclear');
  const gaps = late !== undefined && isAnyUnseen ? [...dayOrders.gaps, late] : dayOrders.gaps;
  if (gaps.length > 0) {
    const reasons = joinTexts(gaps, '; ');
    const warning = sentence('Warning: not all orders could be seen: {reasons}.', { reasons });
    io.warn(warning);
    return exitCodes.unreachable;
  }
  if (counts.has('not_seen')) {
    io.warn(
      sentence(
        'Warning: a create of what was not seen has no known outcome: `mp-orders order resume`.',
      ),
    );
    return exitCodes.unreachable;
  }
  return lines.every(({ verdict }) => verdict === 'paid') ? exitCodes.ok : exitCodes.someFailed;
}
