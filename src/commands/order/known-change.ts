import type { Context } from '../../session/context.ts';
import type { OrderProvider } from '../../providers/provider.ts';
import { lookUpKey, tellKey, unreadOf, type KnownKey } from './shared/known-key.ts';
import type { ChangeOptions } from './shared/change.ts';
import type { OneChange } from './many/many-send.ts';

type Asked = Pick<OneChange<unknown>, 'action' | 'id' | 'plan'>;

export const isNew: KnownKey = { is: 'new' };

/** Looks a cancel or a refund up by its key before it is sent; without a key it is new. */
export async function knownChange(
  context: Context,
  provider: OrderProvider,
  change: Asked,
  { idempotencyKey: key }: ChangeOptions,
): Promise<KnownKey> {
  return key === undefined ? isNew : lookUpKey(context, provider, keyed(change, key));
}

/** Says for `--dry-run` what the journal knows of the key. */
export async function tellKnownChange(
  context: Context,
  provider: OrderProvider,
  change: Asked,
  { idempotencyKey: key }: ChangeOptions,
): Promise<void> {
  if (key === undefined) return;
  const told = await tellKey(context, provider, keyed(change, key));
  if (told !== undefined) context.io.note(told);
}

const keyed = ({ action, id, plan }: Asked, key: string) => ({
  ...{ key, action, order: id },
  plan: plan({ idempotencyKey: key }),
});

/**
 * Reads what a change needs to know before it can be put together. Where that cannot be read, and the
 * key says that the change was done, that is what is thrown: exit 8 in place of 7.
 */
export async function readBefore<T>(
  context: Context,
  provider: OrderProvider,
  { action, id }: Pick<Asked, 'action' | 'id'>,
  { idempotencyKey: key }: ChangeOptions,
  read: () => Promise<T>,
): Promise<T> {
  if (key === undefined) return read();
  return read().catch(async (error: unknown) => {
    throw await unreadOf(context, provider, { key, action, order: id }, error);
  });
}
