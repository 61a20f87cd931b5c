import { wordList } from '../../word-list.ts';
import type { Lifecycle } from '../../orders/lifecycle.ts';

/** The statuses of a cancel that was asked for and is not decided yet. */
const underWay: readonly string[] = [
  'request-cancel',
  'waiting-for-seller-decision', // as the marketplace sees what its seller has as the next one
  'cancellation-requested',
  'cancel',
];

/** A cancel that was asked for was denied; the second is how its fulfiller sees that. */
const denials: readonly string[] = [
  'cancellation-request-denied',
  'cancellation-request-denied-ffm',
];

/** From these a cancel takes a second request, which confirms the first. */
const twoRequests: readonly string[] = ['ready-for-handling', 'handling'];

/** The statuses that an order never leaves by itself. */
const finals: readonly string[] = ['canceled', 'invoiced', 'replaced'];

export const isUnderWay = (status: string): boolean => underWay.includes(status);

export const isDenied = (status: string): boolean => denials.includes(status);

export const takesTwoRequests = (status: string): boolean => twoRequests.includes(status);

/** Over, and not by a cancel. */
export const isBeyondCancel = (status: string): boolean =>
  status === 'invoiced' || status === 'replaced';

export const lifecycle: Lifecycle = {
  awaited: ['invoiced'],
  known: [
    ...wordList(`
      order-created, order-accepted, on-order-completed, on-order-completed-ffm,
      order-create-error, order-creation-error, waiting-for-order-authorization,
      waiting-for-authorization, waiting-for-manual-authorization, waiting-for-mkt-authorization,
      waiting-ffmt-authorization, authorize-fulfillment, waiting-for-sellers-confirmation,
      payment-pending, approve-payment, payment-approved, window-to-cancel,
      window-to-change-seller, waiting-for-fulfillment, waiting-seller-handling
    `),
    ...twoRequests,
    'start-handling',
    'invoice',
    'invoice-after-cancellation-deny',
    ...underWay,
    ...denials,
    'incomplete',
    ...finals,
  ],
  followers: new Map(finals.map((status) => [status, []])),
  doubtful: ['canceled'],
};
