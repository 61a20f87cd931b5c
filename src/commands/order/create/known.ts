import { moment, sentence, type Text } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { withMembers } from '../../../json/object.ts';
import { CliError, exitCodes } from '../../../errors.ts';
import { sameStatus } from '../../../orders/lifecycle.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import { isNew, knownChange, tellKnown } from '../shared/change.ts';
import { knownReference, refusalOf, type KnownKey } from '../shared/known-key.ts';
import { contentOf, knownContent } from '../../../journal/identity.ts';
import { wireOf } from '../../../session/journal-change.ts';
import { keyScope } from '../../../session/key-scope.ts';
import { nextCommand } from '../../../session/next-command.ts';
import { timesNow } from '../shared/key-life.ts';
import { withReference, type CreateBody } from './body.ts';
import { createOf } from './change.ts';
import { instantOf } from '../../../orders/instant.ts';

/** A create under a key that the user gave, and what the journal knows of that. */
interface KnownCreate<T extends CreateBody> {
  request: T;
  known: KnownKey;
}

/**
 * Looks a create up by its key before it is sent; without a key it is new. An order that the key made
 * is read, and gets the code that only the answer to its create had. Throws as `lookUpKey`, and exit 8
 * where the very same create is open under another key.
 */
export async function knownCreate<T extends CreateBody>(
  context: Context,
  provider: OrderProvider,
  composed: T,
  key: string | undefined,
): Promise<KnownCreate<T>> {
  if (key === undefined) {
    await refuseOpenTwin(context, provider, composed, key);
    return { request: composed, known: isNew };
  }
  const request = await asSentBefore(context, provider, composed, key);
  const change = createOf(provider, request.json);
  const known = await knownChange(context, provider, change, { idempotencyKey: key });
  if (known.is === 'new') await refuseOpenTwin(context, provider, request, key);
  if (known.is !== 'done') return { request, known };
  const qr_data = known.entry.settled?.qr_data;
  return { request, known: { ...known, order: withCode(known.order, qr_data) } };
}

/**
 * Throws exit 8 where a create of the same reference, to the letter, was sent from here and nobody knows
 * what came of it: under another key it could be made twice.
 */
async function refuseOpenTwin(
  context: Context,
  provider: OrderProvider,
  { json, pinned }: CreateBody,
  key: string | undefined,
): Promise<void> {
  if (pinned['--reference'] !== undefined) return; // made for this request: no other has it
  const content = contentOf(wireOf(createOf(provider, json).plan({ idempotencyKey: key ?? '' })));
  const scope = await keyScope(context, await context.account(provider.system));
  for (const entry of await (await context.journal()).unsettled()) {
    const { sent } = entry;
    const isTwin = sent.action === 'create' && knownContent(sent) === content;
    if (!isTwin || sent.key === key || scope.placed(entry) === 'no') continue;
    throw refusalOf(context, { key: sent.key, action: 'create' }, { is: 'open', entry });
  }
}

/** Says for `--dry-run` what the journal knows of the key; gives the request that would be sent. */
export async function tellKnownCreate<T extends CreateBody>(
  context: Context,
  provider: OrderProvider,
  composed: T,
  key: string | undefined,
): Promise<T> {
  if (key === undefined) return composed;
  const request = await asSentBefore(context, provider, composed, key);
  await tellKnown(context, provider, createOf(provider, request.json), { idempotencyKey: key });
  return request;
}

/**
 * The request with the reference that an earlier version made at random for this key: the same command
 * line is the same request.
 */
async function asSentBefore<T extends CreateBody>(
  context: Context,
  provider: OrderProvider,
  composed: T,
  key: string,
): Promise<T> {
  if (composed.pinned['--reference'] === undefined) return composed;
  const before = await knownReference(context, provider, { key, action: 'create' });
  return before?.startsWith('mpo-') === true ? withReference(composed, before) : composed;
}

/** The order with the code that the answer to its create had, in the place where it had it. */
function withCode(order: Order, qr_data: string | undefined): Order {
  if (qr_data === undefined || order.qr_data !== undefined) return order;
  const rest = order.answer.trimEnd();
  if (/"type_response"\s*:/.test(rest) || !rest.endsWith('}')) return { ...order, qr_data };
  return { ...order, qr_data, answer: withMembers(rest, { type_response: { qr_data } }) };
}

/** A clock that is set back makes no order young; so much two clocks may differ. */
const marginMs = 10 * 60_000;

/**
 * For `create --watch`: throws exit 6 for an order that was over before this run, and was made longer
 * ago than `windowMs`. Its key is that of an earlier sale, and its payment none for this one.
 */
export async function refuseOldSale(
  context: Context,
  provider: OrderProvider,
  { order, known, windowMs }: { order: Order; known: KnownKey; windowMs: number },
): Promise<void> {
  const ages = agesOf(context, provider, order, known);
  if (ages.every((age) => age <= windowMs && age >= -marginMs)) return;
  const now = known.is === 'done' ? order : await read(context, provider, order.id);
  const { status } = now;
  if (!provider.system.lifecycle.followers.has(status)) return;
  const code = codeOf(status);
  throw new CliError(
    exitCodes.conflict,
    code,
    sentence(
      'Order {id} of this key was {status} before this run: it belongs to an earlier sale (made {made}).',
      { id: now.id, status: cleanValue(status), made: madeAt(order, known) },
    ),
    {
      system: now.provider,
      orderIds: [now.id],
      next: [nextCommand(context, ['get', now.id])],
    },
  );
}

const madeAt = ({ created_date }: Order, known: KnownKey): Text => {
  const at = created_date ?? (known.is === 'new' ? undefined : known.at);
  return at === undefined ? sentence('before') : moment(cleanValue(at));
};

/** How old an order is, in ms, by each clock that tells: ours, and the provider's of its own date. */
function agesOf(
  context: Context,
  provider: OrderProvider,
  { created_date }: Order,
  known: KnownKey,
): number[] {
  const { here, there } = timesNow(context, provider);
  const composed = instantOf(created_date);
  const ofOrder = Number.isNaN(composed)
    ? []
    : (there.length > 0 ? there : [here]).map((at) => at - composed);
  return known.is === 'new' ? ofOrder : [here - Date.parse(known.at), ...ofOrder];
}

async function read(context: Context, provider: OrderProvider, id: string): Promise<Order> {
  try {
    return await provider.get(id);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    const message = sentence(
      'The key belongs to order {id}, whose current state could not be read.',
      { id },
    );
    const next = [nextCommand(context, ['watch', id])];
    const details = error.sentences;
    const { outcomeUnknown: exitCode } = exitCodes;
    const about = { orderIds: [id], details, next, cause: error };
    throw error.with({ exitCode, code: 'order_not_read', message, ...about });
  }
}

const codes: readonly (readonly [status: string, code: string])[] = [
  ['processed', 'already_paid'],
  ['canceled', 'already_canceled'],
  ['expired', 'already_expired'],
  ['refunded', 'already_refunded'],
];

const codeOf = (status: string): string =>
  codes.find(([one]) => sameStatus(one, status))?.[1] ?? 'already_over';
