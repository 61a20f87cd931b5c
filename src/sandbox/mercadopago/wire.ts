/** The JSON of the API, field by field in the API's own words, and what the sandbox keeps of it. */

import type { Underway } from '../refund-mode.ts';

export const qrModes = ['static', 'dynamic', 'hybrid'] as const;
type QrMode = (typeof qrModes)[number];

export const paymentMethodTypes = [
  'account_money',
  'credit_card',
  'debit_card',
  'prepaid_card',
] as const;
export type PaymentMethodType = (typeof paymentMethodTypes)[number];

export interface WireItem {
  title?: string;
  unit_price?: string;
  quantity?: number;
  unit_measure?: string;
  external_code?: string;
  external_categories?: { id?: string }[];
}

interface WireDiscounts {
  payment_methods: { new_total_amount: string; type: PaymentMethodType }[];
}

interface WireIntegrationData {
  platform_id?: string;
  integrator_id?: string;
  sponsor?: { id?: string };
}

/** The body of a create request that has passed validation. */
export interface OrderRequest {
  type: 'qr';
  total_amount?: string;
  description?: string;
  external_reference: string;
  expiration_time?: string;
  marketplace_fee?: string;
  integration_data?: WireIntegrationData;
  config: { qr: { external_pos_id: string; mode?: QrMode } };
  transactions: {
    payments: [{ amount: string }];
    cash_outs?: { amount: string; additional_info?: CashOutInfo }[];
  };
  items?: WireItem[];
  discounts?: WireDiscounts;
}

/** The body of a refund request that has passed validation; with nothing in it, all is meant. */
export interface RefundRequest {
  transactions?: [RefundPart];
}

export interface RefundPart {
  /** Id of the payment. */
  id: string;
  amount: string;
}

/** What the payments and the cash-outs of an order have in common. */
export interface WireTransaction {
  id: string;
  amount: string;
  status: 'created' | 'failed' | 'processed' | 'canceled' | 'expired' | 'refunded' | 'charged_back';
  /** Any word when the status is failed: why the attempt was refused. */
  status_detail: string;
  /** Operation number; only when paid. */
  reference_id?: string;
}

/** What a cash-out is told beside its amount; in Brazil only. */
interface CashOutInfo {
  fixed_amount?: boolean;
  agency_type?: string;
  bank_service_code?: string;
}

export interface WireCashOut extends WireTransaction {
  additional_info?: CashOutInfo;
}

export interface WirePayment extends WireTransaction {
  /** Only when something was refunded. */
  refunded_amount?: string;
  /** Only when paid. */
  paid_amount?: string;
  /** Only when paid; `discounts` only when one applied. */
  payment_method?: { type: PaymentMethodType; installments: number; id: string };
  discounts?: { type: PaymentMethodType };
}

export interface WireRefund {
  id: string;
  /** Id of the payment. */
  transaction_id: string;
  reference_id?: string;
  amount: string;
  status: 'processing' | 'processed' | 'failed';
}

/** A payment that the customer's bank takes back. */
export interface WireChargeback {
  id: string;
  /** Id of the payment. */
  transaction_id: string;
  /** What the bank's case is asked for by. */
  case_id: string;
  status: 'in_process' | 'settled' | 'reimbursed';
  references: [];
}

export interface WireOrder {
  id: string;
  user_id: string;
  type: 'qr';
  external_reference: string;
  description?: string;
  expiration_time: string;
  processing_mode: 'automatic';
  total_amount: string;
  /** Only when paid. */
  total_paid_amount?: string;
  country_code: string;
  marketplace_fee?: string;
  integration_data: { application_id: string } & WireIntegrationData;
  status: 'created' | 'processed' | 'canceled' | 'expired' | 'refunded' | 'charged_back';
  status_detail:
    | 'created'
    | 'accredited'
    | 'partially_refunded'
    | 'canceled'
    | 'expired'
    | 'refunded'
    | WireChargeback['status'];
  currency: string;
  created_date: string;
  last_updated_date: string;
  config: { qr: { external_pos_id: string; mode: QrMode } };
  transactions: {
    payments: [WirePayment];
    /** Only when the create asked for one. */
    cash_outs?: WireCashOut[];
    /** Only when something was refunded, the first refund first. */
    refunds?: WireRefund[];
    /** Only when the payment was disputed. */
    chargebacks?: [WireChargeback];
  };
  /** Only when paid, as on the get page. */
  taxes?: Record<string, never>[];
  items?: WireItem[];
  discounts?: WireDiscounts;
  /** Only in the answer to a create of mode dynamic or hybrid. */
  type_response?: { qr_data: string };
}

export interface WirePos {
  id: number;
  /** Where pictures of the printed code are. */
  qr: { image: string; template_document: string; template_image: string };
  status: 'active';
  date_created: string;
  date_last_updated: string;
  /** 64 hexadecimal digits. */
  uuid: string;
  user_id: number;
  name: string;
  fixed_amount: boolean;
  /** Merchant category code. */
  category: number | null;
  store_id: string;
  /** Empty where the store has none. */
  external_store_id: string;
  /** Missing where the POS was made in the panel: no order can name it. */
  external_id?: string;
  /** Only of an unattended POS. */
  url?: string;
}

export interface WireStore {
  id: string;
  name: string;
  date_created: string;
  business_hours: Record<string, { open: string; close: string }[]>;
  location: { address_line: string; latitude: number; longitude: number; reference: string };
  /** Empty where there is none. */
  external_id: string;
}

/** An order as the store keeps it. */
export interface OrderRecord {
  /** As GET gives it, save that time alone makes an order expire: see orderAt. */
  order: WireOrder;
  /** Kept apart because only the answer to the create carries it. */
  qr_data?: string;
  /** Id of the cancel request that was carried out, so that its retry knows its own work. */
  cancellation?: string;
  /** The refunds of the order that end at a time of their own, by their ids. */
  underway?: Readonly<Record<string, Underway>>;
}

/** A POS as the sandbox's store keeps it. */
export interface PosRecord {
  /** Under which it is kept; missing in those of older versions, which are kept under their names. */
  key?: string;
  user_id: string;
  created_date: string;
  pos: WirePos;
  isDeleted?: boolean;
}

/** Which POS an external_id of a seller names. */
export interface PosNameRecord {
  /** Under which the POS is or will be kept. */
  key: string;
  at: string;
}

/** A store of a seller as the sandbox's store keeps it. */
export interface StoreRecord {
  user_id: string;
  created_date: string;
  store: WireStore;
  isDeleted?: boolean;
}

/** Which order an operation number leads to, and when it was paid (ISO 8601). */
export interface OperationRecord {
  order: string;
  at: string;
}
