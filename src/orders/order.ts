import { instantOf } from './instant.ts';
/** How a code is presented (the create page's `config.qr.mode`). */
export type QrMode = 'static' | 'dynamic' | 'hybrid';

export interface Payment {
  id?: string;
  amount?: string;
  paid_amount?: string;
  refunded_amount?: string;
  status?: string;
  status_detail?: string;
  reference_id?: string;
  payment_method?: { id?: string; type?: string; installments?: number };
  /** The method whose discount was applied. */
  discounts?: { type?: string };
}

export interface Refund {
  id?: string;
  /** Id of the payment. */
  transaction_id?: string;
  reference_id?: string;
  amount?: string;
  status?: string;
}

/** Money that the customer takes away in cash: a part of the order's total. */
export interface CashOut {
  id?: string;
  amount?: string;
  status?: string;
  status_detail?: string;
}

export interface Item {
  title?: string;
  unit_price?: string;
  quantity?: number;
  unit_measure?: string;
  external_code?: string;
  external_categories?: { id?: string }[];
}

/** What the order costs in all when it is paid with a method of this type. */
export interface DiscountOffer {
  type?: string;
  new_total_amount?: string;
}

/** The application that created the order, and whose it is. */
export interface IntegrationData {
  application_id?: string;
  platform_id?: string;
  integrator_id?: string;
  sponsor?: { id?: string };
}

/** A line that has a state of its own (Mollie's lines, VTEX's items). Amounts are decimal strings. */
export interface OrderLine {
  id?: string;
  name?: string;
  sku?: string;
  status?: string;
  quantity?: number;
  unit_price?: string;
  total_amount?: string;
  quantity_shipped?: number;
  quantity_canceled?: number;
  quantity_refunded?: number;
  /** How many of it can still be canceled. */
  quantity_cancelable?: number;
}

/** A date of an order beside the usual ones. */
export interface OrderDate {
  /** For people: `Paid at`. */
  label: string;
  /** ISO 8601. */
  at: string;
}

/** A part of an order's amount, by the name its system has for it. */
export interface OrderTotal {
  name: string;
  amount: string;
}

/** Whether an order can be canceled, as far as its system tells. */
export type Cancelable =
  | 'yes'
  | 'no'
  /** Wholly or partly: which of the two is not told. */
  | 'at_least_in_part'
  /** By a request, and a second one that confirms it. */
  | 'by_two_requests';

/** A seller's no to a cancel. */
export interface CancelDenial {
  /** The seller's words. */
  reason?: string | undefined;
  /** ISO 8601. */
  at?: string | undefined;
}

/**
 * An order as the tool works with it, in the words of Mercado Pago's API where it has one for a thing. `answer` is the provider's JSON, kept
 * to the letter: what is not listed here is still in there, and `--json` prints that.
 */
export interface Order {
  provider: string;
  id: string;
  /** An open set: a status that this tool does not know is passed on as it is. */
  status: string;
  status_detail?: string;
  external_reference?: string;
  description?: string;
  total_amount?: string;
  total_paid_amount?: string;
  currency?: string;
  created_date?: string;
  last_updated_date?: string;
  expiration_time?: string;
  external_pos_id?: string;
  mode?: string;
  payments: Payment[];
  refunds?: Refund[];
  cash_outs?: CashOut[];
  items?: Item[];
  discounts?: { payment_methods?: DiscountOffer[] };
  marketplace_fee?: string;
  integration_data?: IntegrationData;
  /** The account that created the order. */
  user_id?: string;
  /** Opaque: the pages show two letters and three. */
  country_code?: string;
  /** The pages name no field of a tax. */
  taxes?: unknown[];
  /** `qr` for the orders that this tool creates. */
  type?: string;
  qr_data?: string;
  /** Whether no money moves, where the answer tells. */
  test?: boolean;
  /** When it expires while it is open (ISO 8601), where the answer tells, or its system's rules do. */
  expires_at?: string;
  /** When the printed, static code of an open hybrid order gives up (ISO 8601): before the order does. */
  static_code_until?: string;
  lines?: OrderLine[];
  dates?: OrderDate[];
  totals?: OrderTotal[];
  cancelable?: Cancelable;
  /** Why it was canceled, or is to be: the words of the person who asked for it. */
  cancel_reason?: string;
  /** The seller's no to the cancel that was asked for last, where that was the answer. */
  cancel_denial?: CancelDenial;
  /** Where its customer pays it. */
  checkout_url?: string;
  /** Something went wrong inside the system, and has to be looked at there. */
  in_error?: boolean;
  /** Fields of the answer that are told under another name above: `amount.value`, `lines[].name`. */
  renamedPaths?: readonly string[];
  /** The provider's id of the request that was answered with this, where it was kept. */
  request_id?: string;
  /** The JSON text of the answer. */
  answer: string;
}

/** An account of the order system (`GET /users/me`). */
export interface Account {
  id: string;
  nickname?: string;
  email?: string;
  site_id?: string;
  /** Whether it is a test account, whose orders move no money; undefined when it is not known. */
  test?: boolean;
}

/** When an open order expires, in ms since 1970; undefined where that is not known. */
export const expiresAt = ({ expires_at }: Pick<Order, 'expires_at'>): number | undefined =>
  timeOf(expires_at);

/** When the static code of a hybrid order gives up, which then is before the order does; in ms. */
export const staticCodeEndsAt = ({ static_code_until }: Order): number | undefined =>
  timeOf(static_code_until);

function timeOf(iso: string | undefined): number | undefined {
  const at = instantOf(iso);
  return Number.isNaN(at) ? undefined : at;
}

/** Whether the order still waits for its customer. */
export const isOpen = ({ status }: Pick<Order, 'status'>): boolean => status === 'created';
