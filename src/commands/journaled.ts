import type { Context } from '../context.ts';
import { CliError, exitCodes } from '../errors.ts';
import { isSameRequest } from '../journal/identity.ts';
import type { Sent, SentRequest, Settlement } from '../journal/journal.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { SeenDone } from './order/lost/after-refusal.ts';
import type { OrderProvider, PlannedRequest } from '../providers/provider.ts';

/** A change about to be sent: what the journal knows of it. */
export interface Planned extends Pick<
  SentRequest,
  'key' | 'action' | 'order' | 'reference' | 'refunds_before' | 'batch' | 'row' | 'repeatable'
> {
  plan: PlannedRequest;
  /** What was sent under the key before, and has no known outcome. */
  lost?: Sent;
}

/** What an earlier run sent under this key, when it does not know what came of it. */
export async function lostUnder(
  context: Context,
  key: string | undefined,
): Promise<Sent | undefined> {
  if (key === undefined) return undefined;
  const open = await (await context.journal()).unsettled();
  return open.find(({ sent }) => sent.key === key)?.sent;
}

/** What came of a change, without its key. */
export type CameOf = Omit<Settlement, 'id' | 'key'>;

/**
 * Writes a change down before it is sent, and what came of it afterwards. A change whose outcome is
 * unknown stays open in the journal: `order resume` settles it. What repeats a lost request is the
 * same request to the journal, and settles it too. One that is refused after an attempt was lost is
 * looked at, and its result made of what is seen; without `seenAs` it stays open.
 */
export async function journaled<T>(
  context: Context,
  provider: OrderProvider,
  planned: Planned,
  send: () => Promise<T>,
  cameOf: (result: T) => CameOf,
  seenAs?: (seen: SeenDone) => T,
): Promise<T> {
  const journal = await context.journal();
  const { key } = planned;
  const request = await sentRequest(context, provider, planned);
  const { lost } = planned;
  const repeats = lost !== undefined && isSameRequest(lost, request);
  const sent = await journal.record({ ...request, ...(repeats && { id: lost.id }) });
  const { id } = sent;
  const afterRefusal = async (error: unknown): Promise<T> => {
    const isRefused = error instanceof CliError && error.facts.explained !== undefined;
    if (!isRefused || seenAs === undefined) throw error;
    const { seenAfterRefusal } = await import('./order/lost/after-refusal.ts');
    return seenAs(await seenAfterRefusal(context, provider, repeats ? lost : sent, error));
  };
  try {
    const result = await send().catch(afterRefusal);
    const came = cameOf(result);
    if (came.outcome !== 'unknown') await settle(context, { id, key, ...came });
    return result;
  } catch (error) {
    const settled = settlementOf(error);
    if (settled !== undefined) await settle(context, { id, key, ...settled });
    throw error;
  }
}

/** It is done by now: that the journal cannot be written must not pass for an error of the change. */
async function settle(context: Context, settlement: Settlement): Promise<void> {
  try {
    await (await context.journal()).settle(settlement);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    context.io.warn(`Warning: what came of it is not in the journal. ${why}`);
  }
}

async function sentRequest(
  context: Context,
  { system }: OrderProvider,
  { plan, lost: _lost, ...planned }: Planned,
): Promise<SentRequest> {
  const [{ findCredentials }, { hostInForce }] = await Promise.all([
    import('../credentials.ts'),
    import('./host-in-force.ts'),
  ]);
  const { pathname, search } = new URL(plan.url);
  const credentials = await findCredentials(context, system);
  const { profile, keys } = credentials;
  const baseUrl = hostInForce(context, system, credentials);
  return {
    ...planned,
    provider: system.name,
    profile,
    account: fingerprintOf(system, keys),
    ...(baseUrl !== undefined && { base_url: baseUrl }),
    method: plan.method,
    path: `${pathname}${search}`,
    ...(plan.body !== undefined && { body: plan.body }),
  };
}

/** Whether a provider said no to it, and did not just fail to answer. */
export const wasRefused = ({ exitCode, facts }: CliError): boolean =>
  facts.httpStatus !== undefined && exitCode !== exitCodes.unreachable;

/** What an error says came of a change; undefined when it leaves that open. */
function settlementOf(error: unknown): CameOf | undefined {
  if (!(error instanceof CliError) || error.exitCode === exitCodes.outcomeUnknown) return undefined;
  const { code, facts } = error;
  if (facts.inFlight === true) return undefined;
  const { orderStatus: status } = facts;
  const order = status === undefined ? undefined : facts.orderIds?.[0];
  return {
    outcome: wasRefused(error) ? 'refused' : 'not_sent',
    code,
    ...(order !== undefined && { order, status }),
    ...(facts.httpStatus !== undefined && { http_status: facts.httpStatus }),
    ...(facts.requestId !== undefined && { request_id: facts.requestId }),
  };
}
