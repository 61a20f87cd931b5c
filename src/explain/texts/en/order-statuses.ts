import type { orderStatuses as entries } from '../../entries/order-statuses.ts';
import type { Text } from '../text.ts';

export const orderStatuses: Record<keyof typeof entries, Text> = {
  created: {
    meaning: 'The order is open and its code can be paid.',
    cause:
      'The customer has not scanned the code yet, or an attempt was refused and can be repeated.',
    hint: 'waiting for payment',
  },
  processed: {
    meaning: 'The order was paid and the money is credited to the shop.',
    cause: 'The customer scanned the code and the payment went through.',
    hint: 'paid',
  },
  canceled: {
    meaning:
      'The order was canceled before it was paid. A dynamic code no longer works; the printed code of the till does, with a new order.',
    cause: 'The shop or its system canceled it; no money moved.',
    hint: 'canceled, cannot be paid any more',
  },
  expired: {
    meaning:
      'The time of the order ran out before anybody paid. A dynamic code no longer works; the printed code of the till does, with a new order.',
    cause:
      'The customer left or took too long; at a printed code an order waits 10 minutes, longer only where it asked for more.',
    hint: 'its time ran out unpaid',
  },
  refunded: {
    meaning: 'The order was paid, and the whole amount was given back to the customer.',
    cause: 'The shop, its system or somebody in the panel refunded it.',
    hint: 'paid, then refunded',
  },
  processing: {
    meaning: 'The payment was begun and is not decided yet.',
    cause: 'Mercado Pago or the bank of the customer is still checking it.',
    hint: 'the payment is being decided',
  },
  action_required: {
    meaning: 'The payment waits for somebody to do something; QR orders have no such state.',
    cause:
      'A card terminal lost touch in the middle of a payment, or the customer must confirm it.',
    hint: 'waiting for somebody to act',
  },
  at_terminal: {
    meaning: 'A card terminal has taken the order; QR orders have no such state.',
    cause: 'The order was created for a Point terminal.',
    hint: 'on the terminal, waiting for payment',
  },
  failed: {
    meaning: 'The payment did not go through and the order is over.',
    cause:
      'The card or the account of the customer was refused; the status_detail of the payment says why.',
    hint: 'the payment failed',
  },
  charged_back: {
    meaning:
      'The order was paid, and the customer disputes the payment with the bank (a chargeback).',
    cause: 'The holder of the card did not know the payment, or says that the goods did not come.',
    hint: 'paid, and disputed by the customer',
  },
};
