import { wordList } from '../word-list.ts';

/*
 * Which page of `mp-orders help` says more about an error than its hint does. What one line mends has
 * none (a wrong flag, an order that is not there), nor has what no page is about.
 */

/** The topics of `mp-orders help`. A test holds that each is there (test/unit/help/). */
export type TopicName =
  | 'options'
  | 'till'
  | 'exit-codes'
  | 'scripts'
  | 'never-twice'
  | 'request'
  | 'batches'
  | 'sandbox'
  | 'faults'
  | 'webhooks'
  | 'desk'
  | 'settings'
  | 'proxies'
  | 'going-live'
  | 'windows';

/** Error codes by the topic that they need; of an order system's own codes those of Mercado Pago alone. */
export const errorTopics: Readonly<Partial<Record<TopicName, readonly string[]>>> = {
  till: ['already_paid', 'already_expired', 'already_over', 'order_may_be_paid'],
  'never-twice': wordList(`
    outcome_unknown, mollie_outcome_unknown, vtex_outcome_unknown, outcome_unknowable,
    refused_after_loss, foreign_answer, unexpected_answer, being_sent, key_of_another_request,
    batch_running,
    key_of_open_request, key_of_done_request, key_too_old, idempotency_key_already_used,
    idempotency_validation_failed, no_such_request, order_open_cancel, order_open_refund,
    journal_damaged, journal_unreadable, journal_unwritable
  `),
  request: wordList(`
    invalid_order, property_value, property_type, required_properties, invalid_properties,
    unsupported_properties, minimum_properties, minimum_items, maximum_items,
    invalid_total_amount, marketplace_fee_not_allowed, marketplace_not_valid,
    sponsor_id_not_valid, discounts_not_allowed_with_installments
  `),
  batches: ['invalid_csv', 'invalid_row', 'unknown_column', 'pause_too_long'],
  sandbox: ['sandbox_not_served', 'no_sandbox_there', 'no_gateway'],
  webhooks: wordList(`
    webhook_unsigned, webhook_malformed, webhook_id_case, webhook_template, webhook_clock,
    webhook_secret, no_webhook_secret, malformed_webhook_secret, webhook_host_not_allowed,
    invalid_webhook_url, no_webhooks
  `),
  settings: wordList(`
    invalid_config, config_unreadable, config_unwritable, no_such_profile, unknown_profile,
    wrong_profile, no_home, no_folder
  `),
  proxies: wordList(`
    invalid_proxy, proxy_auth_required, untrusted_certificate, invalid_ca_file,
    unexpected_redirect, refused_on_the_way
  `),
  'going-live': wordList(`
    not_signed_in, malformed_token, pos_not_found, store_not_found, unsupported_site,
    user_not_authorized, order_not_found_test_order, order_not_found_live_order,
    invalid_email_for_sandbox
  `),
};

/** Codes of files that another program may have open: on Windows that is another matter. */
const fileErrors = wordList(`
  config_unreadable, config_unwritable, journal_unreadable, journal_unwritable, sandbox_unusable,
  cannot_write
`);

interface KnownError {
  code: string;
  /** The order system that it is from, as far as that is known. */
  system?: string | undefined;
  isWindows: boolean;
}

/** The topic that an error needs; undefined where its hint says all. */
export function topicOf({ code, system, isWindows }: KnownError): TopicName | undefined {
  if (isWindows && fileErrors.includes(code)) return 'windows';
  const names = Object.keys(errorTopics) as TopicName[];
  const topic = names.find((name) => errorTopics[name]?.includes(code));
  // The page is about accounts of Mercado Pago.
  return topic === 'going-live' && (system ?? 'mercadopago') !== 'mercadopago' ? undefined : topic;
}
