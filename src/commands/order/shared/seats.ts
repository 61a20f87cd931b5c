import { sentence } from '../../../language/sentence.ts';
import { existsSync } from 'node:fs';
import { exitCodes, CliError, canGoOnAfter } from '../../../errors.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderProvider, OrderSystem } from '../../../providers/order-system.ts';
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
  const names = new Set<string>();
  for (const seat of known) names.add(await markOf(seat));
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
      if (names.has(mark)) continue;
      names.add(mark);
      yield seat;
    } catch (error) {
      if (!canGoOnAfter(error)) throw error;
      context.io.warn(
        sentence('Warning: profile {profile} was left out. {why}', {
          profile,
          why: error.text,
        }),
      );
      onUnusable();
    }
  }
}

/** An order, and the account that has it. */
interface FoundOrder {
  order: Order;
  seat: Pick<Seat, 'context' | 'provider'>;
}

/**
 * Reads an order in the account of this run, and with `allProfiles`, where that has none of the id, in
 * those of the other profiles of its order system. Throws what reading it throws.
 */
export async function readOrder(
  context: Context,
  provider: OrderProvider,
  id: string,
  { allProfiles }: { allProfiles: boolean },
): Promise<FoundOrder> {
  try {
    return { order: await provider.get(id), seat: { context, provider } };
  } catch (error) {
    const isMissing = error instanceof CliError && error.exitCode === exitCodes.notFound;
    if (!isMissing || !allProfiles) throw error;
    return readElsewhere(context, provider, id, error);
  }
}

async function readElsewhere(
  context: Context,
  provider: OrderProvider,
  id: string,
  missing: CliError,
): Promise<FoundOrder> {
  const { profile } = await context.account(provider.system);
  let askedCount = 0;
  let isAll = true;
  const leftOut = () => (isAll = false);
  for await (const seat of otherSeats(context, [{ context, provider, profile }], leftOut)) {
    if (seat.provider.system.name !== provider.system.name) continue;
    try {
      const order = await seat.provider.get(id);
      context.io.noteOnce(
        sentence('Order {id} is of the profile {profile}.', { id, profile: seat.profile }),
      );
      return { order, seat };
    } catch (error) {
      if (!canGoOnAfter(error)) throw error;
      askedCount += 1;
      if (error.exitCode === exitCodes.notFound) continue;
      isAll = false;
      context.io.warn(
        sentence('Warning: profile {profile} was left out. {why}', {
          profile: seat.profile,
          why: error.text,
        }),
      );
    }
  }
  const count = askedCount;
  throw missing.with({
    details: [
      ...(missing.texts.details ?? []),
      isAll
        ? sentence('{count} other {count|profile has|profiles have} no such order either.', {
            count,
          })
        : sentence('Not every other profile could be looked into.'),
    ],
    next: isAll ? [] : [context.command(`mp-orders doctor`)],
  });
}

/**
 * The other stored profiles of an order system, and, where the journal knows of an order, the one among
 * them that it was sent with.
 */
export async function profilesBeside(
  context: Context,
  { name }: OrderSystem,
  id: string,
): Promise<{ names: string[]; ofJournal: string | undefined }> {
  const own = context.settings.profileName;
  const all = await profilesOf(context);
  const names = all.flatMap(([profile, provider]) =>
    provider === name && profile !== own ? [profile] : [],
  );
  if (names.length === 0 || !existsSync(context.folders.journal)) {
    return { names, ofJournal: undefined };
  }
  try {
    for await (const { sent, settled } of (await context.journal()).history({ holding: id })) {
      const isOfOrder = sent.order === id || settled?.order === id;
      if (isOfOrder && names.includes(sent.profile)) return { names, ofJournal: sent.profile };
    }
  } catch (error) {
    if (!(error instanceof CliError)) throw error; // a journal that cannot be read knows nothing
  }
  return { names, ofJournal: undefined };
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
