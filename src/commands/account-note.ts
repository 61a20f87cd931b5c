import type { Context } from '../context.ts';
import { findCredentials } from '../credentials.ts';
import { cleanValue } from '../terminal/clean-text.ts';

/**
 * Says on stderr whose account is about to be changed, when it is a live one or not known to be a
 * test one: nobody should find out afterwards which account a forgotten variable chose.
 */
export async function noteAccount(context: Context): Promise<{ isLive: boolean; name: string }> {
  const { account, source, profile } = await findCredentials(context);
  const isLive = account?.test !== true;
  const name = cleanValue(account?.nickname ?? account?.id ?? `the account of ${source}`);
  if (isLive) {
    const known = account?.test === false;
    const via = source.startsWith('profile') ? source : `${source}, not profile ${profile}`;
    context.io.note(
      known ? `Live account: ${name} (${via}).` : `Account: that of ${via}; it may be live.`,
    );
  }
  return { isLive, name };
}
