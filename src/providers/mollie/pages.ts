import { lacks, noList } from '../answer-fault.ts';
import { sentence, type Text } from '../../language/sentence.ts';
import * as v from 'valibot';
import { CliError, exitCodes, usageError } from '../../errors.ts';
import { sameStatus } from '../../orders/lifecycle.ts';
import type { Order } from '../../orders/order.ts';
import type { HttpRequest } from '../transport/types.ts';
import { readEntries, tellOdd, type Entries, type OnOdd } from '../entries.ts';
import { arraySlices } from '../../json/slices.ts';
import type { Keys, OrderQuery } from '../order-system.ts';
import type { Calls } from './calls.ts';
import { isAccessToken } from './keys.ts';
import { listRequest } from './requests.ts';
import { parseOrder } from './wire.ts';
import { instantOf } from '../../orders/instant.ts';

/** Where the list is, and whose. */
interface Listing {
  baseUrl: string;
  keys: Keys;
}

interface Page {
  entries: Entries<Order>;
  /** Where the next page is said to be. */
  next: string | undefined;
}

/** A page without its links is the last one. */
const nextLink = v.object({
  _links: v.optional(v.object({ next: v.nullish(v.object({ href: v.string() })) })),
});

/**
 * Every order of a query, newest first. The list knows no filter and goes from the newest on, so it
 * is filtered here, and read until an order is older than was asked for.
 */
export async function* searchOrders(
  { read }: Pick<Calls, 'read'>,
  { baseUrl, keys }: Listing,
  query: OrderQuery,
): AsyncGenerator<Order> {
  let request: HttpRequest | undefined = listRequest(profileFor(keys));
  const { onOdd } = query;
  let before = 0;
  while (request !== undefined) {
    const known = before;
    const { entries, next }: Page = await read(request, (text) => readPage(text, known, onOdd));
    before += entries.length;
    for (const order of tellOdd(entries, onOdd)) {
      const place = placeOf(order, query);
      if (place === 'before') return;
      if (place === 'within' && isAskedFor(order, query)) yield order;
    }
    request = entries.length === 0 ? undefined : nextRequest(request, next, baseUrl);
  }
}

/** One list is of one shop: an organization's token could see all of its profiles. */
function profileFor(keys: Keys): string | undefined {
  if (!isAccessToken(keys)) return undefined;
  const { profile_id: profile } = keys;
  if (profile !== undefined && profile !== '') return profile;
  throw usageError(
    sentence('Which website profile? A list belongs to one, and an access token to none.'),
    {
      code: 'no_profile_id',
      hint: sentence(
        'Set MOLLIE_PROFILE_ID to its id (pfl_…), or sign in with `mp-orders auth login --provider mollie --profile-id pfl_…`.',
      ),
    },
  );
}

/** A page without its list is no empty page, but another answer. */
function readPage(text: string, before: number, onOdd: OnOdd | undefined): Page {
  const slices = arraySlices(text, '_embedded', 'orders');
  if (slices === undefined) throw noList('_embedded.orders');
  const { _links } = v.parse(nextLink, JSON.parse(text));
  // Nothing, and no word of what comes next, may be any answer.
  if (_links === undefined && slices.length === 0) throw lacks('_links');
  return { entries: readEntries(slices, parseOrder, before, onOdd), next: _links?.next?.href };
}

/** The API's times are whole seconds. An order without one cannot be said to be outside. */
function placeOf(
  { created_date }: Order,
  { begin, end }: OrderQuery,
): 'before' | 'within' | 'after' {
  const created = instantOf(created_date);
  if (created < Math.floor(begin.getTime() / 1000) * 1000) return 'before';
  return created > end.getTime() ? 'after' : 'within';
}

const isAskedFor = (order: Order, { status, external_reference }: OrderQuery): boolean =>
  (status === undefined || sameStatus(order.status, status)) &&
  (external_reference === undefined || order.external_reference === external_reference);

/**
 * The request of a link to the next page; what this page was asked for besides is asked again, were
 * the link to leave it out. The credentials follow a link to the same host only, and none goes
 * round in a circle.
 */
function nextRequest(
  page: HttpRequest,
  href: string | undefined,
  baseUrl: string,
): HttpRequest | undefined {
  if (href === undefined) return undefined;
  const url = URL.canParse(href, baseUrl) ? new URL(href, baseUrl) : undefined;
  const isHere = url?.origin === new URL(baseUrl).origin && url.pathname.endsWith(page.path);
  if (!isHere)
    throw badLink(
      sentence('elsewhere, where the credentials do not go: {url}', { url: url?.href ?? href }),
    );
  const query = { ...page.query, ...Object.fromEntries(url.searchParams) };
  if (query.from === page.query?.from) throw badLink(sentence('the one that was just read'));
  return { ...page, query };
}

const badLink = (place: Text): CliError =>
  new CliError(
    exitCodes.unreachable,
    'unexpected_link',
    sentence('The list is incomplete: its next page is said to be {place}.', { place }),
    { hint: sentence('Check --base-url, and whether a proxy is in between.') },
  );
