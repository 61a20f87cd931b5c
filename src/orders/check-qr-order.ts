import * as v from 'valibot';
import { isoDurationMs } from './duration.ts';
import { compareAmounts } from './money.ts';
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
  const problems = (result.issues ?? []).map(problemOf);
  if (!result.success) return { problems, warnings: [] };
  return { problems: totalProblems(result.output), warnings: warningsFor(result.output) };
}

function totalProblems({ total_amount: total, transactions }: QrOrderBody): Problem[] {
  const paid = transactions.payments[0]?.amount;
  if (total === undefined || paid === undefined || compareAmounts(total, paid) === 0) return [];
  return [
    { path: 'total_amount', message: `must equal the payment's amount: ${total} is not ${paid}` },
  ];
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

function problemOf(issue: v.BaseIssue<unknown>): Problem {
  const path = pathOf(issue);
  if (issue.type === 'strict_object' && issue.path !== undefined) {
    if (issue.expected === 'never') return { path, message: 'is not a field of this request' };
    if (issue.received === 'undefined') return { path, message: 'is required' };
  }
  return { path, message: issue.message };
}

/** `transactions.payments[0].amount`, as the API's pages write paths. */
function pathOf(issue: v.BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map(({ key }) =>
    typeof key === 'number' ? `[${key}]` : `.${String(key)}`,
  );
  return keys.join('').replace(/^\./, '') || 'the request';
}
