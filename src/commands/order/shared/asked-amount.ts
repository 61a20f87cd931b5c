import type { JournalRequest } from '../../../journal/journal.ts';
import { parseJsonObject } from '../../../json/text.ts';
import { sum } from '../../../terminal/amount.ts';
import { partsOfBody } from '../refund/parts.ts';

/**
 * The amount that a request of the journal asked for, or for which it gave money back, as a decimal
 * string; undefined for a whole refund, and where its body does not tell.
 */
export function askedAmount({
  action,
  body,
}: Pick<JournalRequest, 'action' | 'body'>): string | undefined {
  const document = parseJsonObject(body ?? '');
  if (document === undefined) return undefined;
  const { total_amount: total } = document;
  if (action === 'create') return typeof total === 'string' ? total : undefined;
  return action === 'refund' ? sum(partsOfBody(body).map(({ amount }) => amount)) : undefined;
}
