import { sentence, type Text } from '../../language/sentence.ts';
import { sameAmount } from '../../orders/money.ts';
import type { Order } from '../../orders/order.ts';
import { looseReference, plainReference } from '../../orders/reference.ts';
import { paidOtherwise } from '../../orders/paid-otherwise.ts';
import { inOneForm, sum } from '../../terminal/amount.ts';
import { isOfAmount } from '../order/list/filters.ts';
import { hasMoney, standingOf, type Standing } from '../order/shared/standing.ts';
import type { Sale, Sales, WrongRow } from './sales.ts';
import type { DayOrders } from './day-orders.ts';

/** What is true of a sale, in one word. The set only ever grows. */
type Verdict =
  /** One order of it is paid, with its amount. */
  | 'paid'
  | 'paid_twice'
  /** Paid, and with another amount. */
  | 'other_amount'
  /** Paid, and given back: all of it, or a part. */
  | 'refunded'
  /** The payer's bank asks for it back, or has taken it. */
  | 'charged_back'
  /** All orders were seen: one or more are of it, and none is paid. */
  | 'not_paid'
  /**
   * An order of it was read and is not paid, and it, or one that was not seen, may be. Or: a paid order of
   * no sale that was read, and a row that names no sale may be its own.
   */
  | 'unclear'
  /** All orders were seen, and none is of it. */
  | 'no_order'
  /** None was seen, and not all could be. */
  | 'not_seen'
  /** The row is wrong, or stands there twice: what its sale is, is not known. */
  | 'wrong_row'
  /** A paid order that is none of the shop's sales. */
  | 'unknown_to_shop';

/** A sale, or an order that is of none, and what came in for it. Amounts are decimal strings. */
export interface Line {
  verdict: Verdict;
  reference: string;
  pos: string;
  /** What the shop has; undefined for an order that it does not know. */
  amount?: string;
  currency: string;
  /** Undefined where it cannot be reckoned with, or nothing came in. */
  paid?: string;
  refunded?: string;
  /** What the payer's bank asks for, or has taken. */
  charged_back?: string;
  /** The currency that the shop has, where the orders are in another one. */
  listedIn?: string;
  /** Ids of its orders. */
  orders: string[];
  /** Why it is `unclear`, `not_seen` or `wrong_row`. */
  why?: Text;
}

interface JudgedOrder {
  order: Order;
  standing: Standing;
}

/**
 * Sets sales beside orders: by reference, and by point of sale where the shop's list has one and the
 * orders of the reference are at several. Afterwards the paid orders, made in the day itself, that
 * belong to no sale.
 */
export function reconcile(
  { sales, wrong }: Pick<Sales, 'sales' | 'wrong'>,
  { orders, gaps, late, openReferences }: DayOrders,
  isOfDay: (order: Order) => boolean,
): Line[] {
  const byReference = new Map<string, JudgedOrder[]>();
  for (const order of orders) {
    if (order.external_reference === undefined) continue;
    const reference = plainReference(order.external_reference);
    const group = byReference.get(reference) ?? [];
    group.push({ order, standing: standingOf(order) });
    byReference.set(reference, group);
  }
  const claimed = new Set(sales.map(({ reference, pos }) => JSON.stringify([reference, pos])));
  const known = new Set<string>();
  const isAllSeen = gaps.length === 0 && late === undefined;
  const lines = sales.map((sale) => {
    const own = ownOf(sale, byReference.get(sale.reference) ?? [], claimed);
    own.forEach(({ order }) => known.add(order.id));
    const isOpen = openReferences.has(sale.reference);
    const canBeMore = isOpen || !isAllSeen;
    const none = canBeMore ? 'not_seen' : 'no_order';
    const verdict = own.length === 0 ? none : verdictOf(sale, own, canBeMore);
    const line = lineOf(verdict, sale, own);
    if (verdict !== 'unclear' && verdict !== 'not_seen') return line;
    return { ...line, why: isOpen ? openCreate : (statusWhy(own) ?? notAllSeen) };
  });
  const unnamed: WrongRow[] = [];
  const misread = wrong.map((row) => {
    const { reference, references, isNamed } = row;
    const all = references.flatMap((one) => byReference.get(one) ?? []);
    const own = all.filter(({ order }) => !known.has(order.id));
    own.forEach(({ order }) => known.add(order.id));
    if (!isNamed && own.length === 0) unnamed.push(row);
    return { ...lineOf('wrong_row', { reference }, own), why: row.why };
  });
  const tills = new Set(orders.map(({ external_pos_id }) => external_pos_id));
  const others = orders.filter((order) => !known.has(order.id) && isOfDay(order));
  const unknown = others
    .map((order) => ({ order, standing: standingOf(order) }))
    .filter(({ standing }) => hasMoney(standing))
    .map((one) => {
      const own = unnamed.filter((row) => canBeRowOf(one, row, tills)).map(({ row }) => row);
      if (own.length === 0) return lineOf('unknown_to_shop', undefined, [one]);
      const why = sentence(
        '{count|row|rows} {rows} of the list {count|names|name} no sale, and may be of this order',
        { count: own.length, rows: own.join(', ') },
      );
      return { ...lineOf('unclear', undefined, [one]), why };
    });
  return [...lines, ...misread, ...unknown];
}

const openCreate = sentence('a create of it has no known outcome');
const notAllSeen = sentence('not all orders could be seen');

function statusWhy(own: readonly JudgedOrder[]): Text | undefined {
  const order = own.find(({ standing }) => standing.state === 'unclear')?.order;
  if (order === undefined) return undefined;
  const { id, status } = order;
  return sentence('{id} is {status}: whether it is paid is not known', { id, status });
}

/** Whether a row that names no sale may be a paid order's: its amount and its POS, where they tell. */
function canBeRowOf(
  { order, standing }: JudgedOrder,
  { amount, pos }: WrongRow,
  tills: ReadonlySet<string | undefined>,
): boolean {
  // A shop may have names of its own for its tills.
  if (pos && tills.has(pos) && pos !== order.external_pos_id) return false;
  const amounts = [standing.net, paidOtherwise(order, order.total_amount)];
  return (
    amount === undefined ||
    isOfAmount(order, amount) ||
    amounts.some((one) => one !== undefined && sameAmount(one, amount))
  );
}

/** A sale without an order, and a paid order without a sale, whose references may be the same. */
interface NearPair {
  sale: string;
  order: Line;
}

/** Spreadsheets drop zeros, phones change capitals and hyphens: such pairs are told. */
export function nearPairs(lines: readonly Line[]): NearPair[] {
  const unknown = lines.filter(({ verdict }) => verdict === 'unknown_to_shop');
  return lines
    .filter(({ amount, orders }) => amount !== undefined && orders.length === 0)
    .flatMap(({ reference: sale }) => {
      const loose = looseReference(sale);
      const order = unknown.find(({ reference }) => looseReference(reference) === loose);
      return order === undefined || loose === '' ? [] : [{ sale, order }];
    });
}

/** At the sale's own POS, if any are there; else those that no other sale of its reference has. */
function ownOf(
  { reference, pos }: Sale,
  orders: readonly JudgedOrder[],
  claimed: ReadonlySet<string>,
) {
  if (pos === undefined) return orders;
  const here = orders.filter(({ order }) => order.external_pos_id === pos);
  if (here.length > 0) return here;
  return orders.filter(
    ({ order }) => !claimed.has(JSON.stringify([reference, order.external_pos_id])),
  );
}

function verdictOf(sale: Sale, own: readonly JudgedOrder[], canBeMore: boolean): Verdict {
  const [paid, second] = own.filter(({ standing }) => hasMoney(standing));
  const has = (state: Standing['state']) => own.some(({ standing }) => standing.state === state);
  if (second !== undefined) return 'paid_twice';
  if (paid === undefined) {
    if (has('charged_back')) return 'charged_back';
    if (has('refunded')) return 'refunded';
    // Another order of it may be paid: one that was not seen, or that a create without an outcome made.
    return has('unclear') || canBeMore ? 'unclear' : 'not_paid';
  }
  const { order, standing } = paid;
  if (standing.state === 'refunded_in_part') {
    const isNet = standing.net !== undefined && sameAmount(standing.net, sale.amount);
    if (isNet && isOfCurrency(order, sale)) return 'paid';
    return agrees(order, sale) ? 'refunded' : 'other_amount';
  }
  return agrees(order, sale) ? 'paid' : 'other_amount';
}

const isOfCurrency = ({ currency }: Order, sale: Pick<Sale, 'currency'>): boolean =>
  sale.currency === undefined || currency === undefined || currency.toUpperCase() === sale.currency;

/** Where another amount was paid than was asked for, and no discount says why, that one counts. */
function agrees(order: Order, sale: Sale): boolean {
  const otherwise = paidOtherwise(order, order.total_amount);
  const isOfIt =
    otherwise === undefined ? isOfAmount(order, sale.amount) : sameAmount(otherwise, sale.amount);
  return isOfIt && isOfCurrency(order, sale);
}

function lineOf(
  verdict: Verdict,
  sale: Partial<Sale> | undefined,
  own: readonly JudgedOrder[],
): Line {
  const [first] = own;
  // Amounts of several currencies have no sum.
  const currencies = new Set(own.map(({ order }) => order.currency ?? ''));
  const isOneCurrency = currencies.size <= 1;
  const amounts = (name: 'paid' | 'refunded' | 'charged_back') =>
    isOneCurrency ? sum(own.flatMap(({ standing }) => standing[name] ?? [])) : undefined;
  const isOther = first !== undefined && sale !== undefined && !isOfCurrency(first.order, sale);
  const paid = amounts('paid');
  const refunded = amounts('refunded');
  const charged = amounts('charged_back');
  return {
    verdict,
    reference: sale?.reference || (first?.order.external_reference ?? ''),
    pos: sale?.pos ?? first?.order.external_pos_id ?? '',
    ...(sale?.amount !== undefined && { amount: sale.amount }),
    currency: (isOneCurrency ? first?.order.currency : undefined) ?? sale?.currency ?? '',
    ...(isOneCurrency && isOther && { listedIn: sale?.currency }),
    ...(paid !== undefined && { paid }),
    ...(refunded !== undefined && { refunded }),
    ...(charged !== undefined && { charged_back: charged }),
    orders: own.map(({ order }) => order.id),
  };
}

/** What the lines of one point of sale come to. */
export interface PosTotal {
  pos: string;
  currency: string;
  sales: number;
  sold: string;
  paid: string;
  refunded: string;
  charged_back: string;
  /** Lines that are not `paid`. */
  differences: number;
}

export function byPos(lines: readonly Line[]): PosTotal[] {
  const currencies = new Map(
    lines.filter((l) => l.currency !== '').map((l) => [l.pos, l.currency]),
  );
  const totals = new Map<string, PosTotal>();
  for (const { verdict, pos, amount, paid, refunded, ...line } of lines) {
    // A sale without an order tells no currency: that of its POS is meant.
    const currency = line.currency || (currencies.get(pos) ?? '');
    const key = JSON.stringify([pos, currency]);
    const nothing = { sold: '0', paid: '0', refunded: '0', charged_back: '0' };
    const empty = { pos, currency, sales: 0, ...nothing, differences: 0 };
    const total = totals.get(key) ?? empty;
    totals.set(key, total);
    if (amount !== undefined) {
      total.sales += 1;
      total.sold = sum([total.sold, amount]) ?? total.sold;
    }
    total.paid = sum([total.paid, paid ?? '0']) ?? total.paid;
    total.refunded = sum([total.refunded, refunded ?? '0']) ?? total.refunded;
    total.charged_back = sum([total.charged_back, line.charged_back ?? '0']) ?? total.charged_back;
    if (verdict !== 'paid') total.differences += 1;
  }
  const rows = [...totals.values()].sort((a, b) => a.pos.localeCompare(b.pos, 'en'));
  return inOneForm(rows, ['sold', 'paid', 'refunded', 'charged_back']);
}
