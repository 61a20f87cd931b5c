import type { orderSituations as entries } from '../../entries/order-situations.ts';
import type { Text } from '../text.ts';

export const orderSituations: Record<keyof typeof entries, Text> = {
  refunded_whole: {
    meaning: 'The order was paid, and all of its money was given back.',
    cause: 'The shop, its system or somebody in the panel refunded it.',
    hint: 'Nothing is left to do, and nothing is left to refund.',
  },
  refund_pending: {
    meaning:
      'All of the order’s money is on its way back to the customer; nothing is left to refund.',
    cause: 'A refund was requested and is not through yet; some are paid out on working days only.',
    hint: 'Wait: `mp-orders get` shows when it is through. Do not refund it again.',
  },
  refund_pending_in_part: {
    meaning: 'A part of the order’s money is on its way back to the customer.',
    cause: 'A refund was requested and is not through yet; some are paid out on working days only.',
    hint: 'Wait until it is through before another part is refunded.',
  },
  refunded_in_part: {
    meaning:
      'The order was paid, and a part of its money was given back; the rest is with the shop.',
    cause: 'The shop, its system or somebody in the panel refunded a part of it.',
    hint: 'Nothing has to be done; at most what is left can still be refunded.',
  },
};
