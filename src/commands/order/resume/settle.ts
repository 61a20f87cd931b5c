import { sentence, type Text } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { isJson, parseJsonObject } from '../../../json/text.ts';
import { CliError, exitCodes } from '../../../errors.ts';
import type { JournalEntry, TimedRequest, JournalRequest } from '../../../journal/journal.ts';
import { isDeadEnd } from '../../../orders/lifecycle.ts';
import type { Order } from '../../../orders/order.ts';
import { requestedOrder, differenceFrom, type RequestedOrder } from '../../../orders/same-order.ts';
import type { Call, OrderProvider } from '../../../providers/order-system.ts';
import { sandboxFact } from '../../../session/journal-change.ts';
import { partsOfBody } from '../refund/parts.ts';
import { updatedBy, refundResult } from '../refund/result.ts';
import { standing } from '../refund/report.ts';
import type { Accounts } from './accounts.ts';
import { damagedEntry } from '../shared/known-key.ts';
import { isKeyKnown, keyTimes, keyUntil, surelyAgoMs, wasAhead } from '../shared/key-life.ts';
import { isExplainedByLoss, lookAfterRefusal, stillUnknown } from '../shared/lost/after-refusal.ts';
import { maybeUnderwayMs } from '../shared/lost/judge.ts';
import {
  isSecondLook,
  showsChange,
  lookFor,
  madeByOthers,
  noteLook,
  type Look,
} from '../shared/lost/look-for.ts';

/** What a request of unknown outcome came to. */
export interface Finding {
  outcome: string;
  /** What tells more than the outcome: `forgotten`. */
  code?: string;
  /** Of the order. */
  id?: string;
  /** The JSON text of the provider's answer. */
  answer?: string;
  /** The order's code, which only the answer to its create has. */
  qr_data?: string | undefined;
  /** False when it cannot be known, or not yet. */
  isKnown: boolean;
  /** For people: how it is known, or why it is not. */
  note?: Text;
}

/**
 * Settles a request of the journal, in the journal too: by sending it again, byte for byte under
 * its own key, while the provider knows the key, else by looking. Throws when it cannot be done
 * now, and leaves the request open.
 */
export async function settle(
  context: Context,
  accounts: Accounts,
  entry: JournalEntry,
): Promise<Finding> {
  const { sent } = entry;
  if (sent.damaged === true) throw damagedRequest();
  if (await wasReset(context, sent)) return settleReset(context, sent);
  const provider = await accounts.clientOf(sent);
  const canRepeat =
    sent.repeatable &&
    isKeyKnown(
      provider.system,
      sent.action,
      sent,
      await keyTimes(context, provider, sent.action, [sent]),
    );
  const settled = canRepeat
    ? await repeat(context, provider, entry)
    : await settlementByLook(context, provider, entry);
  if (settled.outcome === 'unknown') return settled;
  const journal = await context.journal();
  const { outcome, id, qr_data } = settled;
  await journal.settle({
    id: sent.id,
    key: sent.key,
    outcome,
    ...(id !== undefined && { order: id }),
    ...(qr_data !== undefined && { qr_data }),
    ...sandboxFact(provider),
  });
  return settled;
}

/** Whether it went to the sandbox in process, and that was reset since: it is another one now. */
async function wasReset(context: Context, { sandbox, base_url }: TimedRequest): Promise<boolean> {
  if (sandbox === undefined || base_url !== undefined) return false;
  return (await (await context.sandbox()).identity.read()) !== sandbox;
}

async function settleReset(context: Context, { id, key }: TimedRequest): Promise<Finding> {
  const settlement = { outcome: 'unknowable', code: 'sandbox_reset' };
  await (await context.journal()).settle({ id, key, ...settlement });
  const note = sentence('It was sent to a sandbox that was reset since: its outcome is lost.');
  return { ...settlement, isKnown: false, note };
}

/** Tells the outcome of a request by looking alone. */
async function settlementByLook(
  context: Context,
  provider: OrderProvider,
  { sent, looks = [] }: JournalEntry,
): Promise<Finding> {
  const look = await lookFor(context, provider, sent);
  if (showsChange(look)) return settledBy(look, look.outcome);
  if (look.outcome === 'unknowable') return unknownBy(look, 'unknowable');
  const now = context.now().getTime();
  // Where our clock went back, the key of a create may be known still: looks make none of it old then.
  const mayRepeat = sent.action === 'create' && !wasAhead(context, provider, sent);
  const since = mayRepeat ? [] : looks;
  const isOld = surelyAgoMs(context, provider, sent, since) >= maybeUnderwayMs;
  if (look.outcome === 'not_done') {
    if (isOld) return settledBy(look, 'not_done');
    await noteLook(context, sent, look);
    return unknownBy({ ...look, note: mayComeYet }, 'unknown');
  }
  if (isOld && isSecondLook(looks, now)) return unknownBy(look, 'unknowable');
  await noteLook(context, sent, look);
  return unknownBy({ ...look, note: [look.note, ' ', lookAgain] }, 'unknown');
}

const lookAgain = sentence(
  'Resume it again later: it ends after a second check that finds nothing.',
);

const mayComeYet = sentence(
  'It does not show yet, but may still be on its way: try again in two minutes.',
);

const settledBy = ({ order, note }: Look, outcome: string): Finding => ({
  outcome,
  id: order?.id,
  answer: order?.answer,
  isKnown: true,
  note,
});

const unknownBy = ({ order, note }: Look, outcome: 'unknown' | 'unknowable'): Finding => ({
  outcome,
  id: order?.id,
  answer: order?.answer,
  isKnown: false,
  note,
});

const damagedRequest = (): CliError =>
  new CliError(exitCodes.outcomeUnknown, 'journal_damaged', damagedEntry, {
    hint: sentence(
      'Look for it in the account; then give it up: `mp-orders order resume --forget KEY`',
    ),
  });

async function repeat(
  context: Context,
  provider: OrderProvider,
  entry: JournalEntry,
): Promise<Finding> {
  const { sent } = entry;
  const { key: idempotencyKey, method, path, body } = sent;
  const call = {
    method: method as Call['method'],
    path,
    body,
    idempotencyKey,
    repeatable: true,
    afterLost: true,
    keyUntil: keyUntil(context, provider, sent.action, sent),
  };
  try {
    return await readAnswer(context, provider, entry, await provider.call(call));
  } catch (error) {
    if (isExplainedByLoss(error)) {
      const finding = await lookAfterRefusal(context, provider, entry, error);
      const { judgement, look } = finding;
      if (look.outcome === 'unread') throw stillUnknown(context, sent, error, finding);
      if (judgement === 'done') return settledBy(look, look.outcome);
      const { text } = error.facts.explained.refusal;
      const withRefusal = { ...look, note: [text, ' ', look.note] };
      if (judgement === 'refused') return settledBy(withRefusal, 'refused');
      return unknownBy(withRefusal, judgement === 'unknown' ? 'unknown' : 'unknowable');
    }
    if (!isRefusal(error)) throw error;
    return { outcome: 'refused', id: sent.order, isKnown: true, note: error.text };
  }
}

/**
 * What a 2xx tells. One that holds no order, a 204 say, or the page of something in between, leaves
 * the order itself to be looked at. Throws where there is none to look at.
 */
async function readAnswer(
  context: Context,
  provider: OrderProvider,
  entry: JournalEntry,
  answer: string,
): Promise<Finding> {
  const { sent } = entry;
  if (sent.action === 'api') {
    if (!isJson(answer || 'null'))
      throw unanswered(sentence('The server answered, but not with JSON.'));
    return { outcome: 'done', answer: answer || 'null', isKnown: true };
  }
  const order = await provider.system.parseOrder(answer).catch(() => undefined);
  const difference =
    order && (differenceFrom(requestedBy(sent), order) ?? (await otherMaker(context, sent, order)));
  const isForeign = difference !== undefined && provider.system.ownsId(order?.id ?? '');
  // A page of something in between has taken no refund in.
  const isRefund = sent.action === 'refund' && parseJsonObject(answer) !== undefined;
  if (isRefund && sent.order !== undefined && !isForeign) {
    return judgeRefund(provider, sent, sent.order, order);
  }
  if (order !== undefined && difference === undefined) {
    const judged = judge(provider, sent, order);
    const isPast =
      judged.outcome === 'unknown' &&
      isDeadEnd(provider.system.lifecycle, order.status, ['canceled', 'completed']);
    if (!isPast) return judged;
    // An order that is paid will not be canceled any more: what it shows settles the cancel in time.
    const look = await settlementByLook(context, provider, entry).catch(() => undefined);
    return look?.outcome === 'not_done' ? look : judged;
  }
  // Of this order, and not of this refund: a look would tell less.
  if (sent.order === undefined || order?.id === sent.order) {
    const text = sentence('The server answered, but not with the order that was asked for.');
    throw unanswered(text, difference);
  }
  return settlementByLook(context, provider, entry);
}

/** Why an order that names no reference is none of this create: another request made it. */
async function otherMaker(
  context: Context,
  sent: TimedRequest,
  { id, external_reference }: Order,
): Promise<Text | undefined> {
  if (sent.action !== 'create' || external_reference !== undefined) return undefined;
  const { ids } = await madeByOthers(context, sent, id);
  return ids.has(id) ? sentence('order {id} is of another request', { id }) : undefined;
}

/** What the answer to a request that is sent again can be compared with. */
const requestedBy = ({ action, order, body }: JournalRequest): RequestedOrder =>
  action === 'create'
    ? requestedOrder(body)
    : { id: order, refunds: partsOfBody(body).map(({ amount }) => amount) };

const unanswered = (text: Text, difference?: Text): CliError =>
  new CliError(exitCodes.outcomeUnknown, 'unexpected_answer', text, {
    hint: sentence(
      'Something in between may have answered instead: check --base-url, and try again.',
    ),
    details:
      difference === undefined
        ? []
        : [sentence('It is another order: {difference}.', { difference })],
    retryable: true,
  });

/** What an answer's order tells, by the judges of the commands that send such requests. */
function judge(provider: OrderProvider, { action }: TimedRequest, order: Order): Finding {
  const { id, answer, qr_data } = order;
  const outcome = action === 'create' ? 'created' : provider.cancelProgress([order]);
  if (outcome !== 'unknown') return { outcome, id, answer, qr_data, isKnown: true };
  const { title } = provider.system;
  const note = sentence(
    '{title} accepted the request, but the order is {status}, not canceled: it stays open.',
    { title, status: order.status },
  );
  return { outcome, id, answer, isKnown: false, note };
}

/**
 * The outcome of a refund that was taken in. What was answered may be the refund alone (Mollie), or
 * what was answered the first time: the order tells how it stands now.
 */
async function judgeRefund(
  provider: OrderProvider,
  { body, refunds_before }: TimedRequest,
  id: string,
  answered: Order | undefined,
): Promise<Finding> {
  const before = refunds_before?.map((one) => ({ id: one }));
  const request = { id, parts: partsOfBody(body), before };
  const order = answered?.id === id ? answered : await provider.get(id);
  const first = await refundResult(provider, request, order, { forPeople: false });
  const mayBeOld = first.outcome === 'requested' && first.isShown && order === answered;
  const now = mayBeOld ? await provider.get(id).catch(() => undefined) : undefined;
  const result = now === undefined ? first : updatedBy(first, now);
  const { outcome, answer } = result;
  const note = outcome === 'requested' ? standing(provider.system, result) : undefined;
  return { outcome, id, answer, isKnown: true, note };
}

/** What the provider says no to for good was not done before either: it would have said yes again. */
const isRefusal = (error: unknown): error is CliError =>
  error instanceof CliError &&
  ([exitCodes.refused, exitCodes.conflict, exitCodes.notFound] as number[]).includes(
    error.exitCode,
  );
