import { labelIn, type Say } from '../language/sentence.ts';
import type { Order } from '../orders/order.ts';
import { cellValue } from './clean-text.ts';
import { orderColumns } from './order-columns.ts';
import { moneyFacts } from './order-money.ts';
import { renderRest } from './order-rest.ts';
import { stateFacts } from './order-state.ts';
import { orderTables } from './order-tables.ts';
import { pastDeadlines, timeFacts } from './order-times.ts';
import { renderDetails } from './table.ts';
import type { View } from './view.ts';
import { clean, fact, type Fact, plainFact } from './fact.ts';
import { glue } from './wrap.ts';

interface OrderViewOptions {
  /** Also the fields of the answer that the view has no place for. */
  all?: boolean;
}

/** An order: labelled lines and tables on a terminal, one tab-separated row elsewhere. */
export function renderOrder(order: Order, view: View, options: OrderViewOptions = {}): string {
  return view.isTerminal ? orderDetails(order, view, options) : orderRow(order);
}

export function orderRow(order: Order): string {
  return orderColumns.map((column) => cellValue(order[column] ?? '')).join('\t');
}

/** What is asked first comes first: how it stands, the money, when, where; then what is in it. */
function orderDetails(order: Order, view: View, { all = false }: OrderViewOptions): string {
  const facts = [
    ...stateFacts(order, view),
    ...moneyFacts(order, view.say),
    ...timeFacts(order, view),
    ...originFacts(order, view.say),
  ].filter(({ value }) => value !== undefined);
  const tables = orderTables(order, view);
  const shownFields = new Set([...facts, ...tables].flatMap(({ shows }) => shows));
  const renamedFields = new Set(order.renamedPaths);
  return [
    renderDetails(
      facts.map(({ label, value }) => [labelIn(view.say, label), value] as const),
      view,
    ),
    ...tables.map(({ text }) => text),
    all
      ? renderRest(
          order.answer,
          { shown: shownFields, renamed: renamedFields, past: pastDeadlines(order) },
          view,
        )
      : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Where the order came from: its POS, the shop's own words for it, the account, the application. */
function originFacts(order: Order, say: Say): Fact[] {
  return [
    plainFact('POS', order.external_pos_id, 'config.qr.external_pos_id'),
    plainFact('QR mode', order.mode, 'config.qr.mode'),
    plainFact('Reference', order.external_reference, 'external_reference'),
    plainFact('Description', order.description, 'description'),
    fact('Account', account(order, say), 'user_id', 'country_code'),
    fact(
      'Integration',
      integration(order, say),
      'integration_data.application_id',
      'integration_data.platform_id',
      'integration_data.integrator_id',
      'integration_data.sponsor.id',
    ),
  ];
}

const account = ({ user_id, country_code }: Order, say: Say): string =>
  joined([
    named(user_id, (value) => value),
    named(country_code, (value) => say('country {value}', { value })),
  ]);

const integration = ({ integration_data: data }: Order, say: Say): string =>
  joined([
    named(data?.application_id, (value) => say('application {value}', { value })),
    named(data?.platform_id, (value) => say('platform {value}', { value })),
    named(data?.integrator_id, (value) => say('integrator {value}', { value })),
    named(data?.sponsor?.id, (value) => say('sponsor {value}', { value })),
  ]);

/** `application 1234567890`: a name stays with its value. */
const named = (value: string | undefined, say: (value: string) => string): string | undefined => {
  const text = clean(value);
  return text === undefined ? undefined : glue(say(text));
};

const joined = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(', ');
