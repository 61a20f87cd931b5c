import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { errorTopics, topicOf } from '../../../src/help/error-topics.ts';
import { topics } from '../../../src/help/topics.ts';
import { run } from '../../helpers/run.ts';
import { required } from '../explain/required-names.ts';

const source = new URL('../../../src/', import.meta.url);
const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.includes('error-topics'))
  .map((name) => readFileSync(new URL(name, source), 'utf8'))
  .join('\n');

const named = Object.entries(errorTopics);
const all = named.flatMap(([, codes]) => codes);
const explained: readonly string[] = required.error_code;

/** What one line mends. A new code is put here, or gets a topic. */
const mendedInALine = `
  no_such_field no_sandbox_proxy sandbox_authority allow_host_needed host_not_here
  host_not_allowed token_required invalid_token_command token_command_failed
  token_command_unsafe token_not_asked account_read_only above_ceiling ceiling_unclear guard_rails_unreadable
  no_match search_incomplete unauthorized invalid_credentials empty_required_header bad_request 500 invalid_path_param order_not_found order_already_canceled
  order_not_found_too_old json_syntax_error invalid_idempotency_key_length invalid_order_type
  invalid_transaction_id exceeded_number_of_transactions transaction_not_found cannot_cancel_order
  order_already_cancelled cannot_refund_order order_already_refunded invalid_order_status
  unsupported_partially_refunds refund_amount_exceeds resource_locked internal_error
  missing_required_params invalid_parameter invalid_order_owner in_store_payment_refund_order
  partial_refund_forbidden_with_tips refund_in_progress partial_refund_not_allowed_with_cashout
  http_400 http_401 http_402 http_403 http_404 http_408 http_409 http_423 http_429 http_5xx
  too_many_files invalid_usage invalid_order_id invalid_amount invalid_duration invalid_emv_qr
  qr_payload_too_long not_set not_confirmed cannot_write port_in_use port_forbidden order_not_open
  pos_exists invalid_pos order_not_known wrong_emv_qr no_code unreachable interrupted bug
  invalid_date invalid_status_detail no_answer invalid_clock secret_as_argument order_not_read
  already_refunded already_canceled not_supported mixed_systems order_in_error refund_failed
  refund_denied refund_requested refund_not_seen mollie_unauthorized mollie_forbidden
  mollie_order_not_found mollie_wrong_mode mollie_other_profile mollie_not_found
  mollie_not_cancelable mollie_bad_request mollie_conflict mollie_gone mollie_unprocessable
  mollie_amount_out_of_range mollie_rate_limited mollie_unavailable mollie_not_signed_in
  mollie_open_payment mollie_line_not_cancelable mollie_line_unprocessable OMS003 OMS007 vtex_not_found
  vtex_unauthorized vtex_forbidden vtex_login_page vtex_not_cancelable vtex_bad_request
  vtex_rate_limited vtex_unavailable vtex_cancel_denied vtex_second_request_needed
  vtex_not_signed_in vtex_unexpected_answer mollie_try_again_later vtex_try_again_later
  http_402_refund http_409_create http_425 refund_period_exceeded
  action_not_allowed_for_current_state movement_operations_pending payment_not_refundable
  amount_not_refundable max_refunds_exceeded order_payment_not_yet_enabled_for_refund
  insufficient_money_for_refund too_many_requests already_queued_order_on_terminal
  already_queued_order_for_terminal already_queued_order_for_device cannot_capture_order
  operation_not_supported conflict invalid_order_mode_for_operation
  order_builder_without_transactions seller_configuration forbidden_checking_terminal_owner
  point_of_sale_exists pos_already_exists missing_body unknown_field_exception unknown_field
  validation_error resource_bad_request_error unprocessable_entity
  internal_error_check_store_owner internal_server_error invalid_name name_too_long
  invalid_fixed_amount fixed_amount_false invalid_category unknown_mcc pos_unknown_mcc
  invalid_store_id pos_invalid_store_id invalid_external_store_id external_store_id_not_match
  inexistent_external_store_id invalid_external_id external_id_too_long invalid_url url_too_long
  invalid_pos_id invalid_limit invalid_offset invalid_business_hours invalid_day invalid_location
  invalid_street_name invalid_street_number invalid_city_name invalid_state_name invalid_reference
  invalid_zip_code invalid_latitude invalid_longitude invalid_user_id
`;

test('every topic that an error names is there', () => {
  const names = topics.map(({ name }) => name as string);
  expect(named.map(([name]) => name).filter((name) => !names.includes(name))).toEqual([]);
});

test('every topic is named by an error, but for what is looked up and not met', () => {
  const byErrors = [...named.map(([name]) => name), 'windows'];
  const others = topics.map(({ name }) => name).filter((name) => !byErrors.includes(name));
  expect(others).toEqual(['options', 'exit-codes', 'scripts', 'faults', 'desk']);
});

test('every code is one of this tool, and has one topic', () => {
  const strangers = all.filter((one) => !explained.includes(one) && !code.includes(`'${one}'`));
  expect([strangers, new Set(all).size]).toEqual([[], all.length]);
});

test.each([
  ['pos_not_found', undefined, false, 'going-live'],
  ['pos_not_found', 'mercadopago', false, 'going-live'],
  ['not_signed_in', 'mollie', false, undefined],
  ['outcome_unknown', 'vtex', false, 'never-twice'],
  ['journal_unwritable', undefined, false, 'never-twice'],
  ['journal_unwritable', undefined, true, 'windows'],
  ['cannot_write', undefined, true, 'windows'],
  ['cannot_write', undefined, false, undefined],
  ['untrusted_certificate', 'mollie', true, 'proxies'],
  ['invalid_usage', undefined, false, undefined],
  ['toString', undefined, false, undefined],
])('%s of %s, on Windows: %s', (one, system, isWindows, topic) => {
  expect(topicOf({ code: one, system, isWindows })).toBe(topic);
});

test('of every code that is explained it was decided whether it needs a topic', () => {
  expect(explained.filter((one) => !all.includes(one)).sort()).toEqual(
    mendedInALine
      .split(/\s+/)
      .filter((one) => one !== '')
      .sort(),
  );
});

test.each([
  [
    ['till'],
    "Error: 'till' is a help topic, not a command.\nMore about it: `mp-orders help till`\n",
  ],
  [
    ['never-twice', '--lang', 'es'],
    "Error: 'never-twice' es un tema de la ayuda, no un comando.\nMás sobre esto: `mp-orders help never-twice`\n",
  ],
  [
    ['--lang', 'pt', 'windows'],
    "Erro: 'windows' é um tópico da ajuda, não um comando.\nMais sobre isso: `mp-orders help windows`\n",
  ],
  [
    ['create', '--amount', '5', '--mode', 'dynamic', '--sandbox'],
    `Error: The order has a problem; nothing was sent.
  - config.qr.external_pos_id (--pos): is required
\`--help\` lists the options; the fields are those of an order in the API of Mercado Pago.
More about it: \`mp-orders help going-live\`
`,
  ],
])('%j says which page says more', async (argv, stderr) => {
  expect(await run(argv)).toEqual({ code: 2, stdout: '', stderr });
});

test('--json says it too', async () => {
  const { code, stderr } = await run(['batches', '--json']);
  expect([code, JSON.parse(stderr)]).toEqual([
    2,
    {
      error: {
        code: 'invalid_usage',
        message: "'batches' is a help topic, not a command.",
        hint: null,
        ...{ exit_code: 2, retryable: false, http_status: null, request_id: null },
        ...{ idempotency_key: null, order_id: null, details: [], next: [], notes: [] },
        help: 'mp-orders help batches',
      },
    },
  ]);
});
