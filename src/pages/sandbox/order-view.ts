import type { ControlledOrder } from '../../sandbox/control/control.ts';
import { orderStatuses } from '../../sandbox/mollie/record.ts';
import { statuses as vtexStatuses } from '../../sandbox/vtex/statuses.ts';
import { clockTime, countdown, money } from '../shared/format.ts';
import { h, type Child, type PageNode } from '../shared/node.ts';
import { qrNode } from '../shared/qr.ts';
import { factsOf, possible, toneOf } from './facts.ts';
import { select, titleOf, type ViewData } from './parts.ts';
import { hashOf, orderTabs } from './state.ts';
import { isAbout, timelineOf } from './timeline.ts';
import { requestList, webhookList } from './rows.ts';

const methods = ['account_money', 'credit_card', 'debit_card', 'prepaid_card'];
const reasons = [
  'rejected_by_issuer',
  'insufficient_amount',
  'high_risk',
  'bad_filled_card_data',
  'card_disabled',
  'max_attempts_exceeded',
  'required_call_for_authorize',
  'amount_limit_exceeded',
  'invalid_installments',
];

/** One order: what it is, its code, what can be done to it, and what has happened. */
export function orderView(data: ViewData, order: ControlledOrder): PageNode[] {
  const { t } = data;
  return [
    h('a', { class: 'back-link', href: '#/orders', key: 'back' }, `← ${t.back}`),
    h('div', { class: 'card head', key: `head ${order.id}` }, head(data, order)),
    h('div', { class: 'card actions', key: `actions ${order.id}` }, actions(data, order)),
    h('div', { class: 'card', key: `more ${order.id}` }, more(data, order)),
  ];
}

function head({ state, t, now }: ViewData, order: ControlledOrder): Child {
  const { id, system, status } = order;
  const facts = factsOf(order);
  const { amount, currency, detail, expires, reference, description, pos, created } = facts;
  const code = state.codes.get(id);
  const fact = (name: string, value: string, isCode = false) =>
    value !== '' && [h('dt', {}, name), h('dd', {}, isCode ? h('code', {}, value) : value)];
  return [
    h(
      'div',
      { class: 'facts' },
      h('h2', {}, money(amount, currency, state.language)),
      h(
        'p',
        { class: 'states' },
        h('span', { class: `pill ${toneOf(status)}`, id: 'status' }, status),
        detail !== '' && h('span', { class: 'pill plain' }, detail),
      ),
      expires !== undefined &&
        h(
          'p',
          { class: 'countdown' },
          `${t.expiresIn} `,
          h('strong', {}, countdown(expires - now)),
        ),
      h(
        'dl',
        {},
        fact(titleOf(system), id, true),
        fact(t.reference, reference),
        fact(t.description, description),
        fact(t.pos, pos, true),
        fact(t.created, clockTime(created, state.language, now)),
      ),
    ),
    status === 'created' && typeof code === 'string'
      ? h(
          'figure',
          {},
          qrNode(code, t.scan),
          state.canCopy &&
            h(
              'button',
              { class: 'quiet', type: 'button', 'data-do': 'copy', 'data-value': code },
              t.copy,
            ),
        )
      : status === 'created' &&
        code === null &&
        pos !== '' &&
        h('p', { class: 'dim printed' }, `${t.printedCode} ${pos}`),
  ];
}

function actions({ t }: ViewData, order: ControlledOrder): Child {
  const { system } = order;
  const { pay, refuse, expire, cancel, refund, isFine, moves } = possible(order);
  const plain = (words: readonly string[]) => words.map((one) => [one, one] as const);
  const all = system === 'mollie' ? orderStatuses : vtexStatuses;
  const form = (name: string, ...children: Child[]) => h('form', { 'data-do': name }, children);
  return [
    (pay || isFine || refuse !== undefined) &&
      h(
        'fieldset',
        { key: 'customer' },
        h('legend', {}, t.customer),
        form(
          'pay',
          isFine && [
            h('label', { class: 'grow' }, t.method, select({ name: 'method' }, plain(methods))),
            h(
              'label',
              { class: 'small' },
              t.installments,
              h('input', { name: 'installments', type: 'number', min: 1, max: 99, value: '1' }),
            ),
          ],
          h('button', { class: 'main', disabled: !pay }, t.pay),
        ),
        refuse !== undefined &&
          form(
            'refuse',
            h('label', { class: 'grow' }, t.reason, select({ name: 'detail' }, plain(reasons))),
            h('button', { disabled: !refuse }, t.refuse),
          ),
      ),
    h(
      'fieldset',
      { key: 'seller' },
      h('legend', {}, t.seller),
      refund !== undefined &&
        form(
          'refund',
          isFine &&
            h(
              'label',
              { class: 'grow' },
              t.amount,
              h('input', {
                name: 'amount',
                inputmode: 'decimal',
                placeholder: t.all,
                autocomplete: 'off',
              }),
            ),
          h('button', { disabled: !refund }, t.refund),
        ),
      form('cancel', h('button', { disabled: !cancel }, t.cancel)),
    ),
    (expire !== undefined || moves) &&
      h(
        'fieldset',
        { key: 'time' },
        h('legend', {}, t.time),
        expire !== undefined && form('expire', h('button', { disabled: !expire }, t.expire)),
        moves &&
          form(
            'move',
            h(
              'label',
              { class: 'grow' },
              t.status,
              select({ name: 'status' }, plain(all), order.status),
            ),
            h('button', {}, t.move),
          ),
      ),
  ];
}

function more(data: ViewData, order: ControlledOrder): Child {
  const { state, t } = data;
  const { id } = order;
  const tab = state.place.view === 'orders' ? state.place.tab : 'timeline';
  return [
    h(
      'nav',
      { class: 'tabs', 'aria-label': id },
      orderTabs.map((one) =>
        h('a', { href: hashOf(id, one), 'aria-current': one === tab ? 'true' : false }, t[one]),
      ),
    ),
    tab === 'timeline' && h('div', { key: tab }, timeline(data, order)),
    tab === 'document' &&
      h('pre', { key: tab, tabindex: '0' }, JSON.stringify(order.order, null, 2)),
    tab === 'requests' &&
      h(
        'div',
        { key: tab },
        requestList(
          data,
          state.requests.filter((one) => isAbout(one, id)),
        ),
      ),
    tab === 'webhooks' &&
      h(
        'div',
        { key: tab },
        webhookList(
          data,
          state.webhooks.filter((one) => one.order === id),
        ),
      ),
  ];
}

function timeline({ state, t, now }: ViewData, order: ControlledOrder): PageNode {
  return h(
    'ol',
    { class: 'timeline' },
    timelineOf(order, state, t).map(({ at, kind, words, status, key }) =>
      h(
        'li',
        { key, class: kind },
        h('time', { class: 'dim' }, clockTime(at, state.language, now)),
        h('span', { class: kind === 'change' ? '' : 'dim' }, words),
        status !== undefined && h('span', { class: `pill ${toneOf(status)}` }, status),
      ),
    ),
  );
}
