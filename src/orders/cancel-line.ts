import { sentence } from '../language/sentence.ts';
import { usageError } from '../errors.ts';
import { parseAmount } from './money.ts';

/** A line to cancel, whole unless it says how much of it. `amount` is a decimal string. */
export interface CancelLine {
  id: string;
  quantity?: number;
  amount?: string;
}

const form = /^([\w.-]+)(?:=([^@]*))?(?:@(.*))?$/;

/** A line as it is typed: `odl_dgtxyl`, `odl_dgtxyl=1`, `odl_dgtxyl=1@349.00`. */
export function parseCancelLine(text: string): CancelLine {
  const [, id, quantity, amount] = form.exec(text) ?? [];
  const isCount = quantity === undefined || /^[1-9]\d{0,8}$/.test(quantity);
  if (id === undefined || !isCount) {
    throw usageError(sentence('"{text}" is not a line of an order.', { text }), {
      hint: sentence(
        'Write its id, then how many of it and their amount: odl_dgtxyl, odl_dgtxyl=1, odl_dgtxyl=1@349.00.',
      ),
    });
  }
  return {
    id,
    ...(quantity !== undefined && { quantity: Number(quantity) }),
    ...(amount !== undefined && { amount: parseAmount(amount) }),
  };
}
