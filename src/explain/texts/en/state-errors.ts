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
    hint: 'Try again in a while with the same idempotency key; look first whether it was done all the same.',
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
  refund_period_exceeded: {
    meaning: 'The time in which this payment can be refunded is over.',
    cause: 'The payment is too old: pages name 90, 180 and 360 days, by product and country.',
    hint: 'It is too late to refund it here; settle it with the customer in another way.',
  },
  action_not_allowed_for_current_state: {
    meaning: 'The order is in a state that does not allow this.',
    cause: 'It changed after it was last looked at, or was never paid.',
    hint: 'Look at the order with `mp-orders get`: its status tells what can be done.',
  },
  movement_operations_pending: {
    meaning: 'Money of this order is still being moved, so it cannot be refunded yet.',
    cause: 'The payment, or a refund before this one, is still being booked.',
    hint: 'Wait a few minutes and repeat it with the same idempotency key.',
  },
  payment_not_refundable: {
    meaning: 'The payment of this order cannot be refunded.',
    cause: 'Its payment method has no refunds, or the payment is not one that was paid.',
    hint: 'Look with `mp-orders get` how it was paid; settle it with the customer in another way.',
  },
  amount_not_refundable: {
    meaning: 'This amount cannot be refunded.',
    cause: 'It is more than what is left, or the payment takes only a whole refund.',
    hint: 'Look with `mp-orders get` at what is left of the payment, and refund at most that.',
  },
  max_refunds_exceeded: {
    meaning: 'The payment has had as many refunds as one may have.',
    cause: 'Many parts of it were refunded one by one.',
    hint: 'Look with `mp-orders get` at the refunds made; what is left goes back in another way.',
  },
  order_payment_not_yet_enabled_for_refund: {
    meaning: 'The payment was made a moment ago and cannot be refunded yet.',
    cause: 'Mercado Pago is still booking the payment.',
    hint: 'Wait a few minutes and repeat it with the same idempotency key.',
  },
  insufficient_money_for_refund: {
    meaning: 'The account of the shop has too little money for this refund.',
    cause: 'The money was withdrawn, or is not released yet.',
    hint: 'No money was given back: put money into the account, then refund it again.',
  },
  too_many_requests: {
    meaning: 'Too many changes of money were asked for within a short time.',
    cause: 'Many refunds were sent one after the other.',
    hint: 'Wait some minutes, and repeat it with the same idempotency key.',
  },
  already_queued_order_on_terminal: {
    meaning: 'The card terminal has an order already, and takes one at a time.',
    cause: 'The order before was neither paid nor canceled on the terminal.',
    hint: 'Finish or cancel the order that the terminal shows, or cancel the older order, then create this one again.',
  },
  already_queued_order_for_terminal: {
    meaning: 'The card terminal has an order already, and takes one at a time.',
    cause: 'The order before was neither paid nor canceled on the terminal.',
    hint: 'Finish or cancel the order that the terminal shows, or cancel the older order, then create this one again.',
  },
  already_queued_order_for_device: {
    meaning: 'The card terminal has an order already, and takes one at a time.',
    cause: 'The order before was neither paid nor canceled on the terminal.',
    hint: 'Finish or cancel the order that the terminal shows, or cancel the older order, then create this one again.',
  },
  cannot_capture_order: {
    meaning: 'There is nothing to capture in this order.',
    cause: 'Only an authorized payment with manual capture can be captured; QR orders have none.',
    hint: 'Look at the order with `mp-orders get`: QR orders are paid at once and are not captured.',
  },
  operation_not_supported: {
    meaning: 'This kind of order does not have this operation.',
    cause: 'The operation belongs to orders of another type or mode.',
    hint: 'Look at the type of the order with `mp-orders get`; QR orders are created, canceled and refunded.',
  },
  conflict: {
    meaning: 'A request with the same idempotency key is still being worked on.',
    cause: 'Two tries with one key arrived at the same time.',
    hint: 'Repeat it in a few seconds with the same idempotency key.',
  },
};
