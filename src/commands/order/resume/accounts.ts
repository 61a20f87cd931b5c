import { sentence } from '../../../language/sentence.ts';
import type { Account } from '../../../session/account.ts';
import { findBaseUrl } from '../../../session/base-url.ts';
import type { ConnectOverrides } from '../../../session/connect.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes, usageError } from '../../../errors.ts';
import type { JournalRequest } from '../../../journal/journal.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';
import { findSystem } from '../../../providers/systems.ts';

/** The accounts and hosts that open requests were sent to, with a client each. */
export class Accounts {
  readonly #clients = new Map<string, Promise<OrderProvider>>();

  constructor(
    private readonly context: Context,
    private readonly overrides: ConnectOverrides,
  ) {}

  /** A client for what a request was sent to. Throws CliError where that cannot be had now. */
  async clientOf(sent: JournalRequest): Promise<OrderProvider> {
    const { provider, profile, base_url, account } = sent;
    const name = JSON.stringify([provider, profile, base_url, account]);
    const known = this.#clients.get(name) ?? connectAs(this.context, sent, this.overrides);
    this.#clients.set(name, known);
    return known;
  }
}

async function connectAs(
  context: Context,
  sent: JournalRequest,
  overrides: ConnectOverrides,
): Promise<OrderProvider> {
  const { provider, profile, base_url: baseUrl } = sent;
  const system = findSystem(provider);
  if (system === undefined) {
    throw usageError(
      sentence('The request is for {provider}, an order system that is not known here.', {
        provider,
      }),
    );
  }
  refuseOtherHost(context, sent);
  const ofProfile = context.forAccount({ provider, profile, baseUrl: undefined });
  const account = await ofProfile.account(system);
  refuseOtherAccount(account, sent);
  refuseForeignHost(context, account, sent);
  return context
    .forAccount({ provider, profile, baseUrl })
    .provider({ notesOpen: false, ...overrides });
}

/**
 * A run that names a host is about that host: what was sent to another one is not sent to either.
 * Without `base_url` it went to the host of its profile.
 */
function refuseOtherHost(context: Context, { base_url }: JournalRequest): void {
  const named = findBaseUrl(context);
  if (named === undefined || named.url === base_url) return;
  const { source } = named;
  const where = base_url ?? sentence('the host of its profile');
  throw usageError(
    sentence('It was sent to {where}, and {source} names another.', { where, source }),
    {
      code: 'wrong_host',
      hint:
        source === '--base-url'
          ? sentence('Leave out {source}, and resume it again.', { source })
          : sentence('Unset {source}, and resume it again.', { source }),
    },
  );
}

/**
 * The journal alone is not believed where the keys go: a host that stands there gets them when it is
 * the order system's, the profile's, or named in this run.
 */
function refuseForeignHost(
  context: Context,
  { system, keys, baseUrl }: Account,
  { base_url }: JournalRequest,
): void {
  if (base_url === undefined) return;
  const own = [findBaseUrl(context)?.url, baseUrl?.url];
  if (own.includes(base_url) || system.baseUrl(keys) === base_url) return;
  throw usageError(
    sentence('It was sent to {base_url}, which is neither {title} nor its profile’s.', {
      base_url,
      title: system.title,
    }),
    {
      code: 'wrong_host',
      hint: sentence('When that host is yours, name it: --base-url {base_url}', { base_url }),
    },
  );
}

/** Under another account's keys the same bytes would be another order, in another shop. */
function refuseOtherAccount({ system, source, fingerprint }: Account, sent: JournalRequest): void {
  if (sent.account === undefined || sent.account === fingerprint) return;
  throw new CliError(
    exitCodes.notSignedIn,
    'wrong_account',
    sentence('It was sent for account {account} of {title}, and {source} is of another.', {
      account: sent.account,
      title: system.title,
      source,
    }),
    {
      hint: sentence(
        'Set the keys that it was sent with (profile {profile}), and resume it again.',
        { profile: sent.profile },
      ),
    },
  );
}
