import { fieldsOf } from '../json/text.ts';
import { sentence, type Text } from '../language/sentence.ts';
import { isoDurationMs } from './duration.ts';
import { compareAmounts, isAmount, multiplyAmount, sumAmounts } from './money.ts';
import { isQrOrderBody, type QrOrderBody } from './qr-order-schema.ts';

/** What is wrong with a field of the request: its path (empty for all of it), and what would be right. */
export interface Problem {
  path: string;
  message: Text;
}

interface Verdict {
  problems: Problem[];
  /** What the server may judge otherwise; sent anyway. */
  warnings: Text[];
}

/** Judges the body of a create request by every rule of the create page, all at once. */
export function checkQrOrder(input: unknown): Verdict {
  const problems: Problem[] = [];
  const tell = (path: string, message: Text) => void problems.push({ path, message });
  const warnings = isQrOrderBody(input, tell) ? warningsFor(input) : [];
  problems.push(...totalProblems(input));
  return { problems, warnings };
}

/**
 * total_amount is the sum of the transactions (create page), cash-outs included (cancel page). It is
 * judged wherever the amounts are well-formed: the rest may be wrong in its own ways.
 */
function totalProblems(input: unknown): Problem[] {
  const { total_amount: total, transactions } = fieldsOf(input);
  const { payments, cash_outs: cashOuts = [] } = fieldsOf(transactions);
  if (!Array.isArray(payments) || !Array.isArray(cashOuts)) return [];
  const paid: unknown[] = payments.slice(0, 1).concat(cashOuts);
  const parts = paid.map((part) => fieldsOf(part).amount);
  if (payments.length === 0 || !isAmountText(total) || !parts.every(isAmountText)) return [];
  const sum = parts.length === 1 ? (parts[0] ?? '') : sumAmounts(parts);
  if (compareAmounts(total, sum) === 0) return [];
  const values = { total, sum };
  const message =
    parts.length === 1
      ? sentence("must equal the payment's amount: {total} is not {sum}", values)
      : sentence('must equal payment and cash-out together: {total} is not {sum}', values);
  return [{ path: 'total_amount', message }];
}

const isAmountText = (value: unknown): value is string =>
  typeof value === 'string' && isAmount(value);

function warningsFor(body: QrOrderBody): Text[] {
  const { config, expiration_time, discounts, items, transactions } = body;
  const warnings: Text[] = [];
  if (transactions.payments === undefined) {
    warnings.push(
      sentence(
        'transactions: a cash-out alone is in the QR guide, and the create page requires a payment; the server decides.',
      ),
    );
  }
  const isStatic = (config.qr.mode ?? 'static') === 'static';
  if (isStatic && (isoDurationMs(expiration_time ?? '') ?? 0) > 600_000) {
    warnings.push(
      sentence(
        'expiration_time: a static order expires after 10 minutes; {expiration_time} does not change that.',
        { expiration_time: expiration_time ?? '' },
      ),
    );
  }
  if (discounts !== undefined && items?.some((one) => one.external_categories !== undefined)) {
    warnings.push(
      sentence(
        'discounts and items[].external_categories exclude each other, says the create page; the server decides.',
      ),
    );
  }
  return [...warnings, ...boundWarnings(body), ...itemWarnings(body)];
}

/** The page bounds neither a discount nor the fee; one that raises the total would be paid anyway. */
function boundWarnings(body: QrOrderBody): Text[] {
  const { total_amount, discounts, transactions, marketplace_fee: fee } = body;
  const total = total_amount ?? transactions.payments?.[0]?.amount;
  const methods = discounts?.payment_methods ?? [];
  const types = methods.map(({ type }) => type);
  const twice = new Set(types.filter((type, i) => types.indexOf(type) !== i));
  return [
    ...methods.flatMap(({ type, new_total_amount: reduced }) =>
      total === undefined || compareAmounts(reduced, total) <= 0
        ? []
        : sentence(
            'discounts: with {type} the total is {reduced}, more than the {total} without it; the server decides.',
            { type, reduced, total },
          ),
    ),
    ...(fee === undefined || total === undefined || compareAmounts(fee, total) <= 0
      ? []
      : [
          sentence(
            'marketplace_fee: {fee} is more than the total of {total}; the server decides.',
            { fee, total },
          ),
        ]),
    ...[...twice].map((type) =>
      sentence('discounts: {type} has more than one; the server decides which counts.', { type }),
    ),
  ];
}

/** Whether the items add up is not on the page, so a difference is told and sent anyway. */
function itemWarnings({ items = [], transactions }: QrOrderBody): Text[] {
  const total = transactions.payments?.[0]?.amount;
  const prices = items.map(({ unit_price, quantity }) =>
    unit_price === undefined || quantity === undefined
      ? []
      : [multiplyAmount(unit_price, quantity)],
  );
  if (total === undefined || items.length === 0 || prices.some((price) => price.length === 0))
    return [];
  const sum = sumAmounts(prices.flat());
  if (compareAmounts(sum, total) === 0) return [];
  return [sentence('items: they add up to {sum}, and the payment is {total}.', { sum, total })];
}
