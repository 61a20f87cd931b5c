import { cents, isAmount } from './money.ts';
import type { Report, Rule } from './schema.ts';

const child = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const readCents = (value: unknown): bigint | undefined =>
  typeof value === 'string' && isAmount(value) ? cents(value) : undefined;

interface Amounts {
  /** What the payment and the cash-out ask for together. */
  sum: bigint | undefined;
  /** Zero without a cash-out. */
  cashOut: bigint | undefined;
  /** Where the sum comes from, for a sentence. */
  from: string;
}

function readAmounts(body: unknown): Amounts {
  const transactions = child(body, 'transactions');
  const paid = readCents(child(child(child(transactions, 'payments'), 0), 'amount'));
  const [first] = listOf(child(transactions, 'cash_outs'));
  const cashOut = first === undefined ? 0n : readCents(child(first, 'amount'));
  const sum = paid === undefined || cashOut === undefined ? undefined : paid + cashOut;
  const path = "'$.transactions.payments[0].amount'";
  const from = first === undefined ? path : `${path} plus '$.transactions.cash_outs[0].amount'`;
  return { sum, cashOut, from };
}

/** The rules that span properties. They skip what is malformed: that has its own problem already. */
export const checkTotals: Rule = (body, _, report) => {
  const amounts = readAmounts(body);
  const total = readCents(child(body, 'total_amount'));
  if (amounts.sum !== undefined && total !== undefined && amounts.sum !== total) {
    report('invalid_total_amount', `'$.total_amount' must equal ${amounts.from}`);
  }
  checkDiscounts(body, amounts, report);
};

function checkDiscounts(body: unknown, amounts: Amounts, report: Report): void {
  const discounts = child(body, 'discounts');
  if (discounts === undefined) return;
  listOf(child(body, 'items')).forEach((item, at) => {
    if (child(item, 'external_categories') === undefined) return;
    const categories = `$.items[${at}].external_categories`;
    report('bad_request', `'$.discounts' cannot be sent together with '${categories}'`);
  });
  const methods = new Set<unknown>();
  listOf(child(discounts, 'payment_methods')).forEach((discount, at) => {
    const path = `$.discounts.payment_methods[${at}]`;
    const wish = wrongTotal(readCents(child(discount, 'new_total_amount')), amounts);
    if (wish) report('property_value', `'${path}.new_total_amount' must ${wish}`);
    const type = child(discount, 'type');
    // Assumption: a payment method has one discount at most, else which one applies is anyone's guess.
    if (typeof type === 'string' && methods.has(type)) {
      report('property_value', `'${path}.type' must not occur twice`);
    }
    methods.add(type);
  });
}

// Assumption: a "discount" that raises the price is refused, and so is one after which nothing is
// left to pay beside the cash-out, which the new total includes.
function wrongTotal(reduced: bigint | undefined, { sum, cashOut }: Amounts): string | undefined {
  if (reduced === undefined) return undefined;
  if (sum !== undefined && reduced > sum) return 'not exceed the total amount';
  return cashOut && reduced <= cashOut ? 'exceed the cash-out' : undefined;
}
