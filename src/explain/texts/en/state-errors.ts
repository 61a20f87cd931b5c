import type { stateErrors as entries } from '../../entries/state-errors.ts';
import type { Text } from '../text.ts';

export const stateErrors: Record<keyof typeof entries, Text> = {
  idempotency_key_already_used: {
    meaning:
      'This idempotency key was used in the last 24 hours for a request with other contents.',
    cause: 'A key was reused for a new sale, or the body was changed between two tries.',
    hint: 'This key belongs to another request of the last 24 hours: use a fresh one for a new request.',
  },
  idempotency_validation_failed: {
    meaning: 'Mercado Pago could not check the idempotency key.',
    cause: "A fault on Mercado Pago's side while it looked up the key.",
    hint: 'Try again with a new idempotency key.',
  },
  resource_locked: {
    meaning: 'Another request with the same key, or for the same order, is still being worked on.',
    cause: 'Two tills or two tries sent the same thing at the same time.',
    hint: 'A request with this key is still being worked on: repeat it in a few seconds.',
  },
  order_already_canceled: {
    meaning: 'The order is canceled already, so it cannot be canceled again.',
    cause: 'It was canceled before: by another till, another try, or the same one repeated.',
    hint: 'Only an order with status created can be canceled: `mp-orders get` shows its state.',
  },
  cannot_cancel_order: {
    meaning: 'The order can no longer be canceled in its present state.',
    cause:
      'The customer paid before the cancel arrived, or its time ran out; what is paid is refunded, not canceled.',
    hint: 'Only an order with status created can be canceled: `mp-orders get` shows its state.',
  },
  invalid_order_status: {
    meaning: 'The state of the order does not allow this.',
    cause:
      'The order changed after it was last looked at: it was paid, canceled, refunded or expired.',
    hint: 'Look at the order again with `mp-orders get`: its state does not allow this.',
  },
  cannot_refund_order: {
    meaning: 'The order cannot be refunded in its present state.',
    cause: 'It was never paid; only an order with status=processed has money to give back.',
    hint: 'Only a paid order (status=processed) can be refunded: `mp-orders get` shows its state.',
  },
  order_already_refunded: {
    meaning: 'The whole amount of the order was given back already.',
    cause: 'The refund was made before: by another till, another try, or in the panel.',
    hint: 'Nothing is left to refund: `mp-orders get` shows the refunds made.',
  },
  unsupported_partially_refunds: {
    meaning: 'This order can be refunded as a whole only.',
    cause:
      'The country or the payment method knows no refund in part; Brazil has none for QR orders.',
    hint: 'Refund the whole order: leave the amount out.',
  },
  refund_amount_exceeds: {
    meaning: 'The refund is larger than what is left of the payment.',
    cause:
      'Part of it was refunded before, or a discount made the customer pay less than total_amount.',
    hint: 'Refund at most what is left: `mp-orders get` shows what was paid and refunded.',
  },
  refund_in_progress: {
    meaning: 'A refund of this order is still being worked on.',
    cause: 'The same refund was asked for twice within a short time.',
    hint: 'Wait a few minutes, then look with `mp-orders get` before asking again.',
  },
  in_store_payment_refund_order: {
    meaning:
      'The time for refunds of this payment is over: it is 360 days from the day of payment.',
    cause: 'The sale is more than 360 days old.',
    hint: 'It is too late to refund this payment here; settle it with the customer in another way.',
  },
  partial_refund_forbidden_with_tips: {
    meaning: 'An order with a tip can be refunded as a whole only.',
    cause: 'A refund in part was asked for, and the customer had added a tip.',
    hint: 'Refund the whole order: leave the amount out.',
  },
  partial_refund_not_allowed_with_cashout: {
    meaning: 'An order with a cash-out can be refunded as a whole only.',
    cause: 'A refund in part was asked for, and the customer was also paid out cash.',
    hint: 'Refund the whole order: leave the amount out.',
  },
  internal_error: {
    meaning: 'Mercado Pago failed while working on the request.',
    cause: "A passing fault on Mercado Pago's side.",
    hint: "Try again with the same idempotency key in a while; if it stays, tell Mercado Pago's support the request id.",
  },
  '500': {
    meaning: 'Mercado Pago failed while working on the request, and names no cause.',
    cause: "A passing fault on Mercado Pago's side; its message sometimes says more.",
    hint: "Try again with the same idempotency key in a while; if it stays, tell Mercado Pago's support the request id.",
  },
};
