import type { Lifecycle } from '../../orders/lifecycle.ts';

/**
 * What can still follow a status that an order never leaves by itself (guide of order status
 * changes): paid and shipping wait for the shop, which ships.
 */
const followers: ReadonlyMap<string, readonly string[]> = new Map([
  ['paid', ['shipping', 'completed']],
  ['shipping', ['completed']],
  ['completed', []],
  ['canceled', []],
  ['expired', []],
]);

export const lifecycle: Lifecycle = {
  awaited: ['paid', 'completed'],
  known: ['created', 'pending', 'authorized', ...followers.keys()],
  followers,
};
