import { sentence } from '../../language/sentence.ts';
import type { OrderSystem } from '../order-system.ts';
import { checkId, idsIn, ownsId } from './ids.ts';
import { baseUrl, completeKeys } from './keys.ts';
import { lifecycle } from './lifecycle.ts';

/** VTEX's order management, the OMS: the orders of a store or of a marketplace's seller. */
export const vtex: OrderSystem = {
  name: 'vtex',
  title: 'VTEX',
  ownsId,
  idsLikeReferences: true, // `VENTA1001-01`
  idsIn,
  checkId,
  isTestId: () => false,
  lifecycle,
  keyLifetimeMs: { create: 0, cancel: 0, refund: 0 },
  cannot: {
    create: {
      why: sentence('VTEX’s OMS has no create: its orders come from the store’s checkout.'),
      instead: sentence('Place one there; `mp-orders get <id>` then shows it.'),
    },
    refund: {
      why: sentence('VTEX’s OMS has no refund: money goes back by a return invoice.'),
      instead: sentence(
        'Send one: `mp-orders api post /api/oms/pvt/orders/{id}/invoice --data @invoice.json --provider vtex`.',
        { id: '<id>' },
      ),
    },
    partial_refund: {
      why: sentence('VTEX’s OMS has no refund of a part: money goes back by a return invoice.'),
      instead: sentence(
        'Send one with the items that came back: `mp-orders api post /api/oms/pvt/orders/{id}/invoice --data @invoice.json --provider vtex`.',
        { id: '<id>' },
      ),
    },
    search_reference: {
      why: sentence('VTEX’s list cannot be searched by reference.'),
      instead: sentence('Narrow it with --from, --to and --status.'),
    },
    search_type: {
      why: sentence('VTEX’s orders have no type.'),
      instead: sentence('Leave --type out.'),
    },
    pos: {
      why: sentence('VTEX’s OMS knows no points of sale.'),
      instead: sentence('There is nothing to list.'),
    },
    cancel_lines: {
      why: sentence('VTEX cancels whole orders only, so there is no --line.'),
      instead: sentence('Take items out by changing the order in VTEX’s Admin.'),
    },
    cancel_key: {
      why: sentence(
        'VTEX knows no idempotency keys: a cancel that was lost is settled by reading the order.',
      ),
      instead: sentence('Leave --idempotency-key out.'),
    },
    testmode: {
      why: sentence('VTEX has no test mode: its orders are real.'),
      instead: sentence('Try things with --sandbox.'),
    },
  },
  secrets: [
    { name: 'app_key', variable: 'VTEX_APP_KEY', label: 'App key', example: 'vtexappkey-…' },
    {
      name: 'token',
      variable: 'VTEX_APP_TOKEN',
      label: 'App token',
      example: 'the long one that VTEX shows once',
    },
  ],
  fields: [
    {
      name: 'account_name',
      variable: 'VTEX_ACCOUNT',
      flag: 'account',
      summary: 'the account name (default: the one in the app key)',
    },
    {
      name: 'environment',
      variable: 'VTEX_ENVIRONMENT',
      flag: 'environment',
      summary: 'the environment (default: vtexcommercestable)',
    },
  ],
  secretHeaders: {
    'x-vtex-api-appkey': '$VTEX_APP_KEY',
    'x-vtex-api-apptoken': '$VTEX_APP_TOKEN',
  },
  oneCancelAtATime: 'always',
  loginNote: sentence('VTEX has no sandbox: these are real orders.'),
  emptyListNotes: [
    sentence('VTEX’s list is about four minutes late, and goes back two years:'),
    sentence('an order that is not in it yet is found by its id, `mp-orders get <id>`.'),
  ],
  completeKeys,
  isTestAccount: () => false, // nothing tells, so its orders are taken for real ones
  accountOf: ({ account_name }) => account_name,
  baseUrl,
  moneyEffect: async (request) => (await import('./money-effect.ts')).moneyEffect(request),
  connect: async (options) => (await import('./client.ts')).createVtex(vtex, options),
  parseOrder: async (answer) => (await import('./wire.ts')).parseOrder(answer),
};
