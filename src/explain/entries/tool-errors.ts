import type { Entry } from '../entry.ts';

const orders = ['mp-orders list'];
const repeat = ['mp-orders resume <key>'];

/** This tool's own codes. */
export const toolErrors = {
  invalid_usage: { mover: 'integrator', next: [], sources: ['tool'] },
  invalid_order: {
    mover: 'integrator',
    next: ['mp-orders create … --dry-run'],
    sources: ['tool'],
  },
  invalid_order_id: { mover: 'integrator', next: orders, sources: ['tool'] },
  invalid_amount: { mover: 'integrator', sources: ['tool'] },
  invalid_duration: { mover: 'integrator', sources: ['tool'] },
  invalid_date: { mover: 'integrator', sources: ['tool'] },
  invalid_emv_qr: {
    mover: 'integrator',
    next: ["mp-orders qr decode '<payload>'"],
    sources: ['tool'],
  },
  qr_payload_too_long: { mover: 'integrator', sources: ['tool'] },
  invalid_config: { mover: 'integrator', next: ['mp-orders config path'], sources: ['tool'] },
  not_set: { mover: 'integrator', next: ['mp-orders config list'], sources: ['tool'] },
  no_such_profile: { mover: 'integrator', next: ['mp-orders auth list'], sources: ['tool'] },
  malformed_token: { mover: 'integrator', next: ['mp-orders auth login'], sources: ['tool'] },
  not_signed_in: { mover: 'integrator', next: ['mp-orders auth login'], sources: ['tool'] },
  no_match: { mover: 'shop', next: ['mp-orders find <number> --all-profiles'], sources: ['tool'] },
  search_incomplete: { mover: 'integrator', next: ['mp-orders doctor'], sources: ['tool'] },
  not_confirmed: { mover: 'shop', sources: ['tool'] },
  no_answer: { mover: 'shop', sources: ['tool'] },
  cannot_write: { mover: 'integrator', sources: ['tool'] },
  port_in_use: {
    mover: 'integrator',
    next: ['mp-orders sandbox serve --port 0'],
    sources: ['tool'],
  },
  port_forbidden: {
    mover: 'integrator',
    next: ['mp-orders sandbox serve --port 0'],
    sources: ['tool'],
  },
  order_not_open: {
    mover: 'nobody',
    next: ['mp-orders get {id} --sandbox'],
    sources: ['tool'],
  },
  pos_exists: { mover: 'nobody', next: ['mp-orders pos list --sandbox'], sources: ['tool'] },
  invalid_pos: {
    mover: 'integrator',
    next: ['mp-orders sandbox pos add <external_id>'],
    sources: ['tool'],
  },
  invalid_status_detail: { mover: 'integrator', sources: ['tool'] },
  outcome_unknown: { mover: 'shop', next: repeat, sources: ['tool', 'reference'] },
  pause_too_long: { mover: 'provider', sources: ['tool'] },
  order_not_known: {
    mover: 'shop',
    next: ['mp-orders get {id}', 'mp-orders watch {id}'],
    sources: ['tool'],
  },
  refused_after_loss: {
    mover: 'shop',
    next: ['mp-orders order resume <key>'],
    sources: ['tool', 'reference'],
  },
  unreachable: { mover: 'integrator', sources: ['tool'] },
  untrusted_certificate: { mover: 'integrator', sources: ['tool'] },
  sandbox_authority: { mover: 'integrator', sources: ['tool'] },
  no_sandbox_proxy: {
    mover: 'integrator',
    next: ['mp-orders sandbox serve --with-proxy'],
    sources: ['tool'],
  },
  webhook_unsigned: { mover: 'integrator', sources: ['tool', 'reference'] },
  webhook_malformed: { mover: 'integrator', sources: ['tool', 'reference'] },
  webhook_id_case: { mover: 'integrator', sources: ['tool', 'reference'] },
  webhook_template: { mover: 'integrator', sources: ['tool', 'reference'] },
  webhook_clock: { mover: 'integrator', sources: ['tool', 'reference'] },
  webhook_secret: { mover: 'integrator', sources: ['tool', 'reference'] },
  no_webhook_secret: {
    mover: 'integrator',
    next: ['mp-orders config set webhook-secret -'],
    sources: ['tool'],
  },
  malformed_webhook_secret: { mover: 'integrator', sources: ['tool'] },
  secret_as_argument: { mover: 'integrator', sources: ['tool'] },
  unexpected_redirect: { mover: 'integrator', next: ['mp-orders config list'], sources: ['tool'] },
  foreign_answer: { mover: 'integrator', next: ['mp-orders order resume'], sources: ['tool'] },
  unexpected_answer: { mover: 'integrator', next: repeat, sources: ['tool'] },
  interrupted: { mover: 'shop', next: ['mp-orders get {id}'], sources: ['tool'] },
  bug: { mover: 'integrator', sources: ['tool'] },
} as const satisfies Record<string, Entry>;
