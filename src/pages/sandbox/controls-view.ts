import { clockTime } from '../shared/format.ts';
import { h, type PageNode } from '../shared/node.ts';
import { select, type ViewData } from './parts.ts';

const spans = ['1m', '15m', '1h', '1d'];

/** Faults that are often wanted, as docs/faults.md has them. */
const examples = [
  'POST /v1/orders: 503 x1',
  'POST /v1/orders: drop after x1',
  'POST /v1/orders: drop before x1',
  '* *: 429 retry-after 2 x3',
  'GET *: delay 5s',
  '* *: slow 5s 50%',
  '* *: truncate 10%',
  '* *: html x1',
];

/** The clock, the faults and the way of refunds. */
export function controlsView({ state, t, now }: ViewData): PageNode {
  const { clock, faults, language, refunds } = state;
  const isFrozen = clock?.frozen === true;
  return h(
    'div',
    { class: 'controls' },
    h(
      'section',
      { class: 'card', 'aria-label': t.clock },
      h('h2', {}, t.clock),
      h(
        'p',
        { class: 'big' },
        h(
          'time',
          { id: 'clock' },
          `${new Date(now).toLocaleDateString(language)} ${clockTime(now, language, now)}`,
        ),
        isFrozen && h('span', { class: 'pill back' }, t.frozen),
      ),
      h(
        'div',
        { class: 'buttons', role: 'group', 'aria-label': t.advance },
        h('span', { class: 'dim' }, t.advance),
        spans.map((span) =>
          h('button', { type: 'button', 'data-do': 'advance', 'data-value': span }, span),
        ),
      ),
      h(
        'form',
        { 'data-do': 'set-clock' },
        h(
          'label',
          { class: 'grow' },
          t.setTo,
          h('input', { name: 'now', type: 'datetime-local', step: 1, required: true }),
        ),
        h('button', {}, t.set),
      ),
      h(
        'div',
        { class: 'buttons' },
        h(
          'button',
          { type: 'button', 'data-do': 'freeze', 'data-value': isFrozen ? '' : 'yes' },
          isFrozen ? t.resume : t.freeze,
        ),
      ),
    ),
    h(
      'section',
      { class: 'card', 'aria-label': t.faults },
      h('h2', {}, t.faults),
      faults.faults.length === 0
        ? h('p', { class: 'dim', id: 'faults' }, t.faultsOff)
        : h(
            'ul',
            { class: 'faults', id: 'faults' },
            faults.faults.map((one) => h('li', {}, h('code', {}, one))),
          ),
      h(
        'form',
        { 'data-do': 'faults', class: 'column' },
        h(
          'label',
          {},
          t.faultsHint,
          h('textarea', { name: 'faults', rows: 4, spellcheck: 'false' }),
        ),
        h(
          'div',
          { class: 'buttons' },
          select({ 'data-change': 'example', 'aria-label': t.examples }, [
            ['', `${t.examples}…`],
            ...examples.map((one) => [one, one] as const),
          ]),
          h('button', { class: 'main' }, t.apply),
          h(
            'button',
            { type: 'button', 'data-do': 'no-faults', disabled: faults.faults.length === 0 },
            t.off,
          ),
        ),
      ),
      h('h3', {}, t.refunds),
      h(
        'div',
        { class: 'buttons', role: 'group', 'aria-label': t.refunds },
        (['at-once', 'delayed', 'failing'] as const).map((way) =>
          h(
            'button',
            {
              type: 'button',
              'data-do': 'refunds',
              'data-value': way,
              'aria-pressed': String(way === refunds),
            },
            t[way],
          ),
        ),
      ),
    ),
  );
}
