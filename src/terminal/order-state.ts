import type { Label, Say } from '../language/sentence.ts';
import { sameStatus } from '../orders/lifecycle.ts';
import type { Cancelable, Order } from '../orders/order.ts';
import { cleanValue } from './clean-text.ts';
import { clean, fact, plainFact, type Fact } from './fact.ts';
import { deadlineFacts } from './order-times.ts';
import { renderStatus } from './status.ts';
import type { View } from './view.ts';

/** Which order it is, how it stands, whether it can be canceled, and how much time is left. */
export function stateFacts(order: Order, view: View): Fact[] {
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
