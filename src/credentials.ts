import type { Context } from './context.ts';
import { CliError, exitCodes } from './errors.ts';
import { storedProfile, type StoredAccount } from './settings/config-file.ts';
import { isSandboxProfile } from './settings/settings.ts';

/** Who requests are made as. `source` says where the token came from; the token is never shown. */
export interface Credentials {
  token: string;
  source: string;
  profile: string;
  account?: StoredAccount;
  baseUrl?: string;
}

export const tokenVariable = 'MP_ACCESS_TOKEN';

/**
 * The access token of this run: the environment's, then the profile's. The sandbox's profiles have
 * their own: a live token in the environment has no business there.
 */
export async function findCredentials(
  context: Context,
  profile: string = context.settings.profileName,
): Promise<Credentials> {
  const { settings } = context;
  if (isSandboxProfile(profile)) return sandboxCredentials(profile);
  const fromEnv = settings.fromEnv(tokenVariable);
  if (fromEnv !== undefined) {
    return { token: checkToken(fromEnv.trim(), tokenVariable), source: tokenVariable, profile };
  }
  const stored = storedProfile(settings.config, profile);
  if (stored === undefined)
    throw notSignedIn(context, profile, Object.keys(settings.config.profiles));
  return {
    token: checkToken(stored.token, `profile ${profile}`),
    source: `profile ${profile}`,
    profile,
    account: stored.account,
    baseUrl: stored.base_url,
  };
}

async function sandboxCredentials(profile: string): Promise<Credentials> {
  const { sandboxAccounts } = await import('./sandbox/accounts.ts');
  const found = sandboxAccounts.find((account) => account.profile === profile);
  if (found === undefined) {
    throw new CliError(
      exitCodes.usage,
      'no_such_profile',
      `The sandbox has no account ${profile}.`,
      {
        hint: `It has: ${sandboxAccounts.map((account) => account.profile).join(', ')}.`,
      },
    );
  }
  const { id, nickname, site_id } = found.user;
  return {
    token: found.token,
    source: 'built in',
    profile,
    account: { id: String(id), nickname, site_id, test: true },
  };
}

/** What cannot stand in a header would come back in an error message of fetch, token and all. */
function checkToken(token: string, source: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new CliError(
    exitCodes.notSignedIn,
    'malformed_token',
    `What ${source} holds is not an access token: it has spaces or other characters that none has.`,
    { hint: 'A token is one word such as APP_USR-…: set it again without quotes and line breaks.' },
  );
}

function notSignedIn(context: Context, profile: string, known: readonly string[]): CliError {
  const others = known.length > 0 ? ` Profiles: ${known.join(', ')}.` : '';
  return new CliError(
    exitCodes.notSignedIn,
    'not_signed_in',
    `Not signed in: there is no profile "${profile}".${others}`,
    {
      hint: `Sign in, set ${tokenVariable}, or try it out with --sandbox.`,
      next: [context.command('mp-orders auth login')],
    },
  );
}
