import { sentence, type Text } from '../../language/sentence.ts';
import { CliError, exitCodes } from '../../errors.ts';
import type { Cancellation } from '../../orders/cancel-outcome.ts';
import type { Order } from '../../orders/order.ts';
import {
  cancelFinding,
  cancelProgress,
  hasMoved,
  isCanceled,
  newDenial,
} from './cancel-progress.ts';
import { isUnderWay, takesTwoRequests } from './lifecycle.ts';
import { receiptNote, type Receipt } from './receipt.ts';

/** What a cancel is made of. */
interface CancelSteps {
  read(): Promise<Order>;
  /** Sends one request, once: exit code 8 when it may have arrived. */
  send(): Promise<Receipt>;
  /** Whether the user ended the command. */
  isInterrupted(): boolean;
}

type History = Cancellation['history'];

/** One request and its outcome. */
interface CancelAttempt extends Cancellation {
  notes: readonly Text[];
  /** Its receipt came, and the order could be read after it. */
  isClear: boolean;
}

/**
 * Cancels an order, reading it before and after: VTEX's answer is a receipt, not a fact. No request
 * is ever sent to an order whose status is not known, for a second one would confirm the first;
 * that one is sent only when it is asked for with `confirmSecond`. A request that was taken in may not
 * show yet: after `askedAt` the next one is the second.
 */
export async function cancelOrder(
  steps: CancelSteps,
  { confirmSecond, askedAt: at }: { confirmSecond: boolean; askedAt: string | undefined },
): Promise<Cancellation> {
  const before = await steps.read();
  const history: History = [before];
  const { answer, status } = before;
  if (isCanceled(before)) return { outcome: 'already_canceled', history, answer };
  const isUnseen =
    at !== undefined && takesTwoRequests(status) && cancelFinding(before, { at }) === 'not_done';
  const waits = isUnseen || status === 'cancellation-requested';
  if ((isUnderWay(status) || isUnseen) && !(waits && confirmSecond)) {
    const notes = [underWayNote(waits)];
    return { outcome: 'requested', history, answer, notes, needsSecond: isUnseen };
  }
  const first = await sendOnce(steps, history);
  if (waits || !takesTwoRequests(status) || isSettled(first)) return first;
  if (confirmSecond && first.isClear) return sendSecond(steps, first);
  const notes = [...first.notes, secondNote(status, confirmSecond)];
  return { ...first, notes, needsSecond: true };
}

/** No second request can change it: `cancel` is already past the seller. */
const isSettled = ({ outcome, history }: CancelAttempt): boolean =>
  outcome !== 'requested' || history.at(-1)?.status === 'cancel';

/** Sends a request and reads its outcome. */
async function sendOnce(steps: CancelSteps, history: History): Promise<CancelAttempt> {
  let receipt: Receipt;
  try {
    receipt = await steps.send();
  } catch (error) {
    return settleLost(steps, history, error);
  }
  const { answer } = receipt;
  const now = await steps.read().catch(() => undefined);
  const notes = [receiptNote(receipt)];
  if (now !== undefined) return sent(history, now, { answer, notes, isClear: true });
  return { outcome: 'requested', history, answer, notes: [...notes, unreadNote], isClear: false };
}

/**
 * After a lost answer the order tells whether the request arrived. Throws the error again where it
 * does not: the order may move yet, and then a request sent again would confirm.
 */
async function settleLost(
  steps: CancelSteps,
  history: History,
  error: unknown,
): Promise<CancelAttempt> {
  const isLost = error instanceof CliError && error.exitCode === exitCodes.outcomeUnknown;
  if (!isLost || steps.isInterrupted()) throw error;
  const now = await steps.read().catch(() => undefined);
  if (now === undefined || !hasMoved(history.at(-1) ?? history[0], now)) throw error;
  return sent(history, now, { answer: 'null', notes: [lostNote], isClear: false });
}

function sent(
  history: History,
  now: Order,
  facts: Pick<CancelAttempt, 'answer' | 'notes' | 'isClear'>,
): CancelAttempt {
  const looks: History = [...history, now];
  const reason = newDenial(history[0], now)?.reason;
  const denial =
    reason === undefined ? [] : [sentence('The seller denied it: {reason}', { reason })];
  const notes = [...facts.notes, ...denial];
  return { ...facts, outcome: cancelProgress(looks), history: looks, notes };
}

/** The request that confirms the first. What goes wrong with it must not hide that the first is in. */
async function sendSecond(steps: CancelSteps, first: CancelAttempt): Promise<Cancellation> {
  try {
    const second = await sendOnce(steps, first.history);
    return { ...second, notes: [...first.notes, ...second.notes] };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    throw error.withDetails(
      ...first.notes.map((note): Text => [sentence('The first request was accepted.'), ' ', note]),
    );
  }
}

const unreadNote = sentence('The order could not be read after that: look at it in a moment.');

const lostNote = sentence(
  'No answer of VTEX told the outcome; the order, read again, shows that the request arrived.',
);

const underWayNote = (waits: boolean): Text =>
  waits
    ? sentence(
        'Nothing was sent: a cancel is under way already. If VTEX waits for the request that confirms it, --confirm-second sends that.',
      )
    : sentence('Nothing was sent: a cancel is under way already.');

const secondNote = (status: string, wasAsked: boolean): Text =>
  wasAsked
    ? sentence(
        'The second request, which confirms the first, was not sent: look at the order, and repeat the command if it waits for it.',
      )
    : sentence(
        'It was in {status}: from there VTEX takes a second request, which confirms the first. --confirm-second sends it.',
        { status },
      );
