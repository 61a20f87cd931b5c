import { sentence } from '../../language/sentence.ts';
import { CliError, exitCodes } from '../../errors.ts';
import { cancelWhole, expireOrder } from './end-order.ts';
import { payOrder, reopenOrder } from './order-states.ts';
import type { OrderRecord, OrderStatus } from './record.ts';
import { shipAll, shipSome } from './ship-order.ts';

type Move = (order: OrderRecord, at: Date) => OrderRecord | undefined;

const pay =
  (status: 'pending' | 'paid' | 'authorized'): Move =>
  (order, at) =>
    payOrder(order, status, at);

/** Which status leads to which, as Mollie's page on status changes has it. */
const moves: Readonly<Record<OrderStatus, Partial<Record<OrderStatus, Move>>>> = {
  created: {
    paid: pay('paid'),
    pending: pay('pending'),
    authorized: pay('authorized'),
    expired: expireOrder,
    canceled: cancelWhole,
  },
  pending: { authorized: pay('authorized'), created: reopenOrder },
  authorized: {
    shipping: shipSome,
    // Assumption: shipping all of it at once passes through shipping in no time.
    completed: shipAll,
    canceled: cancelWhole,
    expired: expireOrder,
  },
  paid: { shipping: shipSome, completed: shipAll },
  shipping: { completed: shipAll },
  completed: {},
  canceled: {},
  expired: {},
};

/** Drives an order to a status. Throws CliError, exit code 6, when no way leads there. */
export function moveOrder(order: OrderRecord, status: OrderStatus, at: Date): OrderRecord {
  const move = moves[order.status][status];
  const next = move?.(order, at);
  if (next) return next;
  const reachable = Object.keys(moves[order.status]).join(', ');
  const { id, status: now } = order;
  const why = sentence('Order {id} is {status}, so it cannot become {wanted}.', {
    id,
    status: now,
    wanted: status,
  });
  const message = move
    ? [why, ' ', sentence('It has one item only, which is shipped as a whole.')]
    : why;
  throw new CliError(exitCodes.conflict, 'status_not_reachable', message, {
    hint:
      reachable === ''
        ? sentence('That status is final.')
        : sentence('From there it may become: {names}.', { names: reachable }),
  });
}
