import { CliError, exitCodes } from '../../../errors.ts';
import type { Order } from '../../../orders/order.ts';
import type { Context } from '../../../session/context.ts';
import { settleSame } from '../../../session/journal-change.ts';
import type { KnownKey } from '../shared/known-key.ts';

/** So often, a second apart, is it tried again while the same request is worked on. */
const mostTimes = 10;

interface CreateAttempt {
  order: Order;
  known: KnownKey;
}

/**
 * Creates beside another process that sends the same request under the same key at this moment: it is
 * looked up, or sent, again until that one is through. Ends as the last attempt did; where `mustKnow`,
 * with 8, as the order may be there and be paid.
 */
export async function besideAnother<Made extends CreateAttempt>(
  context: Context,
  attempt: () => Promise<Made>,
  { key, mustKnow }: { key: string; mustKnow: boolean },
): Promise<Made> {
  for (let times = 1; ; times += 1) {
    try {
      const attempted = await attempt();
      if (times > 1 || attempted.known.is === 'open')
        await settleSame(context, key, attempted.order.id);
      return attempted;
    } catch (error) {
      if (!(error instanceof CliError) || error.facts.inFlight !== true) throw error;
      const { signal } = context.host;
      if (times === mostTimes || signal.aborted) {
        throw mustKnow ? error.with({ exitCode: exitCodes.outcomeUnknown }) : error;
      }
      await context.host.sleep(1_000, signal).catch(() => undefined);
    }
  }
}
