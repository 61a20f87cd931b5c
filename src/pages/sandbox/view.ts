import type { ControlledOrder } from '../../sandbox/control/control.ts';
import { clockTime, money } from '../shared/format.ts';
import { languages } from '../shared/language.ts';
import { h, type Child, type PageNode } from '../shared/node.ts';
import { controlsView } from './controls-view.ts';
import { factsOf, toneOf } from './facts.ts';
import { orderView } from './order-view.ts';
import { systems, titleOf, type ViewData } from './parts.ts';
import { requestList, webhookList } from './rows.ts';
import { findOrder, hashOf, listed, type Place, type State } from './state.ts';
import { texts } from './texts.ts';

/** The whole page. */
export function pageView(state: State, now: number): PageNode[] {
  const data: ViewData = { state, t: texts[state.language], now };
  return [
    header(data),
    h(
      'main',
      { id: 'main', tabindex: '-1' },
      state.connection === 'token' ? signIn(data) : body(data),
    ),
    h('div', { class: 'notices', role: 'status' }, notices(data)),
  ];
}

function header({ state, t, now }: ViewData): PageNode {
  const { clock, place, connection } = state;
  const link = (view: Place['view'], words: string, count?: number) =>
    h(
      'a',
      { href: `#/${view}`, 'aria-current': place.view === view ? 'page' : false },
      words,
      count !== undefined && count > 0 && h('span', { class: 'count' }, String(count)),
    );
  return h(
    'header',
    {},
    h(
      'div',
      { class: 'bar' },
      h(
        'h1',
        {},
        h('span', { class: `dot ${connection}`, title: connection === 'live' ? t.live : '' }),
        t.title,
      ),
      h('p', { class: 'dim tag' }, t.simulation),
      h(
        'p',
        { class: 'now', title: t.clock },
        h('time', {}, clockTime(now, state.language, Date.now())),
        clock?.frozen === true && h('span', { class: 'pill back' }, t.frozen),
        state.faults.faults.length > 0 && h('span', { class: 'pill bad' }, t.faultsOn),
      ),
      h(
        'div',
        { class: 'languages', role: 'group', 'aria-label': t.language },
        languages.map((one) =>
          h(
            'button',
            {
              type: 'button',
              'data-do': 'language',
              'data-value': one,
              lang: one,
              'aria-pressed': String(one === state.language),
            },
            one.toUpperCase(),
          ),
        ),
      ),
    ),
    h(
      'nav',
      { 'aria-label': t.title },
      link('orders', t.orders),
      link('requests', t.requests, state.requests.length),
      link('webhooks', t.webhooks, state.webhooks.length),
      link('controls', t.controls),
    ),
  );
}

function body(data: ViewData): Child {
  const { state, t } = data;
  switch (state.place.view) {
    case 'orders':
      return orders(data);
    case 'requests':
      return h(
        'section',
        { class: 'card wide' },
        h('h2', {}, t.requests),
        requestList(data, state.requests),
      );
    case 'webhooks':
      return h(
        'section',
        { class: 'card wide' },
        h('h2', {}, t.webhooks),
        target(data),
        webhookList(data, state.webhooks),
      );
    case 'controls':
      return controlsView(data);
  }
}

function target({ state: { webhookSetting }, t }: ViewData): Child {
  if (webhookSetting?.url === undefined) return h('p', { class: 'dim' }, t.webhooksNowhere);
  const { url, as, faults } = webhookSetting;
  return h(
    'p',
    { class: 'dim' },
    `${t.webhooksGo} `,
    h('code', {}, url),
    ...[...as, ...faults].map((one) => h('span', { class: 'pill open' }, one)),
  );
}

function orders(data: ViewData): PageNode {
  const { state, t } = data;
  const id = state.place.view === 'orders' ? state.place.id : undefined;
  const order = id === undefined ? undefined : findOrder(state, id);
  const rows = listed(state);
  return h(
    'div',
    { class: id === undefined ? 'panes' : 'panes one' },
    h(
      'section',
      { class: 'list', 'aria-label': t.orders },
      h(
        'div',
        { class: 'tools' },
        h(
          'div',
          { class: 'chips', role: 'group', 'aria-label': t.system },
          [['', t.allSystems] as const, ...systems].map(([name, words]) =>
            h(
              'button',
              {
                type: 'button',
                'data-do': 'system',
                'data-value': name,
                'aria-pressed': String(name === state.system),
              },
              words,
            ),
          ),
        ),
        h(
          'button',
          { class: 'quiet', type: 'button', 'data-do': 'add', 'data-value': state.system },
          `+ ${t.newOrder}`,
        ),
      ),
      rows.length === 0
        ? h('p', { class: 'dim none' }, state.connection === 'loading' ? t.loading : t.noOrders)
        : h(
            'ul',
            { class: 'orders' },
            rows.map((one) => orderRow(data, one, id)),
          ),
    ),
    h(
      'section',
      { class: 'detail', 'aria-label': id ?? t.orders },
      order !== undefined
        ? orderView(data, order)
        : h(
            'p',
            { class: 'dim none' },
            id !== undefined && state.connection === 'live' ? t.notThere : t.noChoice,
          ),
    ),
  );
}

function orderRow({ state, now }: ViewData, order: ControlledOrder, chosen: string | undefined) {
  const { id, system, status } = order;
  const { amount, currency, created, reference } = factsOf(order);
  return h(
    'li',
    { key: `${system} ${id}` },
    h(
      'a',
      { href: hashOf(id), 'aria-current': id === chosen ? 'true' : false },
      h('strong', {}, money(amount, currency, state.language)),
      h('span', { class: `pill ${toneOf(status)}` }, status),
      h('span', { class: 'dim cut' }, reference === '' ? id : reference),
      h('span', { class: 'dim' }, clockTime(created, state.language, now)),
      h('code', { class: 'dim cut' }, id),
      h('span', { class: 'dim' }, titleOf(system)),
    ),
  );
}

function signIn({ t }: ViewData): PageNode {
  return h(
    'form',
    { class: 'card sign-in', 'data-do': 'token' },
    h('p', {}, t.tokenNeeded),
    h(
      'label',
      {},
      t.token,
      h('input', { name: 'token', type: 'password', autocomplete: 'off', required: true }),
    ),
    h('button', { class: 'main' }, t.open),
  );
}

function notices({ state, t }: ViewData): Child {
  if (state.connection === 'lost') return h('p', { class: 'notice bad', key: 'lost' }, t.lost);
  const { notice } = state;
  return (
    notice &&
    h('p', { class: notice.isError ? 'notice bad' : 'notice', key: 'notice' }, notice.words)
  );
}
