import { moment, sentence, type Text } from '../../../../language/sentence.ts';
import type { Context } from '../../../../session/context.ts';
import type { Damage, TimedRequest } from '../../../../journal/journal.ts';
import { isDeadEnd, isOneOf } from '../../../../orders/lifecycle.ts';
import type { Order } from '../../../../orders/order.ts';
import { refundFinding } from '../../../../orders/refund-outcome.ts';
import { requestedOrder, canBe } from '../../../../orders/same-order.ts';
import type { OrderProvider, PlannedRequest } from '../../../../providers/order-system.ts';
import { damageGap } from '../../../../session/journal-damage.ts';
import { partsOfBody } from '../../refund/parts.ts';
import { instantOf } from '../../../../orders/instant.ts';

const day = 24 * 3_600_000;

/** What a look tells of a request of which no answer came. */
export interface Look {
  /**
   * What was reached, in the journal's words; `not_done`; `not_found` where a search found nothing,
   * which proves little; `unread`; `unknowable` where what is seen may be another request's.
   */
  outcome: string;
  /** As it was read. */
  order?: Order;
  /** Of `not_done`: the order can no longer become what was asked for. */
  isOver?: boolean;
  /** For people: what was seen. */
  note: Text;
}

/** For people: how the outcome of a request is known. */
export const lostNote = sentence('No answer told the outcome; reading the order showed it.');

/** Whether a look shows what was asked for, or how else it ended. */
export const showsChange = ({ outcome }: Look): boolean =>
  !['not_done', 'not_found', 'unread', 'unknowable'].includes(outcome);

/**
 * Tells the outcome of a request by the order that it was about, or that it should have made. Sends
 * nothing that changes anything. Throws CliError where the order cannot be read.
 */
export function lookFor(
  context: Context,
  provider: OrderProvider,
  sent: TimedRequest,
): Promise<Look> {
  if (sent.action === 'create') return lookForCreated(context, provider, sent);
  if (sent.action === 'api') return Promise.resolve({ outcome: 'unknowable', note: apiNote });
  if (sent.order === undefined) return Promise.resolve(nothingToLookAt);
  return sent.action === 'cancel'
    ? lookAtCanceled(provider, sent, sent.order)
    : lookAtRefunded(provider, sent, sent.order);
}

const apiNote = sentence(
  'Its outcome cannot be known: its endpoint takes no key, or has forgotten it. Check what it was to change.',
);

const nothingToLookAt: Look = {
  outcome: 'unknowable',
  note: sentence('Its outcome cannot be known: there is nothing to check.'),
};

/** Whether a look before this one found nothing. */
export const isSecondLook = (looks: readonly string[], now: number): boolean =>
  looks.some((at) => Date.parse(at) < now);

/** Writes down that a look found nothing; one that could not be taken is none. */
export async function noteLook(context: Context, { id }: TimedRequest, look: Look): Promise<void> {
  if (id === undefined || showsChange(look) || look.outcome === 'unread') return;
  await (await context.journal()).looked(id);
}

async function lookAtCanceled(
  provider: OrderProvider,
  sent: TimedRequest,
  id: string,
): Promise<Look> {
  const order = await provider.get(id);
  const outcome = provider.cancelFinding(order, sent);
  const { lifecycle } = provider.system;
  const isOver = isDeadEnd(lifecycle, order.status, ['canceled', 'completed']);
  if (outcome !== 'unknowable') return { ...lookOf(order, outcome), isOver };
  const note = sentence(
    'Parts of order {id} are canceled: whether by this request cannot be known. Compare its lines.',
    { id },
  );
  return { outcome, order, note };
}

/** Over without a payment: there is nothing to give back. */
const neverPaid = ['canceled', 'expired'];

async function lookAtRefunded(
  provider: OrderProvider,
  { body, refunds_before }: TimedRequest,
  id: string,
): Promise<Look> {
  const order = await provider.get(id);
  const before = refunds_before?.map((one) => ({ id: one }));
  const outcome = refundFinding(order, partsOfBody(body), before);
  const isOver = isOneOf(order.status, neverPaid);
  if (outcome !== 'unknowable' && outcome !== 'unknown')
    return { ...lookOf(order, outcome), isOver };
  const note = sentence(
    'Order {id} has refunds: whether this request is one of them cannot be known.',
    { id },
  );
  return { outcome: 'unknowable', order, note };
}

/** Clocks differ: an order may seem a little older than the request that made it. */
const clockMarginMs = 10 * 60_000;

/**
 * By its external_reference, amount and point of sale, since it was sent. Only one that fits is the
 * one, and none that another request has made.
 */
async function lookForCreated(
  context: Context,
  provider: OrderProvider,
  sent: TimedRequest,
): Promise<Look> {
  const { reference } = sent;
  if (reference === undefined || provider.system.cannot.search_reference !== undefined) {
    return nothingToLookAt;
  }
  const now = await timeThere(context, provider);
  const times = searchTimes(sent.provider_at ?? sent.at, now);
  const { orders, damage } = await searchOwn(context, provider, sent, times);
  const [only, second] = orders;
  if (only === undefined) {
    const late = await lookLater(context, provider, sent, { begin: times.end, now });
    if (late !== undefined) return late;
    const note = sentence(
      'Reference {reference}: No such order was found, but that is no proof: the search may not list QR orders.',
      { reference },
    );
    return { outcome: 'not_found', note };
  }
  if (second !== undefined) {
    const note = sentence(
      'Reference {reference}: Several orders match, {first} and {second} among them.',
      { reference, first: only.id, second: second.id },
    );
    return { outcome: 'unknowable', note };
  }
  const [unread] = damage;
  if (unread !== undefined && !isOfTool(reference)) {
    const note = sentence(
      'Reference {reference}: {id} matches, but another request may have made it: {gap}.',
      { reference, id: only.id, gap: damageGap(unread) },
    );
    return { outcome: 'unknowable', note };
  }
  return lookOf(await withCode(provider, only), 'created');
}

/** A search may tell less of an order than reading it does: its code, say, which a till has to show. */
const withCode = (provider: OrderProvider, order: Order): Promise<Order> =>
  order.qr_data === undefined && order.mode !== 'static'
    ? provider.get(order.id).catch(() => order)
    : Promise.resolve(order);

/**
 * Looks for an order that was made later than a request says that it was sent: the clock here was
 * behind then. A reference that this tool made stands on one order alone; one of the user's may stand
 * on the order of another sale too.
 */
async function lookLater(
  context: Context,
  provider: OrderProvider,
  sent: TimedRequest,
  { begin: after, now }: { begin: number; now: number },
): Promise<Look | undefined> {
  const begin = Math.max(after, now - longestServedMs);
  if (begin >= now) return undefined;
  const times = { begin, end: now + clockMarginMs };
  const { orders } = await searchOwn(context, provider, sent, times);
  const [only, second] = orders;
  if (only === undefined) return undefined;
  const { reference = '' } = sent;
  if (second === undefined && isOfTool(reference)) {
    return lookOf(await withCode(provider, only), 'created');
  }
  const ids = second === undefined ? only.id : `${only.id}, ${second.id}`;
  const made = only.created_date === undefined ? sentence('later') : moment(only.created_date);
  const note = sentence(
    'Reference {reference}: {ids} fits, but is made {made}, and this was sent at {at} by the clock here. Look whether it is this sale’s.',
    { reference, ids, made, at: moment(sent.at) },
  );
  return { outcome: 'unknowable', note }; // not its id: the journal holds no other order's
}

/** Whether a reference is one that this tool makes where none is given. */
export const isOfTool = (reference: string): boolean => reference.startsWith('mpo-');

/** Older orders are not served (`GET /v1/orders`: three months). */
const longestServedMs = 90 * day;

/**
 * The orders that a request can have made between two times, and that no other request has made; with
 * the damage of a journal that may hide such a request.
 */
async function searchOwn(
  context: Context,
  provider: OrderProvider,
  sent: TimedRequest,
  times: { begin: number; end: number },
): Promise<{ orders: Order[]; damage: Damage[] }> {
  const fitting = await search(provider, sent, times);
  if (fitting.length === 0) return { orders: [], damage: [] };
  const { ids, damage } = await madeByOthers(context, sent, sent.reference ?? '');
  const candidates = fitting.filter(({ id }) => !ids.has(id));
  const [only] = candidates;
  // Its own reference stands on no other order.
  if (only === undefined || isOfTool(sent.reference ?? ''))
    return { orders: candidates, damage: [] };
  const hidden = await (await context.journal()).hidden({ isMany: false });
  return { orders: candidates, damage: [...damage, ...hidden.ofOrder(only.id, sent.key)] };
}

async function search(
  provider: OrderProvider,
  { at, body, reference }: Pick<TimedRequest, 'at' | 'body' | 'reference'>,
  { begin, end }: { begin: number; end: number },
): Promise<Order[]> {
  const expected = requestedOrder(body);
  const orders = provider.search({
    begin: new Date(begin),
    end: new Date(end),
    external_reference: reference,
  });
  const fitting: Order[] = [];
  for await (const order of orders) {
    const madeAt = instantOf(order.created_date ?? at);
    // One whose time cannot be read may be it: to pass it over would be to say that there is none.
    const isInTime = Number.isNaN(madeAt) || (madeAt >= begin && madeAt <= end);
    if (order.external_reference === reference && isInTime && canBe(expected, order)) {
      fitting.push(order);
    }
  }
  return fitting;
}

/**
 * The orders with this reference that a create can have made, whenever it was sent, and that no other
 * request has made as far as the journal can be read.
 */
export async function ordersOf(
  context: Context,
  provider: OrderProvider,
  { key, reference, plan }: { key: string; reference: string; plan: PlannedRequest },
): Promise<Order[]> {
  if (provider.system.cannot.search_reference !== undefined) return [];
  const now = await timeThere(context, provider);
  const times = { begin: now - longestServedMs, end: now + clockMarginMs };
  const at = new Date(now).toISOString();
  const fitting = await search(provider, { at, body: plan.body, reference }, times);
  if (fitting.length === 0) return [];
  const since = { key, at: new Date(times.begin).toISOString() };
  const { ids } = await madeByOthers(context, since, reference);
  return fitting.filter(({ id }) => !ids.has(id));
}

/** The search takes no range that begins in the future, and none of more than 30 days. */
const longestRangeMs = 30 * day;

/**
 * When an order can have been made that was sent at this time, in ms since 1970. A time that has not
 * come yet at the order system tells that a clock was wrong then: all that is young is looked at.
 */
function searchTimes(sentAt: string, now: number): { begin: number; end: number } {
  const sent = Date.parse(sentAt);
  if (sent - clockMarginMs <= now) return { begin: sent - clockMarginMs, end: sent + day };
  return { begin: now - longestRangeMs + clockMarginMs, end: now + clockMarginMs };
}

/** What time it is at the order system, as far as it can be asked; else here. */
async function timeThere(context: Context, provider: OrderProvider): Promise<number> {
  const { clock } = provider;
  await clock?.learn(() => provider.whoami().catch(() => undefined));
  const readings = clock?.readings() ?? [];
  return readings.length > 0 ? Math.max(...readings) : context.now().getTime();
}

/**
 * The orders that other requests have made, as far as the journal can be read, among the files that
 * hold a text: the journal may have a million, and thousands may be looked for.
 */
export async function madeByOthers(
  context: Context,
  { key, at }: Pick<TimedRequest, 'key' | 'at'>,
  text: string,
): Promise<{ ids: Set<string>; damage: Damage[] }> {
  const ids = new Set<string>();
  const damage: Damage[] = [];
  const since = new Date(Date.parse(at) - clockMarginMs - day);
  const own = JSON.stringify(key);
  const onDamage = (one: Damage) => {
    const { broken = [], lines } = one;
    if (broken.length < lines || broken.some((line) => !line.includes(own))) damage.push(one);
  };
  const holding = JSON.stringify(text);
  const reading = { since, holding, onDamage, checksAll: false };
  for await (const { sent, settled } of (await context.journal()).history(reading)) {
    const isOther = sent.action === 'create' && sent.key !== key;
    if (isOther && settled?.order !== undefined) ids.add(settled.order);
  }
  return { ids, damage };
}

const lookOf = (order: Order, outcome: string): Look => ({
  outcome,
  order,
  note: sentence('The order was looked at: it is {status}.', { status: order.status }),
});
