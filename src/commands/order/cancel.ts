import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { usageError } from '../../errors.ts';
import { parseCancelLine } from '../../orders/cancel-line.ts';
import type { Cancellation } from '../../orders/cancel-outcome.ts';
import type { CancelRequest, OrderProvider } from '../../providers/provider.ts';
import type { Ability } from '../../providers/system.ts';
import { addExamples, collect } from '../options.ts';
import { printPlan } from '../print-plan.ts';
import type { Verb } from '../verb.ts';
import { awaitCancel } from './await-cancel.ts';
import { addChangeOptions, checkKey, confirmChange, sendChange } from './change-order.ts';
import type { ChangeOptions, Sending } from './change-order.ts';
import { eachOrder } from './each-order.ts';
import { readFollowOptions } from './follow.ts';
import type { LookOptions } from './looks.ts';
import { reachedBy, reportCancel, settleRefusal, type Reached } from './report-cancel.ts';

export interface CancelOptions extends ChangeOptions {
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
      .argument('<id...>', 'ids of orders')
      .option('--if-open', 'an order that is canceled already is a success')
      .option('--line <id[=quantity][@amount]>', 'Mollie: this line only; may repeat', collect)
      .option('--reason <text>', 'VTEX: why, for the order’s history')
      .option('--wait', 'VTEX: follow the request until it is through or denied')
      .option('--interval <duration>', 'with --wait: time between two looks (default: 3s)')
      .option('--confirm-second', 'VTEX: send also the second request, which confirms the first');
    addChangeOptions(command);
    addExamples(command, [
      'mp-orders cancel ORD01J67CQQH5904WDBVZEM4JMEP3',
      'mp-orders cancel ORD01J67CQQH5904WDBVZEM4JMEP3 --yes --if-open --field outcome',
      'mp-orders cancel ord_8wmqcHMN4U --line odl_dgtxyl=1',
      'mp-orders cancel 1172452900788-01 --reason "out of stock" --wait --timeout 10m',
    ]);
  },

  async run(context, ids, options) {
    const request = readRequest(ids, options);
    const lookOptions = readFollowOptions(context, options); // wrong ones must not show after sending
    const provider = await context.provider({ ids, needs: needsOf(options) });
    checkKey(ids, options);
    if (options.dryRun !== true)
      await confirmChange(context, provider.system, 'Cancel', ids, options);
    return eachOrder(context, ids, async (id) => {
      if (options.dryRun === true) {
        const idempotencyKey = options.idempotencyKey ?? context.host.uuid();
        return printPlan(context, provider.planCancel(id, { ...request, idempotencyKey }));
      }
      const sending = { what: 'Canceling', action: 'cancel', id, ids, options } as const;
      const wait = options.wait === true ? lookOptions : undefined;
      const reached = await cancelOrder(context, provider, sending, request, wait).catch(
        (error: unknown) => settleRefusal(context, provider, id, error),
      );
      await reportCancel(context, provider.system, reached, {
        ifOpen: options.ifOpen === true,
        one: ids.length === 1,
        lines: request.lines !== undefined,
      });
    });
  },
};

type What = Omit<CancelRequest, 'idempotencyKey'>;

async function cancelOrder(
  context: Context,
  provider: OrderProvider,
  sending: Pick<Sending<Cancellation>, 'what' | 'action' | 'id' | 'ids' | 'options'>,
  request: What,
  wait: LookOptions | undefined,
): Promise<Reached> {
  const { id } = sending;
  const sent = await sendChange<Cancellation>(context, provider, {
    ...sending,
    plan: (change) => provider.planCancel(id, { ...request, ...change }),
    send: (change) => provider.cancel(id, { ...request, ...change }),
    cameOf: ({ outcome, history }) => ({ outcome, order: id, status: history.at(-1)?.status }),
  });
  if (wait === undefined || sent.outcome !== 'requested') return reachedBy(id, sent);
  sent.notes?.forEach((note) => context.io.note(note)); // it may be a long wait
  return awaitCancel(context, id, { ...sent, notes: [] }, wait);
}

function readRequest(ids: readonly string[], options: CancelOptions): What {
  const { line, reason, confirmSecond } = options;
  if (line !== undefined && ids.length > 1) {
    throw usageError('--line goes with one id: a line belongs to one order.');
  }
  return {
    ...(line !== undefined && { lines: line.map(parseCancelLine) }),
    ...(reason !== undefined && { reason }),
    ...(confirmSecond === true && { confirmSecond }),
  };
}

/** What a command asks of a system that not every system has. */
function needsOf({ line, reason, confirmSecond, idempotencyKey }: CancelOptions): Ability[] {
  return [
    ...(line === undefined ? [] : (['cancel_lines'] as const)),
    ...(reason === undefined ? [] : (['cancel_reason'] as const)),
    ...(confirmSecond === true ? (['second_cancel'] as const) : []),
    ...(idempotencyKey === undefined ? [] : (['cancel_key'] as const)),
  ];
}
