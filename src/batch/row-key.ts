import { createHash } from 'node:crypto';

/** The namespace of the keys of rows (RFC 9562, 5.5). It never changes, or rows would be sent twice. */
const namespace = Buffer.from('697a52f92ff2456196418dbc2fb04db3', 'hex');

/** Where a row belongs. */
export interface RowPlace {
  batch: string;
  row: number;
  /** The provider's id of the account, which is '' where it is not known. */
  account: string;
}

/**
 * The idempotency key of a row: the same on every run and machine for the same row of the same batch
 * and account. `body` is the text of its request, without a reference that would be made for it.
 */
export const rowKey = ({ batch, row, account }: RowPlace, body: string): string =>
  uuidOf(`${JSON.stringify([batch, row, account])}\n${body}`);

/** The UUID of version 5 that a name has in the namespace (RFC 9562, 5.5). */
function uuidOf(name: string): string {
  const bytes = createHash('sha1').update(namespace).update(name).digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Whether a key may be that of a row: a UUID of version 5. */
export const isRowKey = (key: string): boolean => /^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-/.test(key);

/** The `external_reference` of a row that has none. */
export const rowReference = (key: string): string => `mpo-${key}`;

/** A reference, of whatever length, as a UUID: what a table of keys can hold. */
export const uuidOfReference = (reference: string): string => uuidOf(`reference\n${reference}`);

/**
 * The `external_reference` of a create that names none, under a key that its user gave: the same
 * command line is the same request, byte for byte. A key may hold what no reference may.
 */
export const keyReference = (key: string): string => rowReference(uuidOf(key));
