import type { SandboxAccount } from '../accounts.ts';
import { orderAt } from './order-states.ts';
import type { State } from './state.ts';
import { type WireOrder, paymentMethodTypes } from './wire.ts';
import { type Problem, Refusal } from './errors.ts';
import { dateMs } from '../rfc3339.ts';
import type { Report } from './schema.ts';

/** GET /v1/orders: this seller's orders as GET gives them, a page at a time. */
export async function searchOrders(state: State, account: SandboxAccount, query: URLSearchParams) {
  const now = state.machine.now();
  const search = readSearch(query, now);
  const orders: WireOrder[] = [];
  for await (const record of state.orders.list()) {
    const order = orderAt(record, now);
    if (order.user_id === String(account.user.id) && matchesSearch(order, search))
      orders.push(order);
  }
  orders.sort(inOrder(search));
  const { page, size } = search;
  const offset = (page - 1) * size;
  return {
    data: orders.slice(offset, offset + size),
    paging: {
      total: String(orders.length),
      total_pages: String(Math.ceil(orders.length / size)),
      offset: String(offset),
      limit: String(size),
    },
  };
}

function matchesSearch(order: WireOrder, { begin, end, matches }: Search): boolean {
  const created = Date.parse(order.created_date);
  return created >= begin && created <= end && matches(order);
}

function inOrder({ sortBy, ascending }: Search): (a: WireOrder, b: WireOrder) => number {
  // Orders of one instant stand in the order they were made, which their ids tell.
  const key = (order: WireOrder) => order[sortBy] + order.id;
  const sign = ascending ? 1 : -1;
  return (a, b) => (key(a) < key(b) ? -sign : sign);
}

interface Search {
  /** Milliseconds, both included. */
  begin: number;
  end: number;
  /** Whether an order has everything that was asked for beside the dates. */
  matches: (order: WireOrder) => boolean;
  page: number;
  size: number;
  sortBy: 'created_date' | 'last_updated_date';
  ascending: boolean;
}

const longestRangeMs = 30 * 24 * 3600 * 1000;

interface Filter {
  name: string;
  /** The words it takes, or what they look like. */
  takes: readonly string[] | RegExp;
  of: (order: WireOrder) => string | undefined;
}

const methodOf = ({ transactions }: WireOrder) => transactions.payments[0].payment_method;

// Assumption: known are the words of the pages on every type of order, though the sandbox has QR
// orders alone; status_detail is the order's own; and payment methods are too many to be listed.
const statuses =
  'created processing action_required at_terminal processed canceled expired failed refunded charged_back'.split(
    ' ',
  );
const statusDetails = [
  ...statuses,
  ...'accredited partially_refunded in_process waiting_payment waiting_capture'.split(' '),
  ...'settled reimbursed waiting_transfer check_on_terminal rejected_by_issuer insufficient_amount'.split(
    ' ',
  ),
  ...'high_risk bad_filled_card_data invalid_card_token'.split(' '),
];
const methodTypes = [...paymentMethodTypes, 'atm', 'bank_transfer', 'ticket'];

const filters: readonly Filter[] = [
  { name: 'external_reference', takes: /^[A-Za-z0-9_-]{1,64}$/, of: (o) => o.external_reference },
  { name: 'type', takes: ['online', 'point', 'qr'], of: ({ type }) => type },
  { name: 'status', takes: statuses, of: ({ status }) => status },
  { name: 'status_detail', takes: statusDetails, of: ({ status_detail }) => status_detail },
  { name: 'payment_method_id', takes: /^[a-z0-9_]{1,64}$/, of: (order) => methodOf(order)?.id },
  { name: 'payment_method_type', takes: methodTypes, of: (order) => methodOf(order)?.type },
];

function readFilters(query: URLSearchParams, report: Report): Search['matches'] {
  const wanted = filters.flatMap(({ name, takes, of }) => {
    const value = query.get(name);
    if (value === null) return [];
    if (takes instanceof RegExp) {
      if (!takes.test(value)) report('invalid_parameter', `'${name}' is not well-formed`);
    } else if (!takes.includes(value)) {
      report('invalid_parameter', `'${name}' must be one of ${takes.join(', ')}`);
    }
    return [{ of, value }];
  });
  return (order) => wanted.every(({ of, value }) => of(order) === value);
}

function readDate(query: URLSearchParams, name: string, report: Report): number | undefined {
  const text = query.get(name);
  // Assumption: a date that is sent empty counts as not sent.
  if (!text) {
    report('missing_required_params', `missing parameters: '${name}'`);
    return undefined;
  }
  const ms = dateMs(text);
  if (ms === undefined) report('invalid_parameter', `'${name}' must be an RFC 3339 date`);
  return ms;
}

function readRange(query: URLSearchParams, now: Date, report: Report) {
  const begin = readDate(query, 'begin_date', report);
  const end = readDate(query, 'end_date', report);
  const wrong = (wish: string) => report('invalid_parameter', `'begin_date' must ${wish}`);
  if (begin !== undefined && begin > now.getTime()) wrong('not be in the future');
  if (begin !== undefined && end !== undefined) {
    if (begin > end) wrong("not be after 'end_date'");
    if (end - begin > longestRangeMs) wrong("be at most 30 days before 'end_date'");
  }
  return { begin: begin ?? 0, end: end ?? 0 };
}

/** A whole number from 1. */
function readNumber(
  query: URLSearchParams,
  [name, otherwise, most]: [name: string, otherwise: number, most: number],
  report: Report,
): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) {
    report('invalid_parameter', `'${name}' must be a whole number from 1 to ${most}`);
  }
  return value;
}

function readChoice<T extends string>(
  query: URLSearchParams,
  [name, ...choices]: [name: string, otherwise: T, ...others: T[]],
  report: Report,
): T {
  const text = query.get(name);
  const choice = text === null ? choices[0] : choices.find((one) => one === text);
  if (choice === undefined) {
    report('invalid_parameter', `'${name}' must be one of ${choices.join(', ')}`);
  }
  return choice ?? choices[0];
}

/** Throws with everything that is wrong with the query. */
function readSearch(query: URLSearchParams, now: Date): Search {
  const problems: Problem[] = [];
  const report: Report = (code, detail) => problems.push({ code, detail });
  // Assumption: parameters of other names are let pass, and of one that is sent twice the first
  // counts.
  const search: Search = {
    ...readRange(query, now, report),
    matches: readFilters(query, report),
    page: readNumber(query, ['page', 1, 999_999_999], report),
    size: readNumber(query, ['page_size', 20, 100], report),
    sortBy: readChoice(query, ['sort_by', 'created_date', 'last_updated_date'], report),
    ascending: readChoice(query, ['sort_order', 'desc', 'asc'], report) === 'asc',
  };
  const [first, ...others] = problems;
  if (first) throw new Refusal([first, ...others]);
  return search;
}
