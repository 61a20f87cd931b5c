import type { Context } from '../context.ts';
import { findCredentials } from '../credentials.ts';
import type { OrderSystem } from '../providers/system.ts';
import { cleanValue } from '../terminal/clean-text.ts';

/**
 * Says on stderr whose account is about to be changed, when it is a live one or not known to be a
 * test one: nobody should find out afterwards which account a forgotten variable chose.
 */
export async function noteAccount(
  context: Context,
  system: OrderSystem,
): Promise<{ isLive: boolean; name: string }> {
  const { account, source, profile, keys } = await findCredentials(context, system);
  const test = account?.test ?? system.isTestAccount(keys);
  const isLive = test !== true;
  const name = cleanValue(account?.nickname ?? account?.id ?? `the account of ${source}`);
  if (isLive) {
    const known = test === false;
    const via = source.startsWith('profile') ? source : `${source}, not profile ${profile}`;
    context.io.note(
      known ? `Live account: ${name} (${via}).` : `Account: that of ${via}; it may be live.`,
    );
  }
  return { isLive, name };
}
