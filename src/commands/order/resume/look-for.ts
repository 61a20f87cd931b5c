import type { Order } from '../../../orders/order.ts';
import type { SentRequest } from '../../../journal/journal.ts';
import type { OrderProvider } from '../../../providers/provider.ts';
import { sameAmount } from '../../../terminal/amount.ts';
import { pickField } from '../../../terminal/field.ts';
import type { Settled } from './settle.ts';

const day = 24 * 3_600_000;

/** Tells what came of a request by the order that it was about, or that it should have made. */
export function lookFor(
  provider: OrderProvider,
  sent: SentRequest & { at: string },
): Promise<Settled> {
  if (sent.action === 'create') return lookForCreated(provider, sent);
  if (sent.action === 'api') return Promise.resolve({ ...unknowable(), note: apiNote });
  if (sent.order === undefined) return Promise.resolve(unknowable());
  return sent.action === 'cancel'
    ? lookAtCanceled(provider, sent, sent.order)
    : lookAtRefunded(provider, sent.order);
}

const apiNote =
  'What came of it cannot be known: its endpoint takes no key, or has forgotten it. Look at what it was about.';

const unknowable = (): Settled => ({
  outcome: 'unknowable',
  isKnown: false,
  note: 'What came of it cannot be known: its key is too old to be sent again, and there is nothing to look at.',
});

async function lookAtCanceled(
  provider: OrderProvider,
  sent: SentRequest & { at: string },
  id: string,
): Promise<Settled> {
  const order = await provider.get(id);
  const outcome = provider.cancelSeen(order, sent);
  if (outcome !== 'unknowable') return seen(order, outcome);
  const note = `Parts of order ${id} are canceled: whether by this request cannot be known. Compare its lines.`;
  return { outcome, id, answer: order.answer, isKnown: false, note };
}

async function lookAtRefunded(provider: OrderProvider, id: string): Promise<Settled> {
  const order = await provider.get(id);
  const isRefunded = order.status === 'refunded';
  const told = order.refunds ?? [];
  const paidBack = order.payments.some(({ refunded_amount: amount = '0' }) => Number(amount) > 0);
  if (isRefunded) return seen(order, 'refunded');
  if (told.length === 0 && !paidBack) return seen(order, 'not_done');
  const note = `Order ${id} has refunds: whether this request is one of them cannot be known.`;
  return { outcome: 'unknowable', id, answer: order.answer, isKnown: false, note };
}

/** Clocks differ: an order may seem a little older than the request that made it. */
const clockMarginMs = 10 * 60_000;

/** By its external_reference and amount, since it was sent. Only one that fits is the one. */
async function lookForCreated(
  provider: OrderProvider,
  { reference, at, body }: SentRequest & { at: string },
): Promise<Settled> {
  if (reference === undefined || provider.system.cannot.search_reference !== undefined) {
    return unknowable();
  }
  const sentAt = Date.parse(at);
  const found = provider.search({
    begin: new Date(sentAt - clockMarginMs),
    end: new Date(sentAt + day),
    external_reference: reference,
  });
  const amount = pickField(JSON.parse(body ?? '{}'), 'total_amount');
  const fitting: Order[] = [];
  for await (const order of found) {
    const { external_reference: its, total_amount: total = amount } = order;
    const isSame = amount === undefined || sameAmount(total ?? '', amount);
    if (its === reference && isSame) fitting.push(order);
    if (fitting.length > 1) break;
  }
  const [only, ...others] = fitting;
  if (only !== undefined && others.length === 0) return seen(only, 'created');
  const why =
    only === undefined
      ? 'No such order was found, which proves little: the search may not list QR orders.'
      : `Several orders fit, ${fitting.map(({ id }) => id).join(' and ')} among them.`;
  return { outcome: 'unknowable', isKnown: false, note: `Reference ${reference}: ${why}` };
}

const seen = ({ id, answer, status }: Order, outcome: string): Settled => ({
  outcome,
  id,
  answer,
  isKnown: true,
  note: `The order was looked at: it is ${status}.`,
});
