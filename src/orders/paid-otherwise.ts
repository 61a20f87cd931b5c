import { sameAmount, sumOf } from './money.ts';
import type { Order } from './order.ts';

/**
 * What was paid, where that is another amount than was asked for; undefined where it is the same, or
 * the order does not tell. A discount that the order offered for the method counts as asked for
 * (`discounts.payment_methods[].new_total_amount` of the create page).
 * @param requestedTotal the total of the create request, a decimal string
 */
export function paidOtherwise(
  order: Order,
  requestedTotal: string | undefined,
): string | undefined {
  const { payments, discounts } = order;
  const amounts = payments.flatMap(({ paid_amount }) => paid_amount ?? []);
  const paid = order.total_paid_amount ?? (amounts.length > 0 ? sumOf(amounts) : undefined);
  if (paid === undefined || requestedTotal === undefined || sameAmount(paid, requestedTotal))
    return undefined;
  const applied = payments.flatMap((payment) => payment.discounts?.type ?? []);
  const offers = discounts?.payment_methods ?? [];
  const isOffered = offers.some(
    ({ type, new_total_amount: total }) =>
      type !== undefined &&
      applied.includes(type) &&
      total !== undefined &&
      sameAmount(paid, total),
  );
  return isOffered ? undefined : paid;
}
