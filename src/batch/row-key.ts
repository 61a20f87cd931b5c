import { v5 } from 'uuid';

/** The namespace of the keys of rows (RFC 9562, 5.5). It never changes, or rows would be sent twice. */
const namespace = '697a52f9-2ff2-4561-9641-8dbc2fb04db3';

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
  v5(`${JSON.stringify([batch, row, account])}\n${body}`, namespace);

/** Whether a key may be that of a row: a UUID of version 5. */
export const isRowKey = (key: string): boolean => /^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-/.test(key);

/** The `external_reference` of a row that has none. */
export const rowReference = (key: string): string => `mpo-${key}`;

/**
 * The `external_reference` of a create that names none, under a key that its user gave: the same
 * command line is the same request, byte for byte. A key may hold what no reference may.
 */
export const keyReference = (key: string): string => rowReference(v5(key, namespace));
