import { labelIn, type Say, type Label } from '../language/sentence.ts';
import type { Order, Cancelable } from '../orders/order.ts';
import { cellValue, cleanValue } from './clean-text.ts';
import { orderColumns } from './order-columns.ts';
import { moneyFacts } from './order-money.ts';
import { renderRest } from './order-rest.ts';
import { orderTables } from './order-tables.ts';
import { pastDeadlines, timeFacts, deadlineFacts } from './order-times.ts';
import { renderDetails } from './table.ts';
import type { View } from './view.ts';
import { clean, fact, type Fact, plainFact } from './fact.ts';
import { glue } from './wrap.ts';
import { sameStatus } from '../orders/lifecycle.ts';
import { renderStatus } from './status.ts';

interface OrderViewOptions {
  /** Also the fields of the answer that the view has no place for. */
  all?: boolean;
}

/**
 * An order: labelled lines and tables on a terminal, one tab-separated row elsewhere, unless all of it
 * is asked for.
 */
export function renderOrder(order: Order, view: View, options: OrderViewOptions = {}): string {
  return view.isTerminal || options.all === true
    ? orderDetails(order, view, options)
    : orderRow(order);
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

/** Which order it is, how it stands, whether it can be canceled, and how much time is left. */
function stateFacts(order: Order, view: View): Fact[] {
  const { id, status, status_detail: detail, type } = order;
  const saysMore = detail !== undefined && !sameStatus(detail, status);
  return [
    fact('Order', view.chalk.bold(cleanValue(id).trim()), 'id'),
    fact('Test order', order.test === true ? view.say('yes, it moves no money') : undefined),
    plainFact('Type', type === 'qr' ? undefined : type, 'type'),
    fact('Status', renderStatus(order, view), 'status'),
    plainFact('Detail', saysMore ? detail : undefined, 'status_detail'),
    fact('Trouble', order.in_error === true ? trouble(view) : undefined),
    ...cancelFacts(order, view.say),
    ...deadlineFacts(order, view),
  ];
}

const trouble = ({ chalk, say }: View): string =>
  say('{trouble}: check it in the system’s own panel', {
    trouble: chalk.red(say('its workflow stopped with an error')),
  });

const cancelable: Readonly<Record<Cancelable, Label>> = {
  yes: 'yes',
  no: 'no',
  at_least_in_part: 'yes, at least in part',
  by_two_requests: 'yes, by two requests: the second confirms the first',
};

/** The reason is there as soon as a cancel is asked for, and stays when the seller says no. */
function cancelFacts(
  { status, cancelable: can, cancel_reason: reason, cancel_denial: denial }: Order,
  say: Say,
): Fact[] {
  const label = sameStatus(status, 'canceled') ? 'Canceled for' : 'Cancel reason';
  const denied = denial?.reason ?? (denial === undefined ? undefined : say('no, without a reason'));
  return [
    fact(label, clean(reason)),
    fact('Seller’s answer', clean(denied)),
    fact('Cancelable', can === undefined ? undefined : say(cancelable[can])),
  ];
}
