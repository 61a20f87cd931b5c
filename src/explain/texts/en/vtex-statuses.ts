import type { vtexStatuses as entries } from '../../entries/vtex-statuses.ts';
import type { Text } from '../text.ts';

export const vtexStatuses: Record<keyof typeof entries, Text> = {
  'order-created': {
    meaning: 'VTEX has just received the order and is taking in its data.',
    cause: 'The purchase was made a moment ago; VTEX moves it on by itself.',
    hint: 'just created, being taken in',
  },
  'order-accepted': {
    meaning: 'The seller has received the order.',
    cause: 'It was sold in another store; next it waits for that store to release it.',
    hint: 'received by the seller',
  },
  'on-order-completed': {
    meaning: 'The checkout is done, and the data of the order is complete.',
    cause: 'The customer finished the purchase; VTEX moves it on by itself.',
    hint: 'checkout done',
  },
  'waiting-for-authorization': {
    meaning: 'The order waits for the seller to confirm that it can go on.',
    cause: 'The store passed it to the seller, who has not confirmed it yet.',
    hint: 'waiting for the seller to confirm',
  },
  'payment-pending': {
    meaning: 'The order waits for its payment to be confirmed.',
    cause: 'The customer has not paid yet, or the payment method has not told the outcome.',
    hint: 'waiting for payment',
  },
  'payment-approved': {
    meaning: 'The payment was approved, and the seller has not begun with the order.',
    cause: 'The customer paid; an order whose cancel was denied can come back here too.',
    hint: 'paid, waiting for the seller',
  },
  'window-to-cancel': {
    meaning: 'The order is paid, and for a while it can be canceled without asking the seller.',
    cause:
      'The payment was just approved; the window lasts 30 minutes unless the store set another.',
    hint: 'paid, can still be canceled without asking',
  },
  'waiting-for-fulfillment': {
    meaning:
      'The order waits to be fulfilled; only stores with a warehouse system have this state.',
    cause: 'The store that sold it has not released it; after 30 days VTEX cancels it.',
    hint: 'waiting to be fulfilled',
  },
  'authorize-fulfillment': {
    meaning: 'VTEX is releasing the order for handling and confirms that its items are reserved.',
    cause: 'The payment was approved; without a release within 30 days VTEX cancels the order.',
    hint: 'being released for handling',
  },
  'ready-for-handling': {
    meaning:
      'The order is paid and can be prepared. To cancel it takes two requests: the second confirms the first.',
    cause: 'The seller or its ERP has not reported yet that handling began.',
    hint: 'ready to be prepared by the seller',
  },
  'start-handling': {
    meaning: 'Handling is being started; meanwhile the order cannot be canceled.',
    cause: 'The seller or its ERP has just begun; VTEX moves it on by itself.',
    hint: 'handling is being started',
  },
  handling: {
    meaning:
      'The seller is preparing the order. To cancel it takes two requests: the second confirms the first.',
    cause: 'Handling began, and no invoice has come in yet.',
    hint: 'being prepared by the seller',
  },
  invoice: {
    meaning: 'VTEX is checking the invoice; meanwhile the order cannot be canceled.',
    cause:
      'An invoice was sent. When the order stays here, the payment did not settle or something is wrong with the invoice.',
    hint: 'the invoice is being checked',
  },
  invoiced: {
    meaning: 'The order was invoiced as a whole: the sale is made, and a cancel comes too late.',
    cause: 'The seller sent the invoice; what the customer gives back goes by a return invoice.',
    hint: 'invoiced, the sale is made',
  },
  'request-cancel': {
    meaning: 'A cancel was asked for and is on its way; the order is not canceled yet.',
    cause: 'The customer, the store or this tool asked for it a moment ago.',
    hint: 'cancel asked for, not yet done',
  },
  'cancellation-requested': {
    meaning:
      'A cancel was asked for and waits for the seller, or for a second request to confirm it.',
    cause: 'The order was ready to be handled, or in handling, when the cancel came in.',
    hint: 'cancel asked for, waiting for a yes',
  },
  cancel: {
    meaning: 'The order is being canceled: VTEX is undoing the payment.',
    cause: 'The cancel was accepted, or the payment was refused.',
    hint: 'being canceled',
  },
  canceled: {
    meaning:
      'The order was canceled and its payment undone. An order can come back from here: read it twice.',
    cause:
      'The customer, the store, the seller or this tool canceled it, or the payment was refused.',
    hint: 'canceled',
  },
  'cancellation-request-denied': {
    meaning: 'The seller did not agree to the cancel; the order goes on.',
    cause: 'The goods are made or packed already, so that a cancel would cost the seller.',
    hint: 'the seller denied the cancel',
  },
  replaced: {
    meaning: 'Another order has taken the place of this one.',
    cause: 'The customer changed the purchase, and VTEX made a new order of it.',
    hint: 'replaced by another order',
  },
  incomplete: {
    meaning:
      'The purchase was never finished: nothing moves this order, and it cannot be canceled.',
    cause:
      'The payment was refused, the customer left, or a payment on another page is still open.',
    hint: 'the purchase was not finished',
  },
  'cancellation-request-denied-ffm': {
    meaning: 'The seller who fulfils the order did not agree to the cancel; the order goes on.',
    cause: 'The goods are made or packed already at the seller who ships them.',
    hint: 'the fulfilling seller denied the cancel',
  },
  'waiting-for-seller-decision': {
    meaning: 'A cancel was asked for, and the seller has to say yes or no.',
    cause: 'The marketplace passed the request on to the seller of the goods.',
    hint: 'cancel asked for, the seller decides',
  },
};
