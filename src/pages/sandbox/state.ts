import type { Clock, ControlledOrder, Refunds } from '../../sandbox/control/control.ts';
import type { NewsByEvent, SeenChange } from '../../sandbox/control/news.ts';
import type { FaultSetting } from '../../sandbox/faults/switch.ts';
import type { LoggedRequest } from '../../sandbox/log.ts';
import type { SentWebhook, WebhookSetting } from '../../sandbox/webhooks/webhooks.ts';
import type { Language } from '../shared/language.ts';
import { factsOf } from './facts.ts';

/** Where in the page one is; the part of its address behind `#`. */
export type Place =
  { view: 'orders'; id?: string; tab: OrderTab } | { view: 'requests' | 'webhooks' | 'controls' };

export const orderTabs = ['timeline', 'document', 'requests', 'webhooks'] as const;
type OrderTab = (typeof orderTabs)[number];

/** All that the page knows. */
export interface State {
  language: Language;
  place: Place;
  /** By system and id. */
  orders: Map<string, ControlledOrder>;
  /** The texts of codes by the orders' ids; null where an order has none of its own. */
  codes: Map<string, string | null>;
  changes: SeenChange[];
  requests: LoggedRequest[];
  webhooks: SentWebhook[];
  webhookSetting: WebhookSetting | undefined;
  faults: FaultSetting;
  refunds: Refunds['way'];
  /** What the clock said, and when that was (`performance.now()`). */
  clock: (Clock & { readAt: number }) | undefined;
  connection: 'loading' | 'live' | 'lost' | 'token';
  /** Whether a text can be copied: browsers let secure origins do so, such as 127.0.0.1. */
  canCopy: boolean;
  /** The outcome of the last action. */
  notice: { isError: boolean; words: string } | undefined;
  /** The system whose orders are listed; empty for all. */
  system: string;
  /** The keys of the rows that are opened. */
  opened: Set<string>;
}

export const mostListed = 100;
const mostKept = 200;

export const firstState = (language: Language, place: Place): State => ({
  language,
  place,
  orders: new Map(),
  codes: new Map(),
  changes: [],
  requests: [],
  webhooks: [],
  webhookSetting: undefined,
  faults: { faults: [], seed: 1 },
  refunds: 'at-once',
  canCopy: false,
  clock: undefined,
  connection: 'loading',
  notice: undefined,
  system: '',
  opened: new Set(),
});

/** `#/orders/ID/document`, `#/requests`; what is anything else is the list of orders. */
export function placeOf(hash: string): Place {
  const [view = '', id = '', tab = ''] = hash.replace(/^#\/?/, '').split('/').map(decode);
  if (view === 'requests' || view === 'webhooks' || view === 'controls') return { view };
  const known = orderTabs.find((one) => one === tab) ?? 'timeline';
  return { view: 'orders', tab: known, ...(view === 'orders' && id !== '' && { id }) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

export const hashOf = (id: string, tab: OrderTab = 'timeline'): string =>
  `#/orders/${encodeURIComponent(id)}${tab === 'timeline' ? '' : `/${tab}`}`;

const keyOf = ({ system, id }: Pick<ControlledOrder, 'system' | 'id'>) => `${system} ${id}`;

export const keep = (state: State, order: ControlledOrder): void =>
  void state.orders.set(keyOf(order), order);

export const findOrder = (state: State, id: string): ControlledOrder | undefined =>
  [...state.orders.values()].find((order) => order.id === id);

/** Newest first. */
export function listed(state: State): ControlledOrder[] {
  return [...state.orders.values()]
    .filter(({ system }) => state.system === '' || system === state.system)
    .map((order) => ({ order, created: factsOf(order).created || 0 }))
    .sort((a, b) => b.created - a.created || (a.order.id < b.order.id ? 1 : -1))
    .slice(0, mostListed)
    .map(({ order }) => order);
}

/** The number of the last change that was told. */
export const lastChange = ({ changes }: State): number => changes.at(-1)?.number ?? 0;

/**
 * Takes in the newest orders of each system, as they were asked for after the change `since`: what
 * was told of later stays, and what is not there any more goes.
 */
export function refresh(state: State, orders: readonly ControlledOrder[], since: number): void {
  const newer = new Set(state.changes.filter(({ number }) => number > since).map(keyOf));
  const fresh = new Map(orders.map((order) => [keyOf(order), order]));
  for (const [key, { system }] of state.orders) {
    const isAll = orders.filter((order) => order.system === system).length < mostListed;
    if (isAll && !fresh.has(key) && !newer.has(key)) state.orders.delete(key);
  }
  fresh.forEach((order, key) => newer.has(key) || state.orders.set(key, order));
}

/** The sandbox's time, ms since 1970; the page's own until it is known. */
export function timeOf({ clock }: State, elapsed: number): number {
  if (clock === undefined) return Date.now();
  const read = Date.parse(clock.now);
  return clock.frozen ? read : read + elapsed - clock.readAt;
}

/** Takes an entry into a list by number, once. */
function add<T extends { number: number }>(list: T[], entry: T): T[] {
  if (list.some(({ number }) => number === entry.number)) return list;
  return [...list, entry].slice(-mostKept);
}

/** Takes in what the sandbox tells. `elapsed` is `performance.now()`. */
export function take<K extends keyof NewsByEvent>(
  state: State,
  kind: K,
  what: NewsByEvent[K],
  elapsed: number,
): void {
  const news = { kind, what } as {
    [N in keyof NewsByEvent]: { kind: N; what: NewsByEvent[N] };
  }[keyof NewsByEvent];
  switch (news.kind) {
    case 'order': {
      const { system, id, after } = news.what;
      const { status } = after as { status?: unknown };
      keep(state, { system, id, status: String(status), order: after });
      state.changes = add(state.changes, news.what);
      break;
    }
    case 'request':
      state.requests = add(state.requests, news.what);
      break;
    case 'webhook':
      state.webhooks = add(state.webhooks, news.what);
      break;
    case 'clock':
      state.clock = { ...news.what, readAt: elapsed };
      break;
    case 'faults':
      state.faults = news.what;
      break;
    case 'reset':
      state.orders.clear();
      state.codes.clear();
      [state.changes, state.requests, state.webhooks] = [[], [], []];
      state.faults = { ...state.faults, faults: [] };
      break;
  }
}
