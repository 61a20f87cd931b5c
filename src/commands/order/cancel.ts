import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { usageError } from '../../errors.ts';
import { parseCancelLine } from '../../orders/cancel-line.ts';
import type { Cancellation } from '../../orders/cancel-outcome.ts';
import type { CancelRequest, OrderProvider } from '../../providers/provider.ts';
import type { Ability } from '../../providers/system.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { addExamples, collect } from '../options.ts';
import { printPlan } from '../print-plan.ts';
import type { Verb } from '../verb.ts';
import { awaitCancel } from './await-cancel.ts';
import { addChangeOptions, checkKey, confirmChange, sendChange } from './change-order.ts';
import type { ChangeOptions } from './change-order.ts';
import { eachOrder } from './each-order.ts';
import { readFollowOptions } from './follow.ts';
import type { LookOptions } from './looks.ts';
import { addPaceOptions, forOneOrder, gateOf, idsArgument, readPace } from './many/many-options.ts';
import type { Pace, PaceFlags } from './many/many-options.ts';
import type { OneChange } from './many/many-send.ts';
import { reachedBy, reportCancel, settleRefusal, type Reached } from './report-cancel.ts';

export interface CancelOptions extends ChangeOptions, PaceFlags {
  ifOpen?: boolean;
  line?: string[];
  reason?: string;
  wait?: boolean;
  interval?: string;
  confirmSecond?: boolean;
}

export const cancel: Verb<CancelOptions> = {
  define(command: Command) {
    command
      .argument(...idsArgument)
      .option('--if-open', 'an order that is canceled already is a success')
      .option('--line <id[=quantity][@amount]>', 'Mollie: this line only; may repeat', collect)
      .option('--reason <text>', 'VTEX: why, for the order’s history')
      .option('--wait', 'VTEX: follow the request until it is through or denied')
      .option('--interval <duration>', 'with --wait: time between two looks (default: 3s)')
      .option('--confirm-second', 'VTEX: send also the second request, which confirms the first');
    addChangeOptions(command);
    addPaceOptions(command);
    addExamples(command, [
      'mp-orders cancel ORD01J67CQQH5904WDBVZEM4JMEP3',
      'mp-orders cancel ORD01J67CQQH5904WDBVZEM4JMEP3 --yes --if-open --field outcome',
      'mp-orders cancel ord_8wmqcHMN4U --line odl_dgtxyl=1',
      'mp-orders cancel 1172452900788-01 --reason "out of stock" --wait --timeout 10m',
      'mp-orders list --status created | mp-orders cancel - --if-open --json',
    ]);
  },

  async run(context, ids, options) {
    const pace = readCancelPace(context, ids, options);
    const request = readRequest(options);
    const lookOptions = readFollowOptions(context, options); // wrong ones must not show after sending
    checkKey(ids, options);
    const needs = needsOf(options);
    if (pace.isMany) {
      const [{ manyOrders }, { canceling }] = await Promise.all([
        import('./many/many-orders.ts'),
        import('./many/many-cancel.ts'),
      ]);
      return manyOrders(context, pace, canceling(context, pace, request, options, needs));
    }
    const provider = await context.provider({ ids, needs, ...(await gateOf(context, pace)) });
    if (options.dryRun !== true)
      await confirmChange(context, provider.system, 'Cancel', ids, options);
    return eachOrder(context, ids, async (id) => {
      if (options.dryRun === true) {
        const idempotencyKey = options.idempotencyKey ?? context.host.uuid();
        return printPlan(context, provider.planCancel(id, { ...request, idempotencyKey }));
      }
      const wait = options.wait === true ? lookOptions : undefined;
      const change = { ...cancelOf(provider, id, request), what: 'Canceling', ids, options };
      const reached = await sendChange(context, provider, change)
        .then((sent) => reach(context, id, sent, wait))
        .catch((error: unknown) => settleRefusal(context, provider, id, error));
      await reportCancel(context, provider.system, reached, {
        ifOpen: options.ifOpen === true,
        one: ids.length === 1,
        lines: request.lines !== undefined,
      });
    });
  },
};

function readCancelPace(context: Context, ids: readonly string[], options: CancelOptions): Pace {
  const pace = readPace(context, ids, options);
  forOneOrder(pace, options, {
    line: 'a line belongs to one order',
    idempotencyKey: 'a key belongs to one request',
  });
  if (options.wait !== true || !pace.isMany) return pace;
  if (pace.typed !== undefined && pace.concurrency === 1) return { ...pace, isMany: false };
  throw usageError('--wait follows one order at a time.', {
    hint: 'Leave it out, and follow them all: mp-orders cancel - --json | mp-orders watch - --until canceled',
  });
}

/** What to cancel, and how, whichever the order. */
export type CancelWhat = Omit<CancelRequest, 'idempotencyKey'>;

/** The cancel of an order, ready to send. */
export const cancelOf = (
  provider: OrderProvider,
  id: string,
  request: CancelWhat,
): OneChange<Cancellation> => ({
  action: 'cancel',
  id,
  plan: (change) => provider.planCancel(id, { ...request, ...change }),
  send: (change) => provider.cancel(id, { ...request, ...change }),
  cameOf: ({ outcome, history }) => ({ outcome, order: id, status: history.at(-1)?.status }),
});

async function reach(
  context: Context,
  id: string,
  sent: Cancellation,
  wait: LookOptions | undefined,
): Promise<Reached> {
  if (wait === undefined || sent.outcome !== 'requested') return reachedBy(id, sent);
  sent.notes?.forEach((note) => context.io.note(cleanValue(note))); // it may be a long wait
  return awaitCancel(context, id, { ...sent, notes: [] }, wait);
}

const readRequest = ({ line, reason, confirmSecond }: CancelOptions): CancelWhat => ({
  ...(line !== undefined && { lines: line.map(parseCancelLine) }),
  ...(reason !== undefined && { reason }),
  ...(confirmSecond === true && { confirmSecond }),
});

/** What a command asks of a system that not every system has. */
function needsOf({ line, reason, confirmSecond, idempotencyKey }: CancelOptions): Ability[] {
  return [
    ...(line === undefined ? [] : (['cancel_lines'] as const)),
    ...(reason === undefined ? [] : (['cancel_reason'] as const)),
    ...(confirmSecond === true ? (['second_cancel'] as const) : []),
    ...(idempotencyKey === undefined ? [] : (['cancel_key'] as const)),
  ];
}
