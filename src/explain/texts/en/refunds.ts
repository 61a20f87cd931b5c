import type { refundErrors as errors, refundStatuses as statuses } from '../../entries/refunds.ts';
import type { Text } from '../text.ts';

export const refundErrors: Record<keyof typeof errors, Text> = {
  refund_failed: {
    meaning: 'The refund was begun and did not work; no money went back by it.',
    cause: "The seller's account had too little money, or the customer's bank did not take it.",
    hint: 'Look at the order, mend the cause, and refund it again: this refund is over.',
  },
  refund_denied: {
    meaning: 'The refund was rejected or taken back; no money goes back by it.',
    cause: 'The order system said no to it, or somebody canceled it before it was paid out.',
    hint: 'Look at the order; ask the order system why before it is refunded again.',
  },
  refund_requested: {
    meaning: 'A refund of this order is still on its way; nothing was sent.',
    cause: 'The earlier refund was taken in and is not through: some take seconds, some take days.',
    hint: 'Wait until it is through: another refund beside it could give the money back twice.',
  },
  order_open_refund: {
    meaning: 'The refund was requested, and it is not through yet.',
    cause: 'It takes longer than the time that --timeout gave.',
    hint: 'Do not send the refund again: it goes on by itself, and the order shows how it stands.',
  },
  refund_not_seen: {
    meaning: 'The refund was requested; how it stands now could not be seen.',
    cause: 'The order could not be read: the network is down, or the order system does not answer.',
    hint: 'Do not send the refund again: look at the order once it can be read.',
  },
};

export const refundStatuses: Record<keyof typeof statuses, Text> = {
  processing: {
    meaning: 'The refund was taken in and is being carried out.',
    cause: 'Some refunds are through at once, others take a while.',
    hint: 'on its way',
  },
  processed: {
    meaning: 'The refund is through: the money went back.',
    cause: 'The order system gave the money back.',
    hint: 'the money is back',
  },
  queued: {
    meaning: 'The refund waits until the account has money enough.',
    cause: "The balance of the shop's account is lower than the refund.",
    hint: 'waiting for balance',
  },
  pending: {
    meaning: 'The refund is sent to the bank on the next working day.',
    cause: 'It was requested a short while ago.',
    hint: 'sent on the next working day',
  },
  refunded: {
    meaning: "The refund is through: the money is on its way to the customer's account, or there.",
    cause: "The refund was handed to the customer's bank.",
    hint: 'the money is back',
  },
  failed: {
    meaning: 'The refund did not work, and no money went back.',
    cause: "The customer's bank did not take it, or the account had too little money.",
    hint: 'no money went back',
  },
  canceled: {
    meaning: 'The refund was taken back before it was carried out; no money goes back.',
    cause: "Somebody canceled it in the order system's panel.",
    hint: 'taken back, no money goes back',
  },
};
