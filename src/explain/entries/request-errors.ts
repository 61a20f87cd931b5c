import type { Entry } from '../entry.ts';

const plan = ['mp-orders create … --dry-run'];

/** Codes that say what is wrong with the request itself. */
export const requestErrors = {
  empty_required_header: {
    mover: 'integrator',
    http: 400,
    sources: ['create_page', 'cancel_page', 'refund_guide'],
  },
  invalid_idempotency_key_length: { mover: 'integrator', http: 400, sources: ['reference'] },
  json_syntax_error: { mover: 'integrator', http: 400, next: plan, sources: ['reference'] },
  required_properties: { mover: 'integrator', http: 400, next: plan, sources: ['reference'] },
  unsupported_properties: { mover: 'integrator', http: 400, next: plan, sources: ['create_page'] },
  invalid_properties: { mover: 'integrator', http: 400, next: plan, sources: ['reference'] },
  minimum_properties: { mover: 'integrator', http: 400, next: plan, sources: ['reference'] },
  minimum_items: { mover: 'integrator', http: 400, next: plan, sources: ['reference'] },
  maximum_items: { mover: 'integrator', http: 400, next: plan, sources: ['reference'] },
  property_type: { mover: 'integrator', http: 400, next: plan, sources: ['create_page'] },
  property_value: { mover: 'integrator', http: 400, next: plan, sources: ['create_page'] },
  bad_request: { mover: 'integrator', http: 400, next: plan, sources: ['create_page'] },
  invalid_order_type: { mover: 'integrator', http: 400, next: plan, sources: ['reference'] },
  invalid_total_amount: { mover: 'integrator', http: 400, next: plan, sources: ['reference'] },
  invalid_path_param: {
    mover: 'integrator',
    http: 400,
    next: ['mp-orders list'],
    sources: ['get_page', 'cancel_page', 'refund_guide'],
  },
  invalid_transaction_id: {
    mover: 'integrator',
    http: 400,
    next: ['mp-orders get {id}'],
    sources: ['reference'],
  },
  exceeded_number_of_transactions: { mover: 'integrator', http: 400, sources: ['reference'] },
  missing_required_params: {
    mover: 'integrator',
    http: 400,
    next: ['mp-orders list --from <date> --to <date>'],
    sources: ['reference'],
  },
  invalid_parameter: {
    mover: 'integrator',
    http: 400,
    next: ['mp-orders list --from <date> --to <date>'],
    sources: ['reference'],
  },
  invalid_order_mode_for_operation: { mover: 'integrator', http: 400, sources: ['point_page'] },
  order_builder_without_transactions: {
    mover: 'integrator',
    http: 400,
    next: plan,
    sources: ['point_page'],
  },
  invalid_email_for_sandbox: {
    mover: 'integrator',
    http: 400,
    next: plan,
    sources: ['point_page'],
  },
  discounts_not_allowed_with_installments: {
    mover: 'integrator',
    http: 400,
    next: plan,
    sources: ['create_page'],
  },
} as const satisfies Record<string, Entry>;
