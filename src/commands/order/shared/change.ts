import type { Command } from 'commander';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes, usageError } from '../../../errors.ts';
import type { Change, OrderProvider, PlannedRequest } from '../../../providers/provider.ts';
import type { OrderSystem } from '../../../providers/system.ts';
import type { CameOf } from '../../../session/journaled.ts';
import type { SeenDone } from './lost/after-refusal.ts';
import { send as sendJournaled } from './send.ts';
import { checkIdempotencyKey } from '../../options.ts';
import type { KnownKey } from './known-key.ts';
import { nextCommand, repeatCommand, withRepeat } from '../../../session/next-command.ts';
import { withoutIds } from '../../../session/typed-words.ts';

/** The options of whatever changes an order that exists. */
export interface ChangeOptions {
  yes?: boolean;
  dryRun?: boolean;
  idempotencyKey?: string;
}

export function addChangeOptions(command: Command): Command {
  return command
    .option('-y, --yes', 'do not ask for confirmation')
    .option('--idempotency-key <key>', 'repeat an earlier request under its own key (one id only)')
    .option('--dry-run', 'print the request, send nothing');
}

/** A key belongs to one request: throws a usage error when it is none, or goes with several ids. */
export function checkKey(ids: readonly string[], { idempotencyKey }: ChangeOptions): void {
  checkIdempotencyKey(idempotencyKey);
  if (idempotencyKey === undefined || ids.length === 1) return;
  throw usageError('--idempotency-key goes with one id: a key belongs to one request.');
}

/** Asks once, on a terminal, before orders of a live account (or of one not known) are changed. */
export async function confirmChange(
  context: Context,
  system: OrderSystem,
  verb: 'Cancel' | 'Refund',
  ids: readonly string[],
  options: ChangeOptions,
): Promise<void> {
  const account = await context.account(system);
  account.note();
  const mayBeLive = account.isTest !== true && ids.some((id) => !system.isTestId(id));
  if (options.yes === true || !mayBeLive || !context.io.hasSeat) return;
  const what = ids.length === 1 ? `order ${ids[0]}` : `${ids.length} orders`;
  if (await context.io.confirm(`${verb} ${what} of ${account.name}?`)) return;
  throw new CliError(exitCodes.usage, 'not_confirmed', 'Not confirmed: nothing was sent.');
}

export interface Sending<T> {
  /** For the spinner: `Canceling`. */
  what: string;
  action: 'cancel' | 'refund';
  id: string;
  /** All the ids that were typed. */
  ids: readonly string[];
  options: ChangeOptions;
  /** What the journal knows of the key that was given. */
  known: KnownKey;
  plan: (change: Change) => PlannedRequest;
  /** `sentId` is the identity of the request in the journal. */
  send: (change: Change, sentId?: string) => Promise<T>;
  cameOf: (result: T) => CameOf;
  /** The result of a change whose answer was lost, as its order shows it. */
  seenAs: (seen: SeenDone) => T;
  /** Of a refund: the ids of those that its order had before, where it was read. */
  refundsBefore?: readonly string[];
}

/**
 * Sends one change under a spinner, and keeps the journal of it. When its outcome is unknown, the error names the command that
 * repeats this one change: what was typed, with this id alone and the key that was made for it.
 */
export async function sendChange<T>(
  context: Context,
  provider: OrderProvider,
  { what, action, id, ids, options, known, plan, send, cameOf, seenAs, refundsBefore }: Sending<T>,
): Promise<T> {
  const idempotencyKey = options.idempotencyKey ?? context.host.uuid();
  const lost = known.is === 'open' ? known.lost : undefined;
  const key = idempotencyKey;
  const spinner = await context.io.spin(`${what} ${id}`);
  try {
    const repeatable = provider.system.keyLifetimeMs[action] > 0;
    const planned = {
      ...{ key, action, order: id, repeatable, lost, plan: plan({ idempotencyKey }) },
      refunds_before: refundsBefore,
    };
    return await sendJournaled(context, provider, planned, {
      send: (sentId) => send({ idempotencyKey, afterLost: lost !== undefined }, sentId),
      ...{ cameOf, seenAs },
    });
  } catch (error) {
    if (isUnknownWithoutKey(error)) throw withNext(error, [nextCommand(context, ['get', id])]);
    const others = ids.filter((other) => other !== id);
    const typed = withoutIds(context.argv, others);
    throw withRepeat(error, () =>
      repeatCommand(context, typed, { '--idempotency-key': key }, [id]),
    );
  } finally {
    spinner.stop();
  }
}

/** Where the provider has no idempotency key, nothing is repeated: the order itself has to tell. */
const isUnknownWithoutKey = (error: unknown): error is CliError =>
  error instanceof CliError &&
  error.exitCode === exitCodes.outcomeUnknown &&
  error.facts.idempotencyKey === undefined &&
  error.facts.explained === undefined;

const withNext = ({ exitCode, code, message, facts }: CliError, next: readonly string[]) =>
  new CliError(exitCode, code, message, { ...facts, next });

export interface Outcome {
  outcome: string;
  provider: string;
  id: string;
  /** The JSON text of the provider's own answer. */
  answer: string;
}

/** A change says more than the order can: what was reached, beside the provider's own answer. */
export function outcomeDocument({ outcome, provider, id, answer }: Outcome): string {
  const head = JSON.stringify({ outcome, provider, id });
  return `${head.slice(0, -1)},"answer":${answer}}`;
}
