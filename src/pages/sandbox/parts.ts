import { h, type PageNode } from '../shared/node.ts';
import type { State } from './state.ts';
import type { Texts } from './texts.ts';

/** What a view is made from: what is known, in which words, at which time of the sandbox's clock. */
export interface ViewData {
  state: State;
  t: Texts;
  now: number;
}

export const systems: [string, string][] = [
  ['mercadopago', 'Mercado Pago'],
  ['mollie', 'Mollie'],
  ['vtex', 'VTEX'],
];

export const titleOf = (system: string): string =>
  systems.find(([name]) => name === system)?.[1] ?? system;

/** A choice; what is chosen at first is `value`. */
export const select = (
  attributes: Readonly<Record<string, string | boolean>>,
  options: readonly (readonly [value: string, words: string])[],
  value = '',
): PageNode =>
  h(
    'select',
    attributes,
    options.map(([one, words]) =>
      h('option', { value: one, selected: one === value, key: one }, words),
    ),
  );
