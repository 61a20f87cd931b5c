import { v5 } from 'uuid';

/** The namespace of the keys of rows (RFC 9562, 5.5). It never changes, or rows would be sent twice. */
const namespace = '697a52f9-2ff2-4561-9641-8dbc2fb04db3';

/**
 * The idempotency key of a row: the same on every run and machine for the same row of the same batch.
 * `body` is the text of its request, without a reference that would be made for it.
 */
export const rowKey = (batch: string, row: number, body: string): string =>
  v5(`${JSON.stringify([batch, row])}\n${body}`, namespace);

/** The `external_reference` of a row that has none. */
export const rowReference = (key: string): string => `mpo-${key}`;
