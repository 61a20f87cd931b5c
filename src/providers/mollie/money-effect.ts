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
 * What a change at Mollie moves. What is deleted (an order, lines of it, a payment that is open) is
 * canceled; what unknown endpoints move cannot be told.
 */
export function moneyEffect({ method, path, body }: JudgedRequest): MoneyEffect {
  if (method === 'DELETE' && /^\/v2\/(orders|payments)\/\w+(\/lines)?$/.test(path)) return noMoney;
  if (method !== 'POST') return unclear;
  const values = bodyValues(body);
  if (values === undefined) return unclear;
  const amount = values.get('amount.value');
  const currency = values.get('amount.currency');
  if (/^\/v2\/(orders|payments|payment-links)$/.test(path))
    return effectOf('order', amount, currency);
  const order = /^\/v2\/orders\/(\w+)\/refunds$/.exec(path)?.[1];
  if (order !== undefined) return refundedLines(order, values);
  if (/^\/v2\/payments\/\w+\/refunds$/.test(path)) return effectOf('refund', amount, currency);
  return unclear;
}

/** No lines are the whole order; what a line without an amount comes to is told by the order alone. */
function refundedLines(order: string, values: BodyValues): MoneyEffect {
  const amounts = amountsOfParts(values, 'lines', 'amount.value');
  const [currency, ...others] = new Set(valuesAt(values, /^lines\[\d+\]\.amount\.currency$/));
  return amounts !== undefined && others.length === 0
    ? effectOf('refund', sumOfAmounts(amounts), currency)
    : { kind: 'rest', order };
}
