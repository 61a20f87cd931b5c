import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import type { Order } from '../../orders/order.ts';
import type { OrderProvider, RefundPart } from '../../providers/order-system.ts';
import type { Context } from '../../session/context.ts';
import { amend, heldAsOpen, type ChangeOutcome } from '../../session/journal-change.ts';
import { addExamples } from '../../help/layout.ts';
import { collect } from '../options.ts';
import { wantsData } from '../print.ts';
import type { Verb } from '../verb.ts';
import type { LookOptions } from './shared/follow-options.ts';
import { readParts } from './refund/parts.ts';
import {
  updatedBy,
  resultOf,
  refundResult,
  type RefundRequest,
  type RefundResult,
} from './refund/result.ts';
import { actResultOf, refuseBesidePending } from './refund/report.ts';
import { RequestedRefunds } from './refund/requested-refunds.ts';
import {
  addChangeOptions,
  confirmChange,
  isNew,
  knownChange,
  planned,
  readChangePlan,
  readBefore,
  sendNamed,
  type ChangeOptions,
  type OrderChange,
} from './shared/change.ts';
import { eachOrder } from './shared/each-order.ts';
import type { KnownKey } from './shared/known-key.ts';
import { lostNote } from './shared/lost/look-for.ts';
import { OpenChanges } from './shared/open-changes.ts';
import { checkUnreadOrder } from './shared/unread-lines.ts';
import {
  addPaceOptions,
  idsArgument,
  isOne,
  type Pace,
  type PaceFlags,
  type WaitFlags,
} from './shared/pace.ts';
import { isStateConflict, readAfterRefusal } from './shared/refusal.ts';
import type { ActResult, OrderWork } from './shared/work.ts';

interface RefundOptions extends ChangeOptions, PaceFlags, WaitFlags {
  amount?: string;
  payment?: string[];
}

export const refund: Verb<RefundOptions> = {
  define(command: Command) {
    command
      .argument(...idsArgument)
      .option('--amount <amount>', 'a part of the payment; all of it when left out (one id only)')
      .option('--payment <id=amount>', 'a part of this payment (PAY…=24.90); may repeat', collect)
      .option('--wait', 'follow the refund until it is done or failed')
      .option('--interval <duration>', 'with --wait: time between two checks (default: 3s)');
    addChangeOptions(command);
    addPaceOptions(command);
    addExamples(command, [
      'mp-orders refund ORD01J67CQQH5904WDBVZEM4JMEP3',
      'mp-orders refund ORD01J67CQQH5904WDBVZEM4JMEP3 --amount 24.90 --yes',
      'mp-orders refund ORD01J67CQQH5904WDBVZEM4JMEP3 --wait --timeout 10m',
      'mp-orders refund - --json < ids.txt',
    ]);
  },

  async run(context, ids, options) {
    const { pace, wait } = readChangePlan(context, ids, options, {
      ofOne: {
        amount: sentence('several are refunded whole'),
        payment: sentence('a payment belongs to one order'),
      },
      waiting: {
        hint: sentence('Leave it out; `mp-orders get -` shows their state later.'),
        forWhom: sentence('Leave --interval out, or add --wait.'),
      },
    });
    return eachOrder(context, pace, refunding(context, { pace, options, wait }));
  },
};

interface RefundPlan {
  pace: Pace;
  options: RefundOptions;
  /** How a refund is followed that is not through yet; undefined where it is not. */
  wait: LookOptions | undefined;
}

/** Gives money back of each order: parts of a single one, else the whole payment. */
function refunding(context: Context, { pace, options, wait }: RefundPlan): OrderWork {
  const { amount, payment, dryRun = false, idempotencyKey } = options;
  const isPart = amount !== undefined || payment !== undefined;
  const openRefunds = OpenChanges.reader(context, 'refund', pace);
  const requestedRefunds = RequestedRefunds.reader(context, pace);
  let parts: readonly RefundPart[] = [];
  let order: Order | undefined;
  let known = isNew;
  const actResult = (provider: OrderProvider, result: RefundResult): ActResult =>
    actResultOf(context, provider.system, result, { one: isOne(pace) });
  /** What is known of a single order before anything is sent. */
  const prepare = async (provider: OrderProvider, id: string): Promise<void> => {
    if (isPart) {
      const about = { action: 'refund', id } as const;
      const read = () => readParts(context, provider, id, options);
      const reading = readBefore(context, provider, about, options, read);
      ({ parts, order } = await reading.catch(async (error: unknown) => {
        throw dryRun ? error : await OpenChanges.unreached(openRefunds, id, error);
      }));
    }
    if (dryRun) return;
    known = await knownChange(
      context,
      provider,
      refundOf(context, provider, { id, parts }),
      options,
    );
    if (order !== undefined) checkPending(provider, order);
  };
  /** What is on its way may be this very refund where a lost attempt of it is known. */
  const checkPending = ({ system }: OrderProvider, latest: Order): void => {
    if (known.is === 'new') refuseBesidePending(context, system, latest);
  };
  return {
    needs: ['refund', ...(isPart ? (['partial_refund'] as const) : [])],
    changes: true,
    async begin(provider) {
      const [id] = pace.typed ?? [];
      if (id !== undefined) await prepare(provider, id);
      if (known.is === 'done') return;
      const check = (latest: Order) => checkPending(provider, latest);
      await heldAsOpen(context, known.is === 'open' ? known.lost : undefined, async () => {
        if (id !== undefined && !dryRun) {
          const { plan } = refundOf(context, provider, { id, parts });
          await provider.guard?.allow(plan({ idempotencyKey: context.host.uuid() }));
        }
        await confirmChange(context, provider, 'Refund', pace, options, { order, parts, check });
      });
    },
    async act(provider, id) {
      if (dryRun) {
        return planned(context, provider, refundOf(context, provider, { id, parts }), options);
      }
      if (known.is === 'done') {
        const was = known.entry.settled?.outcome;
        const sent = knownRefund(known, { id, parts });
        return actResult(provider, await followed(context, provider, sent, { wait, was }));
      }
      const open = await openRefunds();
      open.check(id, idempotencyKey);
      const requested = await requestedRefunds(id);
      await requested.check(provider, id, idempotencyKey);
      if (isPart && known.is === 'new') {
        const key = idempotencyKey ?? '';
        const plan = refundOf(context, provider, { id, parts }).plan({ idempotencyKey: key });
        await checkUnreadOrder(context, provider, { action: 'refund', key, order: id, plan });
      }
      // Since a lost attempt of this one, its own refund may be among those of the order.
      const refundsBefore = known.is === 'open' ? known.lost.refunds_before : idsOf(order);
      const before = refundsBefore?.map((one) => ({ id: one }));
      const change = {
        ...refundOf(context, provider, { id, parts, before }),
        journalFields: { refunds_before: refundsBefore },
      };
      const at = context.now().toISOString();
      const sendOptions = { what: sentence('Refunding'), pace, options, known };
      const sent = await sendNamed(context, provider, change, sendOptions).catch(
        async (error: unknown) => {
          open.addLost(id, at, error);
          if (!isStateConflict(error)) throw error;
          throw (await readAfterRefusal(context, provider, id, error)).error;
        },
      );
      if (sent.outcome === 'requested') requested.add(id, { key: sent.key, at, id: sent.sentId });
      return actResult(provider, await followed(context, provider, sent, { wait }));
    },
  };
}

/** The ids of an order's refunds; undefined where it was not read, or one has no id. */
function idsOf(order: Order | undefined): string[] | undefined {
  if (order === undefined) return undefined;
  const { refunds = [] } = order;
  const ids = refunds.flatMap(({ id }) => id ?? []);
  return ids.length === refunds.length ? ids : undefined;
}

/** A refund that was sent, with its key and its identity in the journal. */
type SentRefund = RefundResult & { key: string; sentId?: string; requestId?: string };

/** The refund of an order, ready to send. */
function refundOf(
  context: Context,
  provider: OrderProvider,
  request: RefundRequest,
): OrderChange<SentRefund> & { action: 'refund'; id: string } {
  let sending: Pick<SentRefund, 'key' | 'sentId'> = { key: '' };
  return {
    action: 'refund',
    id: request.id,
    plan: (change) => provider.planRefund(request.id, request.parts, change),
    async send(change, sentId) {
      sending = { key: change.idempotencyKey, sentId };
      const answered = await provider.refund(request.id, request.parts, change);
      const forPeople = !wantsData(context);
      const result = await refundResult(provider, request, answered, { forPeople });
      return { ...result, ...sending, requestId: answered.request_id };
    },
    resultOf: ({ order, outcome }) => {
      context.io.noteOnce(lostNote);
      return {
        ...resultOf(order, request),
        ...sending,
        outcome: outcome as RefundResult['outcome'],
        isShown: true,
      };
    },
    outcomeOf: outcomeOfRefund,
  };
}

const outcomeOfRefund = ({ outcome, request, order, requestId }: SentRefund): ChangeOutcome => ({
  outcome,
  order: request.id,
  status: order.status,
  ...(requestId !== undefined && { request_id: requestId }),
});

/** A refund that this key did before, by its order as it stands now and by what was known of it. */
function knownRefund(
  { order, entry: { sent, settled } }: Extract<KnownKey, { is: 'done' }>,
  request: RefundRequest,
): SentRefund {
  const before = sent.refunds_before?.map((id) => ({ id }));
  const outcome = settled?.outcome as RefundResult['outcome'];
  const was = { outcome, request: { ...request, before }, order, answer: order.answer };
  const { key, id: sentId } = sent;
  return { ...updatedBy({ ...was, refunds: [], isShown: false }, order), key, sentId };
}

/**
 * Follows a refund that was requested, where that is wanted. The journal, which has it as `was`, is
 * told how it ended.
 */
async function followed(
  context: Context,
  provider: OrderProvider,
  sent: SentRefund,
  { wait, was = sent.outcome }: { wait: LookOptions | undefined; was?: string },
): Promise<RefundResult> {
  const mustWait = sent.outcome === 'requested' && wait !== undefined;
  let result = sent;
  if (mustWait) {
    const { awaitRefund } = await import('./refund/wait.ts');
    result = { ...sent, ...(await awaitRefund(context, sent, wait)) };
  }
  if (was === 'requested' && result.outcome !== 'requested') {
    await amend(context, provider, { id: sent.sentId, key: sent.key }, outcomeOfRefund(result));
  }
  return result;
}
