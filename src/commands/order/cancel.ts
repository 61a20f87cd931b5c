import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import type { Cancellation } from '../../orders/cancel-outcome.ts';
import { isOneOf } from '../../orders/lifecycle.ts';
import type { OrderProvider, OrderSystem } from '../../providers/order-system.ts';
import type { Context } from '../../session/context.ts';
import { keyScope } from '../../session/key-scope.ts';
import { addExamples } from '../../help/layout.ts';
import { collect } from '../options.ts';
import type { Verb } from '../verb.ts';
import {
  actResultOf,
  knownResult,
  printNotes,
  resultOf,
  settleRefusal,
  type CancelResult,
} from './cancel/report.ts';
import {
  type CancelOptions,
  type CancelWhat,
  needsOf,
  planNotes,
  readRequest,
  cancelOf,
} from './cancel/request.ts';
import type { LookOptions } from './shared/follow-options.ts';
import {
  addChangeOptions,
  confirmChange,
  isNew,
  knownChange,
  planned,
  readChangePlan,
  sendNamed,
} from './shared/change.ts';
import { eachOrder, spinning } from './shared/each-order.ts';
import { heldAsOpen } from '../../session/journal-change.ts';
import { OpenChanges } from './shared/open-changes.ts';
import { checkUnreadOrder } from './shared/unread-lines.ts';
import { addPaceOptions, idsArgument, isOne, type Pace } from './shared/pace.ts';
import type { ActResult, OrderWork } from './shared/work.ts';

export const cancel: Verb<CancelOptions> = {
  define(command: Command) {
    command
      .argument(...idsArgument)
      .option('--if-open', 'an order that is canceled already is a success')
      .option('--line <id[=quantity][@amount]>', 'Mollie: this line only; may repeat', collect)
      .option('--reason <text>', 'VTEX: why, for the order’s history')
      .option('--wait', 'VTEX: follow the request until it is done or denied')
      .option('--interval <duration>', 'with --wait: time between two checks (default: 3s)')
      .option('--confirm-second', 'VTEX: also send the second request, which confirms the first');
    addChangeOptions(command);
    addPaceOptions(command);
    addExamples(command, [
      'mp-orders cancel ORD01J67CQQH5904WDBVZEM4JMEP3',
      'mp-orders cancel ORD01J67CQQH5904WDBVZEM4JMEP3 --if-open --field outcome',
      'mp-orders cancel ord_8wmqcHMN4U --line odl_dgtxyl=1',
      'mp-orders cancel 1172452900788-01 --reason "sold out" --wait --timeout 10m',
      'mp-orders list --status created | mp-orders cancel - --if-open --json',
    ]);
  },

  async run(context, ids, options) {
    const { pace, wait } = readChangePlan(context, ids, options, {
      ofOne: {
        line: sentence('a line belongs to one order'),
      },
      waiting: {
        hint: sentence(
          'Leave it out, and follow them all: `mp-orders cancel - --json | mp-orders watch - --until canceled`',
        ),
        forWhom: sentence('Leave --interval out, or add --wait, for orders of VTEX.'),
      },
    });
    const request = readRequest(context, options);
    return eachOrder(context, pace, canceling(context, { pace, request, options, wait }));
  },
};

interface CancelPlan {
  pace: Pace;
  request: CancelWhat;
  options: CancelOptions;
  /** How a request is followed that is not through yet; undefined where it is not. */
  wait: LookOptions | undefined;
}

/** Cancels each order. */
function canceling(context: Context, { pace, request, options, wait }: CancelPlan): OrderWork {
  const { dryRun = false, ifOpen = false } = options;
  const openCancels = OpenChanges.reader(context, 'cancel', pace);
  let before: Promise<ReadonlySet<string>> | undefined;
  let asked: Promise<Map<string, string>> | undefined;
  let known = isNew;
  const actResult = (
    provider: OrderProvider,
    result: CancelResult,
    flags = { ifOpen },
  ): ActResult =>
    actResultOf(context, provider.system, result, {
      ...flags,
      one: isOne(pace),
      lines: request.lines !== undefined,
    });
  const send = async (provider: OrderProvider, id: string): Promise<CancelResult> => {
    const open = isAlone(provider.system, request) ? await openCancels() : undefined;
    const at = context.now().toISOString();
    try {
      open?.check(id);
      await readFirst(context, pace, provider, id, request);
      if (open !== undefined && !pace.isMany) asked = undefined;
      asked ??= open && requestedAt(context, provider.system);
      const askedAt = (await asked)?.get(id);
      const change = cancelOf(provider, id, { ...request, askedAt });
      if (open !== undefined && known.is === 'new') {
        const key = options.idempotencyKey ?? '';
        const plan = change.plan({ idempotencyKey: key });
        await checkUnreadOrder(context, provider, { action: 'cancel', key, order: id, plan });
      }
      const sendOptions = { what: sentence('Canceling'), pace, options, known };
      const sent = await sendNamed(context, provider, change, sendOptions);
      if (sent.outcome === 'requested') (await asked)?.set(id, at);
      return await reach(context, id, sent, wait);
    } catch (error) {
      open?.addLost(id, at, error);
      const reason = await OpenChanges.unreached(openCancels, id, error);
      return settleRefusal(context, provider, id, reason);
    }
  };
  return {
    needs: needsOf(options),
    changes: true,
    async begin(provider) {
      const [id] = pace.typed ?? [];
      if (id !== undefined && !dryRun) {
        known = await knownChange(context, provider, cancelOf(provider, id, request), options);
      }
      if (known.is === 'done') return;
      const lost = known.is === 'open' ? known.lost : undefined;
      await heldAsOpen(context, lost, () =>
        confirmChange(context, provider, 'Cancel', pace, options),
      );
    },
    async act(provider, id) {
      if (dryRun) {
        const change = cancelOf(provider, id, request);
        return planned(context, provider, change, options, planNotes(request));
      }
      if (known.is === 'done')
        return actResult(provider, knownResult(provider, known), { ifOpen: false });
      if (ifOpen && pace.isMany) {
        before ??= knownCanceled(context, provider.system);
        const order = (await before).has(id) ? await provider.get(id) : undefined;
        if (order !== undefined && isOneOf(order.status, ['canceled'])) {
          return actResult(provider, {
            outcome: 'already_canceled',
            id,
            answer: order.answer,
            order,
          });
        }
      }
      return actResult(provider, await send(provider, id));
    },
  };
}

/** So many orders are remembered, the newest: the journal may hold a million. */
const mostKnown = 100_000;

/**
 * The orders of this account that the journal has as canceled, by their ids. Each is to be looked at,
 * and need not be canceled again: a cancel that gets no answer would leave one more open request.
 */
async function knownCanceled(context: Context, system: OrderSystem): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const { order, settled } of cancelsOf(context, system)) {
    if (isCanceled(settled)) ids.add(order);
    if (ids.size === mostKnown) break;
  }
  return ids;
}

/** When the last cancel of each order was sent that was taken in, and is not known to be through. */
async function requestedAt(context: Context, system: OrderSystem): Promise<Map<string, string>> {
  const seen = new Set<string>();
  const times = new Map<string, string>();
  for await (const { order, at, settled } of cancelsOf(context, system, '"requested"')) {
    if (!seen.has(order) && settled?.outcome === 'requested') times.set(order, at);
    seen.add(order);
    if (seen.size === mostKnown) break;
  }
  return times;
}

/** The cancels of this account in the files of the journal that hold a text, the newest first. */
async function* cancelsOf(context: Context, system: OrderSystem, holding?: string) {
  const scope = await keyScope(context, await context.account(system));
  for await (const entry of (await context.journal()).history({ holding })) {
    const { action, order, provider_at, at } = entry.sent;
    if (action !== 'cancel' || order === undefined || scope.placed(entry) === 'no') continue;
    yield { order, at: provider_at ?? at, settled: entry.settled };
  }
}

/** A refusal that says so counts too. */
const isCanceled = (settled: { outcome: string; code?: string } | undefined): boolean =>
  settled !== undefined &&
  (['canceled', 'already_canceled'].includes(settled.outcome) ||
    settled.code === 'order_already_canceled');

/** Whether a cancel beside one of the same order that is open could do more than that one. */
const isAlone = ({ oneCancelAtATime: which }: OrderSystem, { lines }: CancelWhat): boolean =>
  which === 'always' || (which === 'of_lines' && lines !== undefined);

/**
 * Reads an order of which an amount is to be canceled, since that is in the order's currency: the
 * journal is to hold the bytes that are sent. What is wrong without it is told before.
 */
async function readFirst(
  context: Context,
  pace: Pace,
  provider: OrderProvider,
  id: string,
  request: CancelWhat,
): Promise<void> {
  if (request.lines?.some(({ amount }) => amount !== undefined) !== true) return;
  provider.planCancel(id, { ...request, idempotencyKey: context.host.uuid() });
  await spinning(context, pace, sentence('Reading {id}', { id }), () => provider.get(id));
}

async function reach(
  context: Context,
  id: string,
  sent: Cancellation,
  wait: LookOptions | undefined,
): Promise<CancelResult> {
  if (wait === undefined || sent.outcome !== 'requested') return resultOf(id, sent);
  await printNotes(context, sent.notes); // it may be a long wait
  const { awaitCancel } = await import('./cancel/wait.ts');
  return awaitCancel(context, id, { ...sent, notes: [] }, wait);
}
