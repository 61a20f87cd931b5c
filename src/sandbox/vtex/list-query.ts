import { dateMs } from '../rfc3339.ts';
import { badRequest } from './errors.ts';
import type { OrderSummary } from './summary.ts';
import type { WireOrder } from './wire.ts';

interface ListQuery {
  page: number;
  perPage: number;
  /** Whether an order has everything that was asked for. */
  matches: Matches;
  compare: (a: OrderSummary, b: OrderSummary) => number;
}

type Matches = (order: WireOrder) => boolean;

const mostPages = 30;
const mostPerPage = 100;
const defaultPerPage = 15;

/** Throws a Refusal for the first thing that is wrong with the query. */
export function readQuery(query: URLSearchParams): ListQuery {
  const page = readNumber(query, 'page', 1);
  // The message is the real one's; Assumption: its status and code.
  if (page > mostPages) throw badRequest('Max page exceed');
  const perPage = readNumber(query, 'per_page', defaultPerPage);
  if (perPage > mostPerPage) throw badRequest(`per_page must be at most ${mostPerPage}`);
  const all = [...query].filter(([, value]) => value !== '').map(readFilter);
  return {
    page,
    perPage,
    matches: (order) => all.every((matches) => matches(order)),
    compare: readOrder(query),
  };
}

function readNumber(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw badRequest(`${name} must be a whole number from 1`);
  return Number(text);
}

/** One value, or several with commas between; one of them is enough. One that nothing has finds nothing. */
const oneOf =
  (valuesOf: (order: WireOrder) => readonly (string | null)[]) =>
  (text: string): Matches => {
    const wanted = text.split(',').map((value) => value.trim());
    return (order) => valuesOf(order).some((value) => value !== null && wanted.includes(value));
  };

/** `creationDate:[from TO to]`, both included. Lists have no fractions: an order belongs to its whole second. */
const inRange =
  (name: string, dateOf: (order: WireOrder) => string | null) =>
  (text: string): Matches => {
    const [, of, from = '', to = ''] = /^(\w+):\[(\S+) TO (\S+)\]$/.exec(text) ?? [];
    const [begin, end] = [dateMs(from), dateMs(to)];
    if (of !== name || begin === undefined || end === undefined) {
      throw badRequest(`f_${name} must be ${name}:[date TO date], in ISO 8601`);
    }
    const seconds = (ms: number) => Math.floor(ms / 1000);
    return (order) => {
      const date = dateMs(dateOf(order) ?? '');
      return date !== undefined && seconds(date) >= seconds(begin) && seconds(date) * 1000 <= end;
    };
  };

const isSwitch =
  (name: string, isOf: Matches) =>
  (text: string): Matches => {
    if (text !== 'true' && text !== 'false') throw badRequest(`${name} must be true or false`);
    return (order) => isOf(order) === (text === 'true');
  };

/** Assumption: what the words are looked for in, and that capitals do not matter. */
const hasWords = (text: string): Matches => {
  const words = text.trim().toLowerCase();
  return ({ orderId, sequence, clientProfileData: { firstName, lastName, email, document } }) =>
    [orderId, sequence, `${firstName} ${lastName}`, email, document].some((value) =>
      value.toLowerCase().includes(words),
    );
};

/**
 * The filters of the page that an order of the sandbox can have something of, by their parameters.
 * No order of the sandbox was made by an operator, by a campaign or in a store of bricks.
 */
const filters: Readonly<Record<string, (text: string) => Matches>> = {
  f_status: oneOf(({ status }) => [status]),
  f_creationDate: inRange('creationDate', ({ creationDate }) => creationDate),
  f_authorizedDate: inRange('authorizedDate', ({ authorizedDate }) => authorizedDate),
  f_invoicedDate: inRange('invoicedDate', ({ invoicedDate }) => invoicedDate),
  f_paymentNames: oneOf(({ paymentData: { transactions } }) =>
    transactions.flatMap(({ payments }) => payments.map((one) => one.paymentSystemName)),
  ),
  f_sellerNames: oneOf(({ sellers }) => sellers.map(({ name }) => name)),
  f_affiliateId: oneOf(({ affiliateId }) => [affiliateId]),
  // Assumption: the sandbox's channels are named by their numbers.
  f_salesChannel: oneOf(({ salesChannel }) => [salesChannel]),
  salesChannelId: oneOf(({ salesChannel }) => [salesChannel]),
  f_callCenterOperatorName: oneOf(() => []),
  f_UtmSource: oneOf(() => []),
  f_RnB: oneOf(() => []),
  f_isInstore: isSwitch('f_isInstore', () => false),
  f_hasInputInvoice: isSwitch('f_hasInputInvoice', () => false),
  incompleteOrders: isSwitch('incompleteOrders', ({ isCompleted }) => !isCompleted),
  q: hasWords,
};

/**
 * Throws for a filter that the sandbox does not have. The real list passes over names that it does not
 * know; here a test would take all orders for the ones that it asked for.
 */
function readFilter([name, text]: [string, string]): Matches {
  const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
  if (filter !== undefined) return filter(text);
  if (!/^f_|^searchField$/.test(name)) return () => true;
  throw badRequest(
    `The sandbox has no filter ${name}; it has ${Object.keys(filters).sort().join(', ')}`,
  );
}

const fields = {
  creationDate: ({ creationDate }) => Date.parse(creationDate),
  orderId: ({ orderId }) => orderId,
  items: ({ totalItems }) => totalItems,
  totalValue: ({ totalValue }) => totalValue,
  origin: ({ origin }) => origin,
} as const satisfies Record<string, (order: OrderSummary) => string | number>;

const isField = (text: string): text is keyof typeof fields => Object.hasOwn(fields, text);

/** Orders that are alike in the field stand in the order they were made, which their ids tell. */
function readOrder(query: URLSearchParams): ListQuery['compare'] {
  // Assumption: the newest first when nothing is said.
  const [field = '', way = 'asc', rest] = (query.get('orderBy') || 'creationDate,desc').split(',');
  if (!isField(field) || !['asc', 'desc'].includes(way) || rest !== undefined) {
    const names = Object.keys(fields).join(', ');
    throw badRequest(`orderBy must be one of ${names}, with ,asc or ,desc`);
  }
  const [of, sign] = [fields[field], way === 'asc' ? 1 : -1];
  return (a, b) => {
    if (of(a) !== of(b)) return of(a) < of(b) ? -sign : sign;
    return a.orderId < b.orderId ? -sign : sign;
  };
}
