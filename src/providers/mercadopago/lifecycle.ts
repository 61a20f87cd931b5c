import type { JudgedOrder, Lifecycle } from '../../orders/lifecycle.ts';

/**
 * What can still follow a status that an order never leaves by itself (reference, QR; the page of
 * order statuses for `charged_back`, whose details are in_process, settled and reimbursed).
 */
const followers: ReadonlyMap<string, readonly string[]> = new Map([
  ['processed', ['refunded', 'charged_back']],
  ['canceled', []],
  ['expired', []],
  ['refunded', []],
  ['failed', []],
  ['charged_back', []],
]);

/** An order of Checkout Pro whose payment was given back whole stays `processed` (its status page). */
const reached = ({ status, status_detail }: JudgedOrder): string =>
  status === 'processed' && status_detail === 'refunded' ? 'refunded' : status;

/** Point has no way out of `action_required`; elsewhere the customer or a bank has one. */
const isOver = ({ status, type }: JudgedOrder): boolean =>
  type === 'point' && status === 'action_required';

export const lifecycle: Lifecycle = {
  awaited: ['processed'],
  known: ['created', 'processing', 'action_required', 'at_terminal', ...followers.keys()],
  followers,
  reached,
  isOver,
};
