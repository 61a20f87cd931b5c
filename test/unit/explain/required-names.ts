/**
 * Everything that must be explained, typed out from the API's pages and guides and from the
 * contract, so that what is forgotten in src/ is missed here.
 */
export const required = {
  error_code: [
    // Error table of "Create order".
    ...['empty_required_header', 'unsupported_site', 'unsupported_properties', 'bad_request'],
    ...['property_value', 'property_type', 'marketplace_not_valid', 'sponsor_id_not_valid'],
    ...['unauthorized', 'marketplace_fee_not_allowed', 'pos_not_found'],
    ...['idempotency_key_already_used', '500'],
    // "Get order by ID" and "Cancel order by ID", beyond those.
    ...['invalid_path_param', 'order_not_found', 'order_already_canceled'],
    ...['order_not_found_test_order', 'order_not_found_live_order', 'order_not_found_too_old'],
    // Beyond the pages: recorded answers, guides, the official SDK.
    ...['json_syntax_error', 'required_properties', 'minimum_properties', 'minimum_items'],
    ...['maximum_items', 'invalid_properties', 'invalid_idempotency_key_length'],
    ...['invalid_order_type', 'invalid_total_amount', 'invalid_transaction_id'],
    ...['exceeded_number_of_transactions', 'transaction_not_found', 'cannot_cancel_order'],
    ...['order_already_cancelled', 'cannot_refund_order', 'order_already_refunded'],
    ...['invalid_order_status', 'unsupported_partially_refunds', 'refund_amount_exceeds'],
    ...['resource_locked', 'internal_error', 'idempotency_validation_failed'],
    // Search.
    ...['missing_required_params', 'invalid_parameter', 'invalid_credentials'],
    // The guide to refund errors, beyond those.
    ...['invalid_order_owner', 'in_store_payment_refund_order', 'user_not_authorized'],
    ...['partial_refund_forbidden_with_tips', 'refund_in_progress'],
    // The embedded sandbox.
    'partial_refund_not_allowed_with_cashout',
    // Answers without a known code.
    ...['http_400', 'http_401', 'http_402', 'http_403', 'http_404', 'http_408', 'http_409'],
    ...['http_423', 'http_429', 'http_5xx'],
    // This tool's own.
    ...['invalid_usage', 'invalid_order', 'invalid_order_id', 'invalid_amount', 'invalid_duration'],
    ...['invalid_emv_qr', 'qr_payload_too_long', 'invalid_config', 'not_set', 'no_such_profile'],
    ...['malformed_token', 'not_signed_in', 'not_confirmed', 'cannot_write', 'port_in_use'],
    ...['port_forbidden', 'order_not_open', 'pos_exists', 'invalid_pos', 'outcome_unknown'],
    'order_not_known',
    'refused_after_loss',
    ...['unreachable', 'unexpected_redirect', 'unexpected_answer', 'interrupted', 'bug'],
    ...['invalid_date', 'invalid_status_detail', 'no_answer'],
    // This tool's own, about a key that its journal knows.
    ...['key_of_another_request', 'key_of_open_request', 'key_too_old', 'outcome_unknowable'],
    ...['order_not_read', 'already_paid', 'already_expired', 'already_refunded', 'already_over'],
    // This tool's own, about which order system was asked.
    ...['already_canceled', 'not_supported', 'mixed_systems', 'wrong_profile'],
    'order_open_cancel',
    'order_in_error',
    // This tool's own, about refunds that are not done.
    ...['refund_failed', 'refund_denied', 'refund_requested', 'order_open_refund'],
    'refund_not_seen',
    // Mollie, whose errors have no codes.
    ...['mollie_unauthorized', 'mollie_forbidden', 'mollie_order_not_found', 'mollie_wrong_mode'],
    ...['mollie_other_profile', 'mollie_not_found', 'mollie_not_cancelable', 'mollie_bad_request'],
    ...['mollie_conflict', 'mollie_gone', 'mollie_unprocessable', 'mollie_amount_out_of_range'],
    ...['mollie_rate_limited', 'mollie_unavailable', 'mollie_not_signed_in'],
    ...['mollie_line_not_cancelable', 'mollie_line_unprocessable'],
    'mollie_outcome_unknown',
    // VTEX: two codes of its own, the rest by status and by what was asked.
    'OMS003',
    ...['OMS007', 'vtex_not_found', 'vtex_unauthorized', 'vtex_forbidden', 'vtex_login_page'],
    ...['vtex_not_cancelable', 'vtex_bad_request', 'vtex_rate_limited', 'vtex_unavailable'],
    ...['vtex_cancel_denied', 'vtex_second_request_needed', 'vtex_not_signed_in'],
    ...['vtex_outcome_unknown', 'vtex_unexpected_answer'],
    ...[
      'mollie_try_again_later',
      'vtex_try_again_later',
      'http_402_refund',
      'http_409_create',
      'http_425',
    ],
  ],
  order_status: [
    ...['created', 'processed', 'canceled', 'cancelled', 'expired', 'refunded'],
    ...['processing', 'action_required', 'at_terminal', 'failed'],
  ],
  order_status_detail: [
    ...['created', 'accredited', 'partially_refunded', 'canceled', 'expired', 'refunded'],
    ...['processed', 'failed', 'in_process', 'action_required', 'at_terminal'],
    ...['check_on_terminal', 'waiting_payment'],
  ],
  payment_status_detail: [
    ...['ready_to_process', 'created', 'accredited', 'partially_refunded', 'refunded'],
    ...['canceled', 'canceled_by_api', 'canceled_on_terminal', 'canceled_transaction'],
    ...['cancellation_requested', 'expired', 'in_process', 'pending_review_manual'],
    ...['waiting_payment', 'check_on_terminal', 'at_terminal', 'failed', 'in_review'],
    ...['bad_filled_card_data', 'high_risk', 'rejected_by_issuer', 'card_disabled'],
    ...['required_call_for_authorize', 'max_attempts_exceeded', 'insufficient_amount'],
    ...['card_insufficient_amount', 'amount_limit_exceeded', 'invalid_installments'],
    ...['invalid_card_token', 'processing_error'],
  ],
  refund_status: [
    ...['processing', 'processed', 'queued', 'pending', 'refunded', 'failed', 'canceled'],
  ],
  mollie_status: [
    ...['created', 'paid', 'pending', 'authorized', 'shipping', 'completed', 'canceled'],
    'expired',
  ],
  mollie_line_status: ['created', 'paid', 'authorized', 'shipping', 'completed', 'canceled'],
  vtex_status: [
    ...['order-created', 'order-accepted', 'on-order-completed', 'waiting-for-authorization'],
    ...['payment-pending', 'payment-approved', 'window-to-cancel', 'waiting-for-fulfillment'],
    ...['authorize-fulfillment', 'ready-for-handling', 'start-handling', 'handling', 'invoice'],
    ...['invoiced', 'request-cancel', 'cancellation-requested', 'cancel', 'canceled'],
    ...['cancellation-request-denied', 'replaced', 'incomplete'],
  ],
  exit_code: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '130', '143'],
} as const;

/** The verbs of the contract; each order verb also stands without its noun, and `resume` with it. */
export const verbs = [
  ...['create', 'get', 'cancel', 'watch', 'refund', 'list', 'resume', 'explain'],
  'order resume',
  ...['qr show', 'qr decode', 'pos list', 'api get', 'api post', 'api put', 'api delete'],
  ...['auth login', 'auth logout', 'auth status', 'auth list', 'auth use'],
  ...['config get', 'config set', 'config unset', 'config list', 'config path'],
  ...['sandbox serve', 'sandbox pay', 'sandbox expire', 'sandbox list', 'sandbox reset'],
  ...['sandbox pos add', 'completion', '--help'],
  ...['order resume', 'history'],
];
