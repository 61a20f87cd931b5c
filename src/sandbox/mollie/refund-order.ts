import type { Underway } from '../refund-mode.ts';
import { type ChosenLines, takeParts } from './choose-parts.ts';
import { added, refundable } from './line-parts.ts';
import { valueOf } from './money.ts';
import { type OrderRecord, type RefundRecord, stamp } from './record.ts';

/** What a refund is asked with, beside its lines. */
interface RefundWish {
  lines: ChosenLines;
  description?: string | null | undefined;
  metadata?: unknown;
}

/** POST /v2/orders/:id/refunds. Assumption: a refund changes no status of lines or order. */
export function refundOrder(
  order: OrderRecord,
  id: string,
  { lines, description, metadata }: RefundWish,
  at: Date,
  underway?: Underway,
): OrderRecord {
  const { currency } = order;
  const parts: RefundRecord['lines'] = [];
  const rules = { rest: refundable, verb: 'refunded' };
  const changed = takeParts(order, lines, rules, (now, part) => {
    const amount = valueOf(part.amount, currency);
    parts.push({ id: part.line.id, quantity: part.quantity, amount });
    return {
      ...now,
      lines: now.lines.map((line) =>
        line.id === part.line.id
          ? { ...line, refunded: added(line.refunded, part, currency) }
          : line,
      ),
    };
  });
  const refund: RefundRecord = {
    id,
    paymentId: order.payments.at(-1)?.id ?? '',
    status: 'pending',
    // Assumption: a refund without a description gets the order's number.
    description: description ?? `Order ${order.orderNumber}`,
    metadata: metadata ?? null,
    createdAt: stamp(at),
    ...(underway && { underway }),
    lines: parts,
  };
  return { ...changed, refunds: [...order.refunds, refund] };
}
