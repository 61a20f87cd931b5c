import { fieldsOf, isObject } from '../json/text.ts';
import type { QrMode } from './order.ts';

/** The fields of a create request that flags can set. */
export interface QrOrderFields {
  /** Of the payment, and of the whole order unless `total` says otherwise. */
  amount?: string;
  total?: string;
  pos?: string;
  mode?: QrMode;
  reference?: string;
  description?: string;
  /** ISO 8601. */
  expires?: string;
  items?: readonly unknown[];
  discounts?: readonly unknown[];
  marketplaceFee?: string;
  platformId?: string;
  integratorId?: string;
  sponsorId?: string;
}

type Json = Record<string, unknown>;

/**
 * The body of a create request: what `--data` holds, with the fields laid over it and `fallbacks`
 * under it, in the order of the create page. Nothing is checked here, and nothing is dropped.
 */
export function buildQrOrder(data: Json, fields: QrOrderFields, fallbacks: QrOrderFields): Json {
  const { amount } = fields;
  const fromFlags = defined({
    type: first(data.type, 'qr'),
    total_amount: first(fields.total, amount, data.total_amount),
    description: first(fields.description, data.description, fallbacks.description),
    external_reference: first(fields.reference, data.external_reference, fallbacks.reference),
    expiration_time: first(fields.expires, data.expiration_time, fallbacks.expires),
    marketplace_fee: first(fields.marketplaceFee, data.marketplace_fee),
    integration_data: layIntegration(data.integration_data, fields),
    config: layConfig(data.config, fields, fallbacks),
    transactions: amount === undefined ? data.transactions : layAmount(data.transactions, amount),
    items: first(fields.items, data.items),
    discounts: layDiscounts(data.discounts, fields.discounts),
  });
  for (const key in data) {
    if (!Object.hasOwn(fromFlags, key)) set(fromFlags, key, data[key]);
  }
  return fromFlags;
}

function layIntegration(data: unknown, { platformId, integratorId, sponsorId }: QrOrderFields) {
  const hasIntegration = [platformId, integratorId, sponsorId].some((id) => id !== undefined);
  if (!hasIntegration || (data !== undefined && !isObject(data))) return data;
  const { platform_id, integrator_id, sponsor, ...rest } = fieldsOf(data);
  return defined({
    platform_id: first(platformId, platform_id),
    integrator_id: first(integratorId, integrator_id),
    sponsor: sponsorId === undefined ? sponsor : { ...fieldsOf(sponsor), id: sponsorId },
    ...rest,
  });
}

function layDiscounts(data: unknown, discounts: readonly unknown[] | undefined): unknown {
  if (discounts === undefined || (data !== undefined && !isObject(data))) return data;
  return { ...fieldsOf(data), payment_methods: discounts };
}

function layConfig(config: unknown, fields: QrOrderFields, fallbacks: QrOrderFields): unknown {
  const { qr, ...rest } = fieldsOf(config);
  const { external_pos_id, mode, ...others } = fieldsOf(qr);
  const own = defined({
    external_pos_id: first(fields.pos, external_pos_id, fallbacks.pos),
    mode: first(fields.mode, mode, fallbacks.mode),
    ...others,
  });
  if (config !== undefined && !isObject(config)) return config; // wrong as it is: the check says so
  if (qr !== undefined && !isObject(qr)) return config;
  return { ...rest, qr: own };
}

/**
 * Sets the first payment's amount. More payments, which are one too many, and what is no object or
 * no list stay as they are, to be reported.
 */
function layAmount(transactions: unknown, amount: string): unknown {
  const { payments, ...rest } = fieldsOf(transactions);
  if (transactions !== undefined && !isObject(transactions)) return transactions;
  if (payments !== undefined && !Array.isArray(payments)) return transactions;
  const [payment, ...others] = (payments ?? []) as unknown[];
  if (payment !== undefined && !isObject(payment)) return transactions;
  return { payments: [{ ...fieldsOf(payment), amount }, ...others], ...rest };
}

/** The first that was given; null was given, and is wrong, which the check will say. */
function first(...values: unknown[]): unknown {
  for (const value of values) if (value !== undefined) return value;
  return undefined;
}

/** Without the fields that are undefined, so that a required one is seen to be missing. */
function defined(object: Json): Json {
  const body: Json = {};
  for (const key in object) {
    if (object[key] !== undefined) set(body, key, object[key]);
  }
  return body;
}

/** A body may have a field of any name, `__proto__` too, and it is to be refused as it is. */
function set(object: Json, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true });
  } else object[key] = value;
}
