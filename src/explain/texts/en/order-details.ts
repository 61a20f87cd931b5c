import type { orderDetails as entries } from '../../entries/order-statuses.ts';
import type { Text } from '../text.ts';

export const orderDetails: Record<keyof typeof entries, Text> = {
  created: {
    meaning: 'The detail of a new order; it says no more than the status.',
    cause: 'Nothing has happened since the order was created.',
    hint: 'waiting for payment',
  },
  accredited: {
    meaning: 'The payment went through and the money is credited to the shop.',
    cause: 'The customer paid.',
    hint: 'paid, money credited',
  },
  processed: {
    meaning: 'The payment went through; older answers say this in place of accredited.',
    cause: 'The customer paid.',
    hint: 'paid',
  },
  partially_refunded: {
    meaning: 'The order was paid, and a part of the amount was given back.',
    cause: 'The shop, its system or somebody in the panel refunded a part of it.',
    hint: 'paid, a part refunded',
  },
  refunded: {
    meaning: 'The whole amount was given back; it says no more than the status.',
    cause: 'The shop, its system or somebody in the panel refunded it.',
    hint: 'paid, then refunded',
  },
  canceled: {
    meaning: 'The order was called off; it says no more than the status.',
    cause: 'The shop or its system canceled it before it was paid.',
    hint: 'canceled, cannot be paid any more',
  },
  expired: {
    meaning: 'The time of the order ran out; it says no more than the status.',
    cause: 'Nobody paid in time.',
    hint: 'its time ran out unpaid',
  },
  failed: {
    meaning: 'The payment did not go through; the detail of the payment says why.',
    cause: 'The card or the account of the customer was refused.',
    hint: 'the payment failed',
  },
  in_process: {
    meaning: 'The payment was begun and is not decided yet.',
    cause: 'Mercado Pago or the bank of the customer is still checking it.',
    hint: 'the payment is being decided',
  },
  action_required: {
    meaning:
      'The outcome must be looked up on the card terminal; the order itself will not change any more.',
    cause: 'The terminal lost touch in the middle of a payment.',
    hint: 'look at the terminal for the outcome',
  },
  at_terminal: {
    meaning: 'A card terminal shows the order and waits for the customer.',
    cause: 'The order was created for a Point terminal.',
    hint: 'on the terminal, waiting for payment',
  },
  check_on_terminal: {
    meaning: 'The card terminal must be looked at to know whether the payment was approved.',
    cause: 'The terminal lost touch in the middle of a payment.',
    hint: 'look at the terminal for the outcome',
  },
  waiting_payment: {
    meaning: 'The payment was begun, and the customer still has to complete it.',
    cause: 'The payment method needs one more step of the customer.',
    hint: 'waiting for the customer to complete it',
  },
  charged_back_in_process: {
    meaning: 'The dispute is open: nobody has decided yet who keeps the money.',
    cause: 'The bank of the customer has taken the money back for the time being.',
    hint: 'disputed, not decided yet',
  },
  settled: {
    meaning: 'The dispute is over; by its name the money went to the customer.',
    cause: 'The bank decided for the customer, or nobody answered the dispute.',
    hint: 'dispute over, the money is the customer’s',
  },
  reimbursed: {
    meaning: 'The dispute is over; by its name the money came back to the shop.',
    cause: 'The bank decided for the shop.',
    hint: 'dispute over, the money is the shop’s',
  },
  waiting_transfer: {
    meaning: 'The payment waits for the customer’s bank transfer.',
    cause: 'The customer chose to pay by transfer and has not sent it yet.',
    hint: 'waiting for the customer’s transfer',
  },
  waiting_capture: {
    meaning: 'The payment is authorized, and the shop has to capture it.',
    cause: 'The order was made with manual capture; without it the money is not taken.',
    hint: 'authorized, to be captured by the shop',
  },
  waiting_retry: {
    meaning: 'The payment did not go through, and another try is to come.',
    cause: 'An attempt was refused, and the order allows one more.',
    hint: 'waiting for another try',
  },
  pending_challenge: {
    meaning: 'The bank asks the customer to confirm the payment (3DS).',
    cause: 'The customer has not answered the question of the bank yet.',
    hint: 'waiting for the customer to confirm',
  },
};
