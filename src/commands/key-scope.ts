import { findBaseUrl, isLoopback } from '../connect.ts';
import type { Context } from '../context.ts';
import { findCredentials, type Credentials } from '../credentials.ts';
import type { JournalEntry, SentRequest } from '../journal/journal.ts';
import type { OrderSystem } from '../providers/system.ts';
import { isSandboxProfile } from '../settings/settings.ts';
import { fingerprintOf } from './fingerprint.ts';
import { hostInForce } from './host-in-force.ts';

/**
 * Whether a request of the journal was sent to where this run sends: to the same account of the same
 * order system, at the same host or in the same sandbox. Only an answer tells which sandbox is served
 * somewhere: `likely` is the same URL, `maybe` another one of this machine.
 */
export type Placed = 'yes' | 'likely' | 'maybe' | 'no';

/** Where this run sends, as far as that is part of what a key means. */
export interface KeyScope {
  /** The order system's id of the account; '' where its token does not tell. */
  account: string;
  placed: (entry: JournalEntry) => Placed;
}

/** The sandbox that a request is known to have reached. */
export const sandboxOf = ({ sent, settled }: JournalEntry): string | undefined =>
  settled?.sandbox ?? sent.sandbox;

/**
 * The scope of this run's keys. The same key for another account is another key, whatever the profile
 * is called; and for the same account it is the same, wherever its token comes from.
 */
export async function keyScope(context: Context, system: OrderSystem): Promise<KeyScope> {
  const credentials = await findCredentials(context, system);
  const url = hostInForce(context, system, credentials);
  const isAccount = accountTest(system, credentials);
  const place = {
    ...{ url, isNamed: findBaseUrl(context) !== undefined },
    // A sandbox without an identity is one in which nothing was done yet.
    sandbox:
      url === undefined ? ((await (await context.sandbox()).identity.read()) ?? 'new') : undefined,
  };
  return {
    account: system.accountOf(credentials.keys) ?? '',
    placed: (entry) =>
      entry.sent.provider === system.name && isAccount(entry.sent) ? placedAt(place, entry) : 'no',
  };
}

interface Place {
  /** Undefined where the sandbox answers in process. */
  url: string | undefined;
  /** Whether a flag or the environment names the host. */
  isNamed: boolean;
  /** Of the sandbox in process. */
  sandbox: string | undefined;
}

function placedAt({ url, isNamed, sandbox }: Place, entry: JournalEntry): Placed {
  const { base_url, profile } = entry.sent;
  const its = sandboxOf(entry);
  if (its !== undefined && sandbox !== undefined) return its === sandbox ? 'yes' : 'no';
  const wasLocal = base_url === undefined ? isSandboxProfile(profile) : isLoopbackUrl(base_url);
  if (url === undefined) return wasLocal ? 'maybe' : 'no';
  const isLocal = isLoopbackUrl(url);
  // An older entry names a host only where a flag or the environment did.
  const wasUsualHost = base_url === undefined && its === undefined && !wasLocal;
  if (base_url === url || (wasUsualHost && !isNamed)) {
    return isLocal || its !== undefined ? 'likely' : 'yes';
  }
  return isLocal && (wasLocal || its !== undefined) ? 'maybe' : 'no';
}

function accountTest(
  system: OrderSystem,
  { keys, account, profile }: Credentials,
): (sent: SentRequest) => boolean {
  const mark = fingerprintOf(system, keys);
  const ids = [account?.id, system.accountOf(keys)].filter((id) => id !== undefined);
  return (sent) => {
    if (sent.account === undefined || sent.account === mark) return true;
    const its = [sent.account_id, ...(isNamed(sent.account) ? [sent.account] : [])].filter(
      (id) => id !== undefined,
    );
    if (its.some((id) => ids.includes(id))) return true;
    // Where one of the two does not tell, a profile that is called the same is the same account.
    return (its.length === 0 || ids.length === 0) && sent.profile === profile;
  };
}

/** Whether a mark is the account's own id, and not a hash of a token. */
const isNamed = (mark: string): boolean => !mark.startsWith('key ');

export const isLoopbackUrl = (text: string): boolean =>
  URL.canParse(text) && isLoopback(new URL(text));
