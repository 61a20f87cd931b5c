import type { Underway } from '../refund-mode.ts';
import type { Mode } from './accounts.ts';

/** What the sandbox keeps of orders. The names are the API's; amounts are its decimal strings. */

export const orderStatuses = [
  'created',
  'pending',
  'authorized',
  'paid',
  'shipping',
  'completed',
  'canceled',
  'expired',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

type LineStatus = 'created' | 'authorized' | 'paid' | 'shipping' | 'completed' | 'canceled';

/** How much of a line something happened to. */
export interface Part {
  quantity: number;
  amount: string;
}

/** A part with the id of its line. */
export interface LinePart extends Part {
  id: string;
}

export interface LineRecord {
  id: string;
  type: string;
  name: string;
  sku?: string;
  category?: string;
  metadata: unknown;
  status: LineStatus;
  quantity: number;
  unitPrice: string;
  discountAmount?: string;
  totalAmount: string;
  vatRate: string;
  vatAmount: string;
  imageUrl?: string;
  productUrl?: string;
  shipped: Part;
  canceled: Part;
  refunded: Part;
}

export interface PaymentRecord {
  id: string;
  status: 'open' | 'pending' | 'authorized' | 'paid' | 'failed' | 'canceled' | 'expired';
  /** Null as long as the customer may choose one. */
  method: string | null;
  createdAt: string;
}

export interface RefundRecord {
  id: string;
  paymentId: string;
  status: 'pending' | 'refunded' | 'failed';
  description: string;
  metadata: unknown;
  createdAt: string;
  /** When and how it ends, where that is not as usual. */
  underway?: Underway;
  lines: LinePart[];
}

/** How a parcel can be followed. */
interface Tracking {
  carrier: string;
  code: string;
  url?: string | undefined;
}

export interface ShipmentRecord {
  id: string;
  createdAt: string;
  tracking?: Tracking;
  lines: LinePart[];
}

type Address = Record<string, string>;

export interface OrderRecord {
  id: string;
  profileId: string;
  organizationId: string;
  mode: Mode;
  method: string | null;
  currency: string;
  amount: string;
  status: OrderStatus;
  orderNumber: string;
  locale: string;
  metadata: unknown;
  redirectUrl: string | null;
  webhookUrl?: string;
  cancelUrl?: string;
  consumerDateOfBirth?: string;
  billingAddress: Address;
  shippingAddress: Address;
  createdAt: string;
  expiresAt: string;
  paidAt?: string;
  authorizedAt?: string;
  canceledAt?: string;
  completedAt?: string;
  expiredAt?: string;
  lines: LineRecord[];
  payments: PaymentRecord[];
  refunds: RefundRecord[];
  shipments: ShipmentRecord[];
}

/** A time as the API writes it: whole seconds, in UTC, with an offset in place of a Z. */
export const stamp = (at: Date): string => `${at.toISOString().slice(0, 19)}+00:00`;

/** Ids of what belongs to an order: made from the order's own, so that no second one is drawn. */
export const idWithin = (prefix: 'odl' | 'tr' | 'shp', order: string, number: number): string =>
  `${prefix}_${order.slice(-8).toLowerCase()}${number}`;
