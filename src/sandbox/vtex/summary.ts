import { withoutFraction } from './dates.ts';
import type { WireOrder } from './wire.ts';

/** An order as the list has it: other names than GET's for some of the same things, and far fewer. */
export function summaryOf(order: WireOrder) {
  const { firstName, lastName } = order.clientProfileData;
  const [estimate] = order.shippingData.logisticsInfo;
  return {
    orderId: order.orderId,
    creationDate: withoutFraction(order.creationDate),
    clientName: `${firstName} ${lastName}`,
    // The page: not given since October 2018.
    items: null,
    totalValue: order.value,
    paymentNames: order.paymentData.transactions
      .flatMap(({ payments }) => payments.map(({ paymentSystemName }) => paymentSystemName))
      .join(', '),
    status: order.status,
    statusDescription: order.statusDescription,
    marketPlaceOrderId: null,
    sequence: order.sequence,
    salesChannel: order.salesChannel,
    affiliateId: order.affiliateId,
    origin: order.origin,
    workflowInErrorState: order.workflowIsInError,
    workflowInRetry: false,
    lastMessageUnread: null,
    ShippingEstimatedDate: estimate ? withoutFraction(estimate.shippingEstimateDate) : null,
    ShippingEstimatedDateMax: null,
    ShippingEstimatedDateMin: null,
    orderIsComplete: order.isCompleted,
    listId: null,
    listType: null,
    authorizedDate: order.authorizedDate === null ? null : withoutFraction(order.authorizedDate),
    callCenterOperatorName: null,
    totalItems: order.items.reduce((sum, { quantity }) => sum + quantity, 0),
    currencyCode: order.storePreferencesData.currencyCode,
  };
}

export type OrderSummary = ReturnType<typeof summaryOf>;
