import type { requestErrors as entries } from '../../entries/request-errors.ts';
import type { Text } from '../text.ts';

export const requestErrors: Record<keyof typeof entries, Text> = {
  empty_required_header: {
    meaning: 'The request lacks a header that the API requires, which is X-Idempotency-Key.',
    cause: 'The request was made without this tool, or a proxy removed the header on its way.',
    hint: 'A header is missing; `--debug` shows what was sent.',
  },
  invalid_idempotency_key_length: {
    meaning: 'The idempotency key is too long: the API takes at most 128 characters.',
    cause: 'A key was put together from long texts; a UUID has 36 characters.',
    hint: 'Use a key of at most 128 characters, or leave `--idempotency-key` out to have one made.',
  },
  json_syntax_error: {
    meaning: 'The body of the request is not JSON.',
    cause: 'A file given with `--data` has a stray comma or quote, or was cut short.',
    hint: 'Correct the JSON of the body; `--dry-run` prints what would be sent.',
  },
  required_properties: {
    meaning: 'The body lacks fields that the API requires.',
    cause:
      'A body written by hand lacks one of type, external_reference, config.qr.external_pos_id or the amount of the payment.',
    hint: 'Add the fields named above.',
  },
  unsupported_properties: {
    meaning: 'The body has fields that this API does not take.',
    cause:
      'A field comes from another API or has a typing error; notification_url and title are not taken here.',
    hint: 'Remove the fields named above: the API takes no others.',
  },
  invalid_properties: {
    meaning: 'The body as a whole, or a part of it, has the wrong structure.',
    cause: 'A list was sent where one object is expected, or an object where a list is.',
    hint: 'Give the body the structure of the create page; `--dry-run` prints what would be sent.',
  },
  minimum_properties: {
    meaning: 'An object of the body has fewer fields than it needs.',
    cause: 'An empty object such as config or transactions was sent.',
    hint: 'Fill the object named above, or leave it out where it is optional.',
  },
  minimum_items: {
    meaning: 'A list of the body has fewer entries than it needs.',
    cause: 'transactions.payments was sent empty; a QR order has exactly one payment.',
    hint: 'Add the missing entries to the list named above.',
  },
  maximum_items: {
    meaning: 'A list of the body has more entries than are allowed.',
    cause: 'A QR order has one payment, at most 10 items, 10 categories an item and 4 discounts.',
    hint: 'Shorten the list named above: one payment, at most 10 items, 4 discounts.',
  },
  property_type: {
    meaning: 'A field has a value of the wrong type.',
    cause: 'An amount was sent as a number; the API wants amounts as strings, such as "50.00".',
    hint: 'Correct the types of the fields named above; amounts are strings.',
  },
  property_value: {
    meaning: 'A field has a value that the API does not accept.',
    cause:
      'A text is too long, an amount has too many decimals, or a word is not one of the choices; in Argentina an amount is 15.00 at least.',
    hint: 'Correct the fields named above.',
  },
  bad_request: {
    meaning: 'The request has fields that are not valid or do not go together.',
    cause:
      'discounts was sent together with items[].external_categories, or a value breaks a rule without a code of its own.',
    hint: 'Check the fields of the request; `--dry-run` prints it.',
  },
  invalid_order_type: {
    meaning: 'The type of the order is not one that the API knows.',
    cause: 'type is missing a letter or comes from another product; a QR order has type=qr.',
    hint: 'Send type=qr.',
  },
  invalid_total_amount: {
    meaning: 'total_amount is not the sum of the payments.',
    cause: 'The amount of the payment was changed and total_amount was not, or the total is zero.',
    hint: 'total_amount must equal the amount of the payment.',
  },
  invalid_path_param: {
    meaning: 'The order id in the address has the wrong form: it is ORD and 26 letters or digits.',
    cause: 'A payment id (PAY…), an external_reference or a shortened id was given instead.',
    hint: 'An order id is ORD followed by 26 letters and digits.',
  },
  invalid_transaction_id: {
    meaning: 'The id of the payment has the wrong form: it is PAY and 26 letters or digits.',
    cause:
      'The number of the payment in the panel (reference_id) or the order id was given instead.',
    hint: 'Give the id of the payment as `mp-orders get` shows it (PAY…).',
  },
  exceeded_number_of_transactions: {
    meaning: 'The request names more payments than an order may have.',
    cause: 'Several payments were put into one order; a QR order has exactly one.',
    hint: 'Send one payment an order.',
  },
  missing_required_params: {
    meaning: 'The search lacks a parameter that it requires.',
    cause: 'begin_date or end_date was left out.',
    hint: 'Name both ends of the range: `mp-orders list --from … --to …`.',
  },
  invalid_parameter: {
    meaning: 'The search has a parameter whose value is not accepted.',
    cause: 'The range is longer than 30 days, begins in the future, or a page is out of bounds.',
    hint: 'Correct the parameter named above; a range has at most 30 days and begins in the past.',
  },
  invalid_order_mode_for_operation: {
    meaning: 'The order is not in the mode that this operation needs.',
    cause: 'Only an order with processing_mode=manual takes it; QR orders are automatic.',
    hint: 'Leave it: QR orders need no such step.',
  },
  order_builder_without_transactions: {
    meaning: 'The order has no transaction.',
    cause: 'transactions.payments or transactions.cash_outs was left out.',
    hint: 'Add the payment or the cash-out; `--dry-run` prints the request.',
  },
  invalid_email_for_sandbox: {
    meaning: 'The e-mail of the payer is not one of a test user.',
    cause: 'A test account was used with the e-mail of a real person.',
    hint: 'Send the e-mail of a test user, or leave the payer out.',
  },
  discounts_not_allowed_with_installments: {
    meaning: 'Discounts and a choice of installments do not go together.',
    cause: 'The request has discounts.payment_methods and rules for installments.',
    hint: 'Leave one of the two out of the request.',
  },
};
