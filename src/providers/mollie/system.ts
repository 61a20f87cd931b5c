import { sentence } from '../../language/sentence.ts';
import type { OrderSystem } from '../order-system.ts';
import { checkId, idsIn } from './ids.ts';
import { completeKeys, isTestAccount } from './keys.ts';
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

const lifecycle: Lifecycle = {
  awaited: ['paid', 'completed'],
  known: ['created', 'pending', 'authorized', ...followers.keys()],
  followers,
};

/** A key is kept for an hour, and looked at on POST only. */
const hour = 3_600_000;

/** Mollie's Orders API, version 2. */
export const mollie: OrderSystem = {
  name: 'mollie',
  title: 'Mollie',
  ownsId: (id) => id.startsWith('ord_'),
  idsIn,
  checkId,
  isTestId: () => false,
  lifecycle,
  keyLifetimeMs: { create: hour, cancel: 0, refund: hour },
  callKeys: { methods: ['POST'], lifetimeMs: hour },
  cannot: {
    create: {
      why: sentence(
        'Mollie’s orders cannot be made from flags, since they need lines and addresses.',
      ),
      instead: sentence(
        'Send a whole one: `mp-orders api post /v2/orders --data @order.json --provider mollie`.',
      ),
    },
    partial_refund: {
      why: sentence(
        'Mollie cannot refund a part of an order by an amount alone: it refunds lines.',
      ),
      instead: sentence('Name them: `{command}`.', {
        command:
          'mp-orders api post /v2/orders/<id>/refunds --data \'{"lines":[{"id":"odl_…","quantity":1}]}\' --provider mollie',
      }),
    },
    search_type: {
      why: sentence('Mollie’s orders have no type to look for.'),
      instead: sentence('Leave --type out.'),
    },
    pos: {
      why: sentence('Mollie’s Orders API has no points of sale.'),
      instead: sentence('Its orders are found with `mp-orders list --provider mollie`.'),
    },
    cancel_reason: {
      why: sentence('Mollie stores no reason for a cancel.'),
      instead: sentence('Leave --reason out.'),
    },
    cancel_key: {
      why: sentence(
        'Mollie takes no idempotency key for a cancel: it may be repeated without one.',
      ),
      instead: sentence('Leave --idempotency-key out.'),
    },
    second_cancel: {
      why: sentence('Mollie cancels with one request, so there is no second one.'),
      instead: sentence('Leave --confirm-second out.'),
    },
  },
  secrets: [{ name: 'token', variable: 'MOLLIE_API_KEY', label: 'API key', example: 'live_…' }],
  fields: [
    {
      name: 'profile_id',
      variable: 'MOLLIE_PROFILE_ID',
      flag: 'profile-id',
      summary: 'the website profile whose orders an access token lists (pfl_…)',
    },
  ],
  secretHeaders: { authorization: 'Bearer $MOLLIE_API_KEY' },
  oneCancelAtATime: 'of_lines',
  refundNote: sentence('Mollie pays refunds on working days, so it takes a few of them.'),
  loginNote: sentence(
    'Mollie’s Orders API is deprecated in favour of its Payments API; no shutdown date is known.',
  ),
  emptyListNotes: [],
  completeKeys,
  isTestAccount,
  accountOf: () => undefined,
  baseUrl: () => 'https://api.mollie.com',
  moneyEffect: async (request) => (await import('./money-effect.ts')).moneyEffect(request),
  connect: async (options) => (await import('./client.ts')).createMollie(mollie, options),
  parseOrder: async (answer) => (await import('./wire.ts')).parseOrder(answer),
};
