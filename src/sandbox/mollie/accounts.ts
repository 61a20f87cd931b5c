import type { SandboxProfile } from '../system.ts';

export type Mode = 'test' | 'live';

/** A website profile of a merchant; what API keys belong to, and orders with them. */
export interface Website {
  id: string;
  name: string;
  website: string;
  organization: Organization;
}

interface Organization {
  id: string;
  name: string;
}

/** What one credential signs in as. */
export interface MollieAccount {
  /** Name of the CLI's built-in profile that signs in with it. */
  profile: string;
  /** Made up; it opens nothing but the sandbox. */
  token: string;
  organization: Organization;
  /** The website profile and the mode of an API key; an access token has neither of its own. */
  key?: { website: Website; mode: Mode };
  /** True: the sandbox answers this token as one it does not know. */
  revoked: boolean;
  /** True: every call is one too many. */
  limited: boolean;
}

const books: Organization = { id: 'org_10000001', name: 'Example Books (sandbox)' };
const lamps: Organization = { id: 'org_10000002', name: 'Example Lamps (sandbox)' };

/** The website on which orders are made to try things on. */
export const firstWebsite: Website = {
  id: 'pfl_Sandbox001',
  name: 'Example Books',
  website: 'https://books.example.org',
  organization: books,
};
const otherWebsite: Website = {
  id: 'pfl_Sandbox002',
  name: 'Example Lamps',
  website: 'https://lamps.example.org',
  organization: lamps,
};

// Mollie: at least 30 word characters after the prefix.
const secret = (number: number): string => `Sandbox${String(number).padStart(27, '0')}`;

function apiKey(
  profile: string,
  number: number,
  options: { website?: Website; mode?: Mode; revoked?: boolean; limited?: boolean } = {},
): MollieAccount {
  const { website = firstWebsite, mode = 'test', revoked = false, limited = false } = options;
  return {
    profile,
    token: `${mode}_${secret(number)}`,
    organization: website.organization,
    key: { website, mode },
    revoked,
    limited,
  };
}

/** An error that depends on who asks is provoked by asking as the one who gets it. */
const mollieAccounts: readonly MollieAccount[] = [
  apiKey('sandbox-mollie', 1),
  apiKey('sandbox-mollie-live', 2, { mode: 'live' }),
  apiKey('sandbox-mollie-other', 3, { website: otherWebsite }),
  {
    profile: 'sandbox-mollie-token',
    token: `access_${secret(4)}`,
    organization: books,
    revoked: false,
    limited: false,
  },
  apiKey('sandbox-mollie-revoked', 5, { revoked: true }),
  apiKey('sandbox-mollie-limited', 6, { limited: true }),
];

/** Whom a token signs in, or undefined for one that the sandbox does not honour. */
export const findAccount = (token: string): MollieAccount | undefined =>
  mollieAccounts.find((account) => account.token === token && !account.revoked);

/** The website profile of that id, if the organization has it. */
export const findWebsite = (id: string, organization: Organization): Website | undefined =>
  [firstWebsite, otherWebsite].find((one) => one.id === id && one.organization === organization);

// Orders of the sandbox are test orders; only an access token has to say so.
const keysOf = ({ token, key }: MollieAccount): Record<string, string> =>
  key ? { token } : { token, profile_id: firstWebsite.id, testmode: 'true' };

/** What the CLI's built-in profiles are made of. */
export const mollieProfiles: readonly SandboxProfile[] = mollieAccounts.map((account) => ({
  profile: account.profile,
  provider: 'mollie',
  keys: keysOf(account),
  account: {
    id: account.key?.website.id ?? account.organization.id,
    nickname: account.key?.website.name ?? account.organization.name,
    test: true,
  },
}));
