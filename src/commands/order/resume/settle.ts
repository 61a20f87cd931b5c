import type { Context } from '../../../context.ts';
import { CliError, exitCodes } from '../../../errors.ts';
import type { JournalEntry, SentRequest } from '../../../journal/journal.ts';
import type { Call, OrderProvider } from '../../../providers/provider.ts';
import type { Accounts } from './accounts.ts';
import { isKeyKnown } from './key-life.ts';
import { lookFor } from './look-for.ts';

/** What came of a request of unknown outcome. */
export interface Settled {
  outcome: string;
  /** What tells more than the outcome: `forgotten`. */
  code?: string;
  /** Of the order. */
  id?: string;
  /** The JSON text of the provider's answer. */
  answer?: string;
  /** False when nobody can tell, or nobody can tell yet. */
  isKnown: boolean;
  /** For people: how it is known, or why it is not. */
  note?: string;
}

/** A request younger than this may still be on its way: that nothing is seen of it proves nothing. */
const maybeUnderwayMs = 120_000;

/**
 * Settles a request of the journal, in the journal too: by sending it again, byte for byte under
 * its own key, while the provider knows the key, else by looking. Throws when it cannot be done
 * now, and leaves the request open.
 */
export async function settle(
  context: Context,
  accounts: Accounts,
  { sent }: JournalEntry,
): Promise<Settled> {
  const provider = await accounts.clientOf(sent);
  const age = context.now().getTime() - Date.parse(sent.at);
  const canRepeat =
    sent.repeatable && isKeyKnown(provider.system, sent.action, sent.at, context.now());
  const settled = canRepeat ? await repeat(provider, sent) : await lookFor(provider, sent);
  const mayComeYet = settled.outcome === 'not_done' && age < maybeUnderwayMs;
  if (mayComeYet) {
    const note =
      'Nothing is to be seen of it yet, but it may still be on its way: try again in two minutes.';
    return { ...settled, outcome: 'unknown', isKnown: false, note };
  }
  const journal = await context.journal();
  const { outcome, id } = settled;
  await journal.settle({
    id: sent.id,
    key: sent.key,
    outcome,
    ...(id !== undefined && { order: id }),
  });
  return settled;
}

async function repeat(
  provider: OrderProvider,
  sent: SentRequest & { at: string },
): Promise<Settled> {
  const { key: idempotencyKey, method, path, body } = sent;
  const call = {
    method: method as Call['method'],
    path,
    body,
    idempotencyKey,
    repeatable: true,
    afterLost: true,
  };
  try {
    return await readAnswer(provider, sent, await provider.call(call));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { outcome: 'refused', id: sent.order, isKnown: true, note: error.message };
  }
}

/**
 * What a 2xx tells. One that holds no order, a 204 say, or the page of something in between, leaves
 * the order itself to be looked at. Throws where there is none to look at.
 */
async function readAnswer(
  provider: OrderProvider,
  sent: SentRequest & { at: string },
  answer: string,
): Promise<Settled> {
  if (sent.action === 'api') {
    if (!isJson(answer || 'null')) throw notAnswered('JSON');
    return { outcome: 'done', answer: answer || 'null', isKnown: true };
  }
  const order = await provider.system.parseOrder(answer).catch(() => undefined);
  if (order !== undefined) {
    return { outcome: outcomeOf(sent), id: order.id, answer: order.answer, isKnown: true };
  }
  if (sent.order === undefined) throw notAnswered('an order');
  return lookFor(provider, sent);
}

const notAnswered = (what: string): CliError =>
  new CliError(
    exitCodes.outcomeUnknown,
    'unexpected_answer',
    `The server answered, but not with ${what}.`,
    {
      hint: 'Something in between may have answered in its place: look at --base-url, and try again.',
      retryable: true,
    },
  );

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const outcomeOf = ({ action }: SentRequest): string =>
  action === 'create' ? 'created' : action === 'cancel' ? 'canceled' : 'refunded';

/** What the provider says no to for good was not done before either: it would have said yes again. */
const isRefusal = (error: unknown): error is CliError =>
  error instanceof CliError &&
  ([exitCodes.refused, exitCodes.conflict, exitCodes.notFound] as number[]).includes(
    error.exitCode,
  );
