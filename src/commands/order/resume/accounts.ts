import type { Account } from '../../../session/account.ts';
import { findBaseUrl } from '../../../session/base-url.ts';
import type { ConnectOverrides } from '../../../session/connect.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes, usageError } from '../../../errors.ts';
import type { SentRequest } from '../../../journal/journal.ts';
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
  async clientOf(sent: SentRequest): Promise<OrderProvider> {
    const { provider, profile, base_url, account } = sent;
    const name = JSON.stringify([provider, profile, base_url, account]);
    const known = this.#clients.get(name) ?? connectAs(this.context, sent, this.overrides);
    this.#clients.set(name, known);
    return known;
  }
}

async function connectAs(
  context: Context,
  sent: SentRequest,
  overrides: ConnectOverrides,
): Promise<OrderProvider> {
  const { provider, profile, base_url: baseUrl } = sent;
  const system = findSystem(provider);
  if (system === undefined) {
    throw usageError(`The request is for ${provider}, an order system that is not known here.`);
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
function refuseOtherHost(context: Context, { base_url }: SentRequest): void {
  const named = findBaseUrl(context);
  if (named === undefined || named.url === base_url) return;
  const where = base_url === undefined ? 'the host of its profile' : base_url;
  throw usageError(`It was sent to ${where}, and ${named.source} names another.`, {
    code: 'wrong_host',
    hint: `${named.source.startsWith('--') ? 'Leave out' : 'Unset'} ${named.source}, and resume it again.`,
  });
}

/**
 * The journal alone is not believed where the keys go: a host that stands there gets them when it is
 * the order system's, the profile's, or named in this run.
 */
function refuseForeignHost(
  context: Context,
  { system, keys, baseUrl }: Account,
  { base_url }: SentRequest,
): void {
  if (base_url === undefined) return;
  const own = [findBaseUrl(context)?.url, baseUrl?.url];
  if (own.includes(base_url) || system.baseUrl(keys) === base_url) return;
  throw usageError(
    `It was sent to ${base_url}, which is neither ${system.title} nor its profile’s.`,
    {
      code: 'wrong_host',
      hint: `When that host is yours, name it: --base-url ${base_url}`,
    },
  );
}

/** Under another account's keys the same bytes would be another order, in another shop. */
function refuseOtherAccount({ system, source, fingerprint }: Account, sent: SentRequest): void {
  if (sent.account === undefined || sent.account === fingerprint) return;
  throw new CliError(
    exitCodes.notSignedIn,
    'wrong_account',
    `It was sent for account ${sent.account} of ${system.title}, and ${source} is of another.`,
    { hint: `Set the keys that it was sent with (profile ${sent.profile}), and resume it again.` },
  );
}
