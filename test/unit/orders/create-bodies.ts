/* Bodies of create requests, and what is said of them. */

export type Json = Record<string, unknown>;

export const minimal = {
  type: 'qr',
  external_reference: 'ext_ref_1234',
  config: { qr: { external_pos_id: 'EXTERNALPOS019285' } },
  transactions: { payments: [{ amount: '50.00' }] },
};

export const order = (extra: Json): Json => ({ ...minimal, ...extra });
export const qr = (extra: Json) => order({ config: { qr: { ...minimal.config.qr, ...extra } } });
export const paying = (...payments: unknown[]) => order({ transactions: { payments } });
export const byMoney = { type: 'account_money', new_total_amount: '47.28' };

export const notAmount = (text: string) =>
  `"${text}" is not an amount: write digits with two decimals after a point, or none: 50 or 24.50`;
export const aString = 'must be a string';
export const required = 'is required';
export const unknown = 'is not a field of this request';
export const amountString = 'must be a string, such as "50.00"';
export const whole = 'must be a whole number from 1 up';
export const letters = 'takes letters, digits, hyphens and underscores, at least one';
export const paid = 'transactions.payments[0].amount';
export const methods = 'discounts.payment_methods';
