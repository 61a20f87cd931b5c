import { CliError, exitCodes } from '../../../errors.ts';
import type { Io } from '../../../io.ts';
import { sentence, type Say } from '../../../language/sentence.ts';
import { difference } from '../../../orders/money.ts';
import type { Order } from '../../../orders/order.ts';
import type { RefundPart } from '../../../orders/refund-outcome.ts';
import { money, sum } from '../../../terminal/amount.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import { moneyBack } from '../../../terminal/money-back.ts';
import { paidWith } from '../../../terminal/order-money.ts';

/** What the user is about to agree to. */
interface QuestionFacts {
  order: Order;
  /** What is to be given back, where that is not all that is left. */
  parts?: readonly RefundPart[];
  /** The account’s name, and what kind it is: `Mi Tienda (live)`. */
  account: string;
}

/**
 * `Refund 20.00 of 50.00 ARS of order ORD… (VENTA-1001, credit_card, refunded so far 0) of Mi Tienda
 * (live)?`: what a person needs to see before money moves. What an order does not tell is left out.
 */
export function refundQuestion({ order, parts = [], account }: QuestionFacts, say: Say): string {
  const { paid, refunded, left } = moneyBack(order);
  const whole = paid ?? order.total_amount;
  const part = sum(parts.map(({ amount }) => amount));
  const amount = part ?? (refunded === undefined ? whole : left) ?? whole;
  const soFar = say('refunded so far {amount}', { amount: refunded ?? '0' });
  const isPartOfRest = part !== undefined && refunded !== undefined && left !== undefined;
  const rest = isPartOfRest ? say('{amount} left', { amount: left }) : undefined;
  const facts = factsOf(order, [soFar, rest], say);
  const { id, currency } = order;
  const question =
    amount === undefined || whole === undefined
      ? say('Refund all of order {id} ({facts}) of {account}?', { id, facts, account })
      : amount === whole
        ? say('Refund {amount} of order {id} ({facts}) of {account}?', {
            amount: money(amount, currency) ?? '',
            id,
            facts,
            account,
          })
        : say('Refund {amount} of {whole} of order {id} ({facts}) of {account}?', {
            amount,
            whole: money(whole, currency) ?? '',
            id,
            facts,
            account,
          });
  return inOneLine(question);
}

/**
 * Says of a refund, before anybody is asked, that no money is left for it, or less than it wants: the
 * order system would refuse it. Throws CliError, exit 6, where nothing is left.
 */
export function checkLeft(io: Io, { order, parts = [] }: Omit<QuestionFacts, 'account'>): void {
  const { id, currency } = order;
  const { left, isAll } = moneyBack(order);
  if (isAll) {
    const message = sentence('Nothing is left to refund of order {id}: nothing was sent.', { id });
    throw new CliError(exitCodes.conflict, 'order_already_refunded', message, { orderIds: [id] });
  }
  const part = sum(parts.map(({ amount }) => amount));
  const isMore = part !== undefined && left !== undefined && difference(left, part)?.[0] === '-';
  if (!isMore) return;
  const amount = (money(left, currency) ?? left).replaceAll('\u00a0', ' ');
  io.warn(sentence('Only {amount} is left to refund of order {id}.', { amount, id }));
}

/** `Cancel order ORD… (50.00 ARS, VENTA-1001, created) of Mi Tienda (live)?` */
export function cancelQuestion({ order, account }: QuestionFacts, say: Say): string {
  const { paid, refunded } = moneyBack(order);
  const others = [
    money(order.total_amount, order.currency),
    order.status,
    paid === undefined ? say('nothing paid') : say('paid {amount}', { amount: paid }),
    refunded === undefined ? undefined : say('refunded so far {amount}', { amount: refunded }),
  ];
  const { id } = order;
  const facts = factsOf(order, others, say);
  return inOneLine(say('Cancel order {id} ({facts}) of {account}?', { id, facts, account }));
}

function factsOf(order: Order, others: readonly (string | undefined)[], say: Say): string {
  const { external_reference: reference, payments } = order;
  const [only, second] = payments;
  const method = only !== undefined && second === undefined ? paidWith(only, say) : undefined;
  return [reference, method, ...others]
    .filter((fact) => fact !== undefined && fact !== '')
    .join(', ');
}

const inOneLine = (question: string): string => cleanValue(question).replaceAll('\u00a0', ' ');
