import type { OrderProvider } from '../../../providers/provider.ts';
import type { Context } from '../../../session/context.ts';
import { journaled, type Journey, type Planned } from '../../../session/journaled.ts';
import type { SeenDone } from './lost/after-refusal.ts';

export interface Sending<T> extends Pick<Journey<T>, 'send' | 'cameOf'> {
  /** The result of a change whose answer was lost, as its order shows it. */
  seenAs: (seen: SeenDone) => T;
}

/**
 * Sends a change of an order, and keeps the journal of it. One that is refused after an attempt was
 * lost is looked at, and its result made of what is seen.
 */
export const send = <T>(
  context: Context,
  provider: OrderProvider,
  planned: Planned,
  { seenAs, ...how }: Sending<T>,
): Promise<T> =>
  journaled(context, provider, planned, {
    ...how,
    afterRefusal: async (refused) => {
      const { seenAfterRefusal } = await import('./lost/after-refusal.ts');
      return seenAs(await seenAfterRefusal(context, provider, refused));
    },
  });
