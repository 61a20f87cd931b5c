import type { paymentDetails as entries } from '../../entries/payment-details.ts';
import type { Text } from '../text.ts';

export const paymentDetails: Record<keyof typeof entries, Text> = {
  ready_to_process: {
    meaning: 'The payment is prepared and waits for the customer.',
    cause: 'The order was created and its code has not been paid.',
    hint: 'ready, waiting for the customer',
  },
  created: {
    meaning: 'The payment exists and nothing has been tried yet.',
    cause: 'The order was just created.',
    hint: 'waiting for the customer',
  },
  accredited: {
    meaning: 'The payment was approved and the money is credited.',
    cause: 'The customer paid.',
    hint: 'approved, money credited',
  },
  partially_refunded: {
    meaning: 'The payment was approved, and a part of it was given back.',
    cause: 'The shop, its system or somebody in the panel refunded a part of it.',
    hint: 'approved, a part refunded',
  },
  refunded: {
    meaning: 'The payment was approved, and later given back as a whole.',
    cause: 'The shop, its system or somebody in the panel refunded it.',
    hint: 'approved, then refunded',
  },
  canceled: {
    meaning: 'The payment was called off before it was made; no money moved.',
    cause: 'The order was canceled.',
    hint: 'canceled, no money moved',
  },
  canceled_by_api: {
    meaning: 'The payment was called off through the API together with its order; no money moved.',
    cause: "The shop's system or this tool canceled the order.",
    hint: 'canceled through the API',
  },
  canceled_on_terminal: {
    meaning: 'The payment was called off on the card terminal; no money moved.',
    cause: 'Somebody pressed cancel on the Point terminal.',
    hint: 'canceled on the terminal',
  },
  canceled_transaction: {
    meaning: 'The payment was called off together with its order; no money moved.',
    cause: 'The order was canceled before it was paid; orders paid online say it this way.',
    hint: 'canceled, no money moved',
  },
  cancellation_requested: {
    meaning:
      'Canceling was asked for while a card terminal holds the order; it is not canceled yet.',
    cause: 'The order had already been taken by a Point terminal when it was canceled.',
    hint: 'cancel asked for, not yet done',
  },
  expired: {
    meaning: 'The payment was not made in time; no money moved.',
    cause: 'Nobody paid before the order ran out.',
    hint: 'its time ran out unpaid',
  },
  in_process: {
    meaning: 'The payment was begun and is not decided yet.',
    cause: 'Mercado Pago or the bank of the customer is still checking it.',
    hint: 'being decided',
  },
  pending_review_manual: {
    meaning: 'People at Mercado Pago are looking at the payment before it is decided.',
    cause: 'The checks against fraud asked for a closer look.',
    hint: 'being reviewed by people',
  },
  waiting_payment: {
    meaning: 'The payment was begun, and the customer still has to complete it.',
    cause: 'The payment method needs one more step of the customer.',
    hint: 'waiting for the customer to complete it',
  },
  check_on_terminal: {
    meaning: 'The card terminal must be looked at to know whether the payment was approved.',
    cause: 'The terminal lost touch in the middle of the payment.',
    hint: 'look at the terminal for the outcome',
  },
  at_terminal: {
    meaning: 'A card terminal shows the payment and waits for the customer.',
    cause: 'The order was created for a Point terminal.',
    hint: 'on the terminal, waiting for the customer',
  },
  failed: {
    meaning: 'The payment was refused, and no closer reason is given.',
    cause: 'Wrong card data, the checks against fraud, or the bank of the customer.',
    hint: 'refused',
  },
  bad_filled_card_data: {
    meaning: 'The payment was refused because the data of the card is wrong.',
    cause: 'The number, the security code or the expiry date was mistyped.',
    hint: 'refused: the card data is wrong',
  },
  high_risk: {
    meaning: 'The payment was refused by the checks against fraud.',
    cause:
      'Something about it looked unusual: the amount, the device or the history of the account.',
    hint: 'refused by the checks against fraud',
  },
  rejected_by_issuer: {
    meaning: 'The bank that issued the card refused the payment.',
    cause: 'The bank does not say why; only the customer can ask.',
    hint: 'refused by the bank of the card',
  },
  required_call_for_authorize: {
    meaning: 'The bank wants the customer to authorize this payment before it is tried again.',
    cause: 'The amount or the shop is unusual for this card.',
    hint: 'refused: the bank wants to be called first',
  },
  max_attempts_exceeded: {
    meaning: 'The payment was refused because it was tried too often.',
    cause: 'The same card was tried several times within a short time.',
    hint: 'refused: too many attempts',
  },
  card_disabled: {
    meaning: 'The payment was refused because the card is blocked or not active.',
    cause: 'A new card was not activated yet, or the bank blocked it.',
    hint: 'refused: the card is not active',
  },
  insufficient_amount: {
    meaning: 'The payment was refused because there is not enough money.',
    cause: 'The balance or the limit of the card does not reach for the amount.',
    hint: 'refused: not enough money',
  },
  card_insufficient_amount: {
    meaning: 'The payment was refused because the card does not reach for the amount.',
    cause: 'The limit of the card is used up; orders paid online say it this way.',
    hint: 'refused: the card does not reach',
  },
  amount_limit_exceeded: {
    meaning: 'The payment was refused because the amount is above a limit.',
    cause: 'The bank or Mercado Pago limits a single payment, or those of a day.',
    hint: 'refused: the amount is above a limit',
  },
  invalid_installments: {
    meaning: 'The payment was refused because this number of instalments is not offered.',
    cause: 'The card or the bank does not offer the instalments that were chosen.',
    hint: 'refused: these instalments are not offered',
  },
  invalid_card_token: {
    meaning: 'The payment was refused because the token of the card is not valid any more.',
    cause: 'The token was used before or is too old; it concerns orders paid online.',
    hint: 'refused: the card token is not valid',
  },
  processing_error: {
    meaning: 'The payment failed for a technical reason.',
    cause: 'A passing fault at Mercado Pago, the bank or the card network.',
    hint: 'failed for a technical reason',
  },
  in_review: {
    meaning: 'The payment did not go through, and the reason is unknown or may not be told.',
    cause: 'Mercado Pago keeps the reason of some refusals to itself.',
    hint: 'failed, the reason is not told',
  },
};
