import type { Entry } from '../entry.ts';

const orders = ['mp-orders list'];
const repeat = ['mp-orders order resume <key>'];

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
  wrong_emv_qr: { mover: 'integrator', sources: ['tool'] },
  no_code: { mover: 'shop', next: ['mp-orders get {id}'], sources: ['tool'] },
  qr_payload_too_long: { mover: 'integrator', sources: ['tool'] },
  invalid_config: { mover: 'integrator', next: ['mp-orders config path'], sources: ['tool'] },
  not_set: { mover: 'integrator', next: ['mp-orders config list'], sources: ['tool'] },
  no_such_profile: { mover: 'integrator', next: ['mp-orders auth list'], sources: ['tool'] },
  malformed_token: { mover: 'integrator', next: ['mp-orders auth login'], sources: ['tool'] },
  not_signed_in: { mover: 'integrator', next: ['mp-orders auth login'], sources: ['tool'] },
  invalid_token_command: { mover: 'integrator', sources: ['tool'] },
  token_command_failed: {
    mover: 'integrator',
    next: ['mp-orders config get token_command'],
    sources: ['tool'],
  },
  token_command_unsafe: { mover: 'integrator', next: ['mp-orders doctor'], sources: ['tool'] },
  token_not_asked: { mover: 'integrator', sources: ['tool'] },
  no_match: { mover: 'shop', next: ['mp-orders find <number> --all-profiles'], sources: ['tool'] },
  search_incomplete: { mover: 'integrator', next: ['mp-orders doctor'], sources: ['tool'] },
  not_confirmed: { mover: 'shop', sources: ['tool'] },
  account_read_only: { mover: 'shop', next: ['mp-orders config list'], sources: ['tool'] },
  above_ceiling: { mover: 'shop', next: ['mp-orders config list'], sources: ['tool'] },
  ceiling_unclear: { mover: 'shop', next: ['mp-orders config list'], sources: ['tool'] },
  guard_rails_unreadable: {
    mover: 'integrator',
    next: ['mp-orders config path'],
    sources: ['tool'],
  },
  no_such_field: { mover: 'integrator', next: ['mp-orders get {id} --json'], sources: ['tool'] },
  no_answer: { mover: 'shop', sources: ['tool'] },
  too_many_files: { mover: 'integrator', sources: ['tool'] },
  cannot_write: { mover: 'integrator', sources: ['tool'] },
  journal_damaged: {
    mover: 'integrator',
    next: ['mp-orders order resume --set-aside'],
    sources: ['tool'],
  },
  invalid_clock: {
    mover: 'integrator',
    next: ['mp-orders sandbox clock advance 15m'],
    sources: ['tool'],
  },
  sandbox_not_served: { mover: 'integrator', next: ['mp-orders sandbox serve'], sources: ['tool'] },
  no_sandbox_there: { mover: 'integrator', next: ['mp-orders sandbox serve'], sources: ['tool'] },
  allow_host_needed: {
    mover: 'integrator',
    next: ['mp-orders sandbox serve --host 0.0.0.0 --allow-host sandbox'],
    sources: ['tool'],
  },
  host_not_here: { mover: 'integrator', next: ['mp-orders sandbox serve'], sources: ['tool'] },
  token_required: { mover: 'integrator', sources: ['tool'] },
  host_not_allowed: {
    mover: 'integrator',
    next: ['mp-orders sandbox serve --allow-host sandbox'],
    sources: ['tool'],
  },
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
  untrusted_certificate: {
    mover: 'integrator',
    next: ['mp-orders help proxies'],
    sources: ['tool'],
  },
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
  webhook_host_not_allowed: { mover: 'integrator', sources: ['tool'] },
  invalid_webhook_url: { mover: 'integrator', sources: ['tool'] },
  no_webhooks: { mover: 'integrator', next: ['mp-orders sandbox serve'], sources: ['tool'] },
  unexpected_redirect: { mover: 'integrator', next: ['mp-orders config list'], sources: ['tool'] },
  refused_on_the_way: { mover: 'integrator', next: ['mp-orders doctor'], sources: ['tool'] },
  foreign_answer: { mover: 'integrator', next: ['mp-orders order resume'], sources: ['tool'] },
  unexpected_answer: { mover: 'integrator', next: repeat, sources: ['tool'] },
  interrupted: { mover: 'shop', next: ['mp-orders get {id}'], sources: ['tool'] },
  bug: { mover: 'integrator', sources: ['tool'] },
} as const satisfies Record<string, Entry>;

/** This tool's own codes about which order system was asked, and what it can do. */
export const orderSystemErrors = {
  already_canceled: { mover: 'nobody', next: ['mp-orders get {id}'], sources: ['tool'] },
  not_supported: { mover: 'integrator', sources: ['tool'] },
  mixed_systems: { mover: 'integrator', sources: ['tool'] },
  wrong_profile: { mover: 'integrator', next: ['mp-orders auth list'], sources: ['tool'] },
  order_in_error: {
    mover: 'shop',
    next: ['mp-orders get {id}'],
    sources: ['tool', 'vtex_reference'],
  },
  order_open_cancel: {
    mover: 'seller',
    next: ['mp-orders watch {id} --until canceled', 'mp-orders get {id}'],
    sources: ['tool', 'vtex_reference'],
  },
} as const satisfies Record<string, Entry>;

const look = ['mp-orders get {id}'];
/** Why a key is refused takes more than a line. */
const why = ['mp-orders history', 'mp-orders help never-twice'];
const resume = ['mp-orders order resume --list', 'mp-orders order resume'];

/** This tool's own codes about an idempotency key that its journal knows. */
export const keyErrors = {
  batch_running: { mover: 'shop', next: why, sources: ['tool'] },
  key_of_another_request: { mover: 'integrator', next: why, sources: ['tool'] },
  key_of_done_request: { mover: 'integrator', next: why, sources: ['tool'] },
  key_of_open_request: { mover: 'shop', next: resume, sources: ['tool'] },
  key_too_old: { mover: 'shop', next: resume, sources: ['tool'] },
  outcome_unknowable: { mover: 'shop', next: why, sources: ['tool'] },
  order_not_read: { mover: 'shop', next: look, sources: ['tool'] },
  order_may_be_paid: {
    mover: 'shop',
    next: ['mp-orders get {id}', 'mp-orders cancel {id} --if-open'],
    sources: ['tool'],
  },
  already_paid: { mover: 'shop', next: look, sources: ['tool'] },
  already_expired: { mover: 'shop', next: look, sources: ['tool'] },
  already_refunded: { mover: 'shop', next: look, sources: ['tool'] },
  already_over: { mover: 'shop', next: look, sources: ['tool'] },
} as const satisfies Record<string, Entry>;
