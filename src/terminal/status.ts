import { wordList } from '../word-list.ts';
import type { Order } from '../orders/order.ts';
import { moneyEnd, type MoneyOrder } from '../orders/payment-money.ts';
import { cleanValue } from './clean-text.ts';
import type { View } from './view.ts';

/** Over, and as it should be. */
const good = ['processed', 'paid', 'completed', 'invoiced'];

/** Over, and nothing comes of it. */
const bad = ['canceled', 'cancelled', 'expired', 'failed', 'replaced'];

/** There is still something to do: for the customer, the shop or the system. */
const waiting = wordList(`
  created, pending, authorized, shipping, order-created, order-accepted, on-order-completed,
  waiting-for-authorization, payment-pending, payment-approved, window-to-cancel,
  waiting-for-fulfillment, authorize-fulfillment, ready-for-handling, start-handling, handling,
  invoice, request-cancel, cancellation-requested, cancel
`);

type Color = 'yellow' | 'green' | 'red';

/** One table for all systems: no word stands for a good end in one of them and a bad one in another. */
const colors: ReadonlyMap<string, Color> = new Map([
  ...good.map((status) => [status, 'green'] as const),
  ...bad.map((status) => [status, 'red'] as const),
  ...waiting.map((status) => [status, 'yellow'] as const),
]);

/** The colour of a status; none for one that is not known. */
export const colorOf = (status: string): Color | undefined => colors.get(status);

/**
 * The status of an order and what it means: `created — waiting for payment`. Money that is not the
 * shop's is told where the status stays what it was.
 */
export function renderStatus(
  order: MoneyOrder & Pick<Order, 'provider'>,
  { chalk, statusPhrase, say }: Pick<View, 'chalk' | 'statusPhrase' | 'say'>,
): string {
  const { status, provider } = order;
  const end = moneyEnd(order);
  const color = end === 'nothing' || end === 'charged_back' ? undefined : colors.get(status);
  const word = color === undefined ? cleanValue(status).trim() : chalk[color](status);
  if (end === 'nothing') return withPhrase(word, say('by its amounts, nothing was paid'));
  return withPhrase(word, statusPhrase(end ?? status, provider));
}

/** The same for a line of an order, without colour: it stands in a table. */
export function lineStatus(
  status: string,
  provider: string,
  { statusPhrase }: Pick<View, 'statusPhrase'>,
): string {
  return withPhrase(cleanValue(status).trim(), statusPhrase(status, provider, 'line'));
}

const withPhrase = (word: string, phrase: string | undefined): string =>
  phrase === undefined ? word : `${word} — ${phrase}`;
