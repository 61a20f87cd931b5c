import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes } from '../../../errors.ts';
import type { OrderProvider } from '../../../providers/provider.ts';
import { send as sendJournaled } from '../shared/send.ts';
import { nextCommand } from '../../../session/next-command.ts';
import type { Sending } from '../shared/change.ts';

/** A change to one order, apart from how it was asked for. */
export type OneChange<T> = Pick<
  Sending<T>,
  'action' | 'id' | 'plan' | 'send' | 'cameOf' | 'seenAs'
>;

/**
 * Sends one change of many, under a key of its own, and keeps the journal of it. An error of unknown
 * outcome names the command that settles this one.
 */
export async function sendOneOfMany<T>(
  context: Context,
  provider: OrderProvider,
  { action, id, plan, send, cameOf, seenAs }: OneChange<T>,
): Promise<T> {
  const key = context.host.uuid();
  const change = { idempotencyKey: key };
  const repeatable = provider.system.keyLifetimeMs[action] > 0;
  const planned = { key, action, order: id, repeatable, plan: plan(change) };
  try {
    return await sendJournaled(context, provider, planned, {
      send: (sentId) => send(change, sentId),
      ...{ cameOf, seenAs },
    });
  } catch (error) {
    throw error instanceof CliError ? withNext(context, error, key) : error;
  }
}

function withNext(context: Context, error: CliError, key: string): CliError {
  const { exitCode, code, message, facts } = error;
  if (exitCode !== exitCodes.outcomeUnknown && facts.inFlight !== true) return error;
  const next = [nextCommand(context, ['order', 'resume', key])];
  return new CliError(exitCode, code, message, { ...facts, next });
}
