import type { Context } from '../../context.ts';
import { CliError, exitCodes, usageError } from '../../errors.ts';
import type { JournalEntry, SentRequest } from '../../journal/journal.ts';
import type { Order } from '../../orders/order.ts';
import type { Call, OrderProvider } from '../../providers/provider.ts';
import { findSystem } from '../../providers/systems.ts';
import { lookFor } from './look-for.ts';

/** What came of a request of unknown outcome. */
export interface Settled {
  outcome: string;
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
export async function settle(context: Context, { sent }: JournalEntry): Promise<Settled> {
  const provider = await providerOf(context, sent);
  const age = context.now().getTime() - Date.parse(sent.at);
  const lifetime = sent.action === 'api' ? day : provider.system.keyLifetimeMs[sent.action];
  const canRepeat = sent.repeatable && age < lifetime;
  const settled = canRepeat ? await repeat(provider, sent) : await lookFor(provider, sent);
  const mayComeYet = settled.outcome === 'not_done' && age < maybeUnderwayMs;
  if (mayComeYet) {
    const note =
      'Nothing is to be seen of it yet, but it may still be on its way: try again in two minutes.';
    return { ...settled, outcome: 'unknown', isKnown: false, note };
  }
  const journal = await context.journal();
  const { outcome, id } = settled;
  await journal.settle({ key: sent.key, outcome, ...(id !== undefined && { order: id }) });
  return settled;
}

const day = 24 * 3_600_000;

/** A client for the account and the host that a request was sent to. */
function providerOf(context: Context, sent: SentRequest): Promise<OrderProvider> {
  const { provider, profile, base_url } = sent;
  if (findSystem(provider) === undefined) {
    throw usageError(`The request is for ${provider}, an order system that is not known here.`);
  }
  return context
    .forAccount({ provider, profile, baseUrl: base_url })
    .provider({ notesOpen: false });
}

async function repeat(provider: OrderProvider, sent: SentRequest): Promise<Settled> {
  const { key: idempotencyKey, method, path, body } = sent;
  const call = { method: method as Call['method'], path, body, idempotencyKey, repeatable: true };
  try {
    const answer = await provider.call(call);
    if (sent.action === 'api') return { outcome: 'done', answer: answer || 'null', isKnown: true };
    const order = await orderOf(provider, sent, answer);
    return { outcome: outcomeOf(sent), id: order.id, answer: order.answer, isKnown: true };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { outcome: 'refused', id: sent.order, isKnown: true, note: error.message };
  }
}

/** The order that an answer is, or is about. */
function orderOf(provider: OrderProvider, sent: SentRequest, answer: string): Promise<Order> {
  return provider.system.parseOrder(answer).catch((error: unknown) => {
    if (sent.order === undefined) throw error;
    return provider.get(sent.order);
  });
}

const outcomeOf = ({ action }: SentRequest): string =>
  action === 'create' ? 'created' : action === 'cancel' ? 'canceled' : 'refunded';

/** What the provider says no to for good was not done before either: it would have said yes again. */
const isRefusal = (error: unknown): error is CliError =>
  error instanceof CliError &&
  ([exitCodes.refused, exitCodes.conflict, exitCodes.notFound] as number[]).includes(
    error.exitCode,
  );
