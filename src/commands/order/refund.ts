import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { usageError } from '../../errors.ts';
import { parseAmount } from '../../orders/money.ts';
import type { Order } from '../../orders/order.ts';
import type { OrderProvider, RefundPart } from '../../providers/provider.ts';
import { addExamples, collect } from '../options.ts';
import { printPlan } from '../print-plan.ts';
import type { Verb } from '../verb.ts';
import {
  addChangeOptions,
  checkKey,
  confirmChange,
  outcomeDocument,
  sendChange,
  type ChangeOptions,
} from './change-order.ts';
import { eachOrder } from './each-order.ts';
import { isNew, knownChange, readBefore, tellKnownChange } from './known-change.ts';
import { addPaceOptions, forOneOrder, gateOf, idsArgument, readPace } from './many/many-options.ts';
import type { PaceFlags } from './many/many-options.ts';
import type { OneChange } from './many/many-send.ts';
import { OpenRefunds } from './many/open-refunds.ts';
import { printOrder } from './print-order.ts';
import { isStateConflict, refusalWithState } from './refusal.ts';

export interface RefundOptions extends ChangeOptions, PaceFlags {
  amount?: string;
  payment?: string[];
}

export const refund: Verb<RefundOptions> = {
  define(command: Command) {
    command
      .argument(...idsArgument)
      .option('--amount <amount>', 'a part of the payment; all of it when left out (one id only)')
      .option('--payment <id=amount>', 'a part of this payment (PAY…=24.90); may repeat', collect);
    addChangeOptions(command);
    addPaceOptions(command);
    addExamples(command, [
      'mp-orders refund ORD01J67CQQH5904WDBVZEM4JMEP3',
      'mp-orders refund ORD01J67CQQH5904WDBVZEM4JMEP3 --amount 24.90 --yes',
      'mp-orders refund - --json < ids.txt',
    ]);
  },

  async run(context, ids, options) {
    const pace = readPace(context, ids, options);
    forOneOrder(pace, options, {
      amount: 'several are refunded whole',
      payment: 'a payment belongs to one order',
      idempotencyKey: 'a key belongs to one request',
    });
    checkKey(ids, options);
    const isPart = options.amount !== undefined || options.payment !== undefined;
    const needs = ['refund', ...(isPart ? (['partial_refund'] as const) : [])] as const;
    if (pace.isMany) {
      const [{ manyOrders }, { refunding }] = await Promise.all([
        import('./many/many-orders.ts'),
        import('./many/many-refund.ts'),
      ]);
      return manyOrders(context, pace, refunding(context, pace, options));
    }
    const provider = await context.provider({ ids, needs, ...(await gateOf(context, pace)) });
    const [first = ''] = ids;
    const about = { action: 'refund', id: first } as const;
    const parts = isPart
      ? await readBefore(context, provider, about, options, () =>
          readParts(context, provider, first, options),
        )
      : [];
    const asked = refundOf(provider, first, parts);
    const known =
      options.dryRun === true ? isNew : await knownChange(context, provider, asked, options);
    if (known.is === 'done') {
      return printRefund(context, known.order, { isWhole: parts.length === 0, one: true });
    }
    if (options.dryRun !== true)
      await confirmChange(context, provider.system, 'Refund', ids, options);
    return eachOrder(context, ids, async (id) => {
      if (options.dryRun === true) {
        const idempotencyKey = options.idempotencyKey ?? context.host.uuid();
        await tellKnownChange(context, provider, asked, options);
        return printPlan(context, provider.planRefund(id, parts, { idempotencyKey }));
      }
      (await OpenRefunds.read(context)).check(id, options.idempotencyKey);
      const change = { ...refundOf(provider, id, parts), what: 'Refunding', ids, options, known };
      const order = await sendChange(context, provider, change).catch((error: unknown) =>
        explainRefusal(context, provider, id, error),
      );
      await printRefund(context, order, { isWhole: parts.length === 0, one: ids.length === 1 });
    });
  },
};

/** The refund of an order, ready to send. */
export const refundOf = (
  provider: OrderProvider,
  id: string,
  parts: readonly RefundPart[],
): OneChange<Order> => ({
  action: 'refund',
  id,
  plan: (change) => provider.planRefund(id, parts, change),
  send: (change) => provider.refund(id, parts, change),
  seenAs: ({ order }) => order,
  cameOf: ({ status, request_id }) => ({ outcome: 'refunded', order: id, status, request_id }),
});

export async function printRefund(
  context: Context,
  order: Order,
  { isWhole, one }: { isWhole: boolean; one: boolean },
): Promise<void> {
  // A whole refund's answer may still read paid, as one of the API's pages shows it.
  const whole = isWhole || order.status === 'refunded';
  await printOrder(context, order, {
    json: outcomeDocument({ ...order, outcome: 'refunded' }),
    headline: whole ? 'Refunded.' : 'Refunded in part.',
    one,
  });
}

/** The parts to give back; none for the whole. `--amount` needs the order, for its payment's id. */
async function readParts(
  context: Context,
  provider: OrderProvider,
  id: string,
  { amount, payment }: RefundOptions,
): Promise<RefundPart[]> {
  if (amount !== undefined && payment !== undefined) {
    throw usageError('--amount and --payment exclude each other.', {
      hint: 'Leave one of them out.',
    });
  }
  if (payment !== undefined)
    return payment.map((part) => context.name('--payment', () => parsePart(part)));
  if (amount === undefined) return [];
  const part = context.name('--amount', () => parseAmount(amount));
  const { payments } = await provider.get(id);
  const [only, ...others] = payments;
  if (only?.id !== undefined && others.length === 0) return [{ id: only.id, amount: part }];
  throw usageError(`--amount: order ${id} has ${payments.length} payments.`, {
    hint: 'Name the payment: --payment PAY…=24.90.',
  });
}

function parsePart(text: string): RefundPart {
  const found = /^(PAY[0-9A-Z]+)=(.*)$/.exec(text);
  if (found?.[1] !== undefined) return { id: found[1], amount: parseAmount(found[2] ?? '') };
  throw usageError(`"${text}" is not a part of a payment.`, {
    hint: 'Write the payment’s id and the amount: PAY01J67CQQH5904WDBVZEM4JMEP3=24.90.',
  });
}

/** A refusal for the order's state says which state that is. */
export async function explainRefusal(
  context: Context,
  provider: OrderProvider,
  id: string,
  error: unknown,
): Promise<never> {
  if (!isStateConflict(error)) throw error;
  const order = await provider.get(id).catch(() => undefined);
  throw order === undefined ? error : refusalWithState(context, error, order);
}
