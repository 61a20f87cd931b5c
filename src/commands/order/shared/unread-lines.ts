import { sentence, type Text } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes } from '../../../errors.ts';
import type { Damage } from '../../../journal/journal.ts';
import { requestedOrder } from '../../../orders/same-order.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderProvider, PlannedRequest } from '../../../providers/order-system.ts';
import { writeDown } from '../../../session/journal-change.ts';
import { nextCommand } from '../../../session/next-command.ts';
import { partsOfBody } from '../refund/parts.ts';
import { isKeyKnown, keyTimes } from './key-life.ts';
import { isOfTool, ordersOf } from './lost/look-for.ts';

/** A change that the journal does not know, though it may stand in lines that cannot be read. */
interface UnreadChange {
  key: string;
  action: 'create' | 'cancel' | 'refund' | 'api';
  /** Id of the order that is to be changed. */
  order?: string | undefined;
  plan: PlannedRequest;
  batch?: string;
  row?: number;
}

/**
 * Whether a change may have been sent before by one of these lines is found out as far as the order
 * system tells. Gives the order that a create made, which the journal has then; undefined where it may
 * be sent: under its key nothing happens twice yet, or there is no trace of it at its order. Throws
 * exit 8 where that cannot be known. With `mayAsk` false no server is asked; without `isSameKey` these lines are
 * of the same order, and under another key.
 */
export async function findUnread(
  context: Context,
  provider: OrderProvider,
  change: UnreadChange,
  damage: readonly Damage[],
  { mayAsk, isSameKey = true }: { mayAsk: boolean; isSameKey?: boolean },
): Promise<Order | undefined> {
  if (damage.length === 0) return undefined;
  if (isSameKey && (await isKeyOfAllKnown(context, provider, change, damage, mayAsk)))
    return undefined;
  if (!mayAsk) throw maySentBefore(context, change, damage);
  if (change.action === 'create') return findMade(context, provider, change, damage);
  if (change.action === 'refund' && change.order !== undefined) {
    const parts = partsOfBody(change.plan.body);
    if (parts.length === 0 || hasNoRefunds(await provider.get(change.order))) return undefined;
  }
  // A cancel is one however often it is sent, but where it could do more than the first.
  const isOnce = change.action === 'cancel' && provider.system.oneCancelAtATime === undefined;
  if (isOnce) return undefined;
  throw maySentBefore(context, change, damage);
}

/**
 * Looks whether lines that cannot be read may be of another change of the same order, sent under
 * another key. Throws exit 8 where that cannot be ruled out, and this one could do it once more.
 */
export async function checkUnreadOrder(
  context: Context,
  provider: OrderProvider,
  change: UnreadChange & { order: string },
): Promise<void> {
  const hidden = await (await context.journal()).hidden({ isMany: false });
  const damage = hidden.ofOrder(change.order);
  await findUnread(context, provider, change, damage, { mayAsk: true, isSameKey: false });
}

/** Whether the order system knows every key still that stands in these lines: it does nothing twice. */
async function isKeyOfAllKnown(
  context: Context,
  provider: OrderProvider,
  { action, plan: { method } }: UnreadChange,
  damage: readonly Damage[],
  mayAsk: boolean,
): Promise<boolean> {
  const sendings: { at: string; method: string }[] = [];
  for (const { since } of damage) {
    if (since === undefined) return false;
    sendings.push({ at: new Date(since).toISOString(), method });
  }
  const times = await keyTimes(context, provider, action, sendings, { mayAsk });
  return sendings.every((sent) => isKeyKnown(provider.system, action, sent, times));
}

const hasNoRefunds = ({ refunds = [], status }: Order): boolean =>
  refunds.length === 0 && status !== 'refunded';

/**
 * The order that a create made, by its reference. One that this tool made stands on one order alone;
 * one of the user's is taken for that of a row, and of a single sale it may be another's.
 */
async function findMade(
  context: Context,
  provider: OrderProvider,
  change: UnreadChange,
  damage: readonly Damage[],
): Promise<Order> {
  const { key, plan, batch, row } = change;
  const { external_reference: reference } = requestedOrder(plan.body);
  const orders =
    reference === undefined ? [] : await ordersOf(context, provider, { key, reference, plan });
  const [only, second] = orders;
  const isIts = reference !== undefined && (batch !== undefined || isOfTool(reference));
  if (only === undefined || second !== undefined || !isIts) {
    throw maySentBefore(context, change, damage, { reference, candidates: orders });
  }
  const repeatable = provider.system.keyLifetimeMs.create > 0;
  await writeDown(
    context,
    provider,
    { key, action: 'create', plan, reference, batch, row, repeatable },
    { outcome: 'created', order: only.id, status: only.status },
    only.created_date,
  );
  return only;
}

/** Why nothing is sent: whether it was sent before cannot be known. */
function maySentBefore(
  context: Context,
  { key, order }: UnreadChange,
  damage: readonly Damage[],
  {
    reference,
    candidates = [],
  }: { reference?: string | undefined; candidates?: readonly Order[] } = {},
): CliError {
  const outcomes = damage.flatMap(({ outcome }) => outcome ?? []);
  if (outcomes.length === damage.length) return requestLost(context, key, outcomes);
  const [first = { path: '', lines: 0 }] = damage;
  const ids = candidates.map(({ id }) => id);
  const details: Text[] = damage
    .slice(1)
    .map(({ path, lines }) =>
      sentence('{count} {count|line|lines} of {path} cannot be read.', { count: lines, path }),
    );
  if (ids.length > 0) {
    details.push(sentence('Orders with its reference and amount: {ids}.', { ids: ids.join(', ') }));
  }
  const setAside = nextCommand(context, ['order', 'resume', '--set-aside']);
  const look =
    order !== undefined
      ? [nextCommand(context, ['get', order])]
      : reference !== undefined
        ? [nextCommand(context, ['list', '--reference', reference])]
        : [];
  return new CliError(
    exitCodes.outcomeUnknown,
    'journal_damaged',
    sentence(
      'It may have been sent before: {count} {count|line|lines} of {path} cannot be read. Nothing was sent now.',
      { count: first.lines, path: first.path },
    ),
    {
      hint: sentence(
        'Check in the account whether it was done. If it was not, take these lines out of the journal, and run this again: `{command}`',
        { command: setAside },
      ),
      details,
      next: look,
      ...(key !== '' && { idempotencyKey: key }),
      ...(ids.length > 0 && { orderIds: ids }),
    },
  );
}

/** Every line can be read, and an outcome has no request: there is nothing to take out of the journal. */
function requestLost(
  context: Context,
  key: string,
  outcomes: readonly { outcome: string; order?: string }[],
): CliError {
  const ids = [...new Set(outcomes.flatMap(({ order }) => order ?? []))];
  return new CliError(
    exitCodes.outcomeUnknown,
    'outcome_unknowable',
    sentence(
      'Something was sent under the key {key} before, and its line in the journal is lost. Nothing was sent now.',
      { key },
    ),
    {
      hint: sentence(
        'Check in the account whether it was done. If it was not, use another key; for the row of a batch, another name (--batch).',
      ),
      next: ids.map((id) => nextCommand(context, ['get', id])),
      idempotencyKey: key,
      ...(ids.length > 0 && { orderIds: ids }),
    },
  );
}
