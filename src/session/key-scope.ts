import type { JournalEntry, JournalRequest } from '../journal/journal.ts';
import { isSandboxProfile } from '../settings/settings.ts';
import type { Account } from './account.ts';
import { isLoopbackUrl } from './base-url.ts';
import type { Run } from './run.ts';

/**
 * Whether a request of the journal was sent to where this run sends: to the same account of the same
 * order system, at the same host or in the same sandbox. Only an answer tells which sandbox is served
 * somewhere: `likely` is the same URL, `maybe` another one of this machine.
 */
type PlaceMatch = 'yes' | 'likely' | 'maybe' | 'no';

/** Where this run sends, as far as that is part of what a key means. */
export interface KeyScope {
  /** The order system's id of the account; '' where its token does not tell. */
  account: string;
  placed: (entry: JournalEntry) => PlaceMatch;
}

/** The sandbox that a request is known to have reached. */
export const sandboxOf = ({ sent, settled }: JournalEntry): string | undefined =>
  settled?.sandbox ?? sent.sandbox;

/**
 * The scope of this run's keys. The same key for another account is another key, whatever the profile
 * is called; and for the same account it is the same, from any source of its token.
 */
export async function keyScope(run: Run, account: Account): Promise<KeyScope> {
  const { host: url, system } = account;
  const isAccount = accountTest(account);
  const place = {
    url,
    isNamed: account.isHostNamed,
    // A sandbox without an identity is one in which nothing was done yet.
    sandbox:
      url === undefined ? ((await (await run.sandbox()).identity.read()) ?? 'new') : undefined,
  };
  return {
    account: account.idOfKeys ?? '',
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

function placedAt({ url, isNamed, sandbox }: Place, entry: JournalEntry): PlaceMatch {
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

function accountTest(account: Account): (sent: JournalRequest) => boolean {
  const { fingerprint, idOfKeys, profile, stored } = account;
  const ids = [stored?.id, idOfKeys].filter((id) => id !== undefined);
  return (sent) => {
    if (sent.account === undefined || sent.account === fingerprint) return true;
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
