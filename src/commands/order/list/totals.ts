import { sentence } from '../../../language/sentence.ts';
import { difference, sumOf } from '../../../orders/money.ts';
import type { Order } from '../../../orders/order.ts';
import type { Context } from '../../../session/context.ts';
import { inOneForm, isMoreThanNothing, sum } from '../../../terminal/amount.ts';
import { cellValue } from '../../../terminal/clean-text.ts';
import type { View } from '../../../terminal/view.ts';
import type { ChosenColumns } from '../../chosen-columns.ts';
import { printList } from '../../print-list.ts';
import { printResult, wantsData } from '../../print.ts';
import { layOutSums, type Head } from '../../reconcile/table.ts';
import { standingOf, type Standing } from '../shared/standing.ts';
import { instantOf } from '../../../orders/instant.ts';

export const groupings = ['pos', 'method', 'day'] as const;
type Grouping = (typeof groupings)[number];

/** What the orders of a group come to, in one currency. Amounts are decimal strings. */
interface Total {
  group: string;
  currency: string;
  orders: number;
  /** Those of `paid`: also what was refunded, or taken back, afterwards. */
  paid_orders: number;
  /** Orders whose status or amounts do not tell: none of their money is counted. */
  unclear: number;
  paid: string;
  /** What went back, or is on its way. */
  refunded: string;
  /** What of that is on its way still. */
  refund_pending: string;
  /** What payers' banks ask for, or have taken. */
  charged_back: string;
}

const heads: readonly Head[] = ['orders', 'paid_orders', 'paid', 'refunded', 'net', 'currency'];
const sums = ['paid', 'refunded', 'refund_pending', 'charged_back'] as const;

interface TotalsOptions {
  /** Undefined: all together. */
  by: Grouping | undefined;
  /** Also what the groups come to. */
  sum: boolean;
  dayOf: (at: Date) => string;
}

/** Adds orders up as they come, and keeps the sums only. */
export class Totals {
  readonly #groups = new Map<string, Total>();
  readonly #all = new Map<string, Total>();

  constructor(private readonly options: TotalsOptions) {}

  add(order: Order): void {
    const standing = standingOf(order);
    const { currency = '' } = order;
    const { by } = this.options;
    if (by !== undefined) count(this.#groups, this.#groupOf(order, by), currency, standing);
    count(this.#all, '', currency, standing);
  }

  /** Prints a row a group, in order of their names, or all as one. Warns of what is not counted. */
  async print(context: Context, chosen?: ChosenColumns): Promise<void> {
    const { by } = this.options;
    const alone = [...(by === undefined ? this.#all : this.#groups).values()].sort(compare);
    const isTable = context.io.isTerminal && !wantsData(context);
    const below = by !== undefined && this.options.sum ? [...this.#all.values()].sort(compare) : [];
    const aligned = inOneForm([...alone, ...below], sums);
    const [groups, all] = [aligned.slice(0, alone.length), aligned.slice(alone.length)];
    const rows = [
      ...groups.map((total) => ({ by, total })),
      ...all.map((total) => ({ by: undefined, total })),
    ];
    if (chosen !== undefined) await printColumns(context, rows, chosen);
    else if (isTable) await printTable(context, by, groups, all);
    else {
      for (const row of rows) {
        const json = documentOf(row.by, row.total);
        await printResult(context, { json, text: () => rowOf(row.total) }, { one: false });
      }
    }
    this.#tellWhatIsBehind(context);
    const unclear = [...this.#all.values()].reduce((sum, total) => sum + total.unclear, 0);
    if (unclear > 0) {
      context.io.warn(
        sentence(
          'Warning: {count} {count|order does|orders do} not tell whether money came in: not counted as paid.',
          { count: unclear },
        ),
      );
    }
  }

  /** What the columns do not show: what is not back yet, and what was taken back. */
  #tellWhatIsBehind({ io }: Context): void {
    const amountsOf = (name: 'refund_pending' | 'charged_back') =>
      [...this.#all.values()]
        .filter((total) => isMoreThanNothing(total[name]))
        .map((total) => cellValue(`${total[name]} ${total.currency}`).trim())
        .join(', ');
    const [pending, charged] = [amountsOf('refund_pending'), amountsOf('charged_back')];
    if (pending !== '') {
      io.note(
        sentence('Of what is refunded, {amounts} is still on its way.', { amounts: pending }),
      );
    }
    if (charged === '') return;
    io.note(
      sentence(
        'Of what was paid, {amounts} is disputed or was taken back by the payer’s bank: not in the net.',
        { amounts: charged },
      ),
    );
  }

  #groupOf(order: Order, by: Grouping): string {
    if (by === 'pos') return order.external_pos_id ?? '';
    if (by === 'method') return methodOf(order);
    const at = new Date(instantOf(order.created_date));
    return Number.isNaN(at.getTime()) ? '' : this.options.dayOf(at);
  }
}

/** `account_money`, `credit_card`; of several payments all that differ. */
function methodOf({ payments }: Order): string {
  const paidOnes = payments.filter(({ status }) => status !== 'failed');
  const methods = paidOnes.flatMap(({ payment_method: m }) => m?.type ?? m?.id ?? []);
  return [...new Set(methods)].join('+');
}

function count(totals: Map<string, Total>, group: string, currency: string, standing: Standing) {
  const key = JSON.stringify([group, currency]);
  const total = totals.get(key) ?? {
    group,
    currency,
    orders: 0,
    paid_orders: 0,
    unclear: 0,
    paid: '0',
    refunded: '0',
    refund_pending: '0',
    charged_back: '0',
  };
  totals.set(key, total);
  total.orders += 1;
  const { state, paid, refunded, pending = '0', charged_back = '0' } = standing;
  if (state === 'unpaid') return;
  if (paid === undefined || refunded === undefined) {
    total.unclear += 1;
    return;
  }
  if (isMoreThanNothing(paid)) total.paid_orders += 1;
  total.paid = added(total.paid, paid);
  total.refunded = added(total.refunded, refunded);
  total.refund_pending = added(total.refund_pending, pending);
  total.charged_back = added(total.charged_back, charged_back);
}

/** With the decimals that the amounts have; both were checked to be amounts. */
const added = (a: string, b: string): string => sum([a, b]) ?? sumOf([a, b]) ?? a;

const netOf = ({ paid, refunded, charged_back }: Total): string =>
  difference(paid, added(refunded, charged_back)) ?? '';

const compare = (a: Total, b: Total): number =>
  a.group.localeCompare(b.group, 'en') || a.currency.localeCompare(b.currency, 'en');

const usualColumns = [
  'by',
  'group',
  'currency',
  'orders',
  'paid_orders',
  'unclear',
  'paid',
  'refunded',
  'net',
];

/** The columns of sums: the keys of their documents. */
export const totalColumns = {
  usual: usualColumns,
  all: [...usualColumns, 'refund_pending', 'charged_back'],
};

async function printColumns(
  context: Context,
  rows: readonly { by: Grouping | undefined; total: Total }[],
  chosen: ChosenColumns,
): Promise<void> {
  async function* each() {
    yield* rows;
  }
  const json = ({ by, total }: (typeof rows)[number]) => documentOf(by, total);
  await printList(context, each(), Infinity, { json, chosen, columns: [], cells: () => [] });
}

/** Its keys are a contract: they only ever grow. */
const documentOf = (by: Grouping | undefined, total: Total): string =>
  JSON.stringify({
    by: by ?? null,
    group: by === undefined ? null : total.group,
    currency: total.currency,
    orders: total.orders,
    paid_orders: total.paid_orders,
    unclear: total.unclear,
    paid: total.paid,
    refunded: total.refunded,
    net: netOf(total),
    refund_pending: total.refund_pending,
    charged_back: total.charged_back,
  });

/** Tab-separated: group, currency, orders, paid orders, paid, refunded, net. */
const rowOf = (total: Total): string => {
  const { group, currency, orders, paid_orders, paid, refunded } = total;
  return [group, currency, String(orders), String(paid_orders), paid, refunded, netOf(total)]
    .map((cell) => cellValue(cell))
    .join('\t');
};

async function printTable(
  context: Context,
  by: Grouping | undefined,
  groups: readonly Total[],
  all: readonly Total[],
): Promise<void> {
  const cells = (name: string, total: Total) => [
    ...(by === undefined ? [] : [name]),
    String(total.orders),
    String(total.paid_orders),
    total.paid,
    total.refunded,
    netOf(total),
    total.currency,
  ];
  const rows = [
    ...groups.map((total) => cells(total.group === '' ? '-' : total.group, total)),
    ...all.map((total) => cells(context.say('Total'), total)),
  ];
  if (rows.length === 0) return;
  const text = (view: View) =>
    layOutSums({ heads: [...(by === undefined ? [] : [by]), ...heads], rows }, view);
  await printResult(context, {
    json: '',
    text,
    plain: rows.map((row) => row.join('\t')).join('\n'),
  });
}
