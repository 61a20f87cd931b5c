import type { VtexStore } from './accounts.ts';
import { stamp } from './dates.ts';
import {
  exampleAddress,
  exampleItems,
  examplePayment,
  exampleProfile,
  hexId,
} from './example-data.ts';
import type { OrderRecord, WireOrder } from './wire.ts';
import { withStatus } from './with-status.ts';

const dayMs = 24 * 3600 * 1000;

/**
 * The ids of the order numbered `number`, thirteen digits. As on VTEX's pages, the last six of them
 * are its sequence, and the seller knows it by another id.
 */
function idsOf(number: number) {
  const orderGroup = String(number);
  const orderId = `${orderGroup}-01`;
  const sequence = orderGroup.slice(-6);
  return { orderId, orderGroup, sequence, sellerOrderId: `00-${orderId}` };
}

/** A new order that waits for its seller to handle it, with example people and items in it. */
export function buildOrder(
  number: number,
  store: VtexStore,
  seller: OrderRecord['seller'],
  now: Date,
): OrderRecord {
  const ids = idsOf(number);
  const { orderId } = ids;
  const ms = now.getTime();
  const address = exampleAddress(store);
  const { items, totals, value } = exampleItems(store, orderId, number % 2 === 0 ? 2 : 3);
  const payment = examplePayment(store, hexId(orderId, 'payment'), value);
  const transactionId = hexId(orderId, 'transaction');
  const estimate = { selectedSla: 'Normal', shippingEstimateDate: stamp(ms + 7 * dayMs) };
  const order: WireOrder = {
    ...ids,
    ...withStatus({ authorizedDate: null }, 'ready-for-handling', ms),
    ...fixedParts(store),
    marketplaceOrderId: orderId,
    value,
    creationDate: stamp(ms),
    orderFormId: hexId(orderId, 'form').toLowerCase(),
    cancellationRequests: null,
    totals,
    paymentData: {
      transactions: [
        { isActive: true, transactionId, merchantName: store.account, payments: [payment] },
      ],
      giftCards: [],
    },
    shippingData: {
      id: 'shippingData',
      address,
      logisticsInfo: items.map((_, itemIndex) => ({ itemIndex, ...estimate })),
      trackingHints: null,
      selectedAddresses: [address],
    },
    clientProfileData: exampleProfile(),
    items,
  };
  return { account: store.account, order, seller };
}

/** What every order of a store has in common. */
const fixedParts = (store: VtexStore) => ({
  marketplaceServicesEndpoint: `https://oms.example.org/api/oms?an=${store.account}`,
  origin: 'Marketplace' as const,
  affiliateId: '',
  salesChannel: '1',
  merchantName: store.account,
  followUpEmail: 'orders@example.org',
  lastMessage: null,
  hostname: store.account,
  roundingError: 0,
  allowEdition: false,
  isCheckedIn: false,
  sellers: [
    {
      id: '1',
      name: store.nickname,
      logo: 'https://example.org/logo.png',
      fulfillmentEndpoint: `https://fulfillment.example.org/api/fulfillment?an=${store.account}`,
    },
  ],
  clientPreferencesData: { locale: 'pt-BR', optinNewsLetter: false },
  storePreferencesData: {
    countryCode: store.countryCode,
    currencyCode: store.currencyCode,
    currencyFormatInfo: {
      CurrencyDecimalDigits: store.decimalDigits,
      CurrencyDecimalSeparator: store.decimalSeparator,
      CurrencyGroupSeparator: store.groupSeparator,
      CurrencyGroupSize: 3,
      StartsWithCurrencySymbol: true,
    },
    currencyLocale: store.currencyLocale,
    currencySymbol: store.currencySymbol,
    timeZone: store.timeZone,
  },
  packageAttachment: { packages: [] },
  marketplaceItems: [],
});
