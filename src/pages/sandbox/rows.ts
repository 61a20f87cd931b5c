import type { LoggedRequest } from '../../sandbox/log.ts';
import type { SentWebhook } from '../../sandbox/webhooks/webhooks.ts';
import { clockTime } from '../shared/format.ts';
import { h, type Child, type PageNode } from '../shared/node.ts';
import type { ViewData } from './parts.ts';

/** A row that opens to show more; what is in it is made only while it is open. */
function row({ state }: ViewData, key: string, head: Child, inside: () => Child): PageNode {
  return h(
    'li',
    { key },
    h(
      'details',
      { 'data-key': key, open: state.opened.has(key) },
      h('summary', {}, head),
      state.opened.has(key) && h('div', { class: 'inside' }, inside()),
    ),
  );
}

function requestRow(data: ViewData, request: LoggedRequest): PageNode {
  const { number, at, method, path, answer, ms, fault, headers, body } = request;
  const { t, now, state } = data;
  const head = [
    h('time', { class: 'dim' }, clockTime(Date.parse(at), state.language, now)),
    h('strong', {}, method),
    h('code', { class: 'cut' }, path),
    fault !== undefined && h('span', { class: 'pill bad' }, t.fault),
    answerPill(answer?.status, t.noAnswer),
    h('span', { class: 'dim ms' }, `${Math.round(ms)} ms`),
  ];
  return row(data, `request ${number}`, head, () => [
    fault !== undefined && block(t.fault, fault),
    block(t.headers, lines(headers)),
    block(t.body, pretty(body, t.empty)),
    answer !== undefined && [
      block(`${t.answer} ${answer.status}`, lines(answer.headers)),
      block(t.body, pretty(answer.body, t.empty)),
    ],
  ]);
}

function webhookRow(data: ViewData, webhook: SentWebhook): PageNode {
  const { number, at, action, url, status, error, fault, next, headers, body } = webhook;
  const { t, now, state } = data;
  const time = (text: string) => clockTime(Date.parse(text), state.language, now);
  const head = [
    h('time', { class: 'dim' }, time(at)),
    h('strong', {}, action),
    h('code', { class: 'cut' }, webhook.order),
    fault !== undefined && h('span', { class: 'pill bad' }, fault),
    answerPill(status, t.noAnswer),
  ];
  return row(data, `webhook ${number}`, head, () => [
    h('p', {}, h('code', {}, url)),
    error !== undefined && h('p', {}, error),
    next !== undefined && h('p', {}, `${t.sentAgain} ${time(next)}`),
    block(t.headers, lines(headers)),
    block(t.body, pretty(body, t.empty)),
  ]);
}

export const requestList = (data: ViewData, requests: readonly LoggedRequest[]): PageNode =>
  requests.length === 0
    ? h('p', { class: 'dim none' }, data.t.nothingYet)
    : h(
        'ol',
        { class: 'rows' },
        requests.toReversed().map((one) => requestRow(data, one)),
      );

export const webhookList = (data: ViewData, webhooks: readonly SentWebhook[]): PageNode =>
  webhooks.length === 0
    ? h('p', { class: 'dim none' }, data.t.nothingYet)
    : h(
        'ol',
        { class: 'rows' },
        webhooks.toReversed().map((one) => webhookRow(data, one)),
      );

function answerPill(status: number | undefined, none: string): PageNode {
  const tone = status === undefined || status >= 500 ? 'bad' : status >= 400 ? 'back' : 'good';
  return h('span', { class: `pill ${tone}` }, status === undefined ? none : String(status));
}

const block = (title: string, text: string): PageNode[] => [
  h('h4', {}, title),
  h('pre', { tabindex: '0' }, text),
];

const lines = (headers: Readonly<Record<string, string>>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

/** JSON with an indent; anything else as it is. */
function pretty(text: string, empty: string): string {
  if (text === '') return empty;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
