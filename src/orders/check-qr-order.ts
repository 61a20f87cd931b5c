import * as v from 'valibot';
import { isoDurationMs } from './duration.ts';
import { compareAmounts, isAmount } from './money.ts';
import { qrOrderBody, type QrOrderBody } from './qr-order-schema.ts';

/** What is wrong with a field of the request: its path, and what would be right. */
export interface Problem {
  path: string;
  message: string;
}

export interface Verdict {
  problems: Problem[];
  /** What the server may judge otherwise; sent all the same. */
  warnings: string[];
}

/** Judges the body of a create request by every rule of the create page, all at once. */
export function checkQrOrder(input: unknown): Verdict {
  const result = v.safeParse(qrOrderBody, input);
  const faults = (result.issues ?? []).map((issue) => ({
    path: pathOf(issue),
    message: issue.message,
  }));
  const problems = [...faults, ...totalProblems(input)];
  return { problems, warnings: result.success ? warningsFor(result.output) : [] };
}

/** The two amounts, wherever they are well-formed: the rest may be wrong in its own ways. */
const amounts = v.object({
  total_amount: v.string(),
  transactions: v.object({ payments: v.looseTuple([v.object({ amount: v.string() })]) }),
});

function totalProblems(input: unknown): Problem[] {
  const parsed = v.safeParse(amounts, input);
  if (!parsed.success) return [];
  const { total_amount: total, transactions } = parsed.output;
  const paid = transactions.payments[0].amount;
  if (!isAmount(total) || !isAmount(paid) || compareAmounts(total, paid) === 0) return [];
  const message = `must equal the payment's amount: ${total} is not ${paid}`;
  return [{ path: 'total_amount', message }];
}

function warningsFor({ config, expiration_time, discounts, items }: QrOrderBody): string[] {
  const warnings: string[] = [];
  const isStatic = (config.qr.mode ?? 'static') === 'static';
  if (isStatic && (isoDurationMs(expiration_time ?? '') ?? 0) > 600_000) {
    warnings.push(
      `expiration_time: a static order expires after 10 minutes, ${expiration_time} or not.`,
    );
  }
  if (discounts !== undefined && items?.some((one) => one.external_categories !== undefined)) {
    warnings.push(
      'discounts and items[].external_categories exclude each other, says the create page; the server decides.',
    );
  }
  return warnings;
}

/** `transactions.payments[0].amount`, as the API's pages write paths. */
function pathOf(issue: v.BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map(({ key }) =>
    typeof key === 'number' ? `[${key}]` : `.${String(key)}`,
  );
  return keys.join('').replace(/^\./, '') || 'the request';
}
