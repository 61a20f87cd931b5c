import { sentence } from '../../language/sentence.ts';
import { usageError, CliError, exitCodes } from '../../errors.ts';
import type { Machine } from '../machine.ts';
import type { OnChange } from '../changes.ts';
import type { Store } from '../store.ts';
import type { SandboxSystem } from '../system.ts';
import { firstWebsite } from './accounts.ts';
import { buildOrder, isOrderId, newOrderId } from './build-order.ts';
import { exampleRequest } from './example-order.ts';
import { usualOrigin } from './links.ts';
import { orderAt, reopenOrder, payOrder } from './order-states.ts';
import { type OrderRecord, type OrderStatus, orderStatuses } from './record.ts';
import { renderOrder } from './render-order.ts';
import { openState } from './state.ts';
import { cancelWhole, expireOrder } from './end-order.ts';
import { shipSome, shipAll } from './ship-order.ts';

/** How an order comes to a status when it is made to try things on. */
const ways: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  created: [],
  pending: ['pending'],
  authorized: ['authorized'],
  paid: ['paid'],
  shipping: ['authorized', 'shipping'],
  completed: ['authorized', 'shipping', 'completed'],
  canceled: ['canceled'],
  expired: ['expired'],
};

/** Mollie's orders, embedded. Opens nothing until it is used. */
export function openMollie(store: Store, machine: Machine, onChange?: OnChange): SandboxSystem {
  const state = openState(store, machine, onChange);
  const { orders } = state;
  const { now } = machine;
  const load = async () => (await import('./app.ts')).createApp(state);
  let app: ReturnType<typeof load> | undefined;
  const show = (order: OrderRecord) => renderOrder(order, usualOrigin);

  return {
    name: 'mollie',
    async fetch(request, onTrouble) {
      app ??= load();
      return (await app).fetch(request, { onTrouble });
    },
    async add({ status = 'created' }) {
      const way = ways[readStatus(status)];
      const at = now();
      const id = newOrderId(at);
      const request = exampleRequest(`EX-${id.slice(-6)}`);
      const order = buildOrder(id, request, { website: firstWebsite, mode: 'test' }, at);
      const moved = way.reduce((one, next) => moveOrder(one, next, at), order);
      await orders.insert(id, moved);
      return show(moved);
    },
    async move(id, status) {
      if (!isOrderId(id) || !(await orders.read(id))) return undefined;
      const next = readStatus(status);
      const at = now();
      const moved = await orders.update(id, (order) => moveOrder(orderAt(order, at), next, at));
      return moved && show(moved);
    },
    async find(id) {
      const order = isOrderId(id) ? (await orders.read(id))?.value : undefined;
      return order && show(orderAt(order, now()));
    },
    async *orders() {
      for await (const order of orders.list()) yield show(orderAt(order, now()));
    },
  };
}

function readStatus(text: string): OrderStatus {
  const status = orderStatuses.find((one) => one === text);
  if (status) return status;
  throw usageError(
    sentence('{title} has no status {status}.', { title: 'Mollie', status: JSON.stringify(text) }),
    {
      code: 'unknown_status',
      hint: sentence('Its statuses: {names}.', { names: orderStatuses.join(', ') }),
    },
  );
}

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
function moveOrder(order: OrderRecord, status: OrderStatus, at: Date): OrderRecord {
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
