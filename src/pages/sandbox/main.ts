import type { Clock, ControlledOrder, Refunds } from '../../sandbox/control/control.ts';
import type { NewsByEvent, SeenChange } from '../../sandbox/control/news.ts';
import type { FaultSetting } from '../../sandbox/faults/switch.ts';
import type { LoggedRequest } from '../../sandbox/log.ts';
import type { SentWebhook, WebhookSetting } from '../../sandbox/webhooks/webhooks.ts';
import { languageOf } from '../shared/language.ts';
import { patch } from '../shared/patch.ts';
import { Api, RefusalError } from './api.ts';
import {
  firstState,
  findOrder,
  hashOf,
  keep,
  lastChange,
  mostListed,
  type Place,
  placeOf,
  refresh,
  type State,
  take,
  timeOf,
} from './state.ts';
import { texts } from './texts.ts';
import { pageView } from './view.ts';

const host = document.querySelector('#page') as HTMLElement;
const api = new Api();
api.token = readToken();
const state: State = firstState(
  languageOf(stored('language') ?? '') ?? languageOf(document.documentElement.lang) ?? 'en',
  placeOf(location.hash),
);
state.canCopy = 'clipboard' in navigator;

/** The token from the address, which it is taken out of, or the one of this tab. */
function readToken(): string {
  const [, given] = /^#token=(.+)$/.exec(location.hash) ?? [];
  if (given !== undefined) {
    history.replaceState(null, '', location.pathname);
    keepToken(decodeURIComponent(given));
  }
  return sessionStorage.getItem('token') ?? '';
}

function keepToken(token: string): void {
  sessionStorage.setItem('token', token);
}

function stored(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // a browser that keeps nothing
  }
}

let isDue = false;
/** Shows what is known, once for all that came at once. */
function show(): void {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    document.documentElement.lang = state.language;
    document.title = `${texts[state.language].title} – mp-orders`;
    patch(host, pageView(state, timeOf(state, performance.now())));
  });
}

/** Reads all again, while news are kept back so that nothing older covers them. */
async function load(): Promise<void> {
  const elapsed = performance.now();
  const [{ orders }, { changes }, { requests }, clock, faults, refunds] = await Promise.all([
    api.ask<{ orders: ControlledOrder[] }>('GET', `/orders?limit=${mostListed}`),
    api.ask<{ changes: SeenChange[] }>('GET', '/changes?limit=200'),
    api.ask<{ requests: LoggedRequest[] }>('GET', '/requests?limit=200'),
    api.ask<Clock>('GET', '/clock'),
    api.ask<FaultSetting>('GET', '/faults'),
    api.ask<Refunds>('GET', '/refunds'),
  ]);
  const hooks = await Promise.all([
    api.ask<WebhookSetting>('GET', '/webhooks'),
    api.ask<{ sent: SentWebhook[] }>('GET', '/webhooks/sent?limit=200'),
  ]).catch((error: unknown) => {
    if (error instanceof RefusalError) return undefined; // one that sends none
    throw error;
  });
  state.orders.clear();
  orders.forEach((order) => keep(state, order));
  Object.assign(state, { changes, requests, faults, refunds: refunds.way });
  state.clock = { ...clock, readAt: elapsed };
  [state.webhookSetting, state.webhooks] =
    hooks === undefined ? [undefined, []] : [hooks[0], hooks[1].sent];
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Follows the sandbox for as long as the page is looked at, through restarts of it. */
async function follow(): Promise<void> {
  for (let failures = 0; ;) {
    await isLookedAt();
    const ending = new AbortController();
    const end = () => document.hidden && ending.abort();
    document.addEventListener('visibilitychange', end);
    try {
      let held: (() => void)[] | undefined = [];
      const takeNews = <K extends keyof NewsByEvent>(kind: K, what: NewsByEvent[K]) => {
        const now = () => {
          take(state, kind, what, performance.now());
          show();
        };
        if (held === undefined) now();
        else held.push(now);
      };
      await api.listen(takeNews, {
        signal: ending.signal,
        begun: () =>
          void load()
            .then(() => {
              held?.forEach((news) => news());
              held = undefined;
              failures = 0;
              state.connection = 'live';
              void readCode();
              show();
            })
            .catch(() => ending.abort()),
      });
      if (!document.hidden && state.connection === 'live') state.connection = 'lost';
    } catch (error) {
      if (error instanceof RefusalError && error.status === 401) {
        state.connection = 'token';
        state.notice = api.token === '' ? undefined : { isError: true, words: error.message };
        show();
        await tokenGiven;
      } else if (!document.hidden) {
        state.connection = 'lost';
      }
    } finally {
      ending.abort();
      document.removeEventListener('visibilitychange', end);
    }
    show();
    if (!document.hidden) await pause(Math.min(5000, 250 * 2 ** failures++));
  }
}

let giveToken: () => void = () => undefined;
let tokenGiven = new Promise<void>((resolve) => (giveToken = resolve));

/** A browser opens few connections to one host: a hidden page holds none. */
const isLookedAt = () =>
  new Promise<void>((resolve) => {
    const look = () => {
      if (document.hidden) return;
      document.removeEventListener('visibilitychange', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    look();
  });

/** What other processes do, and what no news tell, is asked for now and then. */
async function lookAgain(): Promise<void> {
  for (;;) {
    await pause(3000);
    if (document.hidden || state.connection !== 'live') continue;
    const elapsed = performance.now();
    const since = lastChange(state);
    await Promise.allSettled([
      api
        .ask<Clock>('GET', '/clock')
        .then((clock) => (state.clock = { ...clock, readAt: elapsed })),
      api
        .ask<{ orders: ControlledOrder[] }>('GET', `/orders?limit=${mostListed}`)
        .then(({ orders }) => refresh(state, orders, since)),
      api.ask<Refunds>('GET', '/refunds').then(({ way }) => (state.refunds = way)),
      api
        .ask<WebhookSetting>('GET', '/webhooks')
        .then((setting) => (state.webhookSetting = setting)),
    ]);
    show();
  }
}

/** The code of the order that is shown, which no GET of it has; and the order itself, should it be old. */
async function readCode(): Promise<void> {
  const { place } = state;
  if (place.view !== 'orders' || place.id === undefined) return;
  const { id } = place;
  const path = `/orders/${encodeURIComponent(id)}`;
  try {
    if (findOrder(state, id) === undefined) keep(state, await api.ask('GET', path));
    if (!state.codes.has(id)) {
      const { qr_data } = await api.ask<{ qr_data: string | null }>('GET', `${path}/qr`);
      state.codes.set(id, qr_data);
    }
  } catch {
    // The view says that there is no such order.
  }
  show();
}

async function attempt(work: () => Promise<unknown>): Promise<void> {
  state.notice = undefined;
  try {
    await work();
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    state.notice = { isError: true, words };
  }
  show();
}

const drive = ({ id }: ActionInput, verb: string, body: object = {}) =>
  attempt(async () => {
    const path = `/orders/${encodeURIComponent(id)}/${verb}`;
    keep(state, await api.ask<ControlledOrder>('POST', path, body));
  });

const turnClock = (body: object) =>
  attempt(async () => {
    const clock = await api.ask<Clock>('POST', '/clock', body);
    state.clock = { ...clock, readAt: performance.now() };
  });

const setFaults = (faults: readonly string[]) =>
  attempt(async () => {
    state.faults = await api.ask<FaultSetting>('PUT', '/faults', { faults });
  });

interface ActionInput {
  /** The order that was shown then. */
  id: string;
  /** The `data-value` of a button. */
  value: string;
  /** What stands in a field of the form. */
  field: (name: string) => string;
  form?: HTMLFormElement;
}

/** What a form or a button does, by its `data-do`. */
const deeds: Readonly<Record<string, (input: ActionInput) => unknown>> = {
  pay(input) {
    const method = input.field('method');
    const installments = Number(input.field('installments')) || 1;
    return drive(input, 'pay', method === '' ? {} : { method, installments });
  },
  refuse: (input) => drive(input, 'refuse', { detail: input.field('detail') }),
  expire: (input) => drive(input, 'expire'),
  cancel: (input) => drive(input, 'cancel'),
  async refund(input) {
    const amount = input.field('amount').trim().replace(',', '.');
    await drive(input, 'refund', amount === '' ? {} : { amount });
    input.form?.reset();
  },
  move: (input) => drive(input, 'move', { status: input.field('status') }),
  add: ({ value }) =>
    attempt(async () => {
      const system = value === '' ? 'mercadopago' : value;
      const order = await api.ask<ControlledOrder>('POST', '/orders', { system });
      keep(state, order);
      location.hash = hashOf(order.id);
    }),
  system({ value }) {
    state.system = value;
    show();
  },
  advance: ({ value }) => turnClock({ advance: value }),
  freeze: ({ value }) => turnClock({ frozen: value !== '' }),
  'set-clock': ({ field }) => {
    const date = new Date(field('now'));
    if (!Number.isNaN(date.getTime())) return turnClock({ now: date.toISOString() });
  },
  faults: ({ field }) =>
    setFaults(
      field('faults')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  'no-faults': () => setFaults([]),
  refunds: ({ value }) =>
    attempt(async () => {
      const body = value === 'at-once' ? { way: value } : { way: value, delayMs: 5000 };
      state.refunds = (await api.ask<Refunds>('PUT', '/refunds', body)).way;
    }),
  copy: ({ value }) =>
    attempt(async () => {
      await navigator.clipboard.writeText(value);
      const copied = { isError: false, words: texts[state.language].copied };
      state.notice = copied;
      void pause(3000).then(() => {
        if (state.notice === copied) state.notice = undefined;
        show();
      });
    }),
  language({ value }) {
    state.language = languageOf(value) ?? state.language;
    try {
      localStorage.setItem('language', state.language);
    } catch {
      // It is this page's only.
    }
    show();
  },
  token({ field }) {
    api.token = field('token').trim();
    keepToken(api.token);
    state.notice = undefined;
    giveToken();
    tokenGiven = new Promise((resolve) => (giveToken = resolve));
  },
};

const underway = new Set<string>();
let last: Promise<unknown> = Promise.resolve();

/** Does one thing after the other; what is asked for again while it is under way is done once. */
function perform(name: string, wish: Omit<ActionInput, 'id'>): void {
  const { place } = state;
  const input = { ...wish, id: (place.view === 'orders' ? place.id : undefined) ?? '' };
  const key = `${name} ${input.value} ${input.id}`;
  if (underway.has(key)) return;
  underway.add(key);
  last = last.then(() => deeds[name]?.(input)).finally(() => underway.delete(key));
}

document.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement;
  event.preventDefault();
  const data = new FormData(form);
  const field = (name: string) => {
    const value = data.get(name);
    return typeof value === 'string' ? value : '';
  };
  perform(form.dataset.do ?? '', { value: '', field, form });
});

document.addEventListener('click', (event) => {
  const button = (event.target as Element).closest<HTMLElement>('button[data-do]');
  if (button === null) return;
  const { do: name = '', value = '' } = button.dataset;
  perform(name, { value, field: () => '' });
});

document.addEventListener('change', (event) => {
  const choice = event.target as HTMLSelectElement;
  if (choice.dataset.change === 'example') {
    const box = choice.form?.elements.namedItem('faults') as HTMLTextAreaElement;
    if (choice.value !== '')
      box.value += `${/(^|\n)$/.test(box.value) ? '' : '\n'}${choice.value}\n`;
    choice.value = '';
  }
});

document.addEventListener(
  'toggle',
  (event) => {
    const { open, dataset } = event.target as HTMLDetailsElement;
    if (dataset.key === undefined) return;
    if (open) state.opened.add(dataset.key);
    else state.opened.delete(dataset.key);
    show();
  },
  true, // it does not bubble
);

window.addEventListener('hashchange', () => {
  const before = state.place;
  state.place = placeOf(location.hash);
  const idOf = (place: Place) => (place.view === 'orders' ? place.id : undefined);
  // The tabs of one order are about the same; everything else begins at its top.
  if (before.view !== state.place.view || idOf(before) !== idOf(state.place)) window.scrollTo(0, 0);
  state.notice = undefined;
  void readCode();
  show();
});

setInterval(() => state.connection === 'live' && show(), 500); // clocks and countdowns
show();
void follow();
void lookAgain();
