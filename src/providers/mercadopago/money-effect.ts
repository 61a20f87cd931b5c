import { difference } from '../../orders/money.ts';
import {
  amountsOfParts,
  bodyValues,
  effectOf,
  noMoney,
  sumOfAmounts,
  unclear,
  valuesAt,
  type BodyValues,
  type JudgedRequest,
  type MoneyEffect,
} from '../money-effect.ts';

/**
 * What a change at Mercado Pago moves. Points of sale, stores and cancels move nothing; what unknown
 * endpoints move cannot be told.
 */
export function moneyEffect({ method, path, body }: JudgedRequest): MoneyEffect {
  if (/^\/(pos|stores|users\/\d+\/stores)(\/\w+)?$/.test(path)) return noMoney;
  if (method !== 'POST') return unclear;
  if (/^\/v1\/orders\/\w+\/cancel$/.test(path)) return noMoney;
  const values = bodyValues(body);
  if (values === undefined) return unclear;
  if (path === '/v1/orders') return effectOf('order', largest(values));
  if (path === '/v1/payments') return effectOf('order', values.get('transaction_amount'));
  const order = /^\/v1\/orders\/(\w+)\/refund$/.exec(path)?.[1];
  if (order !== undefined) return refundEffect(order, values);
  if (/^\/v1\/payments\/\w+\/refunds$/.test(path)) return effectOf('refund', values.get('amount'));
  return unclear;
}

/** The total, or what the payments come to where that is more. */
function largest(values: BodyValues): string | undefined {
  const total = values.get('total_amount');
  const payments = valuesAt(values, /^transactions\.payments\[\d+\]\.amount$/);
  const sum = payments.length === 0 ? undefined : (sumOfAmounts(payments) ?? 'unclear');
  if (total === undefined || sum === undefined) return total ?? sum;
  const more = difference(total, sum);
  return more === undefined || more.startsWith('-') ? sum : total;
}

/** A refund without parts is of the whole order, and a part that names no amount of all of its payment. */
function refundEffect(order: string, values: BodyValues): MoneyEffect {
  const parts = amountsOfParts(values, 'transactions', 'amount');
  return parts === undefined ? { kind: 'rest', order } : effectOf('refund', sumOfAmounts(parts));
}
