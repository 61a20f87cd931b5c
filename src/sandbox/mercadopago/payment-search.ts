import type { SandboxAccount } from '../accounts.ts';
import { dateMs } from '../rfc3339.ts';
import { ClassicRefusal } from './errors.ts';
import { orderAt } from './order-states.ts';
import { paymentOf, type WirePayment } from './payments.ts';
import type { State } from './state.ts';

/*
 * GET /v1/payments/search: the payments of this seller's paid orders (guide "Received payments
 * management", payments reference). Assumptions: nothing is required, filters of other names are let pass,
 * the newest come first, and dates without a `range` are those of creation.
 */

const dateFields = ['date_created', 'date_approved', 'date_last_updated'] as const;
type DateField = (typeof dateFields)[number];

const sortFields = [...dateFields, 'id', 'external_reference'] as const;

/** What is compared as it is written. */
const filters: Readonly<Record<string, (payment: WirePayment) => unknown>> = {
  external_reference: (payment) => payment.external_reference,
  status: (payment) => payment.status,
  status_detail: (payment) => payment.status_detail,
  payment_method_id: (payment) => payment.payment_method_id,
  payment_type_id: (payment) => payment.payment_type_id,
  operation_type: (payment) => payment.operation_type,
  installments: (payment) => payment.installments,
};

/** A page's length (guide: 30, at most 50), and how far one may begin. */
const usualLimit = 30;
const mostLimit = 50;
const mostOffset = 10_000;

export async function searchPayments(
  state: State,
  account: SandboxAccount,
  query: URLSearchParams,
) {
  const now = state.machine.now();
  const isFound = readFilters(query, now);
  const inOrder = readOrder(query);
  const limit = readCount(query, 'limit', usualLimit, mostLimit);
  const offset = readCount(query, 'offset', 0, mostOffset);
  const found: WirePayment[] = [];
  for await (const record of state.orders.list()) {
    const order = orderAt(record, now);
    const { reference_id: number } = order.transactions.payments[0];
    if (number === undefined || order.user_id !== String(account.user.id)) continue;
    const operation = (await state.operations.read(number))?.value;
    const payment = operation && paymentOf(order, operation);
    if (payment !== undefined && isFound(payment)) found.push(payment);
  }
  found.sort(inOrder);
  return {
    paging: { total: found.length, limit, offset },
    results: found.slice(offset, offset + limit),
  };
}

function readFilters(query: URLSearchParams, now: Date): (payment: WirePayment) => boolean {
  const wanted = Object.entries(filters).flatMap(([name, of]) => {
    const value = query.get(name);
    return value === null || value === '' ? [] : [{ of, value }];
  });
  const range = oneOf(dateFields, query.get('range') || 'date_created', [1, 'Params Error.']);
  const begin = readDate(query.get('begin_date'), now) ?? -Infinity;
  const end = readDate(query.get('end_date'), now) ?? Infinity;
  return (payment) => {
    const at = Date.parse(payment[range]);
    return (
      at >= begin && at <= end && wanted.every(({ of, value }) => String(of(payment)) === value)
    );
  };
}

function readOrder(query: URLSearchParams): (a: WirePayment, b: WirePayment) => number {
  const sort = query.get('sort') || ('date_created' satisfies DateField);
  const field = oneOf(sortFields, sort, [1003, 'Invalid sort value.']);
  const criteria = query.get('criteria') || 'desc';
  const sign =
    oneOf(['asc', 'desc'], criteria, [1004, 'Invalid criteria value.']) === 'asc' ? 1 : -1;
  // Payments of one moment stand in the order of their numbers.
  return (a, b) => sign * (compare(a[field], b[field]) || a.id - b.id);
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

const units: Readonly<Record<string, number>> = {
  MINUTES: 60_000,
  HOURS: 3_600_000,
  DAYS: 86_400_000,
  WEEKS: 7 * 86_400_000,
};

/** An ISO 8601 date, or `NOW-2HOURS`; undefined without one. */
function readDate(text: string | null, now: Date): number | undefined {
  if (text === null || text === '') return undefined;
  const [, sign, count, unit = ''] =
    /^NOW(?:([+-])(\d{1,3})(MINUTES|HOURS|DAYS|WEEKS))?$/.exec(text) ?? [];
  if (sign !== undefined) return now.getTime() + Number(sign + count) * (units[unit] ?? 0);
  const at = text === 'NOW' ? now.getTime() : dateMs(text);
  if (at !== undefined) return at;
  throw refused(1001, "Date format must be yyyy-MM-dd'T'HH:mm:ss.SSSZ.");
}

function readCount(query: URLSearchParams, name: string, otherwise: number, most: number): number {
  const text = query.get(name);
  if (text === null || text === '') return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw refused(1, 'Params Error.');
  if (Number(text) > most) throw refused(1000, 'Number of rows exceeded the limits.');
  return Number(text);
}

function oneOf<const T extends string>(
  choices: readonly T[],
  text: string,
  [code, words]: readonly [code: number, words: string],
): T {
  const choice = choices.find((one) => one === text);
  if (choice === undefined) throw refused(code, words);
  return choice;
}

const refused = (code: number, description: string): ClassicRefusal =>
  new ClassicRefusal(400, 'bad_request', description, [{ code, description }]);
