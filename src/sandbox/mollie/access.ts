import {
  findAccount,
  findWebsite,
  type MollieAccount,
  type Mode,
  type Website,
} from './accounts.ts';
import { noSuchParameter, Problem, unprocessable } from './errors.ts';
import type { Fields } from './parse-body.ts';

/** What a request may look at: one organization, with an API key one website of it, one mode. */
export interface Scope {
  account: MollieAccount;
  mode: Mode;
  /** The website of the API key, or the one that a token's request names. */
  website?: Website;
}

/** Who is asking. Throws 401, and 429 for the account that is always too fast. */
export function authenticate(header: string | undefined): MollieAccount {
  const [, token] = /^Bearer +(\S+)$/i.exec(header ?? '') ?? [];
  const account = token === undefined ? undefined : findAccount(token);
  if (!account) throw new Problem(401, 'Missing authentication, or failed to authenticate');
  if (account.limited) {
    throw new Problem(429, 'You have exceeded the rate limit. Please slow down your requests.', {
      retryAfter: 1,
    });
  }
  return account;
}

/**
 * The scope of a request that says it in its query. `known` are the parameters of the endpoint;
 * `testmode`, and `profileId` where `perWebsite`, are known to access tokens alone.
 */
export function scopeOfQuery(
  account: MollieAccount,
  query: URLSearchParams,
  known: readonly string[] = [],
  { perWebsite = false } = {},
): Scope {
  const own = account.key ? [] : ['testmode', ...(perWebsite ? ['profileId'] : [])];
  refuseUnknown(query, [...known, ...own]);
  if (account.key) return { account, ...account.key };
  const testmode = query.get('testmode') ?? 'false';
  if (testmode !== 'true' && testmode !== 'false') {
    throw unprocessable(
      'testmode',
      'Invalid value for testmode parameter. Testmode should be string "true" or string "false".',
    );
  }
  const mode = testmode === 'true' ? 'test' : 'live';
  if (!perWebsite) return { account, mode };
  return { account, mode, website: websiteOf(account, query.get('profileId')) };
}

/** The same of a request that says it in its body, with what the body holds beside it. */
export function scopeOfBody(
  account: MollieAccount,
  body: Fields,
  { perWebsite = false } = {},
): { scope: Scope; fields: Fields } {
  // What an API key's request says is left for the endpoint, which knows no such parameter.
  if (account.key) return { scope: { account, ...account.key }, fields: body };
  const { testmode = false, ...fields } = body;
  if (typeof testmode !== 'boolean') {
    throw unprocessable('testmode', 'Invalid value for testmode parameter.');
  }
  const mode = testmode ? 'test' : 'live';
  if (!perWebsite) return { scope: { account, mode }, fields };
  const { profileId, ...rest } = fields;
  return { scope: { account, mode, website: websiteOf(account, profileId) }, fields: rest };
}

/** Refuses what the endpoint does not know, as the real API does. */
export function refuseUnknown(query: URLSearchParams, known: readonly string[]): void {
  const unknown = [...query.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) throw noSuchParameter('query', unknown);
}

// Assumption: the wordings. That a token has to name the website is the pages'.
function websiteOf(account: MollieAccount, id: unknown): Website {
  if (typeof id !== 'string') throw unprocessable('profileId', 'The field profileId is missing.');
  const website = findWebsite(id, account.organization);
  if (!website) throw unprocessable('profileId', 'The field profileId is not valid.');
  return website;
}
