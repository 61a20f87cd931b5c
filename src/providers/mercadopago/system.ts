import { sentence } from '../../language/sentence.ts';
import { usageError } from '../../errors.ts';
import type { Keys, OrderSystem } from '../order-system.ts';
import { checkId, idsIn, likelyId, misreadForm, misreadIds } from './ids.ts';
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

/**
 * An order of Checkout Pro whose payment was given back whole stays `processed` (its status page); one
 * whose payment was given back in part was paid, whether its status says so or its detail.
 */
function judgedStatus({ status, status_detail }: JudgedOrder): string {
  if (status === 'partially_refunded') return 'processed';
  return status === 'processed' && status_detail === 'refunded' ? 'refunded' : status;
}

/** Point has no way out of `action_required`; elsewhere the customer or a bank has one. */
const isOver = ({ status, type }: JudgedOrder): boolean =>
  type === 'point' && status === 'action_required';

export const lifecycle: Lifecycle = {
  awaited: ['processed'],
  known: ['created', 'processing', 'action_required', 'at_terminal', ...followers.keys()],
  answeredOnly: ['partially_refunded'],
  followers,
  judgedStatus,
  isOver,
};

/** A key of another system must not be sent here, nor stored as one of ours. */
function refuseForeignKeys(keys: Keys): Keys {
  const owner = foreignKeys.find(([shape]) => shape.test(keys.token ?? ''))?.[1];
  if (owner === undefined) return keys;
  throw usageError(
    sentence('This is a key of {owner}, not an access token of Mercado Pago.', { owner }),
    {
      code: 'wrong_profile',
      hint: sentence('Add --provider {owner}.', { owner }),
    },
  );
}

const foreignKeys = [
  [/^(live|test|access)_\w{20,}$/, 'mollie'],
  [/^vtexappkey-/, 'vtex'],
] as const;

/** The API keeps a key for 24 hours. */
const day = 24 * 3_600_000;

/** The currency of each site (`GET /sites`): all orders of an account are in that of its site. */
const currencies: ReadonlyMap<string, string> = new Map([
  ['MLA', 'ARS'] as const,
  ['MLB', 'BRL'] as const,
  ['MLC', 'CLP'] as const,
  ['MLM', 'MXN'] as const,
  ['MLU', 'UYU'] as const,
  ['MCO', 'COP'] as const,
  ['MPE', 'PEN'] as const,
]);

/** Mercado Pago's Orders API for QR codes. */
export const mercadopago: OrderSystem = {
  name: 'mercadopago',
  title: 'Mercado Pago',
  ownsId: (id) => /^ORD(TST)?[0-9A-Z]/.test(id),
  idsIn,
  likelyId,
  misreadForm,
  misreadIds,
  checkId,
  isTestId: (id) => id.startsWith('ORDTST'),
  lifecycle,
  keyLifetimeMs: { create: day, cancel: day, refund: day },
  callKeys: { methods: ['POST', 'PUT', 'DELETE'], lifetimeMs: day },
  cannot: {
    cancel_lines: {
      why: sentence('Mercado Pago cancels whole orders only, so there is no --line.'),
      instead: sentence(
        'A part of a paid order can be given back: `mp-orders refund {id} --amount 24.90`.',
        { id: '<id>' },
      ),
    },
    cancel_reason: {
      why: sentence('Mercado Pago stores no reason for a cancel.'),
      instead: sentence('Leave --reason out.'),
    },
    second_cancel: {
      why: sentence('Mercado Pago cancels at once, so there is no second request.'),
      instead: sentence('Leave --confirm-second out.'),
    },
    testmode: {
      why: sentence('Mercado Pago has no test mode.'),
      instead: sentence('Sign in with a test account.'),
    },
  },
  secrets: [
    { name: 'token', variable: 'MP_ACCESS_TOKEN', label: 'Access token', example: 'APP_USR-…' },
  ],
  fields: [],
  secretHeaders: { authorization: 'Bearer $MP_ACCESS_TOKEN' },
  emptyListNotes: [
    sentence('Mercado Pago documents this search for online orders only:'),
    sentence(
      'an account’s QR orders may not be in it. `mp-orders get <id>` finds any of the last three months.',
    ),
  ],
  completeKeys: refuseForeignKeys,
  isTestAccount: () => undefined,
  // An access token is APP_USR-<application>-<date>-<hex>-<user>.
  accountOf: ({ token = '' }) => /-(\d{4,20})$/.exec(token)?.[1],
  baseUrl: () => 'https://api.mercadopago.com',
  currencyOf: ({ site_id = '' }) => currencies.get(site_id),
  moneyEffect: async (request) => (await import('./money-effect.ts')).moneyEffect(request),
  connect: async (options) => (await import('./client.ts')).createMercadoPago(mercadopago, options),
  parseOrder: async (answer) => (await import('./wire.ts')).parseOrder(answer),
};
