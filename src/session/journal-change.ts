import { moment, sentence } from '../language/sentence.ts';
import { sandboxBehind } from './connect.ts';
import type { Context } from './context.ts';
import { isHeldByGuard } from './guard.ts';
import { nextCommand } from './next-command.ts';
import { CliError, exitCodes, messageOf } from '../errors.ts';
import { contentOf, idOfOld, isSameRequest } from '../journal/identity.ts';
import { longestKeyLifeMs } from '../journal/join.ts';
import { orderOf } from '../journal/entry.ts';
import type { JournalEntry, TimedRequest, JournalRequest, Settlement } from '../journal/journal.ts';
import type { OrderProvider, PlannedRequest } from '../providers/order-system.ts';

/** A change about to be sent: what the journal knows of it. */
export interface PlannedChange extends Pick<
  JournalRequest,
  | 'key'
  | 'action'
  | 'order'
  | 'reference'
  | 'refunds_before'
  | 'batch'
  | 'row'
  | 'row_hash'
  | 'repeatable'
> {
  plan: PlannedRequest;
  /** What was sent under the key before, and has no known outcome. */
  lost?: TimedRequest;
}

/** The outcome of a change, without its key. */
export type ChangeOutcome = Omit<Settlement, 'id' | 'key'>;

/** A refusal that came after a lost attempt, and that this very attempt can be the cause of. */
export interface RefusedAfterLoss {
  /** The request as the journal has it. */
  sent: TimedRequest;
  refusal: CliError;
  /** Writes down that its outcome can no longer be known. */
  giveUp: (sent: TimedRequest) => Promise<void>;
}

/** How a change is sent. */
interface Journey<T> {
  /** Given the identity of the request in the journal. */
  send: (id: string | undefined) => Promise<T>;
  outcomeOf: (result: T) => ChangeOutcome;
  /** Makes the result of what it sees; without it such a change stays open in the journal. */
  afterRefusal?: (refused: RefusedAfterLoss) => Promise<T>;
}

/**
 * Writes a change down before it is sent, and its outcome afterwards. A change whose outcome is
 * unknown stays open in the journal: `order resume` settles it. What repeats a lost request is the
 * same request to the journal, and settles it too.
 */
export async function sendJournaled<T>(
  context: Context,
  provider: OrderProvider,
  planned: PlannedChange,
  { send, outcomeOf, afterRefusal }: Journey<T>,
): Promise<T> {
  const { key, lost } = planned;
  await heldAsOpen(context, lost, async () => provider.guard?.allow(planned.plan));
  const journal = await context.journal();
  const request = await sentRequest(context, provider, planned);
  const repeats = lost !== undefined && isSameRequest(lost, request);
  if (repeats) request.id = lost.id;
  const sent = await journal.record(request);
  const { id } = sent;
  const giveUp = ({ id: one, key: its, order }: TimedRequest) =>
    settle(context, {
      id: one,
      key: its,
      outcome: 'unknowable',
      ...sandboxFact(provider),
      ...(order !== undefined && { order }),
    });
  const lookAfter = async (error: unknown): Promise<T> => {
    const isExplained = error instanceof CliError && error.facts.explained !== undefined;
    if (!isExplained || afterRefusal === undefined) throw error;
    const about = repeats ? { ...lost, body: sent.body } : sent;
    return afterRefusal({ sent: about, refusal: error, giveUp });
  };
  const writeSettlement = (outcome: ChangeOutcome) =>
    settle(context, { ...outcome, id, key, sandbox: sandboxBehind(provider) });
  try {
    const result = await send(id).catch(lookAfter);
    const outcome = outcomeOf(result);
    if (outcome.outcome !== 'unknown') await writeSettlement(outcome);
    return result;
  } catch (error) {
    const outcome = settlementOf(error);
    if (outcome !== undefined) await writeSettlement(outcome);
    throw error;
  }
}

/**
 * What guard rails hold back is not sent now, and neither is what cannot be asked about first; but where
 * it was sent before, without an answer, it may have been done: exit 8 in place of 2 or 7.
 */
export async function heldAsOpen<T>(
  context: Context,
  lost: TimedRequest | undefined,
  work: () => Promise<T>,
): Promise<T> {
  return work().catch((error: unknown) => {
    if (lost === undefined || !(error instanceof CliError)) throw error;
    if (!isHeldByGuard(error) && error.exitCode !== exitCodes.unreachable) throw error;
    throw error
      .withDetails(
        sentence('The same request was sent at {at}, and its outcome is not known.', {
          at: moment(lost.at),
        }),
      )
      .with({
        exitCode: exitCodes.outcomeUnknown,
        idempotencyKey: lost.key,
        next: [...(error.facts.next ?? []), nextCommand(context, ['order', 'resume', lost.key])],
      });
  });
}

/** It is done by now: that the journal cannot be written must not pass for an error of the change. */
async function settle(context: Context, settlement: Settlement): Promise<void> {
  try {
    await (await context.journal()).settle(settlement);
  } catch (error) {
    const why = messageOf(error);
    context.io.warn([sentence('Warning: the outcome is not in the journal.'), ' ', why]);
  }
}

/**
 * Settles what else was sent under a key and got no answer: while the order system knows a key, for
 * `lifeMs`, it does one thing under it. Processes that begin at once have a request each in the journal,
 * and what is sent again is only one of them. A refund that is on its way is followed by its own request.
 */
export async function settleSame(
  context: Context,
  key: string,
  order: string,
  lifeMs = longestKeyLifeMs,
): Promise<void> {
  const sendings = await (await context.journal()).find(key);
  const isDone = (entry: JournalEntry) =>
    ['created', 'canceled', 'refunded'].includes(entry.settled?.outcome ?? '') &&
    orderOf(entry) === order;
  const done = sendings.find(isDone);
  if (done?.settled === undefined) return;
  const { outcome, status, qr_data } = done.settled;
  for (const { sent, settled } of sendings) {
    const ms = Math.abs(Date.parse(sent.at) - Date.parse(done.sent.at));
    if (settled !== undefined || sent.damaged === true || ms >= lifeMs) continue;
    if (isSameRequest(sent, done.sent))
      await settle(context, { id: sent.id, key, outcome, order, status, qr_data });
  }
}

/** Which sandbox answered, when it was one: what was done there is not done in another. */
export function sandboxFact(provider: OrderProvider): Pick<Settlement, 'sandbox'> {
  const sandbox = sandboxBehind(provider);
  return sandbox === undefined ? {} : { sandbox };
}

/** The method, the path and the body of a request: what the journal keeps of it. */
export function wireOf({
  method,
  url,
  body,
}: PlannedRequest): Pick<JournalRequest, 'method' | 'path' | 'body'> {
  return { method, path: pathOf(url), body };
}

/** The last one is kept: a batch has one. */
let last = { url: '', path: '' };

function pathOf(url: string): string {
  if (last.url !== url) {
    const { pathname, search } = new URL(url);
    last = { url, path: `${pathname}${search}` };
  }
  return last.path;
}

/**
 * Writes down how a request ended that the journal has as `requested`. That the journal cannot be
 * written is told, and no error of the request.
 */
export async function amend(
  context: Context,
  provider: OrderProvider,
  { key, id }: Pick<TimedRequest, 'key' | 'id'>,
  outcome: ChangeOutcome,
): Promise<void> {
  try {
    const journal = await context.journal();
    const sendings = (await journal.find(key)).filter(({ sent }) => sent.id === id);
    const requested = sendings.findLast(({ settled }) => settled?.outcome === 'requested');
    if (requested === undefined) return;
    await journal.amend(requested.sent, { ...outcome, ...sandboxFact(provider) });
  } catch (error) {
    const why = messageOf(error);
    context.io.warn([sentence('Warning: the outcome is not in the journal.'), ' ', why]);
  }
}

/**
 * Writes down the outcome of a change that was sent before, as its order shows, where the journal has
 * nothing of it. `at` is when (ISO 8601), as far as it is known.
 */
export async function writeDown(
  context: Context,
  provider: OrderProvider,
  planned: PlannedChange,
  outcome: ChangeOutcome,
  at = context.now().toISOString(),
): Promise<void> {
  const journal = await context.journal();
  const request = await sentRequest(context, provider, planned);
  const iso = new Date(at).toISOString();
  const sent = { ...request, at: iso, content: contentOf(request), sent_by: undefined };
  await journal.amend(
    { ...sent, id: idOfOld(sent), body: undefined },
    { ...outcome, ...sandboxFact(provider) },
  );
}

async function sentRequest(
  context: Context,
  { system, clock }: OrderProvider,
  planned: PlannedChange,
): Promise<JournalRequest> {
  const { host, profile, stored, fingerprint, idOfKeys } = await context.account(system);
  const ahead = clock?.aheadMs ?? 0;
  const { method, path, body } = wireOf(planned.plan);
  return {
    key: planned.key,
    action: planned.action,
    provider: system.name,
    profile,
    account: fingerprint,
    account_id: idOfKeys === undefined ? stored?.id : undefined,
    base_url: host,
    sandbox: host === undefined ? await identityOf(context) : undefined,
    provider_at: ahead === 0 ? undefined : new Date(context.now().getTime() + ahead).toISOString(),
    sent_by: context.host.operator(),
    method,
    path,
    body,
    order: planned.order,
    reference: planned.reference,
    refunds_before: planned.refunds_before,
    batch: planned.batch,
    row: planned.row,
    row_hash: planned.row_hash,
    repeatable: planned.repeatable,
  };
}

/** Of the sandbox in process. What is wrong with its folder is told by the answer to the request. */
async function identityOf(context: Context): Promise<string | undefined> {
  const { identity } = await context.sandbox();
  return identity.make().catch(() => undefined);
}

/** Whether a provider said no to it, and did not just fail to answer. */
export const wasRefused = ({ exitCode, facts }: CliError): boolean =>
  facts.httpStatus !== undefined && exitCode !== exitCodes.unreachable;

/** The outcome of a change, as an error tells it; undefined when it leaves that open. */
function settlementOf(error: unknown): ChangeOutcome | undefined {
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
