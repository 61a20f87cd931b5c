import * as crypto from 'node:crypto';

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
  const hex = sha1InNamespace(name);
  const variant = '89ab'[parseInt(hex.charAt(16), 16) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** In one go where Node has that (20.12 and later): a batch does it for each row. */
const { hash: hashAtOnce } = crypto as Partial<Pick<typeof crypto, 'hash'>>;

/** The namespace, and room for a name behind it. */
const scratch = Buffer.alloc(4096);
namespace.copy(scratch);

/** SHA-1, in hexadecimal digits. */
function sha1InNamespace(name: string): string {
  // A character has three bytes at most.
  if (hashAtOnce === undefined || namespace.length + name.length * 3 > scratch.length)
    return crypto.createHash('sha1').update(namespace).update(name).digest('hex');
  const end = namespace.length + scratch.write(name, namespace.length);
  return hashAtOnce('sha1', scratch.subarray(0, end), 'hex');
}

/**
 * Tells what a row says from what others say, wherever it stands: 16 hexadecimal digits. `body` is the
 * text of a request without a reference. A `row_hash` is two of them: of the request as it is sent, and
 * of what the row itself says of it.
 */
export const rowHash = (body: string): string => sha1InNamespace(body).slice(0, 16);

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
