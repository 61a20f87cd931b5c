// Assumption: the wording of the messages, save those that a record of a real answer has (marked), and
// that every entry has `details`. The codes and their statuses are the pages' own.
const codes = {
  bad_request: [400, 'The request is not valid.'],
  empty_required_header: [400, 'A required header is empty.'],
  invalid_idempotency_key_length: [400, 'The idempotency key is too long.'],
  invalid_order_mode_for_operation: [
    400,
    'The mode in which the order is processed does not allow this operation.',
  ],
  invalid_order_type: [400, 'The order type is not valid.'],
  invalid_parameter: [400, 'A query parameter is not valid.'],
  invalid_path_param: [400, 'path param order id is invalid'], // of a record
  invalid_properties: [400, 'Invalid properties.'],
  invalid_total_amount: [400, 'The total amount is not valid.'],
  invalid_transaction_id: [400, 'The transaction id is not valid.'],
  json_syntax_error: [400, 'The body is not valid JSON.'],
  marketplace_not_valid: [400, 'The token names no marketplace.'],
  maximum_items: [400, 'Too many items.'],
  minimum_items: [400, 'Too few items.'],
  missing_required_params: [400, 'Missing query parameters.'],
  partial_refund_not_allowed_with_cashout: [
    400,
    'An order with a cash-out cannot be refunded in part.',
  ],
  property_type: [400, 'Wrong property type.'],
  property_value: [400, 'Invalid value for property'], // of a record
  refund_amount_exceeds: [400, 'The amount is more than what is left to refund.'],
  required_properties: [400, 'Missing properties'], // of the pages’ example
  sponsor_id_not_valid: [400, 'The sponsor is not valid.'],
  unsupported_partially_refunds: [400, 'The order cannot be refunded in part.'],
  unsupported_properties: [400, 'Unsupported properties.'],
  unsupported_site: [400, 'QR orders are not offered in this country.'],
  invalid_credentials: [401, 'The access token is not valid.'],
  unauthorized: [401, 'The access token is not valid.'],
  marketplace_fee_not_allowed: [404, 'The marketplace was not found.'],
  order_not_found: [404, 'Order not found.'], // of a record
  pos_not_found: [404, 'The POS was not found.'],
  transaction_not_found: [404, 'The transaction was not found.'],
  cannot_cancel_order: [409, 'The order cannot be canceled in its current status.'],
  cannot_capture_order: [409, 'The order cannot be captured in its current status.'],
  cannot_refund_order: [409, 'The order cannot be refunded in its current status.'],
  idempotency_key_already_used: [409, 'The idempotency key belongs to another request.'],
  order_already_canceled: [409, 'The order is canceled already.'],
  order_already_refunded: [409, 'The order is refunded already.'],
  refund_in_progress: [409, 'A refund of the order is being processed.'],
  resource_locked: [423, 'A request with this idempotency key is still being processed.'],
  '500': [500, 'Internal server error.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type OrdersErrorCode = keyof typeof codes;

/** One problem: its code, and a sentence that names the place by its JSON path. */
export interface Problem {
  code: OrdersErrorCode;
  detail: string;
}

/** A request refused. Which of the two error formats it becomes is decided by the path asked for. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;
  constructor(readonly problems: readonly [Problem, ...Problem[]]) {
    const [status, message] = codes[problems[0].code];
    super(message);
    this.status = status;
  }
}

export const refuse = (code: OrdersErrorCode, detail: string): Refusal =>
  new Refusal([{ code, detail }]);

/** `{"errors":[...]}`: one entry a code, with the details of all its problems. */
export function ordersErrorBody(problems: readonly Problem[]) {
  const details = new Map<OrdersErrorCode, string[]>();
  for (const { code, detail } of problems) {
    details.set(code, [...(details.get(code) ?? []), detail]);
  }
  return {
    errors: [...details].map(([code, list]) => ({
      code,
      message: codes[code][1],
      details: list,
    })),
  };
}

/** A request to one of the older resources, refused. */
export class ClassicRefusal extends Error {
  override name = 'ClassicRefusal';
  constructor(
    readonly status: number,
    readonly error: string,
    message: string,
    readonly causes: readonly { code: string | number; description: string; data?: string }[] = [],
  ) {
    super(message);
  }
}

/** The format of the resources older than orders. */
export const classicErrorBody = ({ message, error, status, causes }: ClassicRefusal) => ({
  message,
  error,
  status,
  cause: causes,
});
