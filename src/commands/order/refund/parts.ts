import { sentence } from '../../../language/sentence.ts';
import * as v from 'valibot';
import type { Context } from '../../../session/context.ts';
import { excludeEachOther, usageError } from '../../../errors.ts';
import { parseAmount } from '../../../orders/money.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderProvider, RefundPart } from '../../../providers/order-system.ts';

/**
 * The parts to give back that were typed. `--amount` needs the order, for its payment's id; that is
 * given back as well. Throws a usage error for what is no part.
 */
export async function readParts(
  context: Context,
  provider: OrderProvider,
  id: string,
  { amount, payment }: { amount?: string; payment?: string[] },
): Promise<{ parts: RefundPart[]; order?: Order }> {
  if (amount !== undefined && payment !== undefined) {
    throw excludeEachOther('--amount', '--payment');
  }
  if (payment !== undefined) {
    return { parts: payment.map((part) => context.name('--payment', () => parsePart(part))) };
  }
  if (amount === undefined) return { parts: [] };
  const part = context.name('--amount', () => parseAmount(amount));
  const order = await provider.get(id);
  const [only, ...others] = order.payments;
  if (only?.id === undefined || others.length > 0) throw notOnePayment(order);
  return { parts: [{ id: only.id, amount: part }], order };
}

/** An order may hold cash-outs alone, which have ids of their own. */
function notOnePayment({ id, payments, cash_outs: [cashOut, ...others] = [] }: Order) {
  if (payments.length > 0 || cashOut === undefined) {
    return usageError(
      sentence('--amount: order {id} has {count} payments.', { id, count: payments.length }),
      {
        hint: sentence('Name the payment: --payment PAY…=24.90.'),
      },
    );
  }
  const cashOuts =
    others.length === 0
      ? sentence('a cash-out')
      : sentence('{count} cash-outs', { count: others.length + 1 });
  return usageError(
    sentence('--amount: order {id} has no payment, but {cashOuts}.', { id, cashOuts }),
    {
      hint: sentence('Refund it whole, or name the cash-out: --payment {id}=100.00.', {
        id: cashOut.id ?? 'CAS…',
      }),
    },
  );
}

function parsePart(text: string): RefundPart {
  const match = /^((?:PAY|CAS)[0-9A-Z]+)=(.*)$/.exec(text);
  if (match?.[1] !== undefined) return { id: match[1], amount: parseAmount(match[2] ?? '') };
  throw usageError(sentence('"{text}" is not a part of a payment.', { text }), {
    hint: sentence('Write the payment’s id and the amount: PAY01J67CQQH5904WDBVZEM4JMEP3=24.90.'),
  });
}

const partsBody = v.object({
  transactions: v.array(v.object({ id: v.string(), amount: v.string() })),
});

/** The parts that a refund asked for, by its body as it was sent; none for the whole. */
export function partsOfBody(body: string | undefined): RefundPart[] {
  const parsed = v.safeParse(partsBody, body === undefined ? undefined : JSON.parse(body));
  return parsed.success ? parsed.output.transactions : [];
}
