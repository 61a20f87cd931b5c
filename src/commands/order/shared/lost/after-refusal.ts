import { sentence } from '../../../../language/sentence.ts';
import type { Context } from '../../../../session/context.ts';
import { CliError, exitCodes, type ErrorFacts } from '../../../../errors.ts';
import type { JournalEntry, TimedRequest } from '../../../../journal/journal.ts';
import type { Order } from '../../../../orders/order.ts';
import type { OrderProvider } from '../../../../providers/order-system.ts';
import { isSameRequest } from '../../../../journal/identity.ts';
import type { RefusedAfterLoss } from '../../../../session/journal-change.ts';
import { nextCommand } from '../../../../session/next-command.ts';
import { refusalWithState } from '../refusal.ts';
import { judge, type Judgement } from './judge.ts';
import { isSecondLook, lookFor, noteLook, type Look } from './look-for.ts';
import { surelyAgoMs } from '../key-life.ts';

type ExplainedError = CliError & { facts: { explained: NonNullable<ErrorFacts['explained']> } };

/** Whether a refusal came after a lost attempt of ours that may be the very reason of it. */
export const isExplainedByLoss = (error: unknown): error is ExplainedError =>
  error instanceof CliError && error.facts.explained !== undefined;

/** A look that shows what a request did. */
export type SeenDone = Look & { order: Order };

/** What a look says of a request that was refused after a lost attempt. */
interface AfterRefusal {
  judgement: Judgement;
  look: Look;
}

/**
 * What a request did that was refused after a lost attempt of it, as its order shows. Throws exit code
 * 8 where that is not known; the refusal where the order shows that nothing was done. `giveUp` settles
 * what no look will ever tell as `unknowable`.
 */
export async function seenAfterRefusal(
  context: Context,
  provider: OrderProvider,
  { sent: request, refusal: error, giveUp }: RefusedAfterLoss,
): Promise<SeenDone> {
  if (!isExplainedByLoss(error)) throw error;
  const open = await openSendings(context, request);
  const [first = { sent: request }] = open;
  const looks = open.flatMap((entry) => entry.looks ?? []);
  const entry = { sent: { ...first.sent, body: request.body }, looks }; // the same bytes
  const finding = await lookAfterRefusal(context, provider, entry, error);
  const { look, judgement } = finding;
  if (judgement === 'done' && look.order !== undefined) return { ...look, order: look.order };
  if (judgement === 'refused') throw standingRefusal(context, error, look);
  // No later look will tell more: `order resume` has nothing to do with it any more.
  if (judgement === 'unknowable') for (const { sent } of open) await giveUp(sent);
  throw stillUnknown(context, first.sent, error, finding);
}

/** What is open under the key of a request and says the same, as earlier runs and this one sent it. */
async function openSendings(context: Context, request: TimedRequest): Promise<JournalEntry[]> {
  const entries = await (await context.journal()).find(request.key);
  return entries.filter(
    ({ sent, settled }) => settled === undefined && isSameRequest(sent, request),
  );
}

/**
 * Looks at the order of a request that was refused after a lost attempt, and judges what it shows. A
 * look that found nothing is written down: the second one, at another time, counts.
 */
export async function lookAfterRefusal(
  context: Context,
  provider: OrderProvider,
  { sent, looks = [] }: JournalEntry,
  { facts: { explained } }: ExplainedError,
): Promise<AfterRefusal> {
  const look = await lookOrNot(context, provider, sent);
  const now = context.now().getTime();
  const judgement = judge(look, explained.by, {
    ageMs: surelyAgoMs(context, provider, sent, looks),
    isSecond: isSecondLook(looks, now),
  });
  if (judgement === 'unknown') await noteLook(context, sent, look);
  return { judgement, look };
}

/** An order that cannot be read tells nothing, and is no reason to tell less. */
async function lookOrNot(
  context: Context,
  provider: OrderProvider,
  sent: TimedRequest,
): Promise<Look> {
  try {
    return await lookFor(context, provider, sent);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return {
      outcome: 'unread',
      note: sentence('It could not be checked: {reason}', { reason: [error.text] }),
    };
  }
}

/** The error of a request that a look left open, or that no look will settle. */
export function stillUnknown(
  context: Context,
  { key, action, reference }: TimedRequest,
  error: ExplainedError,
  { judgement, look }: AfterRefusal,
): CliError {
  const { order } = look;
  const next: string[] = [];
  if (judgement !== 'unknowable') next.push(nextCommand(context, ['order', 'resume', key]));
  if (order !== undefined) next.push(nextCommand(context, ['get', order.id]));
  if (action === 'create' && reference !== undefined)
    next.push(nextCommand(context, ['list', '--reference', reference]));
  return error.withDetails(look.note).with({ exitCode: exitCodes.outcomeUnknown, next });
}

/** The refusal of a request of which a look showed that it was not done: it stands. */
function standingRefusal(
  context: Context,
  { facts: { explained } }: ExplainedError,
  { order }: Look,
): CliError {
  const { refusal } = explained;
  const withState = order === undefined ? refusal : refusalWithState(context, refusal, order);
  // The order was read just now, and need not be read again.
  return withState.with({ stateConflict: false });
}
