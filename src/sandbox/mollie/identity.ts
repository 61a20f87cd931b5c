import type { MollieAccount } from './accounts.ts';
import { Problem } from './errors.ts';
import { apiLink, documentation } from './links.ts';

// Assumption: what the wrong kind of credential is told, in both; the pages say only which kind
// each is for.

/** GET /v2/profiles/me: the website profile that an API key belongs to. */
export function currentProfile({ key }: MollieAccount, origin: string) {
  if (!key) throw new Problem(403, 'The current profile is available with an API key only.');
  const { website, mode } = key;
  return {
    resource: 'profile',
    id: website.id,
    mode,
    name: website.name,
    website: website.website,
    email: 'info@example.org',
    phone: '+31200000000',
    status: 'verified',
    createdAt: '2020-01-01T00:00:00+00:00',
    _links: {
      self: apiLink(origin, `/profiles/${website.id}`),
      documentation: documentation('profiles-api/get-profile-me'),
    },
  };
}

/** GET /v2/organizations/me: the organization that an access token belongs to. */
export function currentOrganization({ key, organization }: MollieAccount, origin: string) {
  if (key) throw new Problem(403, 'The current organization needs an access token.');
  return {
    resource: 'organization',
    id: organization.id,
    name: organization.name,
    email: 'info@example.org',
    locale: 'nl_NL',
    address: {
      streetAndNumber: 'Verzonnenstraat 1',
      postalCode: '0000 ZZ',
      city: 'Voorbeeldstad',
      country: 'NL',
    },
    registrationNumber: '00000000',
    vatNumber: 'NL000000000B00',
    vatRegulation: 'dutch',
    _links: {
      self: apiLink(origin, `/organizations/${organization.id}`),
      documentation: documentation('organizations-api/current-organization'),
    },
  };
}
