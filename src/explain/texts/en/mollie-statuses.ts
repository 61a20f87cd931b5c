import type {
  mollieLineStatuses as lineEntries,
  mollieStatuses as entries,
} from '../../entries/mollie-statuses.ts';
import type { Text } from '../text.ts';

export const mollieStatuses: Record<keyof typeof entries, Text> = {
  created: {
    meaning: 'The order exists and has not been paid.',
    cause: 'The customer has not finished the checkout yet, or left it.',
    hint: 'waiting for payment',
  },
  paid: {
    meaning: 'The order is paid and waits to be shipped; it can be refunded, not canceled.',
    cause: 'The customer paid with a method that takes the money at once, such as iDEAL.',
    hint: 'paid, to be shipped',
  },
  pending: {
    meaning: 'The company behind the payment method is checking the order; this can take days.',
    cause: 'The customer chose a method such as Klarna, which checks some orders by hand.',
    hint: 'the payment is being checked',
  },
  authorized: {
    meaning: 'The payment is promised; the money comes when the lines are shipped.',
    cause: 'The customer chose a method that pays on shipping, such as Klarna, and was accepted.',
    hint: 'authorized, paid when shipped',
  },
  shipping: {
    meaning: 'A part of the order was shipped. A cancel ends the rest, and the order is completed.',
    cause: 'The shop has shipped some lines and not the others yet.',
    hint: 'partly shipped',
  },
  completed: {
    meaning: 'Every line was shipped or canceled, and at least one was shipped; the order is over.',
    cause: 'The shop shipped what was left, or canceled it.',
    hint: 'shipped, except what was canceled',
  },
  canceled: {
    meaning: 'All lines of the order were canceled; the order is over.',
    cause: 'The shop or its system canceled it; customers cannot.',
    hint: 'canceled, cannot be paid any more',
  },
  expired: {
    meaning: 'The time of the order ran out; its lines are canceled.',
    cause:
      'Nobody paid, or what was authorized was not shipped in time; an order lasts 28 days unless set otherwise.',
    hint: 'its time ran out',
  },
};

export const mollieLineStatuses: Record<keyof typeof lineEntries, Text> = {
  created: {
    meaning:
      'The line waits for the payment of its order; for now only the whole order can be canceled.',
    cause: 'Nobody has paid the order yet, or its payment is still being checked.',
    hint: 'waiting for payment',
  },
  paid: {
    meaning: 'The line is paid and not shipped; it can be refunded, not canceled.',
    cause: 'The customer paid with a method that takes the money at once, such as iDEAL.',
    hint: 'paid, to be shipped',
  },
  authorized: {
    meaning: 'The line waits to be shipped; its money comes with the shipment.',
    cause: 'The customer chose a method that pays on shipping, such as Klarna.',
    hint: 'authorized, paid when shipped',
  },
  shipping: {
    meaning: 'A part of the quantity of this line was shipped.',
    cause: 'The shop shipped fewer pieces than were ordered.',
    hint: 'partly shipped',
  },
  completed: {
    meaning: 'The line was shipped; a rest of it may have been canceled.',
    cause: 'The shop shipped the line, or all of it that was not canceled.',
    hint: 'shipped',
  },
  canceled: {
    meaning: 'The whole line was canceled; it will not be shipped.',
    cause: 'The shop or its system canceled the line or the order, or the order ran out of time.',
    hint: 'canceled, will not be shipped',
  },
};
