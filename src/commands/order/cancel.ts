import type { Command } from 'commander';
import type { Context } from '../../session/context.ts';
import type { Cancellation, CancelOutcome } from '../../orders/cancel-outcome.ts';
import type { OrderProvider } from '../../providers/provider.ts';
import { addExamples, collect } from '../options.ts';
import { printPlan } from '../print-plan.ts';
import type { Verb } from '../verb.ts';
import { awaitCancel } from './cancel/wait.ts';
import { noteReached } from './cancel-note.ts';
import { planNotes } from './cancel-plan.ts';
import { checkWait, needsOf, readRequest } from './cancel/request.ts';
import type { CancelOptions, CancelWhat } from './cancel/request.ts';
import { addChangeOptions, checkKey, confirmChange, sendChange } from './shared/change.ts';
import { lostNote } from './shared/lost/look-for.ts';
import { eachOrder } from './shared/each-order.ts';
import { readFollowOptions } from './follow.ts';
import { knownChange, tellKnownChange } from './known-change.ts';
import type { LookOptions } from './looks.ts';
import { addPaceOptions, forOneOrder, gateOf, idsArgument, readPace } from './shared/pace.ts';
import type { Pace } from './shared/pace.ts';
import type { OneChange } from './many/many-send.ts';
import { OpenChanges } from './shared/open-changes.ts';
import {
  reachedBy,
  reportCancel,
  reportKnownCancel,
  settleRefusal,
  type Reached,
} from './cancel/report.ts';

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
    const request = readRequest(context, options);
    const lookOptions = readFollowOptions(context, options); // wrong ones must not show after sending
    checkKey(ids, options);
    const needs = needsOf(options);
    if (pace.isMany) {
      const [{ manyOrders }, { canceling }] = await Promise.all([
        import('./shared/many-orders.ts'),
        import('./many/many-cancel.ts'),
      ]);
      return manyOrders(context, pace, canceling(context, pace, request, options, needs));
    }
    const provider = await context.provider({ ids, needs, ...(await gateOf(context, pace)) });
    if (options.dryRun === true) return planEach(context, provider, ids, request, options);
    const [first = ''] = ids;
    const known = await knownChange(context, provider, cancelOf(provider, first, request), options);
    if (known.is === 'done') return reportKnownCancel(context, provider, known);
    await confirmChange(context, provider.system, 'Cancel', ids, options);
    return eachOrder(context, ids, async (id) => {
      const wait = options.wait === true ? lookOptions : undefined;
      const change = { ...cancelOf(provider, id, request), what: 'Canceling', ids, options, known };
      const reached = await refuseBesideOpen(context, provider, id, request)
        .then(() => readFirst(context, provider, id, request))
        .then(() => sendChange(context, provider, change))
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
  checkWait(context, pace, options, {
    hint: 'Leave it out, and follow them all: mp-orders cancel - --json | mp-orders watch - --until canceled',
    whose: ', for orders of VTEX',
  });
  return options.wait === true ? { ...pace, isMany: false } : pace;
}

/** The request for each order, for `--dry-run`. */
const planEach = (
  context: Context,
  provider: OrderProvider,
  ids: readonly string[],
  request: CancelWhat,
  options: CancelOptions,
) =>
  eachOrder(context, ids, async (id) => {
    const idempotencyKey = options.idempotencyKey ?? context.host.uuid();
    await tellKnownChange(context, provider, cancelOf(provider, id, request), options);
    await printPlan(context, provider.planCancel(id, { ...request, idempotencyKey }));
    planNotes(request).forEach((note) => context.io.noteOnce(note));
  });

/**
 * Reads an order of which an amount is to be canceled, since that is in the order's currency: the
 * journal is to hold the bytes that are sent. What is wrong without it is told before.
 */
async function readFirst(
  context: Context,
  provider: OrderProvider,
  id: string,
  request: CancelWhat,
): Promise<void> {
  if (request.lines?.some(({ amount }) => amount !== undefined) !== true) return;
  provider.planCancel(id, { ...request, idempotencyKey: context.host.uuid() });
  const spinner = await context.io.spin(`Reading ${id}`);
  await provider.get(id).finally(() => spinner.stop());
}

/** Throws where an earlier cancel of the order is open, and this one beside it could do more. */
async function refuseBesideOpen(
  context: Context,
  { system }: OrderProvider,
  id: string,
  { lines }: CancelWhat,
): Promise<void> {
  const { oneCancelAtATime: which } = system;
  const isMeant = which === 'always' || (which === 'of_lines' && lines !== undefined);
  if (isMeant) (await OpenChanges.read(context, 'cancel')).check(id);
}

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
  seenAs: ({ outcome, order }) => ({
    outcome: outcome as CancelOutcome,
    history: [order],
    answer: order.answer,
    notes: [lostNote],
  }),
  cameOf: ({ outcome, history }) => ({ outcome, order: id, status: history.at(-1)?.status }),
});

async function reach(
  context: Context,
  id: string,
  sent: Cancellation,
  wait: LookOptions | undefined,
): Promise<Reached> {
  if (wait === undefined || sent.outcome !== 'requested') return reachedBy(id, sent);
  await noteReached(context, sent.notes); // it may be a long wait
  return awaitCancel(context, id, { ...sent, notes: [] }, wait);
}
