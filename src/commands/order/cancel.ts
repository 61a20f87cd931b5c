import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { CliError, exitCodes } from '../../errors.ts';
import { sameStatus, type Order } from '../../orders/order.ts';
import type { OrderProvider } from '../../providers/provider.ts';
import { addExamples } from '../options.ts';
import { printPlan } from '../print-plan.ts';
import { nextCommand } from '../repeat.ts';
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
import { printOrder } from './print-order.ts';
import { isStateConflict, refusalWithState } from './refusal.ts';

export interface CancelOptions extends ChangeOptions {
  ifOpen?: boolean;
}

export const cancel: Verb<CancelOptions> = {
  define(command: Command) {
    command
      .argument('<id...>', 'ids of orders (ORD…)')
      .option('--if-open', 'an order that is canceled already is a success');
    addChangeOptions(command);
    addExamples(command, [
      'mp-orders cancel ORD01J67CQQH5904WDBVZEM4JMEP3',
      'mp-orders cancel ORD01J67CQQH5904WDBVZEM4JMEP3 --yes --if-open --field outcome',
    ]);
  },

  async run(context, ids, options) {
    const provider = await context.provider();
    ids.forEach((id) => provider.checkId(id));
    checkKey(ids, options);
    if (options.dryRun !== true) await confirmChange(context, 'Cancel', ids, options);
    return eachOrder(context, ids, async (id) => {
      if (options.dryRun === true) {
        const idempotencyKey = options.idempotencyKey ?? context.host.uuid();
        return printPlan(context, provider.planCancel(id, { idempotencyKey }));
      }
      const sending = { what: 'Canceling', id, ids, options };
      const { order, outcome } = await sendChange(context, sending, (change) =>
        provider.cancel(id, change),
      )
        .then((order) => ({ order: checkCanceled(context, order), outcome: 'canceled' }))
        .catch((error: unknown) => settleRefusal(context, provider, id, error, options));
      await printOrder(context, order, {
        json: outcomeDocument(outcome, order),
        headline: outcome === 'canceled' ? 'Canceled.' : 'It was canceled already.',
        one: ids.length === 1,
      });
    });
  },
};

/** A 200 whose order is not canceled is no success, whatever it is. */
function checkCanceled(context: Context, order: Order): Order {
  if (sameStatus(order.status, 'canceled')) return order;
  const message = `The request was accepted, but the order is ${order.status}, not canceled.`;
  throw new CliError(exitCodes.outcomeUnknown, 'outcome_unknown', message, {
    hint: 'It may be canceled in a moment: read it again.',
    next: [nextCommand(context, ['get', order.id])],
  });
}

/**
 * After a 409 the order is read again, since paying and cancelling can race: a canceled one is what
 * `--if-open` asks for; else the refusal says which state the order is in.
 */
async function settleRefusal(
  context: Context,
  provider: OrderProvider,
  id: string,
  error: unknown,
  { ifOpen }: CancelOptions,
): Promise<{ order: Order; outcome: string }> {
  if (!isStateConflict(error)) throw error;
  const order = await provider.get(id).catch(() => undefined);
  if (order === undefined) throw error;
  if (ifOpen === true && sameStatus(order.status, 'canceled')) {
    return { order, outcome: 'already_canceled' };
  }
  throw refusalWithState(context, error, order);
}
