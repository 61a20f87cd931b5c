import { sentence } from '../../../language/sentence.ts';
import { CliError, exitCodes, type ExitCode } from '../../../errors.ts';
import type { Cancellation } from '../../../orders/cancel-outcome.ts';
import { spellDuration } from '../../../orders/duration.ts';
import { isOneOf } from '../../../orders/lifecycle.ts';
import type { Order } from '../../../orders/order.ts';
import { paidOtherwise } from '../../../orders/paid-otherwise.ts';
import { requestedOrder } from '../../../orders/same-order.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';
import type { Context } from '../../../session/context.ts';
import { nextCommand } from '../../../session/next-command.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import { moneyBack } from '../../../terminal/money-back.ts';
import { renderEvent } from '../../../terminal/watch-event.ts';
import { cancelOf } from '../cancel/request.ts';
import { settleRefusal, type CancelResult, resultOf } from '../cancel/report.ts';
import { sendChange } from '../shared/change.ts';
import type { FollowOptions } from '../shared/follow-options.ts';
import { printChange } from '../watch/event.ts';
import { follow } from '../watch/follow.ts';

interface TillOptions extends FollowOptions {
  /** Whether an order that is not paid in time is canceled. */
  cancelOnTimeout: boolean;
  /** The body of the create, JSON text. */
  json: string;
}

/** How long a payment may take that keeps the order from being canceled. */
const graceMs = 60_000;

/**
 * A sale from its order to its end: follows the order until it is paid, and cancels it when the time
 * is up, where that is asked for. Returns the exit code, which is 0 for one end only: the order is
 * paid, and the amount is the one that was asked for.
 */
export async function sell(
  context: Context,
  provider: OrderProvider,
  order: Order,
  options: TillOptions,
): Promise<ExitCode> {
  const requestedTotal = requestedOrder(options.json).total_amount;
  const paid = (read: Order): ExitCode => tellPaid(context, read, requestedTotal);
  if (!options.cancelOnTimeout) return follow(context, order.id, options, { first: order, paid });
  const waited = spellDuration(options.timeoutMs ?? 0);
  const sale = { provider, options, paid, waited };
  return follow(context, order.id, options, {
    first: order,
    paid,
    late: (latest) => cancelLate(context, latest, { ...sale, inGrace: false }),
  });
}

/** Says so when another amount was paid than was asked for, or some of it goes back. */
function tellPaid(context: Context, order: Order, requestedTotal: string | undefined): ExitCode {
  const { refunded, chargedBack } = moneyBack(order);
  if (chargedBack !== undefined) {
    context.io.warn(
      sentence(
        'Order {id} was paid, but the payer’s bank asks for {amount} of it, or has taken it: check it before you hand out goods.',
        { id: order.id, amount: cleanValue(chargedBack) },
      ),
    );
    return exitCodes.otherFinalStatus;
  }
  if (refunded !== undefined) {
    context.io.warn(
      sentence(
        'Order {id} was paid, but {refunded} of it went back, or is going: check it before you hand out goods.',
        { id: order.id, refunded: cleanValue(refunded) },
      ),
    );
    return exitCodes.otherFinalStatus;
  }
  const paid = paidOtherwise(order, requestedTotal);
  if (paid === undefined) return exitCodes.ok;
  context.io.warn(
    sentence(
      'Order {id} is paid, but with {paid} in place of {asked}: check it before you hand out goods.',
      { id: order.id, paid: cleanValue(paid), asked: cleanValue(requestedTotal ?? '') },
    ),
  );
  return exitCodes.otherFinalStatus;
}

interface Late {
  provider: OrderProvider;
  options: TillOptions;
  paid: (order: Order) => ExitCode;
  /** How long the payment was waited for, for people. */
  waited: string;
  /** Whether a payment on its way has had its minute. */
  inGrace: boolean;
}

/**
 * Cancels an order whose time is up. A payment can beat the cancel, and one that is on its way keeps
 * the order from being canceled: that one gets a minute more. What cannot be told ends with 8, as the
 * order may still be paid.
 */
async function cancelLate(context: Context, { id }: Order, sale: Late): Promise<ExitCode> {
  const { provider, options, paid, waited, inGrace } = sale;
  const result = await cancel(context, provider, id);
  const { order, outcome } = result;
  if (order !== undefined) {
    options.onSeen?.(order);
    await printChange(context, order, renderEvent);
  }
  if (outcome === 'canceled') {
    context.io.note(sentence('Not paid in {waited}: order {id} is canceled.', { waited, id }));
    return exitCodes.watchTimeout;
  }
  if (order === undefined) throw mayBePaid(context, id, result.error);
  if (isOneOf(order.status, ['processed'])) return paid(order);
  if (provider.system.lifecycle.followers.has(order.status)) {
    const status = cleanValue(order.status);
    context.io.note(sentence('The order is {status}: it will not be paid any more.', { status }));
    return exitCodes.otherFinalStatus;
  }
  if (outcome !== 'refused' || inGrace) throw mayBePaid(context, id, result.error);
  context.io.note(
    sentence('It cannot be canceled, as a payment may be on its way: watching a minute more.'),
  );
  const longer = { ...options, timeoutMs: graceMs };
  return follow(context, id, longer, {
    first: order,
    paid,
    late: (latest) => cancelLate(context, latest, { ...sale, inGrace: true }),
  });
}

/** Sends the cancel, or gives what kept it from being done. */
async function cancel(
  context: Context,
  provider: OrderProvider,
  id: string,
): Promise<CancelResult> {
  try {
    const change = cancelOf(provider, id, {});
    const { outcomeOf } = change;
    // The answer shows the order as it is after the cancel: one that is paid was not canceled.
    change.outcomeOf = (cancellation) => {
      const isPaid = isOneOf(cancellation.history.at(-1)?.status ?? '', ['processed']);
      const result = outcomeOf(cancellation);
      return result.outcome === 'unknown' && isPaid ? { ...result, outcome: 'not_done' } : result;
    };
    const sent = await sendChange<Cancellation>(context, provider, change, {
      key: context.host.uuid(),
      spinner: sentence('Canceling {id}', { id }),
    });
    return resultOf(id, sent);
  } catch (error) {
    return settleRefusal(context, provider, id, error).catch((thrown: unknown) => {
      if (thrown instanceof CliError) throw mayBePaid(context, id, thrown);
      throw thrown;
    });
  }
}

/** The order is not canceled, or that is not known: it may still be paid. */
function mayBePaid(context: Context, id: string, why: CliError | undefined): CliError {
  const lead = sentence(
    'Order {id} was created, its time is up, and it is not known to be canceled: it may still be paid.',
    { id },
  );
  const facts = {
    orderIds: [id],
    details: why === undefined ? [] : [why.text],
    next: [
      ...(why?.exitCode === exitCodes.outcomeUnknown ? (why.facts.next ?? []) : []),
      nextCommand(context, ['get', id]),
      nextCommand(context, ['cancel', id, '--if-open']),
    ],
  };
  return why === undefined
    ? new CliError(exitCodes.outcomeUnknown, 'order_may_be_paid', lead, facts)
    : why.with({
        exitCode: exitCodes.outcomeUnknown,
        code: 'order_may_be_paid',
        message: lead,
        ...facts,
      });
}
