import type { Lifecycle } from '../../orders/lifecycle.ts';

/** What can still follow a status that an order never leaves by itself (reference, QR). */
const followers: ReadonlyMap<string, readonly string[]> = new Map([
  ['processed', ['refunded']],
  ['canceled', []],
  ['cancelled', []],
  ['expired', []],
  ['refunded', []],
  ['failed', []],
]);

export const lifecycle: Lifecycle = {
  awaited: ['processed'],
  known: ['created', 'processing', 'action_required', 'at_terminal', ...followers.keys()],
  followers,
};
