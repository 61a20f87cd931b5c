import type { Entry } from '../entry.ts';

const whoAmI = ['mp-orders auth status'];
const signIn = ['mp-orders auth status', 'mp-orders auth login'];

/** Codes about the account: its token, its country, and what belongs to it. */
export const accountErrors = {
  unsupported_site: { mover: 'shop', http: 400, next: whoAmI, sources: ['create_page'] },
  marketplace_not_valid: {
    mover: 'integrator',
    http: 400,
    next: whoAmI,
    sources: ['create_page'],
  },
  marketplace_fee_not_allowed: {
    mover: 'integrator',
    http: 404,
    next: whoAmI,
    sources: ['create_page'],
  },
  sponsor_id_not_valid: { mover: 'integrator', http: 400, sources: ['create_page'] },
  unauthorized: {
    mover: 'integrator',
    http: 401,
    next: signIn,
    sources: ['create_page', 'get_page', 'cancel_page', 'refund_guide'],
  },
  invalid_credentials: { mover: 'integrator', http: 401, next: signIn, sources: ['reference'] },
  user_not_authorized: { mover: 'integrator', http: 401, next: whoAmI, sources: ['refund_guide'] },
  invalid_order_owner: { mover: 'integrator', http: 400, next: whoAmI, sources: ['refund_guide'] },
  pos_not_found: {
    mover: 'integrator',
    http: 404,
    next: ['mp-orders pos list'],
    sources: ['create_page'],
  },
  order_not_found: {
    mover: 'shop',
    http: 404,
    next: ['mp-orders find {id} --all-profiles', 'mp-orders auth status', 'mp-orders list'],
    sources: ['get_page', 'cancel_page', 'refund_guide', 'reference'],
  },
  // Not codes of the API: what the facts at hand say of an order_not_found.
  order_not_found_test_order: {
    mover: 'integrator',
    http: 404,
    next: ['mp-orders auth status', 'mp-orders auth list'],
    sources: ['reference'],
  },
  order_not_found_live_order: {
    mover: 'integrator',
    http: 404,
    next: ['mp-orders auth status', 'mp-orders auth list'],
    sources: ['reference'],
  },
  order_not_found_too_old: {
    mover: 'nobody',
    http: 404,
    next: [],
    sources: ['reference'],
  },
  transaction_not_found: {
    mover: 'shop',
    http: 404,
    next: ['mp-orders get {id}'],
    sources: ['reference', 'refund_guide'],
  },
  seller_configuration: { mover: 'shop', http: 400, next: whoAmI, sources: ['create_page'] },
  forbidden_checking_terminal_owner: {
    mover: 'shop',
    http: 403,
    next: whoAmI,
    sources: ['point_page'],
  },
} as const satisfies Record<string, Entry>;
