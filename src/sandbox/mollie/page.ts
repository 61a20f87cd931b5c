import { Problem, unprocessable } from './errors.ts';
import { apiLink, documentation } from './links.ts';

/** The parameters that every list knows. */
export const pageParameters = ['from', 'limit', 'sort'] as const;

const mostOnPage = 250;
const usualOnPage = 50;

/** What a list is of. */
export interface ListSource<T> {
  /** All that the caller may see, newest first. */
  all: readonly T[];
  /** The name in `_embedded`. */
  name: string;
  render: (one: T) => object;
  /** Where the list is, below `/v2`. */
  path: string;
  page: string;
}

/** One page of a list. A page is found by the id of its first entry, so that new ones shift nothing. */
export function renderPage<T extends { id: string }>(
  { all, name, render, path, page }: ListSource<T>,
  query: URLSearchParams,
  origin: string,
) {
  const limit = readLimit(query.get('limit'));
  const sorted = readSort(query.get('sort')) === 'asc' ? [...all].reverse() : all;
  const start = readFrom(query.get('from'), sorted);
  const entries = sorted.slice(start, start + limit);
  const link = (from?: string) => {
    const next = new URLSearchParams(query);
    if (from !== undefined) next.set('from', from);
    next.set('limit', String(limit));
    return apiLink(origin, `${path}?${next}`);
  };
  const next = sorted[start + limit];
  const previous = start === 0 ? undefined : sorted[Math.max(0, start - limit)];
  return {
    count: entries.length,
    _embedded: { [name]: entries.map(render) },
    _links: {
      self: link(entries[0]?.id),
      previous: previous ? link(previous.id) : null,
      next: next ? link(next.id) : null,
      documentation: documentation(page),
    },
  };
}

// Assumption: the statuses and wordings of the three refusals; the limits are the page's.
function readLimit(text: string | null): number {
  const limit = text === null ? usualOnPage : Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= mostOnPage) return limit;
  throw unprocessable('limit', `The limit must be between 1 and ${mostOnPage}.`);
}

function readSort(text: string | null): 'asc' | 'desc' {
  if (text === 'asc' || text === 'desc') return text;
  if (text === null) return 'desc';
  throw unprocessable('sort', 'The sort must be asc or desc.');
}

function readFrom(id: string | null, sorted: readonly { id: string }[]): number {
  if (id === null) return 0;
  const start = sorted.findIndex((one) => one.id === id);
  if (start === -1) throw new Problem(404, `No list entry exists with token ${id}.`);
  return start;
}
