import { exitCodes, CliError } from '../../../errors.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';
import { findSystem } from '../../../providers/systems.ts';
import type { Context } from '../../../session/context.ts';

/** An account that orders are looked for in. */
export interface Seat {
  context: Context;
  provider: OrderProvider;
  profile: string;
}

/** The account of this run. */
export async function ownSeat(context: Context, ids: readonly string[] = []): Promise<Seat> {
  const provider = await context.provider({ ids, notesOpen: false });
  const { profile } = await context.account(provider.system);
  return { context, provider, profile };
}

/**
 * The accounts of the stored profiles, or those of the sandbox in a run on it, but for those of
 * `known`: one account has one seat. A profile that cannot be used is warned of, and `onUnusable`
 * told.
 */
export async function* otherSeats(
  context: Context,
  known: readonly Seat[],
  onUnusable: () => void,
): AsyncGenerator<Seat> {
  const taken = new Set<string>();
  for (const seat of known) taken.add(await markOf(seat));
  for (const [profile, provider] of await profilesOf(context)) {
    const system = findSystem(provider);
    if (system === undefined) continue;
    try {
      const its = context.isSandbox
        ? context.forAccount({ provider, profile, baseUrl: undefined })
        : context.forStored(provider, profile);
      const seat = {
        context: its,
        profile,
        provider: await its.provider({ notesOpen: false }),
      };
      const mark = await markOf(seat);
      if (taken.has(mark)) continue;
      taken.add(mark);
      yield seat;
    } catch (error) {
      if (!(error instanceof CliError) || error.exitCode === exitCodes.interrupted) throw error;
      context.io.warn(`Warning: profile ${profile} was left out. ${error.message}`);
      onUnusable();
    }
  }
}

async function profilesOf(context: Context): Promise<(readonly [string, string])[]> {
  if (!context.isSandbox) {
    const { profiles } = context.settings.config;
    return Object.entries(profiles).map(([name, { provider }]) => [name, provider] as const);
  }
  const { sandboxProfiles } = await import('../../../sandbox/profiles.ts');
  return sandboxProfiles.map(({ profile, provider }) => [profile, provider] as const);
}

async function markOf({ context, provider }: Seat): Promise<string> {
  const { fingerprint, host } = await context.account(provider.system);
  return JSON.stringify([provider.system.name, fingerprint, host ?? null]);
}
