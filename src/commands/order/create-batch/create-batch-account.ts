import { findBaseUrl } from '../../../connect.ts';
import type { Context } from '../../../context.ts';
import { findCredentials } from '../../../credentials.ts';
import type { JournalEntry } from '../../../journal/journal.ts';
import type { OrderSystem } from '../../../providers/system.ts';
import { hostInForce } from '../../host-in-force.ts';

/** Whose orders a batch creates. */
export interface BatchAccount {
  /** The account's id; '' where its token does not tell. */
  id: string;
  /** Whether what the journal holds was sent for this account, to this host. */
  sent: (request: JournalEntry['sent']) => boolean;
}

/**
 * The account of this run. The same rows for another account are other orders, whatever the profile
 * is called; and for the same account they are the same, wherever its token comes from.
 */
export async function batchAccount(context: Context, system: OrderSystem): Promise<BatchAccount> {
  const credentials = await findCredentials(context, system);
  const { keys, profile } = credentials;
  const id = system.accountOf(keys) ?? '';
  const host = hostInForce(context, system, credentials);
  const isNamed = findBaseUrl(context) !== undefined;
  return {
    id,
    sent: (request) =>
      request.provider === system.name &&
      // An older entry names a host only where a flag or the environment did.
      (request.base_url === host || (request.base_url === undefined && !isNamed)) &&
      (id !== '' || request.profile === profile),
  };
}
