import { dateMs } from '../rfc3339.ts';
import { badRequest } from './errors.ts';
import type { OrderSummary } from './summary.ts';

export interface ListQuery {
  page: number;
  perPage: number;
  /** Whether an order has everything that was asked for. */
  matches: (order: OrderSummary) => boolean;
  compare: (a: OrderSummary, b: OrderSummary) => number;
}

const mostPages = 30;
const mostPerPage = 100;
const defaultPerPage = 15;

/**
 * Throws a Refusal for the first thing that is wrong with the query.
 * Assumption: filters of other names are let pass, without effect.
 */
export function readQuery(query: URLSearchParams): ListQuery {
  const page = readNumber(query, 'page', 1);
  // The message is the real one's; Assumption: its status and code.
  if (page > mostPages) throw badRequest('Max page exceed');
  const perPage = readNumber(query, 'per_page', defaultPerPage);
  if (perPage > mostPerPage) throw badRequest(`per_page must be at most ${mostPerPage}`);
  const [hasStatus, isInRange] = [readStatus(query), readRange(query)];
  return {
    page,
    perPage,
    matches: (order) => hasStatus(order) && isInRange(order),
    compare: readOrder(query),
  };
}

function readNumber(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw badRequest(`${name} must be a whole number from 1`);
  return Number(text);
}

/** One status, or several with commas between. One that nothing has finds nothing. */
function readStatus(query: URLSearchParams): ListQuery['matches'] {
  const text = query.get('f_status');
  if (!text) return () => true;
  const wanted = text.split(',').map((status) => status.trim());
  return ({ status }) => wanted.includes(status);
}

/** `creationDate:[from TO to]`, both included. */
function readRange(query: URLSearchParams): ListQuery['matches'] {
  const text = query.get('f_creationDate');
  if (!text) return () => true;
  const [, from = '', to = ''] = /^creationDate:\[(\S+) TO (\S+)\]$/.exec(text) ?? [];
  const [begin, end] = [dateMs(from), dateMs(to)];
  if (begin === undefined || end === undefined) {
    throw badRequest('f_creationDate must be creationDate:[date TO date], in ISO 8601');
  }
  // The summary's date has no fractions, so an order belongs to the whole of its second.
  const beginSecond = Math.floor(begin / 1000) * 1000;
  return ({ creationDate }) => {
    const created = Date.parse(creationDate);
    return created >= beginSecond && created <= end;
  };
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
