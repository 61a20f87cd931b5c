import { sentence, type Text } from '../../../language/sentence.ts';
import type { Command } from 'commander';
import { CliError, exitCodes, usageError, type Action } from '../../../errors.ts';
import type { TimedRequest } from '../../../journal/journal.ts';
import type { Order } from '../../../orders/order.ts';
import type { RefundPart } from '../../../orders/refund-outcome.ts';
import type { Change, OrderProvider, PlannedRequest } from '../../../providers/order-system.ts';
import type { Context } from '../../../session/context.ts';
import {
  sendJournaled,
  settleSame,
  type ChangeOutcome,
  type PlannedChange,
} from '../../../session/journal-change.ts';
import { nextCommand, repeatCommand, withRepeat } from '../../../session/next-command.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import { withoutIds } from '../../../session/typed-words.ts';
import { checkIdempotencyKey } from '../../options.ts';
import { planJson, printPlan } from '../../print-plan.ts';
import { lookUpKey, tellKey, unreadOf, type KnownKey } from './known-key.ts';
import { keyUntil } from './key-life.ts';
import type { SeenDone } from './lost/after-refusal.ts';
import { type LookOptions, noteRequestTimeout, readFollowOptions } from './follow-options.ts';
import {
  checkOneOrder,
  checkWait,
  type Pace,
  type PaceFlags,
  readPace,
  type Reasons,
  type WaitFlags,
} from './pace.ts';
import type { ActResult } from './work.ts';

/** The options of verbs that change an order that exists. */
export interface ChangeOptions {
  yes?: boolean;
  dryRun?: boolean;
  idempotencyKey?: string;
}

export function addChangeOptions(command: Command): Command {
  return command
    .option('-y, --yes', 'do not ask for confirmation')
    .option('--idempotency-key <key>', 'repeat an earlier request under its own key (one id only)')
    .option('--dry-run', 'print the request, change nothing');
}

/**
 * How orders are changed, and how each is followed where `--wait` is given. `ofOne` says why an option
 * goes with one id; `waiting` says how many are followed, and to which orders --wait is of use. Throws a
 * usage error.
 */
export function readChangePlan<Options extends ChangeOptions & PaceFlags & WaitFlags>(
  context: Context,
  ids: readonly string[],
  options: Options,
  { ofOne, waiting }: { ofOne: Reasons<Options>; waiting: { hint: Text; forWhom: Text } },
): { pace: Pace; wait: LookOptions | undefined } {
  const key = sentence('a key belongs to one request');
  const pace = readPace(context, ids, options);
  checkOneOrder(pace, options, { ...ofOne, idempotencyKey: key });
  checkWait(context, pace, options, waiting);
  const lookOptions = readFollowOptions(context, options); // wrong ones must not show after sending
  checkIdempotencyKey(options.idempotencyKey);
  noteRequestTimeout(context, '--wait');
  // Those that are followed are changed one after the other.
  return options.wait === true
    ? { pace: { ...pace, isMany: false }, wait: lookOptions }
    : { pace, wait: undefined };
}

/**
 * Says whose account it is, and asks once, on a terminal, before orders of a live account (or of one
 * not known) are changed; not where stdin is what the ids come from. Of a single order the question
 * says what is about to happen: it is read for that, unless it was read already. `check` throws where
 * the order, as it was read, is not to be changed.
 */
export async function confirmChange(
  context: Context,
  provider: OrderProvider,
  verb: 'Cancel' | 'Refund',
  { typed: ids }: Pace,
  { yes, dryRun }: ChangeOptions,
  {
    order,
    parts,
    check,
  }: {
    order?: Order | undefined;
    parts?: readonly RefundPart[];
    check?: ((order: Order) => void) | undefined;
  } = {},
): Promise<void> {
  await provider.guard?.allowChanges();
  if (dryRun === true) return;
  const { system } = provider;
  const account = await context.account(system);
  account.note();
  if (ids === undefined || yes === true || account.isTest === true || !context.io.hasSeat) return;
  if (ids.every((id) => system.isTestId(id))) return;
  const [id = '', second] = ids;
  const { say } = context;
  const kind = account.isTest === false ? say('live') : say('live or test');
  const named = `${account.name} (${kind})`;
  const question = async () => {
    const isCancel = verb === 'Cancel';
    if (second !== undefined) {
      const values = { count: ids.length, account: named };
      return isCancel
        ? say('Cancel {count} orders of {account}?', values)
        : say('Refund {count} orders of {account}?', values);
    }
    // Where the user cannot be asked, nothing is read for a question either.
    if (!context.io.canAsk) {
      const values = { id, account: account.name };
      return isCancel
        ? say('Cancel order {id} of {account}?', values)
        : say('Refund order {id} of {account}?', values);
    }
    const { cancelQuestion, checkLeft, refundQuestion } = await import('./question.ts');
    const agreed = { order: order ?? (await provider.get(id)), account: named };
    check?.(agreed.order);
    if (isCancel) return cancelQuestion(agreed, say);
    checkLeft(context.io, { ...agreed, parts });
    return refundQuestion({ ...agreed, parts }, say);
  };
  if (await context.io.confirm(await question())) return;
  throw usageError(sentence('Not confirmed: nothing was changed.'), { code: 'not_confirmed' });
}

/** A change of one order, ready to send: a create, a cancel or a refund. */
export interface OrderChange<T> {
  action: Action;
  /** The order that is changed; a create has none. */
  id?: string;
  plan: (change: Change) => PlannedRequest;
  /** `sentId` is the identity of the request in the journal. */
  send: (change: Change, sentId?: string) => Promise<T>;
  outcomeOf: (result: T) => ChangeOutcome;
  /** The result of a change whose answer was lost, as its order shows it. */
  resultOf: (done: SeenDone) => T;
  /** What the journal keeps beside the request. */
  journalFields?: Pick<
    PlannedChange,
    'reference' | 'refunds_before' | 'batch' | 'row' | 'row_hash'
  >;
}

interface SendOptions {
  key: string;
  /** What was sent under the key before, and has no known outcome. */
  lost?: TimedRequest | undefined;
  /** Whether it was sent before; by default where the journal has that as lost. */
  afterLost?: boolean;
  /** When that was, where the journal does not have it. */
  sentBefore?: { at: string } | undefined;
  /** What a spinner says meanwhile; without it there is none. */
  spinner?: Text | undefined;
  /** Adds to an error what to type next. */
  next?: (error: unknown) => unknown;
}

/**
 * Sends a change: it is in the journal with its key before it goes out, and its outcome afterwards.
 * One that is refused after an attempt was lost is looked at, and its result made of what is seen.
 */
export async function sendChange<T>(
  context: Context,
  provider: OrderProvider,
  { action, id, plan, send, outcomeOf, resultOf, journalFields }: OrderChange<T>,
  { key, lost, afterLost = lost !== undefined, sentBefore, spinner: text, next }: SendOptions,
): Promise<T> {
  const spinner = text === undefined ? undefined : await context.io.spin(text);
  try {
    const repeatable = provider.system.keyLifetimeMs[action] > 0;
    const until = keyUntil(context, provider, action, lost ?? sentBefore);
    const { reference, refunds_before, batch, row, row_hash } = journalFields ?? {};
    const planned: PlannedChange = {
      key,
      action,
      order: id,
      reference,
      refunds_before,
      batch,
      row,
      row_hash,
      repeatable,
      lost,
      plan: plan({ idempotencyKey: key }),
    };
    const result = await sendJournaled(context, provider, planned, {
      send: (sentId) => send({ idempotencyKey: key, afterLost, keyUntil: until }, sentId),
      outcomeOf,
      afterRefusal: async (refused) => {
        const { seenAfterRefusal } = await import('./lost/after-refusal.ts');
        return resultOf(await seenAfterRefusal(context, provider, refused));
      },
    });
    const { outcome, order = id, status } = outcomeOf(result);
    const words = [action, outcome, order, status].filter((word) => word !== undefined);
    context.host.ifOutputFails?.(cleanValue(words.join(' ')));
    return result;
  } catch (error) {
    throw next === undefined ? error : next(error);
  } finally {
    spinner?.stop();
  }
}

interface NamedSendOptions {
  /** For the spinner: `Canceling`. */
  what: Text;
  pace: Pace;
  options: ChangeOptions;
  /** What the journal knows of the key that was given. */
  known: KnownKey;
}

/**
 * Sends a change of an order that was named, under the key that was given or one of its own. When its
 * outcome is unknown, the error names the command that repeats this one change, or settles it.
 */
export async function sendNamed<T>(
  context: Context,
  provider: OrderProvider,
  change: OrderChange<T> & { id: string },
  { what, pace: { isMany, typed = [] }, options, known }: NamedSendOptions,
): Promise<T> {
  const { id } = change;
  const key = options.idempotencyKey ?? context.host.uuid();
  const result = await sendChange(context, provider, change, {
    key,
    lost: known.is === 'open' ? known.lost : undefined,
    ...(!isMany && { spinner: [what, ` ${id}`] }),
    next: (error) =>
      isMany ? withSettling(context, key, error) : withTyped(context, { key, id, typed }, error),
  });
  // Another process may have sent it at once, and have been turned away.
  if (options.idempotencyKey !== undefined)
    await settleSame(context, key, id, provider.system.keyLifetimeMs[change.action]);
  return result;
}

/** Of one among many: `order resume` settles it by its key. */
function withSettling(context: Context, key: string, error: unknown): unknown {
  if (!(error instanceof CliError)) return error;
  if (error.exitCode !== exitCodes.outcomeUnknown && error.facts.inFlight !== true) return error;
  return error.with({ next: [nextCommand(context, ['order', 'resume', key])] });
}

/** What was typed once more, with this id alone and the key that was made for it. */
function withTyped(
  context: Context,
  { key, id, typed }: { key: string; id: string; typed: readonly string[] },
  error: unknown,
): unknown {
  if (isUnknownWithoutKey(error)) return error.with({ next: [nextCommand(context, ['get', id])] });
  const others = typed.filter((other) => other !== id);
  const words = withoutIds(context.argv, others);
  return withRepeat(error, () => repeatCommand(context, words, { '--idempotency-key': key }, [id]));
}

/** Where the provider has no idempotency key, nothing is repeated: the order itself has to tell. */
const isUnknownWithoutKey = (error: unknown): error is CliError =>
  error instanceof CliError &&
  error.exitCode === exitCodes.outcomeUnknown &&
  error.facts.idempotencyKey === undefined &&
  error.facts.explained === undefined;

type Plannable = Pick<OrderChange<unknown>, 'action' | 'id' | 'plan'>;

export const isNew: KnownKey = { is: 'new' };

/** Looks a change up by its key before it is sent; without a key it is new. Throws as `lookUpKey`. */
export async function knownChange(
  context: Context,
  provider: OrderProvider,
  change: Plannable,
  { idempotencyKey: key }: Pick<ChangeOptions, 'idempotencyKey'>,
): Promise<KnownKey> {
  return key === undefined ? isNew : lookUpKey(context, provider, keyed(change, key));
}

/** Says for `--dry-run` what the journal knows of the key. */
export async function tellKnown(
  context: Context,
  provider: OrderProvider,
  change: Plannable,
  { idempotencyKey: key }: Pick<ChangeOptions, 'idempotencyKey'>,
): Promise<void> {
  if (key === undefined) return;
  const note = await tellKey(context, provider, keyed(change, key));
  if (note !== undefined) context.io.note(note);
}

const keyed = ({ action, id, plan }: Plannable, key: string) => ({
  key,
  action,
  order: id,
  plan: plan({ idempotencyKey: key }),
});

/**
 * Reads what a change needs to know before it can be put together. Where that cannot be read, and the
 * key says that the change was done, that is what is thrown: exit 8 in place of 7.
 */
export async function readBefore<T>(
  context: Context,
  provider: OrderProvider,
  { action, id }: Pick<OrderChange<unknown>, 'action' | 'id'>,
  { idempotencyKey: key }: ChangeOptions,
  read: () => Promise<T>,
): Promise<T> {
  if (key === undefined) return read();
  return read().catch(async (error: unknown) => {
    throw await unreadOf(context, provider, { key, action, order: id }, error);
  });
}

/**
 * A change as it would be sent, for `--dry-run`; says what the journal knows of the key. `notes` are
 * what the request cannot show: told once to people, in each row to programs.
 */
export async function planned(
  context: Context,
  provider: OrderProvider,
  change: Plannable & { id: string },
  { idempotencyKey }: ChangeOptions,
  notes: readonly Text[] = [],
): Promise<ActResult> {
  await tellKnown(context, provider, change, { idempotencyKey });
  const request = change.plan({ idempotencyKey: idempotencyKey ?? context.host.uuid() });
  await provider.guard?.allow(request);
  const { system } = provider;
  return {
    outcome: 'planned',
    print: async () => {
      await printPlan(context, request);
      notes.forEach((note) => context.io.noteOnce(note));
    },
    document: {
      outcome: 'planned',
      provider: system.name,
      id: change.id,
      request: planJson(request),
      notes,
    },
  };
}
