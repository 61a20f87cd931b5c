import type { Status } from './statuses.ts';
import type { WireAddress, WirePayment, WireProfile } from './wire-people.ts';

/** The JSON of the API, field by field in the API's own words, and what the sandbox keeps of it. */

/** Amounts, here and below, are integers in the smallest unit of the order's currency. */
export interface WireItem {
  uniqueId: string;
  id: string;
  productId: string;
  quantity: number;
  seller: string;
  name: string;
  refId: string;
  price: number;
  listPrice: number;
  sellingPrice: number;
  priceTags: { name: string; value: number; rawValue: number; isPercentual: boolean }[];
  priceDefinition: {
    sellingPrices: { value: number; quantity: number }[];
    calculatedSellingPrice: number;
    total: number;
    reason: null;
  };
  measurementUnit: string;
  unitMultiplier: number;
  isGift: boolean;
  tax: number;
  imageUrl: string;
  detailUrl: string;
}

export interface WireTotal {
  id: 'Items' | 'Discounts' | 'Shipping' | 'Tax';
  name: string;
  value: number;
}

/** A request to cancel that was sent, with any outcome. */
export interface WireCancellationRequest {
  id: string;
  reason: string | null;
  cancellationRequestDate: string;
  requestedByUser: boolean;
  deniedBySeller: boolean;
  deniedBySellerReason: string | null;
  cancellationRequestDenyDate: string | null;
}

/** As the reference of GET writes it, and as the guide on canceling does. */
export type WireCancellationData =
  | {
      RequestedByUser: boolean;
      RequestedBySystem: boolean;
      RequestedBySellerNotification: boolean;
      RequestedByPaymentNotification: boolean;
      Reason: string | null;
      CancellationDate: string;
    }
  | {
      requestedByUser: boolean;
      reason: string | null;
      cancellationDate: string;
      cancellationRequestId: string;
    };

/** What follows from the status, and changes with it. */
export interface WireState {
  status: Status;
  workflowIsInError: boolean;
  statusDescription: string;
  lastChange: string;
  isCompleted: boolean;
  allowCancellation: boolean;
  authorizedDate: string | null;
  invoicedDate: string | null;
  cancelReason: string | null;
  cancellationData: WireCancellationData | null;
  cancellationRequests: WireCancellationRequest[] | null;
}

export interface WireOrder extends WireState {
  orderId: string;
  sequence: string;
  marketplaceOrderId: string;
  marketplaceServicesEndpoint: string;
  sellerOrderId: string;
  origin: 'Marketplace';
  affiliateId: string;
  salesChannel: string;
  merchantName: string | null;
  value: number;
  creationDate: string;
  orderGroup: string;
  followUpEmail: string;
  lastMessage: null;
  hostname: string;
  roundingError: number;
  orderFormId: string;
  allowEdition: boolean;
  isCheckedIn: boolean;
  totals: WireTotal[];
  sellers: { id: string; name: string; logo: string; fulfillmentEndpoint: string }[];
  clientPreferencesData: { locale: string; optinNewsLetter: boolean };
  storePreferencesData: {
    countryCode: string;
    currencyCode: string;
    currencyFormatInfo: {
      CurrencyDecimalDigits: number;
      CurrencyDecimalSeparator: string;
      CurrencyGroupSeparator: string;
      CurrencyGroupSize: number;
      StartsWithCurrencySymbol: boolean;
    };
    currencyLocale: number;
    currencySymbol: string;
    timeZone: string;
  };
  packageAttachment: { packages: never[] };
  paymentData: {
    transactions: {
      isActive: boolean;
      transactionId: string;
      merchantName: string;
      payments: WirePayment[];
    }[];
    giftCards: never[];
  };
  shippingData: {
    id: 'shippingData';
    address: WireAddress;
    logisticsInfo: { itemIndex: number; selectedSla: string; shippingEstimateDate: string }[];
    trackingHints: null;
    selectedAddresses: WireAddress[];
  };
  clientProfileData: WireProfile;
  items: WireItem[];
  marketplaceItems: never[];
}

/** An order as the store keeps it. */
export interface OrderRecord {
  /** Name of the store's account. */
  account: string;
  /** As GET gives it, save that a cancellation under way moves it on: see orderAt. */
  order: WireOrder;
  seller: { denies: boolean; delayMs: number };
  /** A cancellation under way; the order's own status is then the one that it started from. */
  cancellation?: Cancellation;
}

export interface Cancellation {
  /** Milliseconds since 1970: when it was asked for, or confirmed. */
  since: number;
  /** Confirmed: no longer the seller's to deny. Waiting: for a second request. */
  phase: 'asked' | 'waiting' | 'confirmed';
}
