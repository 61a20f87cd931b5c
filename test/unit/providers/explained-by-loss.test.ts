import { describe, expect, test } from '@jest/globals';
import { CliError, exitCodes, type ExplainedBy } from '../../../src/errors.ts';
import { explainedByLoss as atMercadoPago } from '../../../src/providers/mercadopago/api-error.ts';
import { explainedByLoss as atMollie } from '../../../src/providers/mollie/api-error.ts';
import { explainedByLoss as atVtex } from '../../../src/providers/vtex/api-error.ts';

const refusal = (httpStatus: number, code: string, message = 'No.') =>
  new CliError(exitCodes.refused, code, message, { httpStatus });

type By = ExplainedBy | undefined;

describe('Mercado Pago', () => {
  const create = '/v1/orders';
  const cancel = '/v1/orders/ORD1/cancel';
  const refund = '/v1/orders/ORD1/refund';

  test.each<[path: string, status: number, code: string, by: By]>([
    [create, 409, 'idempotency_key_already_used', 'key_used'],
    [create, 400, 'idempotency_key_already_used', 'key_used'], // as /v2/pos words it
    [create, 400, 'idempotency_validation_failed', 'key_used'],
    [create, 400, 'invalid_idempotency_key_length', undefined],
    [create, 400, 'external_reference_already_used', 'already_done'],
    [create, 409, 'conflict', 'under_way'],
    [create, 409, 'already_queued_order_on_terminal', 'state'],
    [create, 400, 'invalid_total_amount', undefined],
    [create, 400, 'property_value', undefined],
    [create, 402, 'failed', undefined],
    [create, 404, 'pos_not_found', undefined],
    [cancel, 409, 'order_already_canceled', 'already_done'],
    [cancel, 409, 'order_already_cancelled', 'already_done'],
    [cancel, 409, 'cannot_cancel_order', 'state'],
    [cancel, 400, 'cannot_cancel_order', 'state'],
    [cancel, 422, 'cannot_cancel_order', 'state'],
    [cancel, 400, 'invalid_order_status', 'state'],
    [cancel, 422, 'a_code_of_tomorrow', 'state'],
    [cancel, 404, 'order_not_found', undefined],
    [cancel, 400, 'invalid_path_param', undefined],
    [refund, 409, 'order_already_refunded', 'already_done'],
    [refund, 409, 'refund_in_progress', 'under_way'],
    [refund, 409, 'movement_operations_pending', 'under_way'],
    [refund, 400, 'refund_amount_exceeds', 'state'],
    [refund, 400, 'cannot_refund_order', 'state'],
    [refund, 400, 'amount_not_refundable', 'state'],
    [refund, 400, 'insufficient_money_for_refund', 'state'],
    [refund, 422, 'max_refunds_exceeded', 'state'],
    [refund, 422, 'amount_not_refundable', 'state'],
    [refund, 428, 'insufficient_money_for_refund', 'state'],
    [refund, 402, 'failed', 'state'],
    [refund, 400, 'unsupported_partially_refunds', undefined],
    [refund, 400, 'in_store_payment_refund_order', undefined],
    [refund, 404, 'transaction_not_found', undefined],
  ])('%s: %i %s', (path, status, code, by) => {
    expect(atMercadoPago({ path }, refusal(status, code))).toBe(by);
  });
});

describe('Mollie', () => {
  const [order, lines, refunds, create] = [
    ...['DELETE /v2/orders/ord_1', 'DELETE /v2/orders/ord_1/lines'],
    ...['POST /v2/orders/ord_1/refunds', 'POST /v2/orders'],
  ] as [string, string, string, string];
  const canceled = 'The order cannot be canceled from state: canceled';
  const completed = 'The order cannot be canceled from state: completed';

  test.each<[line: string, status: number, code: string, message: string, by: By]>([
    [order, 400, 'mollie_not_cancelable', canceled, 'already_done'],
    [order, 400, 'mollie_not_cancelable', completed, 'state'],
    [order, 422, 'mollie_unprocessable', 'The order has already been canceled.', 'already_done'],
    [order, 400, 'mollie_bad_request', 'The order was already cancelled', 'already_done'],
    [order, 409, 'mollie_conflict', 'In flight.', 'under_way'],
    [order, 404, 'mollie_order_not_found', 'None.', undefined],
    [lines, 422, 'mollie_line_unprocessable', 'At most 0.', 'state'],
    [refunds, 422, 'mollie_unprocessable', 'No lines that can be refunded.', 'state'],
    [refunds, 400, 'mollie_bad_request', 'Too much.', 'state'],
    [refunds, 409, 'mollie_conflict', 'In flight.', 'under_way'],
    [create, 422, 'mollie_unprocessable', 'The amount is wrong.', undefined],
    [order, 400, 'mollie_bad_request', 'No.', undefined],
  ])('%s: %i %s, %s', (line, status, code, message, by) => {
    const [method, path] = line.split(' ') as ['DELETE' | 'POST', string];
    expect(atMollie({ method, path }, refusal(status, code, message))).toBe(by);
  });
});

test.each<[code: string, by: By]>([
  ['vtex_not_cancelable', 'state'],
  ['OMS007', undefined],
  ['vtex_bad_request', undefined],
])('VTEX: %s', (code, by) => {
  expect(atVtex(refusal(400, code))).toBe(by);
});
