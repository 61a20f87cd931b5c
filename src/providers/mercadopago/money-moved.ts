import { difference, sumOf } from '../../orders/money.ts';
import {
  bodyValues,
  moved,
  noMoney,
  unclear,
  valuesAt,
  type BodyValues,
  type JudgedRequest,
  type MoneyMoved,
} from '../money-moved.ts';

/**
 * What a change at Mercado Pago moves. Points of sale, stores and cancels move nothing; of endpoints
 * that are not known here nobody can tell.
 */
export function moneyMoved({ method, path, body }: JudgedRequest): MoneyMoved {
  if (/^\/(pos|stores|users\/\d+\/stores)(\/\w+)?$/.test(path)) return noMoney;
  if (method !== 'POST') return unclear;
  if (/^\/v1\/orders\/\w+\/cancel$/.test(path)) return noMoney;
  const values = bodyValues(body);
  if (values === undefined) return unclear;
  if (path === '/v1/orders') return moved('order', largest(values));
  if (path === '/v1/payments') return moved('order', values.get('transaction_amount'));
  const order = /^\/v1\/orders\/(\w+)\/refund$/.exec(path)?.[1];
  if (order !== undefined) return refunded(order, values);
  if (/^\/v1\/payments\/\w+\/refunds$/.test(path)) return moved('refund', values.get('amount'));
  return unclear;
}

/** The total, or what the payments come to where that is more. */
function largest(values: BodyValues): string | undefined {
  const total = values.get('total_amount');
  const payments = valuesAt(values, /^transactions\.payments\[\d+\]\.amount$/);
  const sum = payments.length === 0 ? undefined : (sumOf(payments) ?? 'unclear');
  if (total === undefined || sum === undefined) return total ?? sum;
  const more = difference(total, sum);
  return more === undefined || more.startsWith('-') ? sum : total;
}

/** A refund without parts is of the whole order. */
function refunded(order: string, values: BodyValues): MoneyMoved {
  const parts = valuesAt(values, /^transactions\[\d+\]\.amount$/);
  const named = valuesAt(values, /^transactions\[\d+\]\.id$/);
  // A part that names no amount is all of its payment.
  if (parts.length === 0 || parts.length !== named.length) return { kind: 'rest', order };
  return moved('refund', sumOf(parts));
}
