import type { Say } from '../language/sentence.ts';
import type { Order } from '../orders/order.ts';
import { money } from './amount.ts';
import { cellValue, cleanValue } from './clean-text.ts';
import { amountPaid, amountRefunded } from './order-money.ts';
import { renderStatus } from './status.ts';
import { localTime } from './time.ts';
import type { View } from './view.ts';
import { glue, wrapHanging } from './wrap.ts';

/**
 * A change that `watch` saw at `at` (ISO 8601): on a terminal `16:31:10  processed — paid, 50.00 ARS`,
 * elsewhere the time, id, status and status_detail, tab-separated.
 */
export function renderEvent(order: Order, at: string, view: View): string {
  if (!view.isTerminal) {
    return [at, order.id, order.status, order.status_detail ?? ''].map(cellValue).join('\t');
  }
  const time = localTime(Date.parse(at), view.timeZone).slice(11, 19);
  const amount = money(amountPaid(order) ?? order.total_amount, order.currency);
  const parts = [renderStatus(order, view), amount, ...besidesStatus(order, view.say)];
  const line = parts.filter((part) => part !== undefined).join(', ');
  return wrapHanging(`${view.chalk.dim(time)}  ${line}`, view.columns, time.length + 2);
}

/** What happened to an order, and its status does not say. */
export const besidesStatus = (order: Order, say: Say): string[] =>
  [refusedPart(order, say), refundedPart(order, say), troublePart(order, say)].filter(
    (part) => part !== undefined,
  );

/** A refused attempt leaves the order open: the customer may try again. */
function refusedPart({ status, payments }: Order, say: Say): string | undefined {
  const payment = payments.find((one) => one.status === 'failed');
  if (status !== 'created' || payment === undefined) return undefined;
  const reason = payment.status_detail ?? say('no reason given');
  return cleanValue(say('an attempt was refused ({reason})', { reason }));
}

/** A part of the money given back leaves the status as it was. */
function refundedPart(order: Order, say: Say): string | undefined {
  const amount = order.status === 'refunded' ? undefined : amountRefunded(order);
  const refund = money(amount, order.currency);
  return refund === undefined ? undefined : glue(say('{amount} refunded', { amount: refund }));
}

/** It goes no further by itself, and its status does not say so. */
const troublePart = ({ in_error }: Order, say: Say): string | undefined =>
  in_error === true ? say('its workflow stopped with an error') : undefined;
